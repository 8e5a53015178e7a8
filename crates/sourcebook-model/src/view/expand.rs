//! What a set of schemas consists of: references and the parts of `allOf`, followed to their ends.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Document, Id, Schema};

/// A schema that holds at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The schema.
    pub schema: Id<Schema>,
    /// How it was come to, the first time.
    pub step: Step,
}

/// How a schema holds at a place. Numbers are those of earlier parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It stands there.
    Here,
    /// The `$ref` of this part leads to it.
    Reference(usize),
    /// It is one of `allOf` of this part.
    AllOf(usize),
}

/// Everything that holds where these schemas do, each once: a schema before what it refers to, and
/// that before its `allOf`. What stands beside a `$ref` in earlier versions is not in the model.
pub(super) fn parts(document: &Document, schemas: &[Id<Schema>]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(schemas.len());
    let mut visited = HashSet::new();
    let here = schemas.iter().map(|schema| (*schema, Step::Here));
    // The next one lies on top. A stack of calls would be as deep as the document wants.
    let mut open: Vec<_> = here.rev().collect();
    while let Some((schema, step)) = open.pop() {
        if !visited.insert(schema) {
            continue;
        }
        let at = parts.len();
        parts.push(Part { schema, step });
        let contents = &document.schemas[schema];
        let all_of = contents.all_of.iter().rev();
        open.extend(all_of.map(|part| (*part, Step::AllOf(at))));
        let target = contents.reference.as_ref().and_then(|reference| reference.target);
        open.extend(target.map(|target| (target, Step::Reference(at))));
    }
    parts
}
