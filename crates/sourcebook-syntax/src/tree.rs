//! The syntax tree: flat tables of nodes, members and items, built once and then only read.

mod builder;
mod node_ref;

use std::sync::{Arc, OnceLock};

use foldhash::{HashMap, HashMapExt};

pub(crate) use builder::Builder;
pub use node_ref::{NodeRef, reference_tokens};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::{FileId, Span};

/// What a value counts beside its text where sizes are bounded; no less is needed to show one.
pub(crate) const VALUE_BYTES: u64 = 8;

/// Maximum number of levels of values in each other.
///
/// Real documents stay below 60 levels. The limit keeps every recursive walk inside a thread's
/// stack.
pub const MAX_DEPTH: usize = 256;

/// Names one value in a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// Where a value stands in the trees that were read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Origin {
    /// Which of the trees; see [`Tree::set_index`].
    pub tree: u32,
    /// Which of its nodes.
    pub node: u32,
}

/// A piece of text: of the source where it stands there as it is, else of the decoded texts.
#[derive(Debug, Clone, Copy)]
pub enum Text {
    /// It stands in the source.
    Source(Span),
    /// It was written with escapes, or over several lines.
    Decoded(Span),
}

/// What a value is.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, in JSON's notation.
    Number(Text),
    /// A text.
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
pub struct Marks(u32);

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
    pub(super) fn may_have(self, key: &str) -> bool {
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
pub struct DuplicateKey {
    /// The object that has the key.
    pub object: NodeId,
    /// The key; see [`Tree::key_text`].
    pub key: Text,
    /// Where the key stands first.
    pub first: Span,
    /// Where it stands again.
    pub second: Span,
    /// The value that the later one took the place of.
    pub replaced: NodeId,
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
pub struct Tree {
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
    /// YAML: the first place that is indented less than the specification allows.
    pub(super) loose_indentation: Option<Span>,
    pub(super) indexes: OnceLock<HashMap<NodeId, HashMap<Box<str>, u32>>>,
    pub(super) anchors: OnceLock<HashMap<Box<str>, NodeId>>,
}

/// Number of members above which an object is looked up through an index.
pub(super) const INDEXED_FROM: usize = 24;

impl Tree {
    /// The text that the tree was made of.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Numbers the tree among those that are read together; its nodes tell the number.
    pub fn set_index(&mut self, index: u32) {
        self.index = index;
    }

    /// Makes another value the document; pointers start there.
    pub fn set_root(&mut self, root: NodeId) {
        self.root = root;
    }

    /// The outermost value.
    pub fn root(&self) -> NodeRef<'_> {
        self.node(self.root)
    }

    /// The value with an id of this tree.
    pub fn node(&self, id: NodeId) -> NodeRef<'_> {
        NodeRef::new(self, id)
    }

    /// All values, each behind those that it contains.
    pub fn nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        (0..self.nodes.len()).map(|at| self.node(NodeId(Span::new(at, at).start)))
    }

    /// How many values there are.
    #[expect(clippy::len_without_is_empty, reason = "a tree always has a root")]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The key that stands twice.
    pub fn key_text(&self, duplicate: &DuplicateKey) -> &str {
        self.text(duplicate.key)
    }

    /// Every key that stands twice in one object.
    pub fn duplicates(&self) -> &[DuplicateKey] {
        &self.duplicates
    }

    /// YAML: the first place that is indented less than the specification allows, though libyaml and
    /// others read it.
    pub fn loose_indentation(&self) -> Option<Span> {
        self.loose_indentation
    }

    /// The keys that stand twice in an object, in source order.
    pub fn duplicates_of(&self, object: NodeId) -> &[DuplicateKey] {
        // Objects are numbered in the order in which they close, as their duplicates are found.
        let start = self.duplicates.partition_point(|duplicate| duplicate.object < object);
        let rest = self.duplicates.get(start..).unwrap_or_default();
        &rest[..rest.partition_point(|duplicate| duplicate.object == object)]
    }

    /// The texts of all `$ref`s, wherever they stand.
    pub fn references(&self) -> impl Iterator<Item = &str> {
        self.members
            .iter()
            .filter(|member| self.text(member.key) == "$ref")
            .filter_map(|member| self.node(member.value).as_str())
    }

    /// The object that names itself by `$anchor` or `$dynamicAnchor`; the first one of a name.
    pub fn anchor(&self, name: &str) -> Option<NodeRef<'_>> {
        let anchors = self.anchors.get_or_init(|| self.index_anchors());
        anchors.get(name).map(|&id| self.node(id))
    }

    fn index_anchors(&self) -> HashMap<Box<str>, NodeId> {
        let mut anchors = HashMap::new();
        for node in self.nodes() {
            let names = [node.get("$anchor"), node.get("$dynamicAnchor")];
            for name in names.into_iter().flatten().filter_map(NodeRef::as_str) {
                anchors.entry(Box::from(name)).or_insert(node.id());
            }
        }
        anchors
    }

    /// A piece of the text from which the tree was made.
    pub fn source(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The whole text from which the tree was made.
    pub(crate) fn whole_text(&self) -> &str {
        &self.text
    }

    pub(super) fn text(&self, text: Text) -> &str {
        match text {
            Text::Source(span) => self.text.get(span.range()),
            Text::Decoded(span) => self.decoded.get(span.range()),
        }
        .unwrap_or_default()
    }

    pub(super) fn members_of(&self, range: Span) -> &[Member] {
        self.members.get(range.range()).unwrap_or_default()
    }

    /// Looks a key up in a large object.
    pub(super) fn indexed(&self, object: NodeId, key: &str) -> Option<&Member> {
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
        for node in self.nodes() {
            let keys: usize = node.members().map(|(key, _)| key.len()).sum();
            let text = node.scalar_text().map_or(keys, str::len);
            let replaced = self.duplicates_of(node.id()).iter().map(|one| self.node(one.replaced));
            let children = node.items().chain(node.members().map(|(_, child)| child));
            let children = children.chain(replaced);
            let inner = children.fold((VALUE_BYTES + text as u64, 0), |(bytes, depth), child| {
                let (more, deep) = sizes.get(child.id().0 as usize).copied().unwrap_or_default();
                (bytes.saturating_add(more), depth.max(deep + 1))
            });
            sizes.push(inner);
        }
        sizes.get(self.root.0 as usize).copied().unwrap_or_default()
    }

    /// The JSON pointer of a node: the way down to it through the nodes that enclose it.
    ///
    /// Empty as well when the node stands elsewhere (behind a YAML alias).
    pub fn pointer(&self, wanted: NodeId) -> String {
        let mut pointer = String::new();
        let mut at = self.root();
        let span = self.node(wanted).span();
        while at.id() != wanted {
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
pub fn push_token(pointer: &mut String, token: &str) {
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
