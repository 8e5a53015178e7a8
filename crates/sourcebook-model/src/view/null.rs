//! Whether `null` is allowed where several schemas hold.

use crate::document::{Document, Schema, SchemaType, Value, Version};

use super::expand::{Part, Step};
use super::options;

/// Whether `null` is allowed: where each part that has a type or values allows it. In documents
/// before 3.1, what says so outside counts for everything inside, as such documents are read
/// everywhere.
pub(super) fn is_allowed(document: &Document, parts: &[Part]) -> bool {
    let mut inside: Vec<Option<bool>> = vec![None; parts.len()];
    let mut whole = None;
    for (at, part) in parts.iter().enumerate().rev() {
        let schema = &document.schemas[part.schema];
        let said = match said(document, schema) {
            Said::Always => Some(true),
            Said::This(own) => both(own, inside[at]),
        };
        match part.step.from() {
            Some(from) => {
                let above = &document.schemas[parts[from].schema];
                let said = if is_beside_null(document, above, part) { Some(true) } else { said };
                inside[from] = both(inside[from], said);
            }
            None => whole = both(whole, said),
        }
    }
    whole == Some(true)
}

/// Whether a part is an option whose only alternative is `null`: it need not allow it too.
fn is_beside_null(document: &Document, above: &Schema, part: &Part) -> bool {
    let is_option = |union: &options::Options| union.null && union.schemas == [part.schema];
    matches!(part.step, Step::AllOf(_))
        && !above.all_of.contains(&part.schema)
        && options::unions(document, above).any(|union| is_option(&union))
}

/// What a schema says of `null`.
enum Said {
    /// It is allowed, whatever its parts say.
    Always,
    /// It is allowed or not; `None` where nothing is said.
    This(Option<bool>),
}

fn said(document: &Document, schema: &Schema) -> Said {
    let is_old = document.version < Version::OpenApi3_1;
    let mut is_option = false;
    let mut is_typed = false;
    for union in options::unions(document, schema) {
        is_option |= union.null;
        is_typed |= !union.null && options::types(document, &union).is_some();
    }
    // The flag without types is that of 3.0 in every version.
    if (schema.nullable && (is_old || schema.types.is_empty())) || (is_option && is_old) {
        return Said::Always;
    }
    let by_types = || Some(schema.nullable || schema.types == [SchemaType::Null]);
    let types = if schema.types.is_empty() { None } else { by_types() };
    let values = both(
        schema.constant.as_ref().map(|value| *value == Value::Null),
        (!schema.enumeration.is_empty()).then(|| schema.enumeration.contains(&Value::Null)),
    );
    let option = if is_typed { Some(false) } else { is_option.then_some(true) };
    let never = (schema.boolean == Some(false)).then_some(false);
    Said::This([values, option, never].into_iter().fold(types, both))
}

/// Both statements: one against it decides.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one && other),
        (one, other) => one.or(other),
    }
}
