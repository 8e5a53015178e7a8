//! Operations of 2.0.

use crate::document::{Operation, PathItem, Seen, Value};

use super::super::LossKind;
use super::super::members::Members;
use super::super::paths::BODY_NAME;
use super::super::writer::Writer;
use super::responses::is_status;

impl<'d> Writer<'d> {
    pub(in crate::write) fn swagger2_operation(
        &mut self,
        path: &Seen<'d, PathItem>,
        operation: &'d Operation,
    ) -> Value {
        let mut members = Members::default();
        let description = self.swagger2_description(path, operation);
        self.texts_of_operation(&mut members, operation, description);
        let mut parameters = self.swagger2_parameters(&operation.parameters);
        let body = self.swagger2_body(operation, parameters.len());
        parameters.extend(body.parameters);
        members.texts("consumes", &body.consumes);
        members.texts("produces", &self.produces(operation));
        members.list("parameters", parameters);
        self.swagger2_responses(&mut members, operation);
        let servers =
            if operation.servers.is_empty() { &path.object.servers } else { &operation.servers };
        self.operation_schemes(&mut members, servers);
        members.flag("deprecated", operation.deprecated);
        self.requirements(&mut members, operation.security.as_ref());
        self.note_requirements(operation);
        for (name, _) in &operation.callbacks {
            self.lose(LossKind::Callbacks, format!("the callback `{name}`"), "callbacks");
        }
        members.extensions(&operation.extensions);
        members.remove(&[BODY_NAME]);
        members.into()
    }

    /// The description of an operation, else that of its path, for which there is no other place.
    fn swagger2_description(
        &mut self,
        path: &Seen<'d, PathItem>,
        operation: &'d Operation,
    ) -> Option<&'d str> {
        let own = operation.description.as_deref();
        if own.is_some() && path.description.is_some() {
            self.at(path.object.origin, |writer| {
                writer.lose(LossKind::Member, "`description` of the path", "description");
            });
        }
        own.or(path.description)
    }

    /// The media types of all responses, each once. One that may be anything says nothing where it
    /// is alone.
    pub(super) fn produces(&self, operation: &Operation) -> Vec<&'d str> {
        let document = self.document;
        let mut all: Vec<&str> = Vec::new();
        let known = operation.responses.iter().filter(|(status, _)| is_status(status));
        for (_, used) in known {
            for (name, _) in &document.responses[used.id].content {
                if !all.contains(&name.as_str()) {
                    all.push(name);
                }
            }
        }
        if all == ["*/*"] { Vec::new() } else { all }
    }
}
