//! Operations of 2.0.

use crate::document::{Operation, PathItem, Seen, Value, Version};

use super::super::members::Members;
use super::super::paths::{BODY_NAME, Of};
use super::super::writer::Writer;
use super::super::{LossKind, Subject};
use super::responses::is_status;

impl<'d> Writer<'d> {
    pub(in crate::write) fn swagger2_operation(
        &mut self,
        path: &Seen<'d, PathItem>,
        operation: &'d Operation,
        of: Of<'_>,
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
        self.schemes_of_operation(&mut members, path.object, operation, of);
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

    /// `schemes` as the servers of an operation, else those of its path, have them.
    fn schemes_of_operation(
        &mut self,
        members: &mut Members,
        item: &PathItem,
        operation: &Operation,
        of: Of<'_>,
    ) {
        if !operation.servers.is_empty() {
            self.operation_schemes(members, &operation.servers);
            return;
        }
        let write = |writer: &mut Self| writer.operation_schemes(members, &item.servers);
        match of {
            Of::Path(path) => self.about(Subject::Path(path.to_owned()), item.origin, write),
            Of::Webhook(_) | Of::Subject => self.at(item.origin, write),
        }
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
        let contents = known.map(|(_, used)| &document.responses[used.id].content);
        let mut contents: Vec<_> = contents.collect();
        if document.version == Version::Swagger2_0 {
            // What has a schema has all of them, in their order.
            contents.sort_by_key(|content| content.iter().all(|(_, one)| one.schema.is_none()));
        }
        for (name, media_type) in contents.into_iter().flatten() {
            if !media_type.is_of_example && !all.contains(&name.as_str()) {
                all.push(name);
            }
        }
        if all == ["*/*"] { Vec::new() } else { all }
    }
}
