//! Example values as they are shown: given ones, and samples of schemas. A sample is written once,
//! however many operations show it.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use sourcebook_model::document::Schema;
use sourcebook_model::{Document, Id, Purpose, sample};
use sourcebook_syntax::Value;

use super::{Renderer, STYLE};
use crate::value_text::json;

/// An example value.
pub(super) enum Example<'v> {
    /// The document gives it.
    Given(Cow<'v, Value>),
    /// It is made from a schema.
    Sample(Id<Schema>, Purpose),
}

type Texts = HashMap<(Id<Schema>, Purpose), Arc<str>>;

/// The samples that were written as JSON, by their schema and what they are for.
pub(super) struct Samples {
    texts: Mutex<Texts>,
    has_read_only: bool,
    has_write_only: bool,
}

impl Samples {
    pub(super) fn new(document: &Document) -> Self {
        let has = |flag: fn(&Schema) -> bool| document.schemas.iter().any(|(_, one)| flag(one));
        Self {
            texts: Mutex::default(),
            has_read_only: has(|schema| schema.read_only),
            has_write_only: has(|schema| schema.write_only),
        }
    }

    /// The purpose whose samples are the same: without members that are left out, all are.
    fn same_purpose(&self, purpose: Purpose) -> Purpose {
        match purpose {
            Purpose::Request if self.has_read_only => purpose,
            Purpose::Response if self.has_write_only => purpose,
            _ => Purpose::Schema,
        }
    }
}

impl Renderer<'_> {
    /// An example as JSON.
    pub(super) fn example_json(&self, example: &Example<'_>) -> Arc<str> {
        match example {
            Example::Given(value) => json(value, STYLE).into(),
            Example::Sample(schema, purpose) => self.sample_json(*schema, *purpose),
        }
    }

    /// The value of an example.
    pub(super) fn example_value<'v>(&self, example: &'v Example<'_>) -> Cow<'v, Value> {
        match example {
            Example::Given(value) => Cow::Borrowed(value),
            Example::Sample(schema, purpose) => Cow::Owned(self.sample(*schema, *purpose)),
        }
    }

    /// A sample of a schema.
    pub(super) fn sample(&self, schema: Id<Schema>, purpose: Purpose) -> Value {
        sample(self.document, schema, purpose)
    }

    /// A sample of a schema as JSON.
    pub(super) fn sample_json(&self, schema: Id<Schema>, purpose: Purpose) -> Arc<str> {
        // An example beside a reference belongs to that reference alone.
        let has_example = |one: &Schema| one.example.is_some() || !one.examples.is_empty();
        let has_own = has_example(&self.document.schemas[schema]);
        let schema = if has_own { schema } else { self.document.resolve(schema) };
        let key = (schema, self.samples.same_purpose(purpose));
        let texts = || self.samples.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = texts().get(&key) {
            return Arc::clone(text);
        }
        // Two threads may both make it; that is cheaper than one waiting for the other.
        let text: Arc<str> = json(&self.sample(schema, purpose), STYLE).into();
        texts().insert(key, Arc::clone(&text));
        text
    }
}
