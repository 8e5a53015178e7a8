//! `$dynamicRef`: a reference that is bound on the way to it (JSON Schema 2020-12, section 8.2.3.2).
//!
//! One that names a `$dynamicAnchor` leads to the outermost resource on the way that has the same dynamic
//! anchor. So a schema is built once more for each set of bindings that changes what it means; every
//! other schema stays one, and a document without `$dynamicRef` has no bindings at all.

use foldhash::{HashMap, HashMapExt};

use sourcebook_syntax::{NodeRef, Origin, Tree};

use super::super::gather::Gathered;
use super::super::reference::{self, ReferenceTarget};
use super::super::resources::is_data;
use crate::document::{Id, Schema};

/// Maximum number of names that anchors may have; references to further ones are not bound.
const MAX_NAMES: usize = 64;

/// Maximum number of schemas that are built once more; references in further ones are not bound.
const MAX_BOUND: usize = 20_000;

/// Which anchor each name means, by the number of the name; sorted.
pub(super) type Bindings = Vec<(usize, Origin)>;

/// The resources of a document that has `$dynamicRef`, and what reaches one.
pub(super) struct Dynamic<'t> {
    names: Vec<&'t str>,
    /// The resources of each file, by where they start.
    resources: Vec<Vec<Resource<'t>>>,
    /// From which values a `$dynamicRef` to which names is reached: a bit for each name.
    reaches: HashMap<Origin, u64>,
    built: HashMap<(Origin, Bindings), Id<Schema>>,
}

struct Resource<'t> {
    node: NodeRef<'t>,
    anchors: Bindings,
}

impl<'t> Dynamic<'t> {
    /// What there is to bind; nothing in nearly every document.
    pub(super) fn of(gathered: &'t Gathered) -> Option<Self> {
        let is_used = |tree: &Tree| tree.source(tree.root().span()).contains("$dynamicRef");
        if !gathered.trees.iter().any(is_used) {
            return None;
        }
        let mut dynamic = Self {
            names: Vec::new(),
            resources: gathered.trees.iter().map(resources).collect(),
            reaches: HashMap::new(),
            built: HashMap::new(),
        };
        for node in gathered.trees.iter().flat_map(Tree::nodes) {
            dynamic.add_anchor(node);
        }
        dynamic.find_what_reaches(gathered);
        Some(dynamic)
    }

