//! Which schemas the published pages take for references to others.
//!
//! The old chain replaced every `$ref` by the object that it names, depth first. Where it met a
//! reference to an object that it was still busy replacing, it noted the reference on the schema
//! around it as well: a list whose items close a cycle reads as the item itself.

use std::collections::HashMap;

use sourcebook_model::document::{AdditionalProperties, Operation, Schema};
use sourcebook_model::{Document, Id};

use crate::value_text::integers_first;

/// Schema → the schema that it is taken for.
pub(in super::super) type Marks = HashMap<Id<Schema>, Id<Schema>>;

/// The marks of a document.
pub(in super::super) fn marks(document: &Document) -> Marks {
    let mut search = Search { document, states: HashMap::new(), marks: HashMap::new() };
    for (_, item) in &document.paths {
        for operation in &document.path_items[item.id].operations {
            search.operation(operation);
        }
    }
    for (_, schema) in &document.components.schemas {
        search.run(Step::Schema(*schema));
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
}

/// What is still to be done, the next step last: references can be longer chains than a thread's
/// stack has room for.
type Steps = Vec<Step>;

#[derive(Clone, Copy)]
enum Step {
    /// A schema inside the second one: a reference to be replaced, or a schema of its own.
    Child(Id<Schema>, Option<Id<Schema>>),
    /// The members of a schema.
    Schema(Id<Schema>),
    /// The references of a named schema are replaced.
    Done(Id<Schema>),
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
                    self.run(Step::Child(schema, None));
                }
            } else if member == "responses" {
                let mut responses: Vec<_> = operation.responses.iter().collect();
                integers_first(&mut responses, |(status, _)| status);
                for (_, used) in responses {
                    let response = &document.responses[used.id];
                    for schema in response.content.iter().filter_map(|(_, one)| one.schema) {
                        self.run(Step::Child(schema, None));
                    }
                }
            }
        }
    }

    fn run(&mut self, first: Step) {
        let mut steps = vec![first];
        while let Some(step) = steps.pop() {
            match step {
                Step::Child(id, holder) => self.child(id, holder, &mut steps),
                Step::Schema(id) => {
                    let members = self.members(id);
                    steps.extend(members.into_iter().rev());
                }
                Step::Done(id) => {
                    self.states.insert(id, State::Done);
                }
            }
        }
    }

    fn child(&mut self, id: Id<Schema>, holder: Option<Id<Schema>>, steps: &mut Steps) {
        let target = self.document.schemas[id].reference.as_ref().map(|one| one.target);
        let Some(target) = target else {
            steps.push(Step::Schema(id));
            return;
        };
        let Some(target) = target else { return };
        match (self.states.get(&target), holder) {
            (None, _) => {
                self.states.insert(target, State::Busy);
                steps.extend([Step::Done(target), Step::Schema(target)]);
            }
            (Some(State::Busy), Some(holder)) => {
                self.marks.insert(holder, target);
            }
            _ => {}
        }
    }

    /// The members of a schema as steps, in order.
    fn members(&self, id: Id<Schema>) -> Steps {
        let mut steps = Steps::new();
        let schema = &self.document.schemas[id];
        if schema.reference.is_some() {
            steps.push(Step::Child(id, None));
        }
        for member in self.document.member_names(schema.origin) {
            push_member(&mut steps, id, schema, member);
        }
        steps
    }
}

fn push_member(steps: &mut Steps, id: Id<Schema>, schema: &Schema, member: &str) {
    let parts = |parts: &[Id<Schema>]| -> Steps {
        parts.iter().map(|part| Step::Child(*part, None)).collect()
    };
    match member {
        "items" => steps.extend(schema.items.map(|items| Step::Child(items, Some(id)))),
        "additionalProperties" => {
            if let Some(AdditionalProperties::Schema(values)) = schema.additional_properties {
                steps.push(Step::Child(values, Some(id)));
            }
        }
        "not" => steps.extend(schema.not.map(|not| Step::Child(not, Some(id)))),
        "properties" => {
            let mut properties: Vec<_> = schema.properties.iter().collect();
            integers_first(&mut properties, |(name, _)| name);
            steps.extend(properties.into_iter().map(|(_, property)| Step::Child(*property, None)));
        }
        "allOf" => steps.extend(parts(&schema.all_of)),
        "anyOf" => steps.extend(parts(&schema.any_of)),
        "oneOf" => steps.extend(parts(&schema.one_of)),
        _ => {}
    }
}
