//! The syntax tree: flat tables of nodes, members and items, built once and then only read.

use std::sync::{Arc, OnceLock};

use foldhash::{HashMap, HashMapExt};

use super::yaml::VALUE_BYTES;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{Number, Origin, Value};
use crate::source::{FileId, Span};

/// Names one value in a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(crate) u32);

/// A piece of text: of the source where it stands there as it is, else of the decoded texts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Text {
    Source(Span),
    Decoded(Span),
}

/// What a value is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Number(Text),
    String(Text),
    /// A range of the items table.
    Array(Span),
    /// A range of the members table, and the marks of the keys in it.
    Object(Span, Marks),
}

/// One bit for each key of an object; different keys may share a bit.
///
/// Most keywords that are asked for are absent. Their bits tell so at once.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Marks(u32);

impl Marks {
    #[inline]
    fn of(key: &str) -> Self {
        let bytes = key.as_bytes();
        let byte = |at: Option<&u8>| at.map_or(0, |byte| u32::from(*byte));
        let length = u32::from(bytes.len().to_le_bytes()[0]);
        let mixed = byte(bytes.first()) * 5 + byte(bytes.last()) * 3 + length;
        Self(1 << (mixed % u32::BITS))
    }

    pub(super) fn add(&mut self, key: &str) {
        self.0 |= Self::of(key).0;
    }

    #[inline]
    fn may_have(self, key: &str) -> bool {
        self.0 & Self::of(key).0 != 0
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub(crate) key: Text,
    pub(crate) key_span: Span,
    pub(crate) value: NodeId,
}

/// The same key twice in one object; the later value is the one that counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DuplicateKey {
    pub(crate) object: NodeId,
    pub(crate) first: Span,
    pub(crate) second: Span,
}

/// Why a text is not a tree.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) code: &'static Code,
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) help: Option<String>,
}

impl SyntaxError {
    pub(crate) fn diagnose(self, file: FileId) -> Diagnostic {
        let place = Place { file, span: self.span, pointer: String::new() };
        let mut diagnostic = Diagnostic::new(self.code, self.message).at(place, self.label);
        diagnostic.help = self.help;
        diagnostic
    }
}

/// A whole document as values.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Which of a document's files this is.
    pub(super) index: u32,
    pub(super) file: FileId,
    pub(super) text: Arc<String>,
    pub(super) decoded: String,
    pub(super) nodes: Vec<Node>,
    pub(super) members: Vec<Member>,
    pub(super) items: Vec<NodeId>,
    pub(super) root: NodeId,
    /// Whether children stand in the order of the text everywhere. They do not where a key was
    /// given twice or an alias stands for a value elsewhere.
    pub(super) in_order: bool,
    pub(super) duplicates: Vec<DuplicateKey>,
    pub(super) indexes: OnceLock<HashMap<NodeId, HashMap<Box<str>, u32>>>,
    pub(super) anchors: OnceLock<HashMap<Box<str>, NodeId>>,
}

/// Objects with more members than this are looked up through an index.
const INDEXED_FROM: usize = 24;

impl Tree {
    pub(crate) fn file(&self) -> FileId {
        self.file
    }

    pub(crate) fn set_index(&mut self, index: u32) {
        self.index = index;
    }

    /// Makes another value the document; pointers start there.
    pub(crate) fn set_root(&mut self, root: NodeId) {
        self.root = root;
    }

