//! Which schemas the published pages take for references to others.
//!
//! The old chain replaced every `$ref` by the object that it names, depth first. Where it met a
//! reference to an object that it was still busy replacing, it noted the reference on the schema
//! around it as well: a list whose items close a cycle reads as the item itself.

use std::collections::HashMap;

use sourcebook_model::document::{AdditionalProperties, Operation, Schema};
use sourcebook_model::{Document, Id};

use crate::value_text::integers_first;

/// Chains of schemas longer than this are not followed.
const MAX_DEPTH: usize = 1_000;

/// Schema → the schema that it is taken for.
pub(super) fn marks(document: &Document) -> HashMap<Id<Schema>, Id<Schema>> {
    let mut search = Search { document, states: HashMap::new(), marks: HashMap::new(), depth: 0 };
    for (_, item) in &document.paths {
        for operation in &document.path_items[item.id].operations {
            search.operation(operation);
        }
    }
    for (_, schema) in &document.components.schemas {
        search.schema(*schema);
    }
    search.marks
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Busy,
    Done,
}

struct Search<'d> {
    document: &'d Document,
    /// Named schemas by how far they are.
    states: HashMap<Id<Schema>, State>,
    marks: HashMap<Id<Schema>, Id<Schema>>,
    depth: usize,
}

impl<'d> Search<'d> {
    /// The request body takes the place of the parameters.
    fn operation(&mut self, operation: &'d Operation) {
        let document = self.document;
        for member in document.member_names(operation.origin) {
            if member == "parameters" {
                let body =
                    operation.request_body.as_ref().map(|used| &document.request_bodies[used.id]);
                let content = body.into_iter().flat_map(|body| &body.content);
                for schema in content.filter_map(|(_, media_type)| media_type.schema) {
                    self.child(schema, None);
                }
            } else if member == "responses" {
                let mut responses: Vec<_> = operation.responses.iter().collect();
                integers_first(&mut responses, |(status, _)| status);
                for (_, used) in responses {
                    let response = &document.responses[used.id];
                    for (_, media_type) in &response.content {
                        media_type.schema.into_iter().for_each(|schema| self.child(schema, None));
                    }
                }
            }
        }
    }

    /// A schema inside `holder`: a reference to be replaced, or a schema of its own.
    fn child(&mut self, id: Id<Schema>, holder: Option<Id<Schema>>) {
        let target = self.document.schemas[id].reference.as_ref().map(|one| one.target);
        let Some(target) = target else {
            return self.schema(id);
        };
        let Some(target) = target else { return };
        match (self.states.get(&target), holder) {
            (None, _) => {
                self.states.insert(target, State::Busy);
                self.schema(target);
                self.states.insert(target, State::Done);
            }
            (Some(State::Busy), Some(holder)) => {
                self.marks.insert(holder, target);
            }
            _ => {}
        }
    }

    fn schema(&mut self, id: Id<Schema>) {
        if self.depth == MAX_DEPTH {
            return;
        }
        self.depth += 1;
        let schema = &self.document.schemas[id];
        if schema.reference.is_some() {
            self.child(id, None);
        }
        for member in self.document.member_names(schema.origin) {
            self.member(id, schema, member);
        }
        self.depth -= 1;
    }

    fn member(&mut self, id: Id<Schema>, schema: &'d Schema, member: &str) {
        match member {
            "items" => schema.items.into_iter().for_each(|items| self.child(items, Some(id))),
            "additionalProperties" => {
                if let Some(AdditionalProperties::Schema(values)) = schema.additional_properties {
                    self.child(values, Some(id));
                }
            }
            "not" => schema.not.into_iter().for_each(|not| self.child(not, Some(id))),
            "properties" => {
                let mut properties: Vec<_> = schema.properties.iter().collect();
                integers_first(&mut properties, |(name, _)| name);
                for (_, property) in properties {
                    self.child(*property, None);
                }
            }
            "allOf" => schema.all_of.iter().for_each(|part| self.child(*part, None)),
            "anyOf" => schema.any_of.iter().for_each(|part| self.child(*part, None)),
            "oneOf" => schema.one_of.iter().for_each(|part| self.child(*part, None)),
            _ => {}
        }
    }
}
