//! Reading a syntax tree, value by value.

use foldhash::{HashMap, HashMapExt};

use super::{INDEXED_FROM, Kind, Member, NodeId, Origin, Text, Tree};
use crate::diagnostic::Place;
use crate::source::Span;
use crate::value::{Number, Value};

/// One value of a tree, for reading.
#[derive(Debug, Clone, Copy)]
pub struct NodeRef<'t> {
    tree: &'t Tree,
    id: NodeId,
}

impl<'t> NodeRef<'t> {
    pub(super) fn new(tree: &'t Tree, id: NodeId) -> Self {
        Self { tree, id }
    }

    /// Its id in the tree.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Which of a document's files the value stands in.
    pub fn file_index(self) -> u32 {
        self.tree.index
    }

    /// Where it stands among the trees that are read together.
    pub fn origin(self) -> Origin {
        Origin { tree: self.tree.index, node: self.id.0 }
    }

    /// The tree that it is a part of.
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.tree.nodes[self.id.0 as usize].kind
    }

    /// Where it stands in the text of its tree.
    pub fn span(self) -> Span {
        self.tree.nodes[self.id.0 as usize].span
    }

    /// The text of a string.
    pub fn as_str(self) -> Option<&'t str> {
        match self.kind() {
            Kind::String(text) => Some(self.tree.text(text)),
            _ => None,
        }
    }

    /// The text of a string or, as it was written, of a number.
    pub fn scalar_text(self) -> Option<&'t str> {
        match self.kind() {
            Kind::String(text) | Kind::Number(text) => Some(self.tree.text(text)),
            Kind::Bool(true) => Some("true"),
            Kind::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// A scalar as it was written, but for the quotes and escapes of a string: `0x1F`, `True`. `None`
    /// for a list, an object and null.
    pub fn spelling(self) -> Option<&'t str> {
        match self.kind() {
            Kind::String(text) => Some(self.tree.text(text)),
            // A tag and an anchor of YAML stand in the span too, before the scalar.
            Kind::Number(_) | Kind::Bool(_) => self.source().split_whitespace().next_back(),
            _ => None,
        }
    }

    /// Whether it is a scalar of one line without quotes.
    pub fn is_plain(self) -> bool {
        match self.kind() {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => true,
            Kind::String(Text::Source(text)) => text.end == self.span().end,
            _ => false,
        }
    }

    /// The text of a number, in JSON's notation.
    pub fn as_number(self) -> Option<&'t str> {
        match self.kind() {
            Kind::Number(text) => Some(self.tree.text(text)),
            _ => None,
        }
    }

    /// `true` or `false`.
    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it has members.
    pub fn is_object(self) -> bool {
        matches!(self.kind(), Kind::Object(..))
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        matches!(self.kind(), Kind::Null)
    }

    /// What the value is, for messages.
    pub fn kind_name(self) -> &'static str {
        match self.kind() {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "a list",
            Kind::Object(..) => "an object",
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(self) -> impl ExactSizeIterator<Item = NodeRef<'t>> {
        let range = match self.kind() {
            Kind::Array(range) => range.range(),
            _ => 0..0,
        };
        self.tree.items[range].iter().map(move |&id| NodeRef { tree: self.tree, id })
    }

    /// An item of a list, by its place from 0.
    pub fn item(self, at: usize) -> Option<NodeRef<'t>> {
        let Kind::Array(range) = self.kind() else {
            return None;
        };
        let id = *self.tree.items.get(range.range())?.get(at)?;
        Some(NodeRef { tree: self.tree, id })
    }

    /// The members of an object in source order; none for anything else.
    pub fn members(
        self,
    ) -> impl ExactSizeIterator<Item = (&'t str, NodeRef<'t>)> + DoubleEndedIterator {
        let range = match self.kind() {
            Kind::Object(range, _) => range,
            _ => Span::default(),
        };
        let tree = self.tree;
        tree.members_of(range)
            .iter()
            .map(move |member| (tree.text(member.key), NodeRef { tree, id: member.value }))
    }

    /// The members of an object in source order with every value of a key that stands more than
    /// once; [`members`](Self::members) has the last one only. What merge keys add comes last.
    pub fn members_with_doubles(self) -> Vec<(&'t str, NodeRef<'t>)> {
        let tree = self.tree;
        let Kind::Object(range, _) = self.kind() else {
            return Vec::new();
        };
        let mut places: HashMap<&str, Span> = HashMap::new();
        let mut found = Vec::new();
        for double in tree.duplicates_of(self.id) {
            let key = tree.text(double.key);
            let place = places.insert(key, double.second).unwrap_or(double.first);
            found.push((place, key, double.replaced));
        }
        for member in tree.members_of(range) {
            let key = tree.text(member.key);
            let place = places.get(key).copied().unwrap_or(member.key_span);
            found.push((place, key, member.value));
        }
        if !places.is_empty() {
            let span = self.span();
            found.sort_by_key(|(place, _, _)| (!span.contains(*place), place.start));
        }
        found.into_iter().map(|(_, key, id)| (key, NodeRef { tree, id })).collect()
    }

    #[inline]
    fn member(self, key: &str) -> Option<&'t Member> {
        match self.kind() {
            Kind::Object(range, marks) if marks.may_have(key) => self.find(range, key),
            _ => None,
        }
    }

    fn find(self, range: Span, key: &str) -> Option<&'t Member> {
        if range.range().len() > INDEXED_FROM {
            return self.tree.indexed(self.id, key);
        }
        self.tree.members_of(range).iter().find(|member| self.tree.text(member.key) == key)
    }

    /// The value of a member.
    #[inline]
    pub fn get(self, key: &str) -> Option<NodeRef<'t>> {
        self.member(key).map(|member| NodeRef { tree: self.tree, id: member.value })
    }

    /// The place of a member's key.
    pub fn key_span(self, key: &str) -> Option<Span> {
        self.member(key).map(|member| member.key_span)
    }

    /// The text that the value was made of.
    pub fn source(self) -> &'t str {
        self.tree.source(self.span())
    }

    /// Where it stands, with the pointer that leads there.
    pub fn place(self) -> Place {
        let pointer = self.tree.pointer(self.id);
        Place { file: self.tree.file, span: self.span(), pointer }
    }

    /// Where the key of a member stands, with the pointer that leads to the member's value.
    pub fn key_place(self, key: &str) -> Option<Place> {
        let member = self.member(key)?;
        let pointer = self.tree.pointer(member.value);
        Some(Place { file: self.tree.file, span: member.key_span, pointer })
    }

    /// The value at a JSON pointer from here (RFC 6901); this value for the empty pointer.
    pub fn at_pointer(self, pointer: &str) -> Option<NodeRef<'t>> {
        reference_tokens(pointer).try_fold(self, |node, token| node.child(&token))
    }

    /// The member or item that a reference token of a JSON pointer names.
    pub fn child(self, token: &str) -> Option<NodeRef<'t>> {
        if self.is_object() { self.get(token) } else { self.item(token.parse().ok()?) }
    }

    /// The value by itself.
    pub fn to_value(self) -> Value {
        match self.kind() {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(value),
            Kind::Number(text) => Value::Number(Number::from_json(self.tree.text(text))),
            Kind::String(text) => Value::string(self.tree.text(text)),
            Kind::Array(_) => Value::Array(self.items().map(Self::to_value).collect()),
            Kind::Object(..) => Value::Object(
                self.members().map(|(name, value)| (name.into(), value.to_value())).collect(),
            ),
        }
    }

    /// The child that is `wanted` or encloses it, with its reference token.
    pub(super) fn child_around(self, span: Span, wanted: NodeId) -> Option<(String, NodeRef<'t>)> {
        match self.kind() {
            Kind::Object(range, _) => {
                let members = self.tree.members_of(range);
                let at = self.position(members, |member| member.value, span, wanted);
                let found = at.map(|at| (members[at].key, members[at].value));
                let (key, value) = found.or_else(|| self.double_around(span, wanted))?;
                Some((self.tree.text(key).to_owned(), self.tree.node(value)))
            }
            Kind::Array(range) => {
                let items = &self.tree.items[range.range()];
                let at = self.position(items, |id| *id, span, wanted)?;
                Some((at.to_string(), self.tree.node(items[at])))
            }
            _ => None,
        }
    }

    /// The value that a later one took the place of and that is `wanted` or encloses it.
    fn double_around(self, span: Span, wanted: NodeId) -> Option<(Text, NodeId)> {
        let doubles = self.tree.duplicates_of(self.id).iter();
        let mut doubles = doubles.map(|double| (double.key, double.replaced));
        doubles.find(|(_, id)| *id == wanted || self.tree.node(*id).span().contains(span))
    }

    /// Which of the children is `wanted` or encloses it.
    fn position<T>(
        self,
        children: &[T],
        id: impl Fn(&T) -> NodeId,
        span: Span,
        wanted: NodeId,
    ) -> Option<usize> {
        let fits = |child: &T| {
            let child = self.tree.node(id(child));
            child.id == wanted || (child.span().contains(span) && child.id != self.id)
        };
        if !self.tree.in_order {
            return children.iter().position(fits);
        }
        let starts_before = |child: &T| self.tree.node(id(child)).span().start <= span.start;
        let last = children.partition_point(starts_before).checked_sub(1);
        last.filter(|&at| fits(&children[at]))
    }
}

/// The reference tokens of a JSON pointer, decoded (RFC 6901, section 4).
pub fn reference_tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
}
