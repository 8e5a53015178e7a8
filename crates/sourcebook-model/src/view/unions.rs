//! The alternatives where several schemas hold.

use crate::document::{Discriminator, Document, Id, Schema};

use super::Views;
use super::expand::Part;
use super::meet::Meet;
use super::shape::{Choice, Union};
use super::{allowed, options};

/// The unions of all parts: those of several options that are not merely values.
pub(super) fn unions<'d>(views: &Views<'d>, parts: &[Part]) -> Vec<Union<'d>> {
    let document = views.document();
    let mut unions = Vec::new();
    for part in parts {
        let schema = &document.schemas[part.schema];
        for written in options::unions(document, schema) {
            let is_union = written.schemas.len() > 1
                && allowed::constants(document, &written.schemas).is_none();
            if !is_union {
                continue;
            }
            let discriminator = schema.discriminator.as_deref();
            let choice = |option| choice(views, option, discriminator);
            unions.push(Union {
                kind: written.kind,
                by: discriminator.map(|discriminator| &*discriminator.property_name),
                options: written.schemas.into_iter().map(choice).collect(),
                null: written.null,
            });
        }
    }
    unions
}

fn choice<'d>(
    views: &Views<'d>,
    option: Id<Schema>,
    discriminator: Option<&'d Discriminator>,
) -> Choice<'d> {
    let document = views.document();
    let meet = Meet::One(option);
    Choice {
        meet,
        title: views.notes(meet).title,
        values: discriminator.map_or_else(Vec::new, |by| values(document, by, option)),
        is_default: discriminator.is_some_and(|by| {
            let default = by.default_target.map(|target| document.resolve(target));
            default == Some(document.resolve(option))
        }),
        requires: requires(document, option),
    }
}

/// The values of the member that tells for an option: those that are mapped to it, else its name.
pub(super) fn values<'d>(
    document: &'d Document,
    discriminator: &'d Discriminator,
    option: Id<Schema>,
) -> Vec<&'d str> {
    let schema = document.resolve(option);
    let mapped = discriminator.mapping.iter().zip(&discriminator.targets);
    let mapped = mapped
        .filter(|(_, target)| target.is_some_and(|target| document.resolve(target) == schema));
    let mut values: Vec<&str> = mapped.map(|((value, _), _)| value.as_str()).collect();
    if values.is_empty() {
        values.extend(document.schemas[schema].name.as_deref());
    }
    values
}

/// The names that an option requires, if it says nothing else.
fn requires(document: &Document, option: Id<Schema>) -> Option<Vec<&str>> {
    let schema = &document.schemas[option];
    if schema.required.is_empty() || !schema.properties.is_empty() || schema.reference.is_some() {
        return None;
    }
    let rest = Schema { required: Vec::new(), types: Vec::new(), ..schema.clone() };
    let names = || schema.required.iter().map(|name| &**name).collect();
    rest.only_annotates().then(names)
}
