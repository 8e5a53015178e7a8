//! What the parts of `allOf` say together of a parameter, field or header, where 2.0 has no `allOf`.

use std::borrow::Cow;

use crate::document::{Id, Limits, Schema, Value};
use crate::view::{self, Bounds, Meet, Others, Shape};

use super::super::writer::Writer;
use super::values::Simple;

impl<'d> Writer<'d> {
    /// A schema, what stands beside the reference to it, and its parts as one. Where they contradict each
    /// other, the schema alone.
    pub(super) fn merged(&mut self, id: Id<Schema>, simple: Simple<'_>) -> Cow<'d, Schema> {
        let way = self.document.way(id);
        let schema = self.document.normalized(way.target);
        let says_more =
            |one: &&Schema| !Schema { reference: None, ..(**one).clone() }.only_annotates();
        if schema.all_of.is_empty() && !way.beside.iter().any(says_more) {
            return Cow::Borrowed(schema);
        }
        let shape = self.views.shape(Meet::One(id));
        if shape.apart.is_some() || shape.is_never {
            return Cow::Borrowed(schema);
        }
        self.lose_about_merge(&shape, simple);
        let types = if shape.is_inferred { Vec::new() } else { shape.types.clone() };
        let values = shape.allowed.iter().flatten().map(|one| one.value.clone());
        let null = (shape.null && shape.allowed.is_some()).then_some(Value::Null);
        let items = match shape.other_items {
            Others::Of(Meet::One(items)) => Some(items),
            _ => None,
        };
        let extensions = shape.notes.extensions.iter().flat_map(|all| all.iter().cloned());
        Cow::Owned(Schema {
            all_of: Vec::new(),
            types,
            nullable: shape.null,
            format: shape.formats.first().map(|format| (*format).into()),
            enumeration: values.chain(null).collect(),
            default: shape.notes.default.cloned(),
            limits: Some(Box::new(limits(&shape.bounds))),
            items,
            extensions: extensions.collect(),
            ..schema.clone()
        })
    }

    /// Notes what several schemas say that one cannot.
    fn lose_about_merge(&mut self, shape: &Shape<'d>, simple: Simple<'_>) {
        let bounds = &shape.bounds;
        let is_joined = matches!(shape.other_items, Others::None | Others::Of(Meet::Several(_)));
        let several = [
            ("all of several formats", shape.formats.len() > 1),
            ("all of several patterns", bounds.patterns.len() > 1),
            ("all of several values of `multipleOf`", bounds.multiples.len() > 1),
            ("what all schemas say of items", is_joined),
        ];
        for (what, is_said) in several {
            if is_said {
                self.lose_of_value(what, simple);
            }
        }
    }

    /// The schemas that a merged one was made of, but itself.
    pub(super) fn parts_of_merged(&self, id: Id<Schema>) -> Vec<&'d Schema> {
        let document = self.document;
        let parts = self.views.parts(Meet::One(id)).into_iter();
        let parts = parts.filter(|part: &view::Part| part.schema != id);
        parts.map(|part| &document.schemas[part.schema]).collect()
    }
}

fn limits(bounds: &Bounds<'_>) -> Limits {
    let number = |bound: view::Bound<'_>| Value::Number(bound.value.clone());
    let flag = |bound: view::Bound<'_>| Value::Bool(bound.is_exclusive);
    Limits {
        minimum: bounds.least.map(number),
        maximum: bounds.most.map(number),
        exclusive_minimum: bounds.least.map(flag),
        exclusive_maximum: bounds.most.map(flag),
        multiple_of: bounds.multiples.first().map(|one| Value::Number((*one).clone())),
        min_length: bounds.min_length,
        max_length: bounds.max_length,
        pattern: bounds.patterns.first().map(|one| (*one).to_owned()),
        min_items: bounds.min_items,
        max_items: bounds.max_items,
        unique_items: bounds.unique_items,
        ..Limits::default()
    }
}
