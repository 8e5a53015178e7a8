//! Alternatives, conditions, and what must not fit.

use std::rc::Rc;

use crate::document::{Document, Id, Schema, Value, Version};
use crate::view::{Meet, Part, UnionKind, own_option, unions_of, values_of_option};

use super::{Check, Found};

impl<'d> Check<'_, 'd> {
    /// Looks at the unions of a schema. That of a base is left out where the value is looked at as
    /// one of its options.
    pub(super) fn unions(
        &mut self,
        parts: &Rc<[Part]>,
        at: usize,
        value: &Value,
        found: &mut Found,
    ) {
        let document = self.views.document();
        let schema = &document.schemas[parts[at].schema];
        for (kind, options) in written(document, schema) {
            if own_option(document, parts, at, &options).is_some() {
                continue;
            }
            match self.chosen(schema, &options, value) {
                Some(option) => self.place(Meet::One(option), value, found),
                None => self.options(kind, &options, value, found),
            }
        }
    }

    /// The option that the discriminator chooses.
    fn chosen(
        &self,
        schema: &'d Schema,
        options: &[Id<Schema>],
        value: &Value,
    ) -> Option<Id<Schema>> {
        let by = schema.discriminator.as_deref()?;
        let told = value.get(&by.property_name)?.as_str()?;
        let document = self.views.document();
        let is_told =
            |option: &&Id<Schema>| values_of_option(document, by, **option).contains(&told);
        options.iter().find(is_told).copied()
    }

    fn options(
        &mut self,
        kind: UnionKind,
        options: &[Id<Schema>],
        value: &Value,
        found: &mut Found,
    ) {
        let keyword = match kind {
            UnionKind::ExactlyOne => "oneOf",
            UnionKind::AtLeastOne => "anyOf",
        };
        if let [option] = *options {
            self.place(Meet::One(option), value, found);
            return;
        }
        let enough = if kind == UnionKind::ExactlyOne { 2 } else { 1 };
        let fitting = options.iter().filter(|option| self.fits(Meet::One(**option), value));
        match fitting.take(enough).count() {
            0 => found.add(keyword, format!("fits none of the {} options", options.len())),
            2 => found.add(keyword, "fits more than one option".to_owned()),
            _ => {}
        }
    }

    /// Looks at `if` and `not`.
    pub(super) fn conditions(&mut self, schema: &'d Schema, value: &Value, found: &mut Found) {
        if schema.not.is_some_and(|not| self.fits(Meet::One(not), value)) {
            found.add("not", "fits what it must not fit".to_owned());
        }
        let Some(condition) = schema.if_schema else { return };
        if schema.then_schema.is_none() && schema.else_schema.is_none() {
            return;
        }
        let holds = self.fits(Meet::One(condition), value);
        let then = if holds { schema.then_schema } else { schema.else_schema };
        if let Some(then) = then {
            self.place(Meet::One(then), value, found);
        }
    }
}

/// The unions of a schema. In documents before 3.1, options that only say that the value may be
/// `null` are none: about that the place as a whole decides.
fn written(document: &Document, schema: &Schema) -> Vec<(UnionKind, Vec<Id<Schema>>)> {
    if document.version < Version::OpenApi3_1 {
        let unions = unions_of(document, schema).map(|options| (options.kind, options.schemas));
        return unions.filter(|(_, options)| !options.is_empty()).collect();
    }
    let all = [(UnionKind::ExactlyOne, &schema.one_of), (UnionKind::AtLeastOne, &schema.any_of)];
    let all = all.into_iter().filter(|(_, options)| !options.is_empty());
    all.map(|(kind, options)| (kind, options.clone())).collect()
}
