//! From trees to objects.
//!
//! An object is built once, however many `$ref`s name it. Schemas, path items and headers, which
//! may contain themselves, are given their id first and filled in from a queue, so that neither
//! cycles nor long chains of references need a deep stack.

mod beside;
mod bodies;
mod bound;
mod components;
mod discriminators;
mod doubles;
mod dynamic;
mod fields;
mod keywords;
mod links;
mod misplaced;
mod operations;
mod parameters;
mod path_items;
mod present;
mod root;
mod schema;
mod security;
mod swagger2;
mod unknown_keywords;

use std::collections::VecDeque;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use sourcebook_syntax::{Diagnostic, NodeRef, Place, Tree};

use crate::document::{
    Callback, Described, Document, Example, Extensions, Header, Id, Link, Origin, Parameter,
    PathItem, Reference, RequestBody, Response, Schema, SecurityScheme, Use, Version,
};

use super::codes::{DANGLING_REFERENCE, REFERENCE_CYCLE, REMOTE_REFERENCE};
use super::gather::Gathered;
use super::reference::{self, ReferenceTarget};
use beside::Counting;

/// Whether schemas were built more than once, so that what is wrong in them is found once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Repeats(pub(super) bool);

/// Builds the document from its files.
pub(super) fn build(
    gathered: &Gathered,
    document: &mut Document,
    diagnostics: &mut Vec<Diagnostic>,
) -> Repeats {
    // About one value in twelve is a schema.
    let values: usize = gathered.trees.iter().map(Tree::len).sum();
    document.schemas.reserve(values / 12);
    let mut builder = Builder {
        gathered,
        document,
        diagnostics,
        built: Built::default(),
        queue: VecDeque::new(),
        targets: HashMap::new(),
        reported: HashSet::new(),
        doubled: HashSet::new(),
        external_schemas: Vec::new(),
        noted: HashSet::new(),
        dynamic: dynamic::Dynamic::of(gathered),
        bindings: dynamic::Bindings::new(),
    };
    let root = gathered.trees[0].root();
    builder.root(root);
    builder.drain();
    if builder.is_swagger2() {
        builder.swagger2_shared(root);
        builder.drain();
    }
    builder.name_external_schemas();
    builder.lead_links();
    builder.report_duplicate_keys();
    Repeats(builder.dynamic.is_some_and(|dynamic| dynamic.has_built()))
}

/// Maximum number of references, each leading to the next, before the chain counts as endless.
const MAX_REFERENCE_STEPS: usize = 100;

/// The same object of 2.0 with different media types.
type WithMediaTypes<T> = Vec<(Vec<String>, Id<T>)>;

/// What has been built already, by where it stands.
#[derive(Default)]
struct Built {
    schemas: HashMap<Origin, Id<Schema>>,
    path_items: HashMap<Origin, Id<PathItem>>,
    parameters: HashMap<Origin, Id<Parameter>>,
    responses: HashMap<Origin, Id<Response>>,
    request_bodies: HashMap<Origin, Id<RequestBody>>,
    headers: HashMap<Origin, Id<Header>>,
    examples: HashMap<Origin, Id<Example>>,
    links: HashMap<Origin, Id<Link>>,
    callbacks: HashMap<Origin, Id<Callback>>,
    security_schemes: HashMap<Origin, Id<SecurityScheme>>,
    /// 2.0: bodies and responses by where they stand, each with the media types that an operation
    /// gives it.
    swagger2_bodies: HashMap<Origin, WithMediaTypes<RequestBody>>,
    swagger2_responses: HashMap<Origin, WithMediaTypes<Response>>,
}

