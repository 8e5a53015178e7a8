//! The items of lists at which several schemas hold, position by position.

use crate::document::{Id, Schema};

use super::Views;
use super::expand::Part;
use super::meet::Meet;
use super::members;
use super::shape::{Contains, Others, Shape};

/// Fills in what is said of lists; `order` says which part has the word first.
pub(super) fn lists<'d>(views: &Views<'d>, parts: &[Part], order: &[usize], shape: &mut Shape<'d>) {
    let schemas = &views.document().schemas;
    let all = || order.iter().map(|at| &schemas[parts[*at].schema]);
    let is_about_lists = |schema: &Schema| {
        items_of(schema).is_some() || !schema.prefix_items.is_empty() || schema.contains.is_some()
    };
    let speaking: Vec<&Schema> = all().filter(|schema| is_about_lists(schema)).collect();
    let length = speaking.iter().map(|schema| schema.prefix_items.len()).max().unwrap_or_default();
    for place in 0..length {
        let item = |schema: &&Schema| schema.prefix_items.get(place).copied().or(items_of(schema));
        shape.first_items.push(views.join_all(speaking.iter().filter_map(item).collect()));
    }
    // A list that has no items at all is empty.
    let is_empty =
        |schema: &Schema| schema.prefix_items.is_empty() && views.document().ends_list(schema);
    if speaking.iter().any(|schema| is_empty(schema)) {
        shape.bounds.max_items = Some(0);
    }
    let others = speaking.iter().filter(|schema| !is_empty(schema));
    let others = others.filter_map(|schema| items_of(schema));
    let others = others.map(|items| match schemas[items].boolean {
        Some(false) => Others::None,
        Some(true) => Others::Any,
        None => Others::Of(Meet::One(items)),
    });
    shape.other_items = members::others(views, others);
    shape.contains = speaking.iter().filter_map(|schema| contains(schema)).collect();
}

/// What the items are that stand at no place of their own. `unevaluatedItems` says the same where
/// nothing else looks at items.
fn items_of(schema: &Schema) -> Option<Id<Schema>> {
    let is_alone = schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.contains.is_none()
        && schema.if_schema.is_none();
    schema.items.or(schema.unevaluated_items.filter(|_| is_alone))
}

fn contains(schema: &Schema) -> Option<Contains> {
    let meet = Meet::One(schema.contains?);
    let limits = schema.limits.as_deref();
    let least = limits.and_then(|limits| limits.min_contains).unwrap_or(1);
    Some(Contains { meet, least, most: limits.and_then(|limits| limits.max_contains) })
}
