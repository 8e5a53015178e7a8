//! Values that are made for schemas, each written once, however many pages show it.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use sourcebook_model::value::{LeftOut, sample};
use sourcebook_model::view::{Direction, Meet};
use sourcebook_model::xml;

use super::Reference;
use crate::products::markdown::inline::plain;

/// A value that was made for a schema.
#[derive(Debug)]
pub(super) struct Made {
    /// The value, as it is written.
    pub(super) text: String,
    /// What is not in it.
    pub(super) left_out: Option<LeftOut>,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Notation {
    /// As JSON.
    Json,
    /// As XML, by the XML Objects of its schemas.
    Xml,
}

/// What a value is made for.
type Key = (Meet, Direction, Notation);

/// The values that were made so far; none where no value is valid, or XML has no name for the root.
#[derive(Debug, Default)]
pub(super) struct Samples(Mutex<HashMap<Key, Option<Arc<Made>>>>);

impl Reference<'_> {
    /// A value for a place, with the members that go in a direction; `None` where it cannot be
    /// written so.
    pub(super) fn sample(
        &self,
        meet: Meet,
        direction: Direction,
        notation: Notation,
    ) -> Option<Arc<Made>> {
        let key = (meet, direction, notation);
        let made = || self.samples.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(&key) {
            return known.clone();
        }
        let sample = sample(&self.views, meet, direction, &self.settings.requests.budget);
        let text = match notation {
            _ if sample.is_nothing() => None,
            Notation::Json => Some(sample.value.to_json()),
            Notation::Xml => xml::document(&self.views, meet, None, &sample.value, direction),
        };
        let new = text.map(|text| Arc::new(Made { text, left_out: sample.left_out }));
        made().entry(key).or_insert(new).clone()
    }

    /// What is said of what a value leaves out.
    pub(super) fn left_out(&self, left_out: LeftOut, from: &str) -> String {
        let unread = left_out.is_unread.then_some("members whose schemas were not read");
        let Some(below) = left_out.below else {
            return format!("Left out: {}.", unread.unwrap_or("members"));
        };
        // The value itself is level 0, and what is left out is inside of the last level that is there.
        let also = unread.map_or_else(String::new, |unread| format!("{unread}, and "));
        let line = format!("Left out: {also}optional members below level {}", below + 1);
        let named = left_out.schema.and_then(|id| {
            let name = self.document.schemas[id].name.as_deref()?;
            self.places.schema(id).map(|place| format!("[{}]({})", plain(name), place.link(from)))
        });
        named.map_or_else(|| format!("{line}."), |link| format!("{line}; {link} has all."))
    }
}
