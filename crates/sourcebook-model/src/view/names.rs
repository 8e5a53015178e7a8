//! Which named schemas stand at a place, and of which ones it is made.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Document, Id, Schema};

use super::options;

/// Maximum number of references and wrappers, each leading to the next, that are followed to a name.
const MAX_STEPS: usize = 100;

/// The one named schema that stands where these schemas hold: other schemas only annotate and
/// restrict it.
pub(super) fn name(document: &Document, schemas: &[Id<Schema>]) -> Option<Id<Schema>> {
    if let [schema] = *schemas {
        return name_of(document, schema);
    }
    let mut found = None;
    for schema in schemas {
        match name_of(document, *schema) {
            None if is_plain(&document.schemas[*schema]) => {}
            Some(name) if found.is_none_or(|known| known == name) => found = Some(name),
            _ => return None,
        }
    }
    found
}

fn name_of(document: &Document, mut id: Id<Schema>) -> Option<Id<Schema>> {
    for _ in 0..MAX_STEPS {
        let schema = &document.schemas[id];
        if schema.name.is_some() {
            return Some(id);
        }
        let leads = !adds_structure(document, schema);
        let mut links = links(document, schema).into_iter();
        match (links.next(), links.next()) {
            (Some(link), None) if leads => id = link,
            _ => return None,
        }
    }
    None
}

/// The schemas of which a schema is made: the target of its reference, its parts and lone options;
/// without those parts that only annotate and restrict.
pub(super) fn links(document: &Document, schema: &Schema) -> Vec<Id<Schema>> {
    let target = schema.reference.as_ref().and_then(|reference| reference.target);
    let lone = options::lone(document, schema);
    let all = target.into_iter().chain(schema.all_of.iter().copied()).chain(lone);
    all.filter(|id| !is_plain(&document.schemas[*id])).collect()
}

/// Whether a schema without name only annotates and restricts.
fn is_plain(schema: &Schema) -> bool {
    schema.name.is_none()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && !has_structure(schema)
}

/// Whether a schema says more than what restricts a value of another: members, items, rules, or
/// unions of several options.
pub(super) fn adds_structure(document: &Document, schema: &Schema) -> bool {
    has_structure(schema)
        || options::unions(document, schema).any(|options| options.schemas.len() > 1)
}

fn has_structure(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional_properties.is_some()
        || schema.property_names.is_some()
        || !schema.required.is_empty()
        || !schema.dependent_required.is_empty()
        || !schema.dependent_schemas.is_empty()
        || schema.unevaluated_properties.is_some()
        || schema.unevaluated_items.is_some()
        || schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || schema.contains.is_some()
        || schema.not.is_some()
        || schema.if_schema.is_some()
}

/// The named schema of which a named one is but another name: it is a reference and nothing else. With
/// anything beside that it is made of the other one, as it is in versions that say so by `allOf`.
pub(super) fn alias(document: &Document, id: Id<Schema>) -> Option<Id<Schema>> {
    let schema = &document.schemas[id];
    let target = schema.reference.as_ref().and_then(|reference| reference.target)?;
    let rest = Schema { reference: None, ..schema.clone() };
    if rest.is_unrestricted() { name_of(document, target) } else { None }
}

/// The named schemas of which the value is everything where these schemas hold: the nearest ones
/// below each of them. An alias is not made of parts.
pub(super) fn parts(document: &Document, schemas: &[Id<Schema>]) -> Vec<Id<Schema>> {
    let name = name(document, schemas);
    let mut open: Vec<Id<Schema>> = match name {
        Some(name) if alias(document, name).is_some() => Vec::new(),
        Some(name) => links(document, &document.schemas[name]),
        None => schemas.to_vec(),
    };
    open.reverse();
    let mut visited = HashSet::new();
    let mut parts = Vec::new();
    while let Some(id) = open.pop() {
        if !visited.insert(id) || Some(id) == name {
            continue;
        }
        match name_of(document, id) {
            Some(named) if !parts.contains(&named) => parts.push(named),
            Some(_) => {}
            None => open.extend(links(document, &document.schemas[id]).into_iter().rev()),
        }
    }
    parts
}