    fn add_anchor(&mut self, node: NodeRef<'t>) {
        let Some(name) = dynamic_anchor(node).filter(|_| !is_data(node)) else { return };
        let number = self.number(name).unwrap_or(self.names.len());
        if number == self.names.len() {
            if number == MAX_NAMES {
                return;
            }
            self.names.push(name);
        }
        if let Some(resource) = self.resource_at(node) {
            let anchors = &mut self.resources[node.file_index() as usize][resource].anchors;
            // The first one counts: a second one is against the rules.
            add(anchors, number, node.origin());
        }
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| *known == name)
    }

    /// The innermost resource around a value.
    fn resource_at(&self, node: NodeRef<'t>) -> Option<usize> {
        let resources = self.resources.get(node.file_index() as usize)?;
        let before = resources.partition_point(|one| one.node.span().start <= node.span().start);
        resources[..before].iter().rposition(|one| one.node.span().contains(node.span()))
    }

    fn anchors(&self, node: NodeRef<'t>) -> &[(usize, Origin)] {
        let at = self.resource_at(node);
        at.map_or(&[], |at| &self.resources[node.file_index() as usize][at].anchors)
    }

    /// What is bound in a schema to which one comes with bindings: those, and what its own resource
    /// adds.
    pub(super) fn within(&self, node: NodeRef<'t>, bindings: &Bindings) -> Bindings {
        let mut all = bindings.clone();
        for (number, anchor) in self.anchors(node) {
            add(&mut all, *number, *anchor);
        }
        all
    }

    /// The bindings that change what a schema means; none for most.
    pub(super) fn that_count(&self, node: NodeRef<'t>, bindings: &Bindings) -> Bindings {
        let reached = self.reaches.get(&node.origin()).copied().unwrap_or_default();
        if reached == 0 || bindings.is_empty() {
            return Vec::new();
        }
        let own = self.anchors(node);
        let counts = |one: &&(usize, Origin)| reached & (1 << one.0) != 0 && !own.contains(one);
        bindings.iter().filter(counts).copied().collect()
    }

    /// A schema that was built with bindings.
    pub(super) fn built(&self, node: NodeRef<'t>, bindings: &Bindings) -> Option<Id<Schema>> {
        self.built.get(&(node.origin(), bindings.clone())).copied()
    }

    /// Notes one.
    pub(super) fn add_built(&mut self, node: NodeRef<'t>, bindings: &Bindings, id: Id<Schema>) {
        self.built.insert((node.origin(), bindings.clone()), id);
    }

    /// Whether there is room for one more.
    pub(super) fn has_room(&self) -> bool {
        self.built.len() < MAX_BOUND
    }

    /// Whether any schema was built once more.
    pub(super) fn has_built(&self) -> bool {
        !self.built.is_empty()
    }

    /// The anchor that a name in the fragment of a `$dynamicRef` has where that stands: in the same
    /// resource, if it names no other.
    pub(super) fn in_resource(&self, node: NodeRef<'t>, text: &str) -> Option<Origin> {
        let number = self.number(text.strip_prefix('#')?)?;
        bound(self.anchors(node), number)
    }

    /// Where a `$dynamicRef` leads that leads to `target` first.
    pub(super) fn bound(&self, target: NodeRef<'t>, text: &str, all: &Bindings) -> Option<Origin> {
        let name = text.split_once('#')?.1;
        let number = self.number(name).filter(|_| dynamic_anchor(target) == Some(name))?;
        bound(all, number)
    }

    /// Goes from every `$dynamicRef` back to what holds it or refers to what does.
    fn find_what_reaches(&mut self, gathered: &'t Gathered) {
        let mut holders: HashMap<Origin, Vec<Origin>> = HashMap::new();
        let mut open: Vec<(Origin, u64)> = Vec::new();
        for node in gathered.trees.iter().flat_map(Tree::nodes) {
            let inside = node.items().chain(node.members().map(|(_, value)| value));
            for value in inside.filter(|value| value.is_object() || value.items().len() > 0) {
                holders.entry(value.origin()).or_default().push(node.origin());
            }
            for text in ["$ref", "$dynamicRef"].iter().filter_map(|key| node.get(key)?.as_str()) {
                if let ReferenceTarget::Found(target) = reference::follow(gathered, node, text) {
                    holders.entry(target.origin()).or_default().push(node.origin());
                }
            }
            let text = node.get("$dynamicRef").and_then(NodeRef::as_str);
            let name = text.and_then(|text| Some(text.split_once('#')?.1));
            if let Some(number) = name.and_then(|name| self.number(name)) {
                open.push((node.origin(), 1 << number));
                // What it may be bound to.
                for (_, anchor) in self.all_anchors().filter(|(bound, _)| *bound == number) {
                    holders.entry(anchor).or_default().push(node.origin());
                }
            }
        }
        while let Some((origin, bits)) = open.pop() {
            let known = self.reaches.entry(origin).or_default();
            if *known | bits != *known {
                *known |= bits;
                open.extend(holders.get(&origin).into_iter().flatten().map(|one| (*one, bits)));
            }
        }
    }

    fn all_anchors(&self) -> impl Iterator<Item = (usize, Origin)> {
        self.resources.iter().flatten().flat_map(|resource| resource.anchors.iter().copied())
    }
}

fn dynamic_anchor(node: NodeRef<'_>) -> Option<&str> {
    node.get("$dynamicAnchor").and_then(NodeRef::as_str)
}

fn bound(bindings: &[(usize, Origin)], number: usize) -> Option<Origin> {
    bindings.iter().find(|(bound, _)| *bound == number).map(|(_, anchor)| *anchor)
}

/// Binds a name, unless it is bound already.
fn add(bindings: &mut Bindings, number: usize, anchor: Origin) {
    if let Err(at) = bindings.binary_search_by_key(&number, |(bound, _)| *bound) {
        bindings.insert(at, (number, anchor));
    }
}

/// The resources of a file: the file, what has an `$id`, and each schema that stands in no other one, since
/// most authors of generic schemas give them no `$id`.
fn resources(tree: &Tree) -> Vec<Resource<'_>> {
    let root = tree.root();
    let named = [root.at_pointer("/components/schemas"), root.get("$defs")];
    let named = named.into_iter().flatten().flat_map(|map| map.members().map(|(_, node)| node));
    let mut whole: Vec<NodeRef<'_>> = named.collect();
    // Those of media types, parameters and headers.
    let inline = tree.nodes().filter_map(|node| node.get("schema")).filter(|node| node.is_object());
    let mut inline: Vec<NodeRef<'_>> = inline.collect();
    inline.sort_by_key(|node| node.span().start);
    for node in inline {
        if !whole.iter().any(|one| one.span().contains(node.span())) {
            whole.push(node);
        }
    }
    let has_id = |node: &NodeRef<'_>| node.get("$id").is_some() && !is_data(*node);
    let mut found: Vec<NodeRef<'_>> = std::iter::once(root).chain(whole).collect();
    found.extend(tree.nodes().filter(has_id));
    found.sort_by_key(|node| (node.span().start, u32::MAX - node.span().end));
    found.into_iter().map(|node| Resource { node, anchors: Bindings::new() }).collect()
}
