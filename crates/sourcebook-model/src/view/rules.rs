//! What holds under a condition where several schemas hold, and what must not hold.

use crate::document::{Document, Id, Schema, Value};

use super::Views;
use super::expand::Part;
use super::meet::Meet;
use super::shape::{Condition, Content, MemberCondition, Rule};

/// The rules of all parts.
pub(super) fn rules<'d>(views: &Views<'d>, parts: &[Part]) -> Vec<Rule<'d>> {
    let document = views.document();
    let mut rules = Vec::new();
    for part in parts {
        let schema = &document.schemas[part.schema];
        rules.extend(schema.dependent_required.iter().map(|(name, requires)| Rule::IfGiven {
            name,
            requires: requires.iter().map(|name| &**name).collect(),
        }));
        rules.extend(
            schema
                .dependent_schemas
                .iter()
                .map(|(name, then)| Rule::IfGivenThen { name, then: Meet::One(*then) }),
        );
        rules.extend(condition(document, schema));
        let not = schema.not.filter(|not| !document.schemas[*not].is_unrestricted());
        rules.extend(not.map(|not| Rule::Not(Meet::One(not))));
    }
    rules
}

fn condition<'d>(document: &'d Document, schema: &'d Schema) -> Option<Rule<'d>> {
    let id = schema.if_schema?;
    let (then, otherwise) = (schema.then_schema.map(Meet::One), schema.else_schema.map(Meet::One));
    if then.is_none() && otherwise.is_none() {
        return None;
    }
    let fits = Meet::One(id);
    let condition = in_words(document, id).map_or(Condition::Fits(fits), Condition::Members);
    Some(Rule::If { condition, fits, then, otherwise })
}

/// A condition that says nothing but that members are given, or have one of some values.
fn in_words<'d>(document: &'d Document, id: Id<Schema>) -> Option<Vec<MemberCondition<'d>>> {
    let schema = &document.schemas[id];
    let rest = Schema {
        properties: Vec::new(),
        required: Vec::new(),
        types: Vec::new(),
        ..schema.clone()
    };
    // A member that need not be there fits where it is not.
    let is_required = |name: &str| schema.required.iter().any(|one| &**one == name);
    let are_required = schema.properties.iter().all(|(name, _)| is_required(name));
    if !rest.only_annotates() || !are_required || schema.required.is_empty() {
        return None;
    }
    let member = |name: &'d str| {
        let declared = schema.properties.iter().find(|(one, _)| &**one == name);
        match declared {
            None => Some(MemberCondition { name, values: None }),
            Some((_, member)) => {
                let values = Some(values(&document.schemas[*member])?);
                Some(MemberCondition { name, values })
            }
        }
    };
    schema.required.iter().map(|name| member(name)).collect()
}

/// The values of a schema that says nothing else.
fn values(schema: &Schema) -> Option<Vec<&Value>> {
    let rest =
        Schema { constant: None, enumeration: Vec::new(), types: Vec::new(), ..schema.clone() };
    let values: Vec<&Value> = match &schema.constant {
        Some(value) => vec![value],
        None => schema.enumeration.iter().collect(),
    };
    (rest.only_annotates() && !values.is_empty()).then_some(values)
}

/// What is inside of a string: of the first part that says so.
pub(super) fn content<'d>(
    document: &'d Document,
    parts: &[Part],
    order: &[usize],
) -> Option<Content<'d>> {
    let mut content = Content { media_type: None, encoding: None, schema: None };
    for at in order {
        let schema = &document.schemas[parts[*at].schema];
        content.media_type = content.media_type.or(schema.content_media_type.as_deref());
        content.encoding = content.encoding.or(schema.content_encoding.as_deref());
        content.schema = content.schema.or(schema.content_schema.map(Meet::One));
    }
    let says =
        content.media_type.is_some() || content.encoding.is_some() || content.schema.is_some();
    says.then_some(content)
}
