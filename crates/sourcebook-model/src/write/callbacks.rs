//! Examples with names, links, callbacks.

use crate::document::{Callback, Example, Link, Operation, Seen, Use, Value};

use super::LossKind;
use super::members::Members;
use super::paths::Of;
use super::references::ComponentKind;
use super::writer::Writer;

pub(super) const EXAMPLE: ComponentKind<Example> =
    ComponentKind { name: "examples", names: |names| &names.examples };

pub(super) const LINK: ComponentKind<Link> =
    ComponentKind { name: "links", names: |names| &names.links };

pub(super) const CALLBACK: ComponentKind<Callback> =
    ComponentKind { name: "callbacks", names: |names| &names.callbacks };

impl<'d> Writer<'d> {
    pub(super) fn example(&mut self, seen: Seen<'d, Example>) -> Value {
        let example = seen.object;
        let mut members = Members::default();
        members.text("summary", seen.summary);
        members.text("description", seen.description);
        // Before 3.2 a text may hold the value as it is sent.
        let serialized = example.serialized_value.as_deref();
        match (&example.value, serialized) {
            (None, text) => members.text("value", text),
            (Some(value), text) => {
                members.push("value", value.clone());
                self.lose_member(LossKind::Member, "serializedValue", text.is_some());
            }
        }
        if members.has("value") {
            let has_external = example.external_value.is_some();
            self.lose_member(LossKind::Exclusive, "externalValue", has_external);
        } else {
            members.text("externalValue", example.external_value.as_deref());
        }
        members.extensions(&example.extensions);
        members.into()
    }

    pub(super) fn links(&mut self, members: &mut Members, links: &'d [(String, Use<Link>)]) {
        let mut written = Members::default();
        for (name, used) in links {
            let value = self.used(used, &LINK, Self::link);
            written.push(name, value);
        }
        members.object("links", written);
    }

    pub(super) fn link(&mut self, seen: Seen<'d, Link>) -> Value {
        let link = seen.object;
        let mut members = Members::default();
        if link.operation_id.is_none() {
            members.text("operationRef", link.operation_ref.as_deref());
        } else {
            let is_said = link.operation_ref.is_some();
            self.lose_member(LossKind::Exclusive, "operationRef", is_said);
        }
        members.text("operationId", link.operation_id.as_deref());
        let mut parameters = Members::default();
        for (name, value) in &link.parameters {
            parameters.push(name, value.clone());
        }
        members.object("parameters", parameters);
        members.value("requestBody", link.request_body.as_ref());
        members.text("description", seen.description);
        if let Some(server) = &link.server {
            let server = self.server(server);
            members.push("server", server);
        }
        members.extensions(&link.extensions);
        members.into()
    }

    pub(super) fn callbacks(&mut self, members: &mut Members, operation: &'d Operation) {
        let mut written = Members::default();
        self.inside("callbacks", |writer| {
            for (name, used) in &operation.callbacks {
                let value =
                    writer.inside(name, |writer| writer.used_once(used, &CALLBACK, Self::callback));
                written.push(name, value);
            }
        });
        members.object("callbacks", written);
    }

    pub(super) fn callback(&mut self, seen: Seen<'d, Callback>) -> Value {
        let callback = seen.object;
        let mut members = Members::default();
        for (expression, item) in &callback.expressions {
            let value = self.inside(expression, |writer| writer.path_item(item, Of::Subject));
            members.push(expression, value);
        }
        members.extensions(&callback.extensions);
        members.into()
    }
}
