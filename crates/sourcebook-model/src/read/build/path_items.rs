//! Path items.

use crate::document::{Id, METHODS, Operation, PathItem, Use, Version};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::{DUPLICATE_OPERATION, UNKNOWN_FIELD};
use super::parameters::Parameters;
use super::{Builder, MAX_REFERENCE_STEPS, Pending};

const PATH_ITEM_FIELDS: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
    "additionalOperations",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
];

/// Members that a path item may have beside the `$ref` to another one.
const BESIDE_REFERENCE: [&str; 3] = ["parameters", "servers", "additionalOperations"];

impl<'t> Builder<'t, '_> {
    /// A path item; it is filled in from the queue, because callbacks may lead back to it.
    pub(super) fn path_item(&mut self, node: NodeRef<'t>) -> Use<PathItem> {
        let (target, reference) = self.resolve(node);
        let version = self.document.version;
        let is_layered =
            |one: &NodeRef<'t>| Self::reference_text(*one).is_some() && has_more(*one, version);
        match self.layers(node).into_iter().find(is_layered) {
            Some(own) if own.origin() == node.origin() => {
                Use::inline(self.path_item_at(own, Some(own)))
            }
            Some(own) => Use { id: self.path_item_at(own, Some(own)), reference },
            None => Use { id: self.path_item_at(target.unwrap_or(node), target), reference },
        }
    }

    /// The path item that stands for a place, made of what stands at a node.
    fn path_item_at(&mut self, place: NodeRef<'t>, node: Option<NodeRef<'t>>) -> Id<PathItem> {
        let origin = place.origin();
        if let Some(&id) = self.built.path_items.get(&origin) {
            return id;
        }
        let id = self.document.path_items.push(PathItem { origin, ..PathItem::default() });
        self.built.path_items.insert(origin, id);
        if let Some(node) = node {
            self.queue.push_back(Pending::PathItem(id, node));
        }
        id
    }

    pub(super) fn fill_path_item(&mut self, id: Id<PathItem>, node: NodeRef<'t>) {
        if !node.is_object() {
            self.wrong_type(node, "path item", "an object");
            return;
        }
        let layers = self.layers(node);
        let mut item = PathItem { origin: node.origin(), ..PathItem::default() };
        let mut shared = Parameters { parameters: Vec::new(), of_body: Vec::new() };
        for &layer in &layers {
            let below = self.parameters(layer);
            self.add_parameters(&mut shared, below);
        }
        let below = layers.iter().skip(1).map(|layer| layer.origin()).collect();
        for layer in layers {
            self.add_layer(&mut item, layer, &shared);
        }
        item.parameters = shared.parameters;
        item.layers = below;
        self.document.path_items[id] = item;
    }

    /// A path item and the ones that its `$ref`s lead to, which have no effect where one before
    /// them says something else.
    fn layers(&mut self, node: NodeRef<'t>) -> Vec<NodeRef<'t>> {
        let mut layers = vec![node];
        let mut at = node;
        while let Some(text) = Self::reference_text(at) {
            let Some(next) = self.target(at, text) else { break };
            if layers.len() > MAX_REFERENCE_STEPS || !next.is_object() {
                break;
            }
            layers.push(next);
            at = next;
        }
        layers
    }

    fn add_layer(&mut self, item: &mut PathItem, node: NodeRef<'t>, shared: &Parameters<'t>) {
        item.summary = item.summary.take().or_else(|| self.text(node, "summary"));
        item.description = item.description.take().or_else(|| self.text(node, "description"));
        if item.servers.is_empty() {
            item.servers = self.servers(node);
        }
        for (name, value) in self.extensions(node, PATH_ITEM_FIELDS) {
            if !item.extensions.iter().any(|(known, _)| *known == name) {
                item.extensions.push((name, value));
            }
        }
        let above = item.operations.len();
        for operation in self.operations(node, shared) {
            let is_known = |one: &Operation| one.method == operation.method;
            if !item.operations[..above].iter().any(is_known) {
                item.operations.push(operation);
            }
        }
    }

    fn operations(&mut self, node: NodeRef<'t>, shared: &Parameters<'t>) -> Vec<Operation> {
        let mut operations = Vec::new();
        let is_method = |name: &str| METHODS.contains(&name);
        for (name, value) in self.members_with_doubles(node, "method", is_method) {
            if is_method(name) {
                let method = name.to_ascii_uppercase();
                operations.extend(self.operation_of(name, &method, value, shared));
            } else if name == "additionalOperations" {
                let Some(more) = self.object(node, name) else { continue };
                self.report_known_methods(node, more);
                for (method, value) in self.members_with_doubles(more, "method", |_| true) {
                    operations.extend(self.operation_of(method, method, value, shared));
                }
            }
        }
        operations
    }

    /// Reports the operations under `additionalOperations` whose methods have members of their own (3.2,
    /// Path Item Object).
    fn report_known_methods(&mut self, item: NodeRef<'t>, more: NodeRef<'t>) {
        for (method, value) in more.members() {
            let member = method.to_ascii_lowercase();
            let is_known = METHODS.contains(&&*member) && method == method.to_ascii_uppercase();
            if !is_known || !self.reported.insert((value.origin(), "method")) {
                continue;
            }
            let place = Self::place_of_key(more, method);
            let diagnostic = if item.get(&member).is_some() {
                Diagnostic::new(
                    &DUPLICATE_OPERATION,
                    format!("the method `{method}` appears twice"),
                )
                .at(place, "appears again here")
                .related(
                    Self::place_of_key(item, &member),
                    "first appears here; most programs see only one of the two",
                )
                .help("merge the two, or remove one")
            } else {
                let message = format!("`{method}` does not belong under `additionalOperations`");
                Diagnostic::new(&UNKNOWN_FIELD, message)
                    .at(place, "it is read all the same")
                    .help(format!("make it the member `{member}` of the path item"))
            };
            self.diagnostics.push(diagnostic);
        }
    }

    /// Adds the parameters of a path item that the ones above it do not have.
    fn add_parameters(&mut self, above: &mut Parameters<'t>, below: Parameters<'t>) {
        let known = above.parameters.len();
        for parameter in below.parameters {
            let key =
                |id| (&self.document.parameters[id].name, self.document.parameters[id].location);
            let is_known =
                above.parameters[..known].iter().any(|one| key(one.id) == key(parameter.id));
            if !is_known {
                above.parameters.push(parameter);
            }
        }
        if above.of_body.is_empty() {
            above.of_body = below.of_body;
        }
    }
}

/// Whether a path item says something beside its `$ref`. Texts replace those of the other one since 3.1,
/// as beside every `$ref` (Reference Object); in 3.0 they are members as the others are.
fn has_more(node: NodeRef<'_>, version: Version) -> bool {
    let is_text = |name: &str| matches!(name, "summary" | "description");
    let is_one = |name: &str| {
        METHODS.contains(&name)
            || BESIDE_REFERENCE.contains(&name)
            || (version == Version::OpenApi3_0 && is_text(name))
    };
    node.members().any(|(name, _)| is_one(name))
}
