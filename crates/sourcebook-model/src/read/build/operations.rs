//! Path items and their operations.

use crate::document::{Callback, Id, METHODS, Operation, PathItem, Use};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::REFERENCE_CYCLE;
use super::{Builder, ComponentStore, Pending};

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

const OPERATION_FIELDS: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

const SWAGGER2_OPERATION_FIELDS: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "consumes",
    "produces",
    "parameters",
    "responses",
    "schemes",
    "deprecated",
    "security",
];

impl<'t> Builder<'t, '_> {
    /// A path item; it is filled in from the queue, because callbacks may lead back to it.
    pub(super) fn path_item(&mut self, node: NodeRef<'t>) -> Use<PathItem> {
        let (target, reference) = self.resolve(node);
        let origin = target.map_or(node.origin(), NodeRef::origin);
        if let Some(&id) = self.built.path_items.get(&origin) {
            return Use { id, reference };
        }
        let id = self.document.path_items.push(PathItem { origin, ..PathItem::default() });
        self.built.path_items.insert(origin, id);
        if let Some(target) = target {
            self.queue.push_back(Pending::PathItem(id, target));
        }
        Use { id, reference }
    }

    pub(super) fn fill_path_item(&mut self, id: Id<PathItem>, node: NodeRef<'t>) {
        if !node.is_object() {
            self.wrong_type(node, "path item", "an object");
            return;
        }
        let mut item = PathItem {
            summary: self.text(node, "summary"),
            description: self.text(node, "description"),
            servers: self.servers(node),
            extensions: self.extensions(node, PATH_ITEM_FIELDS),
            origin: node.origin(),
            ..PathItem::default()
        };
        let shared = self.parameters(node);
        let is_method = |name: &str| METHODS.contains(&name);
        for (name, value) in self.members_with_doubles(node, "method", is_method) {
            if METHODS.contains(&name) && value.is_object() {
                let operation = self.operation(name.to_ascii_uppercase(), value, &shared);
                item.operations.push(operation);
            } else if METHODS.contains(&name) && !value.is_null() {
                self.wrong_type(value, name, "an object");
            } else if name == "additionalOperations" {
                let Some(more) = self.object(node, name) else { continue };
                for (method, value) in self.members_with_doubles(more, "method", |_| true) {
                    item.operations.push(self.operation(method.to_owned(), value, &shared));
                }
            }
        }
        item.parameters = shared.parameters;
        self.document.path_items[id] = item;
    }

    fn operation(
        &mut self,
        method: String,
        node: NodeRef<'t>,
        shared: &super::parameters::Parameters<'t>,
    ) -> Operation {
        let own = self.parameters(node);
        let (request_body, (responses, response_extensions), servers) = if self.is_swagger2() {
            let body = self.swagger2_request_body(node, &own, shared);
            (body, self.swagger2_responses(node), self.swagger2_servers(node))
        } else {
            let body = self.object(node, "requestBody").map(|body| self.request_body(body));
            let responses = self.named_beside_extensions(node, "responses", Self::response);
            (body, responses, self.servers(node))
        };
        let known = if self.is_swagger2() { SWAGGER2_OPERATION_FIELDS } else { OPERATION_FIELDS };
        Operation {
            method,
            operation_id: self.text(node, "operationId"),
            tags: self.texts(node, "tags"),
            summary: self.text(node, "summary"),
            description: self.text(node, "description"),
            parameters: own.parameters,
            request_body,
            responses,
            response_extensions,
            callbacks: self.named(node, "callbacks", Self::callback),
            deprecated: self.flag(node, "deprecated").unwrap_or_default(),
            security: self.security_requirements(node),
            servers,
            external_docs: self.external_docs(node),
            extensions: self.extensions(node, known),
            origin: node.origin(),
        }
    }

    pub(super) fn callback(&mut self, node: NodeRef<'t>) -> Use<Callback> {
        let kind =
            ComponentStore { built: |built| &mut built.callbacks, arena: |d| &mut d.callbacks };
        self.used(node, &kind, |builder, node| {
            let mut callback = Callback::default();
            for (expression, value) in node.members() {
                if expression.starts_with("x-") {
                    let value = NodeRef::to_value(value);
                    callback.extensions.push((expression.into(), value));
                } else {
                    callback.expressions.push((expression.to_owned(), builder.path_item(value)));
                }
            }
            callback
        })
    }

    /// Reports a chain of schema references that never reaches a schema.
    pub(super) fn report_reference_cycle(&mut self, node: NodeRef<'t>, text: &str) {
        if self.reported.insert((node.origin(), "cycle")) {
            self.diagnostics.push(
                Diagnostic::new(&REFERENCE_CYCLE, format!("`{text}` refers to itself"))
                    .at(Self::place(node), "followed from here")
                    .help("make one of the references point to an object"),
            );
        }
    }
}