    pub(crate) fn root(&self) -> NodeRef<'_> {
        self.node(self.root)
    }

    pub(crate) fn node(&self, id: NodeId) -> NodeRef<'_> {
        NodeRef { tree: self, id }
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The key that stands twice.
    pub(crate) fn key_text(&self, duplicate: &DuplicateKey) -> &str {
        self.source(duplicate.second).trim_matches(['"', '\''])
    }

    pub(crate) fn duplicates(&self) -> &[DuplicateKey] {
        &self.duplicates
    }

    /// The texts of all `$ref`s, wherever they stand.
    pub(crate) fn references(&self) -> impl Iterator<Item = &str> {
        self.members
            .iter()
            .filter(|member| self.text(member.key) == "$ref")
            .filter_map(|member| self.node(member.value).as_str())
    }

    /// The object that names itself by `$anchor` or `$dynamicAnchor`; the first one of a name.
    pub(crate) fn anchor(&self, name: &str) -> Option<NodeRef<'_>> {
        let anchors = self.anchors.get_or_init(|| self.index_anchors());
        anchors.get(name).map(|&id| self.node(id))
    }

    fn index_anchors(&self) -> HashMap<Box<str>, NodeId> {
        let mut anchors = HashMap::new();
        for at in 0..self.nodes.len() {
            let node = self.node(NodeId(Span::new(at, at).start));
            let names = [node.get("$anchor"), node.get("$dynamicAnchor")];
            for name in names.into_iter().flatten().filter_map(NodeRef::as_str) {
                anchors.entry(Box::from(name)).or_insert(node.id);
            }
        }
        anchors
    }

    /// A piece of the text from which the tree was made.
    pub(crate) fn source(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub(super) fn text(&self, text: Text) -> &str {
        match text {
            Text::Source(span) => self.text.get(span.range()),
            Text::Decoded(span) => self.decoded.get(span.range()),
        }
        .unwrap_or_default()
    }

    fn members_of(&self, range: Span) -> &[Member] {
        self.members.get(range.range()).unwrap_or_default()
    }

    /// Looks a key up in a large object.
    fn indexed(&self, object: NodeId, key: &str) -> Option<&Member> {
        let indexes = self.indexes.get_or_init(|| self.index_large_objects());
        let at = *indexes.get(&object)?.get(key)?;
        self.members.get(at as usize)
    }

    fn index_large_objects(&self) -> HashMap<NodeId, HashMap<Box<str>, u32>> {
        let mut indexes = HashMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let Kind::Object(range, _) = node.kind else {
                continue;
            };
            if range.range().len() > INDEXED_FROM {
                let keys = range.range().map(|at| {
                    (Box::from(self.text(self.members[at].key)), Span::new(at, at).start)
                });
                indexes.insert(NodeId(Span::new(at, at).start), keys.collect());
            }
        }
        indexes
    }

    /// How many bytes the tree has, and how deep it is, with every alias written out; see
    /// [`VALUE_BYTES`].
    ///
    /// Children are always pushed before what contains them, so one pass suffices.
    pub(crate) fn expanded_size(&self) -> (u64, usize) {
        let mut sizes: Vec<(u64, usize)> = Vec::with_capacity(self.nodes.len());
        for at in 0..self.nodes.len() {
            let node = self.node(NodeId(Span::new(at, at).start));
            let keys: usize = node.members().map(|(key, _)| key.len()).sum();
            let text = node.scalar_text().map_or(keys, str::len);
            let children = node.items().chain(node.members().map(|(_, child)| child));
            let inner = children.fold((VALUE_BYTES + text as u64, 0), |(bytes, depth), child| {
                let (more, deep) = sizes.get(child.id.0 as usize).copied().unwrap_or_default();
                (bytes.saturating_add(more), depth.max(deep + 1))
            });
            sizes.push(inner);
        }
        sizes.get(self.root.0 as usize).copied().unwrap_or_default()
    }

    /// The JSON pointer of a node: the way down to it through the nodes that enclose it.
    ///
    /// Empty as well when the node stands elsewhere (behind a YAML alias).
    pub(crate) fn pointer(&self, wanted: NodeId) -> String {
        let mut pointer = String::new();
        let mut at = self.root();
        let span = self.node(wanted).span();
        while at.id != wanted {
            let Some((token, next)) = at.child_around(span, wanted) else {
                break;
            };
            pointer.push('/');
            push_token(&mut pointer, &token);
            at = next;
        }
        pointer
    }
}

