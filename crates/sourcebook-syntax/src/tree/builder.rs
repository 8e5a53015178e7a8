//! Builds a tree from what a parser meets.

use std::sync::{Arc, OnceLock};

use foldhash::{HashMap, HashMapExt};

use super::node_ref::NodeRef;
use super::{DuplicateKey, Kind, Marks, Member, Node, NodeId, Text, Tree};
use crate::source::{FileId, Span};

/// Builds a tree from the events of a parser: scalars, and the starts and ends of containers.
pub(crate) struct Builder {
    tree: Tree,
    open: Vec<Open>,
    /// Members and items of the open containers; moved to the tables when one closes, so that
    /// those of one container stand next to each other.
    pending_members: Vec<Member>,
    pending_items: Vec<NodeId>,
    merge_keys: bool,
    /// How many more members merge keys may name; below zero they named too many.
    merges_left: i64,
}

struct Open {
    start: usize,
    first_member: usize,
    first_item: usize,
    is_object: bool,
    key: Option<(Text, Span)>,
}

impl Builder {
    pub(crate) fn new(file: FileId, text: Arc<String>) -> Self {
        // Real documents have a value for about twelve bytes, and a member for about twenty.
        let nodes = Vec::with_capacity(text.len() / 12);
        let members = Vec::with_capacity(text.len() / 20);
        let tree = Tree {
            index: 0,
            file,
            text,
            decoded: String::new(),
            nodes,
            members,
            items: Vec::new(),
            root: NodeId(0),
            in_order: true,
            loose_indentation: None,
            duplicates: Vec::new(),
            indexes: OnceLock::new(),
            anchors: OnceLock::new(),
        };
        Self {
            tree,
            open: Vec::new(),
            pending_members: Vec::new(),
            pending_items: Vec::new(),
            merge_keys: false,
            merges_left: 0,
        }
    }

    /// Makes `<<` stand for the members of the mapping (or mappings) that it holds, as long as
    /// they are no more than `most` in the whole document.
    pub(crate) fn expand_merge_keys(&mut self, most: u64) {
        self.merge_keys = true;
        self.merges_left = i64::try_from(most).unwrap_or(i64::MAX);
    }

    pub(crate) fn has_too_many_merged(&self) -> bool {
        self.merges_left < 0
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
            let mut last = None;
            for id in self.pending_items.drain(open.first_item..) {
                let at = Some(self.tree.node(id).span().start);
                self.tree.in_order &= last < at;
                last = at;
                self.tree.items.push(id);
            }
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
        let mut marks = Marks::default();
        let mut last = None;
        for member in &self.tree.members[start..] {
            marks.add(self.tree.text(member.key));
            let at = Some(self.tree.node(member.value).span().start);
            self.tree.in_order &= last < at;
            last = at;
        }
        Kind::Object(Span::new(start, self.tree.members.len()), marks)
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
            self.merges_left -= i64::try_from(sources.len()).unwrap_or(i64::MAX);
            for kind in sources {
                let Kind::Object(range, _) = kind else { continue };
                for at in range.range() {
                    self.merges_left -= 1;
                    if self.has_too_many_merged() {
                        return;
                    }
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
            key: first.key,
            first: first.key_span,
            second: member.key_span,
            replaced: first.value,
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
