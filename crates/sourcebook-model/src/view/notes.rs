//! What is said for people where several schemas hold: who has the word.

use crate::document::{Document, Schema};

use super::expand::{Part, Step};
use super::names;
use super::shape::Notes;

/// The notes of a place. Named parts of several say nothing about the whole.
pub(super) fn notes<'d>(document: &'d Document, parts: &[Part], order: &[usize]) -> Notes<'d> {
    let mut notes = Notes::default();
    let speaks = speakers(document, parts);
    for at in order {
        let schema = &document.schemas[parts[*at].schema];
        // A mark of any part holds for the whole.
        notes.deprecated |= schema.deprecated;
        if speaks[*at] {
            add(&mut notes, schema);
        }
    }
    notes
}

fn add<'d>(notes: &mut Notes<'d>, schema: &'d Schema) {
    notes.title = notes.title.or(schema.title.as_deref());
    notes.description = notes.description.or(schema.description.as_deref());
    notes.default = notes.default.or(schema.default.as_ref());
    if notes.examples.is_empty() {
        notes.examples = schema.example.iter().chain(&schema.examples).collect();
    }
    notes.external_docs = notes.external_docs.or(schema.external_docs.as_deref());
    notes.xml = notes.xml.or(schema.xml.as_deref());
    if !schema.extensions.is_empty() {
        notes.extensions.push(&schema.extensions);
    }
}

/// Which parts speak for the whole.
fn speakers(document: &Document, parts: &[Part]) -> Vec<bool> {
    let schema = |part: &Part| &document.schemas[part.schema];
    let leads = |part: &Part| part.step == Step::Here && schema(part).reference.is_some();
    let is_one_of_several = parts.iter().filter(|part| leads(part)).count() > 1;
    let mut speaks = Vec::with_capacity(parts.len());
    for part in parts {
        speaks.push(match part.step {
            Step::Here => true,
            Step::Reference(from) => {
                speaks[from] && !(is_one_of_several && parts[from].step == Step::Here)
            }
            Step::AllOf(from) => {
                let above = schema(&parts[from]);
                // What is made of one schema alone says the same as that one.
                let stands_for = || {
                    !names::adds_structure(document, above)
                        && names::links(document, above).len() == 1
                };
                speaks[from] && (!is_named(schema(part)) || stands_for())
            }
        });
    }
    speaks
}

fn is_named(schema: &Schema) -> bool {
    schema.name.is_some() || schema.reference.is_some()
}
