//! Schema resources: schemas that give themselves a URI by `$id` (JSON Schema 2020-12, section 8.2.1).
//! References inside of one are resolved against its URI, and others may name it by that.

use foldhash::{HashMap, HashMapExt};

use sourcebook_syntax::{NodeId, NodeRef, Span, Tree};

use super::location::Location;

/// The resources of every file of a document. Nearly all files have none.
#[derive(Default)]
pub(super) struct Resources {
    of_file: Vec<Vec<Resource>>,
    by_uri: HashMap<Location, (u32, usize)>,
}

struct Resource {
    node: NodeId,
    span: Span,
    /// The resource that this one stands in.
    parent: Option<usize>,
    base: Location,
    /// What names itself by `$anchor` or `$dynamicAnchor`, without what inner resources have.
    anchors: HashMap<Box<str>, NodeId>,
}

impl Resources {
    /// Finds the resources of the next file, which lies at a location.
    pub(super) fn add(&mut self, tree: &Tree, location: &Location) {
        let mut found: Vec<(NodeRef<'_>, &str)> = Vec::new();
        for node in tree.nodes() {
            // An anchor was written so before there was `$anchor`.
            let id = node.get("$id").and_then(NodeRef::as_str).filter(|id| !id.starts_with('#'));
            found.extend(id.filter(|_| !is_data(node)).map(|id| (node, id)));
        }
        found.sort_by_key(|(node, _)| (node.span().start, u32::MAX - node.span().end));
        let file = self.of_file.len();
        self.of_file.push(Vec::with_capacity(found.len()));
        for (node, id) in found {
            let parent = self.around(file, node.span());
            let around = parent.map_or(location, |at| &self.of_file[file][at].base);
            let base = around.join(id.trim_end_matches('#'));
            let at = self.of_file[file].len();
            self.by_uri.entry(base.clone()).or_insert((tree.root().file_index(), at));
            let (node, span, anchors) = (node.id(), node.span(), HashMap::new());
            self.of_file[file].push(Resource { node, span, parent, base, anchors });
        }
        if !self.of_file[file].is_empty() {
            self.add_anchors(tree, file);
        }
    }

    fn add_anchors(&mut self, tree: &Tree, file: usize) {
        for node in tree.nodes() {
            let names = [node.get("$anchor"), node.get("$dynamicAnchor")];
            for name in names.into_iter().flatten().filter_map(NodeRef::as_str) {
                if let Some(at) = self.around(file, node.span()).filter(|_| !is_data(node)) {
                    let anchors = &mut self.of_file[file][at].anchors;
                    anchors.entry(name.into()).or_insert(node.id());
                }
            }
        }
    }

    /// The innermost resource around a place.
    fn around(&self, file: usize, place: Span) -> Option<usize> {
        let resources = self.of_file.get(file)?;
        let before = resources.partition_point(|one| one.span.start <= place.start);
        let mut at = before.checked_sub(1);
        while let Some(resource) = at.map(|at| &resources[at]) {
            if resource.span.contains(place) {
                break;
            }
            at = resource.parent;
        }
        at
    }

    /// The resource in which a value stands; none where that is the file.
    pub(super) fn of(&self, node: NodeRef<'_>) -> Option<usize> {
        let file = node.file_index() as usize;
        self.of_file.get(file).filter(|resources| !resources.is_empty())?;
        self.around(file, node.span())
    }

    /// What the part of a reference before `#` names when it stands in a resource, or in a file at
    /// `location`: a resource with its file.
    pub(super) fn named(
        &self,
        from: NodeRef<'_>,
        location: &Location,
        document: &str,
    ) -> Option<(u32, usize)> {
        if self.by_uri.is_empty() {
            return None;
        }
        let own = self.of(from);
        let base = own.map_or(location, |at| &self.of_file[from.file_index() as usize][at].base);
        self.by_uri.get(&base.join(document)).copied()
    }

    /// Whether a schema has this URI, so that no file does.
    pub(super) fn has(&self, location: &Location) -> bool {
        self.by_uri.contains_key(location)
    }

    /// What a fragment names in a resource.
    pub(super) fn fragment<'t>(
        &self,
        tree: &'t Tree,
        at: usize,
        fragment: &str,
    ) -> Option<NodeRef<'t>> {
        let resource = self.of_file.get(tree.root().file_index() as usize)?.get(at)?;
        if fragment.is_empty() || fragment.starts_with('/') {
            tree.node(resource.node).at_pointer(fragment)
        } else {
            resource.anchors.get(fragment).map(|&id| tree.node(id))
        }
    }
}

/// Members whose values are data, in which nothing is a keyword.
const DATA: [&str; 7] = ["example", "examples", "default", "const", "enum", "value", "dataValue"];

/// Members whose own members have names that people choose.
const MAPS: [&str; 14] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "headers",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
];

/// Whether a value belongs to an example, a default or other data.
pub(super) fn is_data(node: NodeRef<'_>) -> bool {
    let pointer = node.tree().pointer(node.id());
    let mut is_name = false;
    for token in pointer.split('/').skip(1) {
        if !is_name && DATA.contains(&token) {
            return true;
        }
        is_name = !is_name && MAPS.contains(&token);
    }
    false
}
