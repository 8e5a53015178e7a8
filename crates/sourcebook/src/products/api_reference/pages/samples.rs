//! Values that are made for schemas, each written once, however many pages show it.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use sourcebook_model::value::{LeftOut, sample};
use sourcebook_model::view::{Direction, Meet};

use super::Reference;
use crate::products::markdown::inline::plain;

/// A value that was made for a schema.
#[derive(Debug)]
pub(super) struct Made {
    /// Its JSON.
    pub(super) json: String,
    /// What is not in it.
    pub(super) left_out: Option<LeftOut>,
}

/// The values that were made so far.
#[derive(Debug, Default)]
pub(super) struct Samples(Mutex<HashMap<(Meet, Direction), Arc<Made>>>);

impl Reference<'_> {
    /// A value for a place, with the members that go in a direction.
    pub(super) fn sample(&self, meet: Meet, direction: Direction) -> Arc<Made> {
        let key = (meet, direction);
        let made = || self.samples.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(&key) {
            return Arc::clone(known);
        }
        let sample = sample(&self.views, meet, direction, &self.settings.requests.budget);
        let new = Made { json: sample.value.to_json(), left_out: sample.left_out };
        Arc::clone(made().entry(key).or_insert_with(|| Arc::new(new)))
    }

    /// What is said of what a value leaves out.
    pub(super) fn left_out(&self, left_out: LeftOut, from: &str) -> String {
        let level = left_out.below;
        let line = format!("Left out: optional members below level {level}");
        let named = left_out.schema.and_then(|id| {
            let name = self.document.schemas[id].name.as_deref()?;
            self.places.schema(id).map(|place| format!("[{}]({})", plain(name), place.link(from)))
        });
        named.map_or_else(|| format!("{line}."), |link| format!("{line}; {link} has all."))
    }
}
