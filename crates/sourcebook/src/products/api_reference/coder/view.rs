//! A schema as readers see it: references followed, wrappers of one part merged away.

use std::borrow::Cow;
use std::ops::Deref;
use std::rc::Rc;

use sourcebook_model::document::Schema;
use sourcebook_model::{Document, Id};

/// A schema to be shown.
#[derive(Clone)]
pub(super) struct View<'d> {
    /// Its keywords.
    pub(super) schema: Keywords<'d>,
    /// The named schema that stands here.
    pub(super) named: Option<Id<Schema>>,
    /// Which object this is; a merged schema is the one around the others.
    pub(super) identity: Option<Id<Schema>>,
}

/// The keywords of a schema that is shown. Cheap to move and to clone, which rows of tables are
/// often.
#[derive(Clone)]
pub(super) enum Keywords<'d> {
    /// They stand in the document.
    Written(&'d Schema),
    /// They were merged from several schemas.
    Merged(Rc<Schema>),
}

impl Deref for Keywords<'_> {
    type Target = Schema;

    fn deref(&self) -> &Schema {
        match self {
            Self::Written(schema) => schema,
            Self::Merged(schema) => schema,
        }
    }
}

impl From<Schema> for Keywords<'_> {
    fn from(merged: Schema) -> Self {
        Self::Merged(Rc::new(merged))
    }
}

impl<'d> Keywords<'d> {
    /// A text of the schema, not copied where it stands in the document.
    pub(super) fn text(&self, of: impl Fn(&Schema) -> Option<&str>) -> Option<Cow<'d, str>> {
        match self {
            Self::Written(schema) => of(schema).map(Cow::Borrowed),
            Self::Merged(schema) => of(schema).map(|text| Cow::Owned(text.to_owned())),
        }
    }
}

/// The view of a schema.
pub(super) fn view(document: &Document, id: Id<Schema>) -> View<'_> {
    let normalized = document.normalized(id);
    let Some(reference) = &normalized.reference else {
        return combined(document, normalized, id);
    };
    let way = document.way(id);
    let target = (way.target != id).then_some(way.target);
    let has_name = |target: &Id<Schema>| document.schemas[*target].name.is_some();
    let named = reference.target.filter(has_name).or(target.filter(has_name));
    match (named, target) {
        (_, Some(target)) => {
            let mut view = combined(document, document.normalized(target), target);
            view.named = named.or(view.named);
            for beside in way.beside.into_iter().rev() {
                with_siblings(&mut view, beside);
            }
            view
        }
        (_, None) => View { schema: Keywords::Written(normalized), named, identity: Some(id) },
    }
}

/// What stands beside a `$ref` wins over what the reference leads to.
fn with_siblings(view: &mut View<'_>, written: &Schema) {
    let has_siblings = written.description.is_some()
        || written.title.is_some()
        || written.default.is_some()
        || written.deprecated
        || written.read_only
        || written.write_only
        || written.nullable
        || !written.enumeration.is_empty()
        || !written.properties.is_empty()
        || !written.required.is_empty()
        || written.format.is_some()
        || written.limits.is_some()
        || written.external_docs.is_some();
    if has_siblings {
        let merged = overlaid(&view.schema, written);
        view.schema = Schema { reference: None, ..merged }.into();
    }
}

/// Merges a lone part of `allOf`, `anyOf` or `oneOf` into the schema around it.
fn combined<'d>(document: &'d Document, schema: &'d Schema, id: Id<Schema>) -> View<'d> {
    let mut whole = View { schema: Keywords::Written(schema), named: None, identity: Some(id) };
    // Each merge removes one wrapper; the bound ends schemas that wrap themselves.
    for _ in 0..16 {
        let lone = [&whole.schema.all_of, &whole.schema.any_of, &whole.schema.one_of]
            .into_iter()
            .find_map(|parts| match parts.as_slice() {
                [one] => Some(*one),
                _ => None,
            });
        let Some(part) = lone.filter(|part| *part != id) else {
            break;
        };
        let part = shallow(document, part);
        let merged = overlaid(&part.schema, &without_lone_part(&whole.schema));
        let named = whole.named.or(part.named);
        whole = View { schema: merged.into(), named, identity: Some(id) };
    }
    whole
}

/// A part as it is merged: its own wrappers are merged in the next round.
fn shallow(document: &Document, id: Id<Schema>) -> View<'_> {
    let normalized = document.normalized(id);
    let named = normalized
        .reference
        .as_ref()
        .and_then(|reference| reference.target)
        .filter(|target| document.schemas[*target].name.is_some());
    let way = document.way(id);
    let mut view =
        View { schema: Keywords::Written(document.normalized(way.target)), named, identity: None };
    for beside in way.beside.into_iter().rev() {
        with_siblings(&mut view, beside);
    }
    view
}

fn without_lone_part(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    if schema.all_of.len() == 1 {
        schema.all_of.clear();
    } else if schema.any_of.len() == 1 {
        schema.any_of.clear();
    } else if schema.one_of.len() == 1 {
        schema.one_of.clear();
    }
    schema
}

/// The keywords of `base`, each replaced where `over` has it too.
pub(super) fn overlaid(base: &Schema, over: &Schema) -> Schema {
    fn or<T: Clone>(over: Option<&T>, base: Option<&T>) -> Option<T> {
        over.or(base).cloned()
    }
    fn list<T: Clone>(over: &[T], base: &[T]) -> Vec<T> {
        if over.is_empty() { base.to_vec() } else { over.to_vec() }
    }
    Schema {
        origin: over.origin,
        name: None,
        reference: or(base.reference.as_ref(), over.reference.as_ref()),
        title: or(over.title.as_ref(), base.title.as_ref()),
        description: or(over.description.as_ref(), base.description.as_ref()),
        types: list(&over.types, &base.types),
        nullable: over.nullable || base.nullable,
        format: or(over.format.as_ref(), base.format.as_ref()),
        enumeration: list(&over.enumeration, &base.enumeration),
        constant: or(over.constant.as_ref(), base.constant.as_ref()),
        default: or(over.default.as_ref(), base.default.as_ref()),
        read_only: over.read_only || base.read_only,
        write_only: over.write_only || base.write_only,
        deprecated: over.deprecated || base.deprecated,
        limits: or(over.limits.as_ref(), base.limits.as_ref()),
        items: or(over.items.as_ref(), base.items.as_ref()),
        prefix_items: list(&over.prefix_items, &base.prefix_items),
        properties: list(&over.properties, &base.properties),
        pattern_properties: list(&over.pattern_properties, &base.pattern_properties),
        additional_properties: or(
            over.additional_properties.as_ref(),
            base.additional_properties.as_ref(),
        ),
        required: list(&over.required, &base.required),
        all_of: list(&over.all_of, &base.all_of),
        any_of: list(&over.any_of, &base.any_of),
        one_of: list(&over.one_of, &base.one_of),
        not: or(over.not.as_ref(), base.not.as_ref()),
        discriminator: or(over.discriminator.as_ref(), base.discriminator.as_ref()),
        external_docs: or(over.external_docs.as_ref(), base.external_docs.as_ref()),
        ..Schema::default()
    }
}
