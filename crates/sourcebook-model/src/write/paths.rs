//! Paths, webhooks and their operations.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Operation, PathItem, Seen, Use, Value};

use super::members::{Members, distinct};
use super::references::ComponentKind;
use super::writer::Writer;
use super::{LossKind, Subject, Target};

pub(super) const PATH_ITEM: ComponentKind<PathItem> =
    ComponentKind { name: "pathItems", names: |names| &names.path_items };

/// What the operations of a path item are known by.
#[derive(Clone, Copy)]
pub(super) enum Of<'s> {
    Path(&'s str),
    Webhook(&'s str),
    /// Operations that belong to the current subject: those of callbacks and components.
    Subject,
}

/// The extension that says what a body is called where it is a parameter (2.0).
pub(super) const BODY_NAME: &str = "x-codegen-request-body-name";

/// What a body is called where nothing else is said.
pub(super) const DEFAULT_BODY_NAME: &str = "request";

impl<'d> Writer<'d> {
    pub(super) fn paths(&mut self, members: &mut Members) {
        let document = self.document;
        let mut paths = Members::default();
        let mut known = HashSet::new();
        self.inside("paths", |writer| {
            for (path, item) in &document.paths {
                if !known.insert(path) {
                    writer.lose_repeated(item, Of::Path(path));
                    continue;
                }
                let value = writer.inside(path, |writer| writer.path_item(item, Of::Path(path)));
                paths.push(path, value);
            }
        });
        paths.extensions(&document.path_extensions);
        let has_more = !document.webhooks.is_empty() || document.has_components();
        if !self.is_3_1() || !paths.is_empty() || !has_more {
            members.push("paths", paths.into());
        }
    }

    pub(super) fn webhooks(&mut self, members: &mut Members) {
        let document = self.document;
        let mut hooks = Members::default();
        for (name, item) in &document.webhooks {
            if hooks.has(name) {
                self.lose_repeated(item, Of::Webhook(name));
                continue;
            }
            if self.is_3_1() {
                let value = self.inside("webhooks", |writer| {
                    writer.inside(name, |writer| writer.path_item(item, Of::Webhook(name)))
                });
                hooks.push(name, value);
                continue;
            }
            for operation in &document.path_items[item.id].operations {
                let subject = subject_of(Of::Webhook(name), operation);
                self.about(subject.unwrap_or(Subject::Document), operation.origin, |writer| {
                    writer.lose(LossKind::Callbacks, format!("the webhook `{name}`"), "");
                });
            }
        }
        members.object("webhooks", hooks);
    }

    /// The operations of a path or webhook whose name is taken by one before it.
    fn lose_repeated(&mut self, item: &Use<PathItem>, of: Of<'_>) {
        for operation in &self.document.path_items[item.id].operations {
            let subject = subject_of(of, operation).unwrap_or(Subject::Document);
            self.about(subject, operation.origin, |writer| {
                writer.lose(LossKind::Repeated, "a second path item of the same name", "");
            });
        }
    }

    /// A path item, or the reference to one where components may hold them.
    pub(super) fn path_item(&mut self, used: &'d Use<PathItem>, of: Of<'d>) -> Value {
        if self.is_3_1() {
            self.note_operations(used, of);
        }
        let write = |writer: &mut Self| {
            writer.note_place(used, &PATH_ITEM);
            writer.used(used, &PATH_ITEM, |writer, item| writer.path_item_itself(item, of))
        };
        match of {
            Of::Path(path) => {
                let origin = self.document.path_items[used.id].origin;
                self.about(Subject::Path(path.to_owned()), origin, write)
            }
            Of::Webhook(_) => write(self),
            Of::Subject => {
                self.used_once(used, &PATH_ITEM, |writer, item| writer.path_item_itself(item, of))
            }
        }
    }

    /// Notes that the operations of a component are those of this path.
    fn note_operations(&mut self, used: &Use<PathItem>, of: Of<'d>) {
        let Some(name) = self.names.path_items.get(&used.id).cloned() else { return };
        if used.reference.is_none() {
            return;
        }
        let document = self.document;
        for operation in &document.path_items[used.id].operations {
            if let Some(subject) = subject_of(of, operation) {
                let component = Subject::Component { kind: PATH_ITEM.name, name: name.clone() };
                self.about(subject, operation.origin, |writer| writer.uses(component));
            }
        }
    }

    pub(super) fn path_item_itself(&mut self, seen: Seen<'d, PathItem>, of: Of<'d>) -> Value {
        let item = seen.object;
        let mut members = Members::default();
        self.at(item.origin, |writer| {
            if !writer.is_swagger2() {
                members.text("summary", seen.summary);
                members.text("description", seen.description);
                let servers = writer.servers(&item.servers);
                members.list("servers", servers);
            }
            let parameters = writer.parameters_of_item(&seen);
            members.list("parameters", parameters);
            writer.operations(&mut members, &seen, of);
            members.extensions(&item.extensions);
        });
        members.into()
    }

    fn parameters_of_item(&mut self, seen: &Seen<'d, PathItem>) -> Vec<Value> {
        if self.is_swagger2() {
            self.lose_member(LossKind::Member, "summary", seen.summary.is_some());
            return self.swagger2_parameters(&seen.object.parameters);
        }
        self.inside("parameters", |writer| writer.parameters(&seen.object.parameters))
    }

    fn operations(&mut self, members: &mut Members, seen: &Seen<'d, PathItem>, of: Of<'d>) {
        for operation in &seen.object.operations {
            let method = operation.method.to_ascii_lowercase();
            let is_known = match method.as_str() {
                "get" | "put" | "post" | "delete" | "options" | "head" | "patch" => true,
                "trace" => !self.is_swagger2(),
                _ => false,
            };
            // One whose name is not in capitals is not the method that it looks like.
            let is_known = is_known && method.to_ascii_uppercase() == operation.method;
            let is_taken = members.has(&method);
            let write = |writer: &mut Self| {
                writer.uses(Subject::Document);
                if let Of::Path(path) = of {
                    writer.uses(Subject::Path(path.to_owned()));
                }
                if !is_known {
                    let what = format!("the method `{}`", operation.method);
                    writer.lose(LossKind::Method, what, "");
                    return None;
                }
                if is_taken {
                    writer.lose(LossKind::Repeated, "a second operation of the same method", "");
                    return None;
                }
                let write = |writer: &mut Self| match writer.target {
                    Target::Swagger2_0 => writer.swagger2_operation(seen, operation, of),
                    _ => writer.operation(operation),
                };
                Some(writer.inside(&method, write))
            };
            let value = match subject_of(of, operation) {
                Some(subject) => self.about(subject, operation.origin, write),
                None => self.at(operation.origin, write),
            };
            if let Some(value) = value {
                members.push(&method, value);
            }
        }
    }

    fn operation(&mut self, operation: &'d Operation) -> Value {
        let mut members = Members::default();
        self.texts_of_operation(&mut members, operation, operation.description.as_deref());
        let parameters = self.inside("parameters", |w| w.parameters(&operation.parameters));
        members.list("parameters", parameters);
        if let Some(body) = &operation.request_body {
            let value = self.inside("requestBody", |writer| writer.request_body(body));
            members.push("requestBody", value);
        }
        self.responses(&mut members, operation);
        self.callbacks(&mut members, operation);
        members.flag("deprecated", operation.deprecated);
        self.requirements(&mut members, operation.security.as_ref());
        self.note_requirements(operation);
        let servers = self.servers(&operation.servers);
        members.list("servers", servers);
        members.extensions(&operation.extensions);
        self.body_name(&mut members, operation);
        members.into()
    }

    /// What an operation is called, and what it is for.
    pub(super) fn texts_of_operation(
        &mut self,
        members: &mut Members,
        operation: &Operation,
        description: Option<&str>,
    ) {
        members.texts("tags", &distinct(operation.tags.iter().collect()));
        members.text("summary", operation.summary.as_deref());
        members.text("description", description);
        self.external_docs(members, operation.external_docs.as_ref());
        members.text("operationId", operation.operation_id.as_deref());
    }

    /// Notes the schemes that an operation requires because the document does.
    pub(super) fn note_requirements(&mut self, operation: &Operation) {
        if operation.security.is_none() {
            let document = self.document;
            for (name, _) in document.security.iter().flat_map(|one| &one.schemes) {
                self.uses(Subject::SecurityScheme(name.clone()));
            }
        }
    }

    fn responses(&mut self, members: &mut Members, operation: &'d Operation) {
        let mut responses = Members::default();
        self.inside("responses", |writer| {
            for (status, response) in &operation.responses {
                let value = writer.inside(status, |writer| writer.response(response));
                responses.push(status, value);
            }
        });
        if responses.is_empty() && !self.is_3_1() {
            self.lose(LossKind::Responses, "that no response is described", "responses");
            responses.push("default", nothing_known());
        }
        responses.extensions(&operation.response_extensions);
        members.object("responses", responses);
    }

    /// The name of a body that is a parameter in 2.0, where it is not the usual one.
    fn body_name(&self, members: &mut Members, operation: &Operation) {
        let body =
            operation.request_body.as_ref().map(|used| &self.document.request_bodies[used.id]);
        let name = body.and_then(|body| body.parameter_name.as_deref());
        if let Some(name) =
            name.filter(|name| *name != DEFAULT_BODY_NAME && !members.has(BODY_NAME))
        {
            members.text(BODY_NAME, Some(name));
        }
    }
}

/// A response of which only its existence is known.
pub(super) fn nothing_known() -> Value {
    let mut members = Members::default();
    members.text("description", Some(""));
    members.into()
}

fn subject_of(of: Of<'_>, operation: &Operation) -> Option<Subject> {
    let method = operation.method.clone();
    match of {
        Of::Path(path) => Some(Subject::Operation { method, path: path.to_owned() }),
        Of::Webhook(name) => Some(Subject::Webhook { method, name: name.to_owned() }),
        Of::Subject => None,
    }
}
