//! Operations and callbacks.

use crate::document::{Callback, Operation, Use};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::REFERENCE_CYCLE;
use super::parameters::Parameters;
use super::{Builder, ComponentStore};

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
    /// What a member of a path item says about a method; nothing where a `$ref` leads nowhere.
    pub(super) fn operation_of(
        &mut self,
        key: &str,
        method: &str,
        value: NodeRef<'t>,
        shared: &Parameters<'t>,
    ) -> Option<Operation> {
        if value.is_null() {
            self.report_null(value, &format!("`{key}`"));
            return None;
        }
        let node = self.here(value, "an operation")?;
        if !node.is_object() {
            self.wrong_type(value, key, "an object");
            return None;
        }
        Some(self.operation(method, node, shared))
    }

    fn operation(&mut self, method: &str, node: NodeRef<'t>, shared: &Parameters<'t>) -> Operation {
        let own = self.parameters(node);
        if let Some(responses) = node.get("responses") {
            self.report_null(responses, "`responses`");
        }
        let (request_body, (responses, response_extensions), servers) = if self.is_swagger2() {
            let body = self.swagger2_request_body(node, &own, shared);
            (body, self.swagger2_responses(node), self.swagger2_servers(node))
        } else {
            let body =
                self.object_or_reference(node, "requestBody").map(|body| self.request_body(body));
            let responses = self.named_beside_extensions(node, "responses", Self::response);
            (body, responses, self.servers(node))
        };
        let known = if self.is_swagger2() { SWAGGER2_OPERATION_FIELDS } else { OPERATION_FIELDS };
        Operation {
            method: method.to_owned(),
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
