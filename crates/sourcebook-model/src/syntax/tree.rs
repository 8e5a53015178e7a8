//! The syntax tree: flat tables of nodes, members and items, built once and then only read.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::Origin;
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
    /// A range of the members table.
    Object(Span),
}

#[derive(Debug, Clone, Copy)]
struct Node {
    kind: Kind,
    span: Span,
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
    index: u32,
    file: FileId,
    text: Arc<str>,
    decoded: String,
    nodes: Vec<Node>,
    members: Vec<Member>,
    items: Vec<NodeId>,
    root: NodeId,
    duplicates: Vec<DuplicateKey>,
    indexes: OnceLock<HashMap<NodeId, HashMap<Box<str>, u32>>>,
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

    /// The key that stands twice.
    pub(crate) fn key_text(&self, duplicate: &DuplicateKey) -> &str {
        let text = self.text.get(duplicate.second.range()).unwrap_or_default();
        text.trim_matches(['"', '\''])
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

    /// The object that names itself by `$anchor` or `$dynamicAnchor`.
    pub(crate) fn anchor(&self, name: &str) -> Option<NodeRef<'_>> {
        let objects = (0..self.nodes.len()).map(|at| self.node(NodeId(Span::new(at, at).start)));
        objects.filter(|node| node.is_object()).find(|node| {
            let anchors = [node.get("$anchor"), node.get("$dynamicAnchor")];
            anchors.into_iter().flatten().any(|anchor| anchor.as_str() == Some(name))
        })
    }