/// Appends a reference token with `~` and `/` escaped (RFC 6901, section 3).
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// One value of a tree, for reading.
#[derive(Clone, Copy)]
pub(crate) struct NodeRef<'t> {
    tree: &'t Tree,
    id: NodeId,
}

impl<'t> NodeRef<'t> {
    pub(crate) fn id(self) -> NodeId {
        self.id
    }

    /// Which of a document's files the value stands in.
    pub(crate) fn file_index(self) -> u32 {
        self.tree.index
    }

    pub(crate) fn origin(self) -> Origin {
        Origin { tree: self.tree.index, node: self.id.0 }
    }

    pub(crate) fn tree(self) -> &'t Tree {
        self.tree
    }

    pub(crate) fn kind(self) -> Kind {
        self.tree.nodes[self.id.0 as usize].kind
    }

    pub(crate) fn span(self) -> Span {
        self.tree.nodes[self.id.0 as usize].span
    }

    /// The text of a string.
    pub(crate) fn as_str(self) -> Option<&'t str> {
        match self.kind() {
            Kind::String(text) => Some(self.tree.text(text)),
            _ => None,
        }
    }

    /// The text of a string or, as it was written, of a number.
    pub(crate) fn scalar_text(self) -> Option<&'t str> {
        match self.kind() {
            Kind::String(text) | Kind::Number(text) => Some(self.tree.text(text)),
            Kind::Bool(true) => Some("true"),
            Kind::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The text of a number, in JSON's notation.
    pub(crate) fn as_number(self) -> Option<&'t str> {
        match self.kind() {
            Kind::Number(text) => Some(self.tree.text(text)),
            _ => None,
        }
    }

    pub(crate) fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn is_object(self) -> bool {
        matches!(self.kind(), Kind::Object(..))
    }

    pub(crate) fn is_null(self) -> bool {
        matches!(self.kind(), Kind::Null)
    }

    /// What the value is, for messages.
    pub(crate) fn kind_name(self) -> &'static str {
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
    pub(crate) fn items(self) -> impl ExactSizeIterator<Item = NodeRef<'t>> {
        let range = match self.kind() {
            Kind::Array(range) => range.range(),
            _ => 0..0,
        };
        self.tree.items[range].iter().map(move |&id| NodeRef { tree: self.tree, id })
    }

    /// An item of a list, by its place from 0.
    pub(crate) fn item(self, at: usize) -> Option<NodeRef<'t>> {
        let Kind::Array(range) = self.kind() else {
            return None;
        };
        let id = *self.tree.items.get(range.range())?.get(at)?;
        Some(NodeRef { tree: self.tree, id })
    }

    /// The members of an object in source order; none for anything else.
    pub(crate) fn members(
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
    pub(crate) fn get(self, key: &str) -> Option<NodeRef<'t>> {
        self.member(key).map(|member| NodeRef { tree: self.tree, id: member.value })
    }

    /// The place of a member's key.
    pub(crate) fn key_span(self, key: &str) -> Option<Span> {
        self.member(key).map(|member| member.key_span)
    }

    /// The value by itself.
    pub(crate) fn to_value(self) -> Value {
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
    fn child_around(self, span: Span, wanted: NodeId) -> Option<(String, NodeRef<'t>)> {
        match self.kind() {
            Kind::Object(range, _) => {
                let members = self.tree.members_of(range);
                let at = self.position(members, |member| member.value, span, wanted)?;
                let key = self.tree.text(members[at].key).to_owned();
                Some((key, self.tree.node(members[at].value)))
            }
            Kind::Array(range) => {
                let items = &self.tree.items[range.range()];
                let at = self.position(items, |id| *id, span, wanted)?;
                Some((at.to_string(), self.tree.node(items[at])))
            }
            _ => None,
        }
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
