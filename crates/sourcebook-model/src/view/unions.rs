//! The alternatives where several schemas hold.

use foldhash::HashSet;

use crate::document::{Discriminator, Document, Id, Schema, Value};

use super::Views;
use super::expand::{self, Part};
use super::meet::Meet;
use super::shape::{Choice, Shape, Union, UnionKind};
use super::{allowed, names, options};

/// Fills in the unions of all parts, those of several options that are not merely types or values,
/// and the subtypes of bases. Members must be there already: of a schema that is itself an option of
/// its base, the member that tells gets its values.
pub(super) fn unions<'d>(views: &Views<'d>, parts: &[Part], shape: &mut Shape<'d>) {
    for (at, part) in parts.iter().enumerate() {
        for written in written(views, part.schema) {
            match own_option(views.document(), parts, at, &written.options) {
                Some(own) => tell(views, own, &written, shape),
                None => shape.unions.push(union(views, &written)),
            }
        }
    }
}

/// The option of a union that is itself made of the schema with the union; the outermost one.
pub(crate) fn own_option(
    document: &Document,
    parts: &[Part],
    at: usize,
    options: &[Id<Schema>],
) -> Option<Id<Schema>> {
    let mut above = expand::above(parts, at).map(|above| parts[above].schema).peekable();
    above.peek()?;
    let options: HashSet<Id<Schema>> =
        options.iter().map(|option| document.resolve(*option)).collect();
    above.filter(|schema| options.contains(schema)).last()
}

/// A union as it is written, or made of subtypes.
struct Written<'d> {
    kind: UnionKind,
    options: Vec<Id<Schema>>,
    null: bool,
    discriminator: Option<&'d Discriminator>,
}

fn written<'d>(views: &Views<'d>, schema: Id<Schema>) -> Vec<Written<'d>> {
    let document = views.document();
    let contents = &document.schemas[schema];
    let discriminator = contents.discriminator.as_deref();
    if contents.one_of.is_empty() && contents.any_of.is_empty() {
        let options = discriminator.map(|by| subtypes(views, schema, by)).unwrap_or_default();
        let kind = UnionKind::ExactlyOne;
        let union = Written { kind, options, null: false, discriminator };
        return if union.options.is_empty() { Vec::new() } else { vec![union] };
    }
    let is_union = |written: &options::Options| {
        written.schemas.len() > 1
            && allowed::constants(document, &written.schemas).is_none()
            && options::types(document, written).is_none()
    };
    let unions = options::unions(document, contents).filter(is_union);
    let written = |options::Options { kind, schemas, null }| Written {
        kind,
        options: schemas,
        null,
        discriminator,
    };
    unions.map(written).collect()
}

/// The schemas to which the discriminator of a base leads: those of its mapping, then others that
/// are made of the base.
fn subtypes(views: &Views<'_>, base: Id<Schema>, by: &Discriminator) -> Vec<Id<Schema>> {
    let document = views.document();
    let default = by.default_target.into_iter();
    let mapped = by.targets.iter().flatten().copied().chain(default);
    let mapped = mapped.map(|target| schema_of(document, target));
    let mut options = Vec::new();
    for option in mapped.chain(views.subtypes(base)) {
        if option != base && !options.contains(&option) {
            options.push(option);
        }
    }
    options
}

/// Says which values the member that tells has in a schema that is an option of its base: its own,
/// and those of its subtypes.
fn tell<'d>(views: &Views<'d>, own: Id<Schema>, union: &Written<'d>, shape: &mut Shape<'d>) {
    let Some(by) = union.discriminator else { return };
    let document = views.document();
    let mut told = values(document, by, own);
    let below = views.subtypes(own);
    for option in union.options.iter().filter(|option| below.contains(option)) {
        told.extend(values(document, by, *option));
    }
    let member = shape.members.iter_mut().find(|member| member.name == by.property_name);
    if let Some(member) = member.filter(|member| member.tells.is_empty()) {
        member.tells = told;
    }
}

fn union<'d>(views: &Views<'d>, written: &Written<'d>) -> Union<'d> {
    let discriminator = written.discriminator;
    let by = discriminator.map(|by| by.property_name.as_str()).filter(|name| !name.is_empty());
    let choice = |option: &Id<Schema>| choice(views, *option, discriminator);
    Union {
        kind: written.kind,
        by,
        options: written.options.iter().map(choice).collect(),
        null: written.null,
    }
}

fn choice<'d>(
    views: &Views<'d>,
    option: Id<Schema>,
    discriminator: Option<&'d Discriminator>,
) -> Choice<'d> {
    let document = views.document();
    let meet = Meet::One(option);
    let default = discriminator.and_then(|by| by.default_target);
    let is_default =
        default.is_some_and(|target| schema_of(document, target) == schema_of(document, option));
    let values = discriminator.map_or_else(Vec::new, |by| values(document, by, option));
    let requires = requires(document, option);
    Choice { meet, title: views.notes(meet).title, values, is_default, requires }
}

/// The values of the member that tells for an option: those that are mapped to it, else the one that
/// an extension gives it, else its name.
pub(crate) fn values<'d>(
    document: &'d Document,
    by: &'d Discriminator,
    option: Id<Schema>,
) -> Vec<&'d str> {
    let id = schema_of(document, option);
    let leads_there = |target: &Option<Id<Schema>>| {
        target.is_some_and(|target| schema_of(document, target) == id)
    };
    let mapped = by.mapping.iter().zip(&by.targets);
    let mapped = mapped.filter(|(_, target)| leads_there(target));
    let values: Vec<&str> = mapped.map(|((value, _), _)| value.as_str()).collect();
    if !values.is_empty() {
        return values;
    }
    let schema = &document.schemas[id];
    let extensions = ["x-ms-discriminator-value", "x-discriminator-value"];
    let by_extension = extensions.iter().find_map(|name| schema.extension(name));
    let name = by_extension.and_then(Value::as_str).or(schema.name.as_deref());
    name.into_iter().collect()
}

/// The schema that an option is, or to which a mapping leads: the named one that it only annotates and
/// restricts, else itself.
fn schema_of(document: &Document, option: Id<Schema>) -> Id<Schema> {
    let named = names::name(document, &[option]).unwrap_or(option);
    super::end_of_bare_references(document, named)
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
