//! Operations of 2.0.

use crate::document::{Operation, PathItem, Value};

use super::super::LossKind;
use super::super::members::Members;
use super::super::paths::BODY_NAME;
use super::super::writer::Writer;
use super::responses::is_status;

impl<'d> Writer<'d> {
    pub(in crate::write) fn swagger2_operation(
        &mut self,
        item: &'d PathItem,
        operation: &'d Operation,
    ) -> Value {
        let mut members = Members::default();
        members.texts_of_operation(operation);
        if operation.description.is_none()
            && let Some(shared) = &item.description
        {
            // There is no other place for the text of the path.
            members.insert_behind("summary", "description", Value::string(shared.as_str()));
        }
        let body = self.swagger2_body(operation);
        members.texts("consumes", &body.consumes);
        members.texts("produces", &self.produces(operation));
        let own = self.swagger2_parameters(&operation.parameters, Some(body.parameters));
        members.list("parameters", own);
        self.swagger2_responses(&mut members, operation);
        let servers = if operation.servers.is_empty() { &item.servers } else { &operation.servers };
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