/// An object that has its id and waits for its contents.
enum Pending<'t> {
    Schema(Id<Schema>, NodeRef<'t>, present::Role, dynamic::Bindings),
    PathItem(Id<PathItem>, NodeRef<'t>),
    Header(Id<Header>, NodeRef<'t>),
}

struct Builder<'t, 'd> {
    gathered: &'t Gathered,
    document: &'d mut Document,
    diagnostics: &'d mut Vec<Diagnostic>,
    built: Built,
    queue: VecDeque<Pending<'t>>,
    /// Where the references of each file and schema with a URI lead; absent values lead nowhere.
    targets: HashMap<(u32, Option<usize>, &'t str), Option<NodeRef<'t>>>,
    /// Problems of fields that were reported before: the same one in every schema is said once each
    /// place, never twice for one.
    reported: HashSet<(Origin, &'static str)>,
    /// Keys of paths and methods that stand twice and were reported as such: tree and offset.
    doubled: HashSet<(u32, u32)>,
    /// Schemas of other files, each with the name that its first reference gives it.
    external_schemas: Vec<(Id<Schema>, String)>,
    noted: HashSet<Id<Schema>>,
    /// What binds `$dynamicRef`s; absent where there are none.
    dynamic: Option<dynamic::Dynamic<'t>>,
    /// What is bound in the schema that is being filled.
    bindings: dynamic::Bindings,
}

impl<'t> Builder<'t, '_> {
    fn is_swagger2(&self) -> bool {
        self.document.version == Version::Swagger2_0
    }

    fn drain(&mut self) {
        while let Some(pending) = self.queue.pop_front() {
            match pending {
                Pending::Schema(id, node, role, bindings) => {
                    self.fill_bound_schema(id, node, role, &bindings);
                }
                Pending::PathItem(id, node) => self.fill_path_item(id, node),
                Pending::Header(id, node) => {
                    self.document.headers[id] = self.build_header(node);
                }
            }
        }
    }

    fn place(node: NodeRef<'_>) -> Place {
        let tree = node.tree();
        Place { file: tree.file(), span: node.span(), pointer: tree.pointer(node.id()) }
    }

    fn place_of_key(node: NodeRef<'_>, key: &str) -> Place {
        let span = node.key_span(key).unwrap_or_default();
        let pointer =
            node.get(key).map_or_else(String::new, |value| node.tree().pointer(value.id()));
        Place { file: node.tree().file(), span, pointer }
    }

    /// The text of an object's `$ref`.
    fn reference_text(node: NodeRef<'t>) -> Option<&'t str> {
        node.get("$ref").and_then(NodeRef::as_str)
    }

    /// Follows one `$ref` of an object; reports it once when it leads nowhere.
    fn target(&mut self, node: NodeRef<'t>, text: &'t str) -> Option<NodeRef<'t>> {
        let key = (node.file_index(), self.gathered.resource_of(node), text);
        if let Some(target) = self.targets.get(&key) {
            return *target;
        }
        let target = match reference::follow(self.gathered, node, text) {
            ReferenceTarget::Found(target) => Some(target),
            ReferenceTarget::Remote => {
                self.diagnostics.push(
                    Diagnostic::new(&REMOTE_REFERENCE, format!("`{text}` is not fetched"))
                        .at(Self::place(node.get("$ref").unwrap_or(node)), "this is a URL")
                        .help(
                            "allow it by `--fetch`, or by `fetch = true` under `[facts]`; or keep \
                             a copy next to the document",
                        ),
                );
                None
            }
            ReferenceTarget::Missing { why, meant } => {
                self.report_dangling(node.get("$ref").unwrap_or(node), text, why, meant);
                None
            }
        };
        self.targets.insert(key, target);
        target
    }

    fn report_dangling(&mut self, at: NodeRef<'t>, text: &str, why: String, meant: Option<String>) {
        let message = format!("`{text}` does not exist");
        let mut diagnostic = Diagnostic::new(&DANGLING_REFERENCE, message).at(Self::place(at), why);
        diagnostic.help = meant.map(|meant| format!("did you mean `{meant}`?"));
        self.diagnostics.push(diagnostic);
    }

    /// Follows the `$ref`s of an object that is no schema to the object itself.
    ///
    /// Absent when they lead nowhere, which is then reported.
    fn resolve(&mut self, node: NodeRef<'t>) -> (Option<NodeRef<'t>>, Option<Box<Reference>>) {
        let mut at = node;
        let mut way = Vec::new();
        let mut steps = 0;
        while let Some(text) = Self::reference_text(at) {
            way.push(self.reference(at, text));
            let next = if steps == MAX_REFERENCE_STEPS {
                self.report_cycle(node);
                None
            } else {
                self.target(at, text)
            };
            let Some(next) = next else { return (None, chained(way, false)) };
            steps += 1;
            at = next;
        }
        (Some(at), chained(way, true))
    }

    fn reference(&mut self, node: NodeRef<'t>, text: &str) -> Reference {
        Reference {
            text: text.to_owned(),
            summary: self.text(node, "summary"),
            description: self.text(node, "description"),
            is_found: true,
            origin: node.origin(),
            next: None,
        }
    }

    fn report_cycle(&mut self, node: NodeRef<'t>) {
        if self.reported.insert((node.origin(), "cycle")) {
            self.diagnostics.push(
                Diagnostic::new(&REFERENCE_CYCLE, "this `$ref` refers to itself")
                    .at(Self::place(node), "followed from here")
                    .help("make one of the references point to an object"),
            );
        }
    }

    /// An object of a kind at its place: built already, built now, or empty where a reference
    /// leads nowhere.
    fn used<T: Default + Described>(
        &mut self,
        node: NodeRef<'t>,
        kind: &ComponentStore<T>,
        build: impl FnOnce(&mut Self, NodeRef<'t>) -> T,
    ) -> Use<T> {
        let (target, reference) = self.resolve(node);
        if reference.is_some() {
            self.report_beside(node, Counting::beside::<T>(self.document.version));
        }
        let origin = target.map_or(node.origin(), NodeRef::origin);
        if let Some(&id) = (kind.built)(&mut self.built).get(&origin) {
            return Use { id, reference };
        }
        let object = target.map_or_else(T::default, |target| build(self, target));
        let id = (kind.arena)(self.document).push(object);
        (kind.built)(&mut self.built).insert(origin, id);
        Use { id, reference }
    }

    /// Names and objects of a map, in source order. A name may start with `x-`, as those of
    /// headers do.
    fn named<T>(
        &mut self,
        parent: NodeRef<'t>,
        key: &str,
        mut build: impl FnMut(&mut Self, NodeRef<'t>) -> T,
    ) -> Vec<(String, T)> {
        let Some(map) = self.object(parent, key) else {
            return Vec::new();
        };
        map.members().map(|(name, node)| (name.to_owned(), build(self, node))).collect()
    }

    /// Names and objects of a map that may have vendor extensions among them, and those.
    fn named_beside_extensions<T>(
        &mut self,
        parent: NodeRef<'t>,
        key: &str,
        mut build: impl FnMut(&mut Self, NodeRef<'t>) -> T,
    ) -> (Vec<(String, T)>, Extensions) {
        let (mut named, mut extensions) = (Vec::new(), Extensions::new());
        if let Some(map) = self.object(parent, key) {
            for (name, node) in map.members() {
                if name.starts_with("x-") {
                    extensions.push((name.into(), node.to_value()));
                } else {
                    named.push((name.to_owned(), build(self, node)));
                }
            }
        }
        (named, extensions)
    }
}

/// References of which each leads to the next; the last one leads to an object, or they all lead
/// nowhere.
fn chained(way: Vec<Reference>, is_found: bool) -> Option<Box<Reference>> {
    let join = |next, one| Some(Box::new(Reference { is_found, next, ..one }));
    way.into_iter().rfold(None, join)
}

/// Where objects of one kind are kept.
struct ComponentStore<T> {
    built: fn(&mut Built) -> &mut HashMap<Origin, Id<T>>,
    arena: fn(&mut Document) -> &mut crate::document::Arena<T>,
}