    fn text(&self, text: Text) -> &str {
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
            let Kind::Object(range) = node.kind else {
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

    /// How many values the tree has, and how deep it is, with every alias written out.
    ///
    /// Children are always pushed before what contains them, so one pass suffices.
    pub(crate) fn expanded_size(&self) -> (u64, usize) {
        let mut sizes: Vec<(u64, usize)> = Vec::with_capacity(self.nodes.len());
        for at in 0..self.nodes.len() {
            let node = self.node(NodeId(Span::new(at, at).start));
            let children = node.items().chain(node.members().map(|(_, child)| child));
            let inner = children.fold((1u64, 0), |(values, depth), child| {
                let (more, deep) = sizes.get(child.id.0 as usize).copied().unwrap_or_default();
                (values.saturating_add(more), depth.max(deep + 1))
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
        matches!(self.kind(), Kind::Object(_))
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
            Kind::Object(_) => "an object",
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

    /// The members of an object in source order; none for anything else.
    pub(crate) fn members(
        self,
    ) -> impl ExactSizeIterator<Item = (&'t str, NodeRef<'t>)> + DoubleEndedIterator {
        let range = match self.kind() {
            Kind::Object(range) => range,
            _ => Span::default(),
        };
        let tree = self.tree;
        tree.members_of(range)
            .iter()
            .map(move |member| (tree.text(member.key), NodeRef { tree, id: member.value }))
    }

    fn member(self, key: &str) -> Option<&'t Member> {
        let Kind::Object(range) = self.kind() else {
            return None;
        };
        if range.range().len() > INDEXED_FROM {
            return self.tree.indexed(self.id, key);
        }
        self.tree.members_of(range).iter().find(|member| self.tree.text(member.key) == key)
    }

    /// The value of a member.
    pub(crate) fn get(self, key: &str) -> Option<NodeRef<'t>> {
        self.member(key).map(|member| NodeRef { tree: self.tree, id: member.value })
    }

    /// The place of a member's key.
    pub(crate) fn key_span(self, key: &str) -> Option<Span> {
        self.member(key).map(|member| member.key_span)
    }

    /// The child that is `wanted` or encloses it, with its reference token.
    fn child_around(self, span: Span, wanted: NodeId) -> Option<(String, NodeRef<'t>)> {
        let fits = |child: &NodeRef<'t>| {
            child.id == wanted || (child.span().contains(span) && child.id != self.id)
        };
        let member = self.members().find(|(_, child)| fits(child));
        if let Some((key, child)) = member {
            return Some((key.to_owned(), child));
        }
        let mut items = self.items().enumerate();
        items.find(|(_, child)| fits(child)).map(|(at, child)| (at.to_string(), child))
    }
}

/// Builds a tree from the events of a parser: scalars, and the starts and ends of containers.
pub(crate) struct Builder {
    tree: Tree,
    open: Vec<Open>,
    /// Members and items of the open containers; moved to the tables when one closes, so that
    /// those of one container stand next to each other.
    pending_members: Vec<Member>,
    pending_items: Vec<NodeId>,
    merge_keys: bool,
}

struct Open {
    start: usize,
    first_member: usize,
    first_item: usize,
    is_object: bool,
    key: Option<(Text, Span)>,
}

impl Builder {
    pub(crate) fn new(file: FileId, text: Arc<str>) -> Self {
        // One node for about twelve bytes is what real documents have.
        let nodes = Vec::with_capacity(text.len() / 12);
        let tree = Tree {
            index: 0,
            file,
            text,
            decoded: String::new(),
            nodes,
            members: Vec::new(),
            items: Vec::new(),
            root: NodeId(0),
            duplicates: Vec::new(),
            indexes: OnceLock::new(),
        };
        Self {
            tree,
            open: Vec::new(),
            pending_members: Vec::new(),
            pending_items: Vec::new(),
            merge_keys: false,
        }
    }

    /// Makes `<<` stand for the members of the mapping (or mappings) that it holds.
    pub(crate) fn expand_merge_keys(&mut self) {
        self.merge_keys = true;
    }

    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Keeps a text that does not stand in the source as it is.
    pub(crate) fn decoded(&mut self, text: &str) -> Text {
        let start = self.tree.decoded.len();
        self.tree.decoded.push_str(text);
        Text::Decoded(Span::new(start, self.tree.decoded.len()))
    }

    /// Whether the innermost open container is an object that waits for a key.
    pub(crate) fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_object && open.key.is_none())
    }

    pub(crate) fn key(&mut self, key: Text, span: Span) {
        if let Some(open) = self.open.last_mut() {
            open.key = Some((key, span));
        }
    }

    pub(crate) fn scalar(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = self.push(Node { kind, span });
        self.attach(id);
        id
    }

    pub(crate) fn start(&mut self, is_object: bool, start: usize) {
        self.open.push(Open {
            start,
            first_member: self.pending_members.len(),
            first_item: self.pending_items.len(),
            is_object,
            key: None,
        });
    }

    pub(crate) fn end(&mut self, end: usize) -> Option<NodeId> {
        let open = self.open.pop()?;
        let span = Span::new(open.start, end);
        let id = NodeId(Span::new(self.tree.nodes.len(), 0).start);
        let kind = if open.is_object {
            self.close_object(open.first_member, id)
        } else {
            let first = self.tree.items.len();
            self.tree.items.extend(self.pending_items.drain(open.first_item..));
            Kind::Array(Span::new(first, self.tree.items.len()))
        };
        self.push(Node { kind, span });
        self.attach(id);
        Some(id)
    }

    /// Puts a node that exists already (a YAML alias) in the next place.
    pub(crate) fn attach(&mut self, id: NodeId) {
        match self.open.last_mut() {
            None => self.tree.root = id,
            Some(open) if open.is_object => {
                if let Some((key, key_span)) = open.key.take() {
                    self.pending_members.push(Member { key, key_span, value: id });
                }
            }
            Some(_) => self.pending_items.push(id),
        }
    }

    /// Moves the members of a closed object to their table; of a key given twice the first
    /// place and the last value stay, as every JSON reader has it.
    fn close_object(&mut self, first: usize, object: NodeId) -> Kind {
        let start = self.tree.members.len();
        let mut keys = Keys::new(start);
        for at in first..self.pending_members.len() {
            let member = self.pending_members[at];
            if self.merge_keys && self.tree.text(member.key) == "<<" {
                continue;
            }
            match keys.earlier(&self.tree, member.key) {
                None => self.tree.members.push(member),
                Some(at) => self.replace(object, at, member),
            }
        }
        if self.merge_keys {
            self.merge(first, &mut keys);
        }
        self.pending_members.truncate(first);
        Kind::Object(Span::new(start, self.tree.members.len()))
    }

    /// Adds what the merge keys of a closed object name and the object does not have.
    fn merge(&mut self, first: usize, keys: &mut Keys) {
        for at in first..self.pending_members.len() {
            let Member { key, value, .. } = self.pending_members[at];
            if self.tree.text(key) != "<<" {
                continue;
            }
            let node = self.tree.node(value);
            let sources: Vec<Kind> =
                std::iter::once(node.kind()).chain(node.items().map(NodeRef::kind)).collect();
            for kind in sources {
                let Kind::Object(range) = kind else { continue };
                for at in range.range() {
                    let member = self.tree.members[at];
                    if keys.earlier(&self.tree, member.key).is_none() {
                        self.tree.members.push(member);
                    }
                }
            }
        }
    }

    fn replace(&mut self, object: NodeId, at: usize, member: Member) {
        let first = self.tree.members[at];
        self.tree.duplicates.push(DuplicateKey {
            object,
            first: first.key_span,
            second: member.key_span,
        });
        self.tree.members[at].value = member.value;
    }

    fn push(&mut self, node: Node) -> NodeId {
        let id = NodeId(Span::new(self.tree.nodes.len(), 0).start);
        self.tree.nodes.push(node);
        id
    }

    pub(crate) fn finish(self) -> Tree {
        self.tree
    }
}

/// The keys of the object that is being closed: compared one by one while they are few.
struct Keys {
    start: usize,
    seen: HashMap<Box<str>, usize>,
}

const COMPARED_ONE_BY_ONE: usize = 16;

impl Keys {
    fn new(start: usize) -> Self {
        Self { start, seen: HashMap::new() }
    }

    /// Where in the members table the same key stands already; otherwise it is expected to be
    /// added there next.
    fn earlier(&mut self, tree: &Tree, key: Text) -> Option<usize> {
        let known = &tree.members[self.start..];
        let key = tree.text(key);
        if known.len() < COMPARED_ONE_BY_ONE {
            return known
                .iter()
                .position(|other| tree.text(other.key) == key)
                .map(|at| at + self.start);
        }
        for (at, other) in known.iter().enumerate().skip(self.seen.len()) {
            self.seen.insert(Box::from(tree.text(other.key)), at + self.start);
        }
        self.seen.get(key).copied()
    }
}
