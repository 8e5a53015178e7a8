//! Which schemas allow more values once they are written. Inside of `not` and `oneOf`, to allow more
//! is to refuse what was valid.

use foldhash::{HashMap, HashSet};

use super::Target;
use crate::document::{AdditionalProperties, Document, Id, Schema};

/// The schemas that lose a keyword, and all that hold or name one of them. Only 3.0 has `not` and
/// `oneOf` and lacks other keywords.
pub(super) fn loosened(document: &Document, target: Target) -> HashSet<Id<Schema>> {
    let mut found: HashSet<Id<Schema>> = HashSet::default();
    if target != Target::OpenApi3_0 {
        return found;
    }
    let mut holders: HashMap<Id<Schema>, Vec<Id<Schema>>> = HashMap::default();
    let mut open = Vec::new();
    for (id, written) in document.schemas.iter() {
        let normalized = document.normalized(id);
        if loses_keyword(normalized) {
            open.push(id);
        }
        for inner in inner(written).into_iter().chain(inner(normalized)) {
            holders.entry(inner).or_default().push(id);
        }
    }
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(holders.get(&id).into_iter().flatten());
        }
    }
    found
}

/// Whether a schema restricts values by a keyword that 3.0 does not have.
fn loses_keyword(schema: &Schema) -> bool {
    !schema.prefix_items.is_empty()
        || !schema.pattern_properties.is_empty()
        || !schema.dependent_required.is_empty()
        || !schema.dependent_schemas.is_empty()
        || [
            schema.contains,
            schema.property_names,
            schema.unevaluated_items,
            schema.unevaluated_properties,
            schema.if_schema,
        ]
        .iter()
        .any(Option::is_some)
}

/// The schemas inside of a schema on which it depends what 3.0 says of it.
fn inner(schema: &Schema) -> Vec<Id<Schema>> {
    let others = match schema.additional_properties {
        Some(AdditionalProperties::Schema(id)) => Some(id),
        _ => None,
    };
    let target = schema.reference.as_ref().and_then(|reference| reference.target);
    let lone = [schema.items, schema.not, others, target];
    let members = schema.properties.iter().map(|(_, id)| *id);
    let parts = schema.all_of.iter().chain(&schema.any_of).chain(&schema.one_of).copied();
    lone.into_iter().flatten().chain(members).chain(parts).collect()
}
