//! Remembers what was made, as much as there is room for.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use foldhash::HashMap;

use crate::document::{Id, Schema};
use crate::pattern::Pattern;

use super::meet::Joined;
use super::shape::Shape;

/// How much is kept at most: members, items, values and the like of all shapes. Schemas that repeat
/// the same parts over and over would take a multiple of the document's size.
const ROOM: usize = 4_000_000;

/// What a shape takes beside its members.
const EACH: usize = 16;

/// Maximum number of compiled expressions that are kept.
const MAX_PATTERNS: usize = 2000;

/// The shapes and expressions that were made.
#[derive(Debug)]
pub(super) struct Memory<'d> {
    /// Of places with one schema, by its id.
    ones: Box<[OnceLock<Arc<Shape<'d>>>]>,
    several: Mutex<HashMap<u32, Arc<Shape<'d>>>>,
    patterns: Mutex<HashMap<&'d str, Pattern>>,
    room: AtomicUsize,
}

impl<'d> Memory<'d> {
    /// An empty memory for the shapes of so many schemas.
    pub(super) fn new(schemas: usize) -> Self {
        Self {
            ones: (0..schemas).map(|_| OnceLock::new()).collect(),
            several: Mutex::default(),
            patterns: Mutex::default(),
            room: AtomicUsize::new(ROOM),
        }
    }

    pub(super) fn one(&self, schema: Id<Schema>) -> Option<Arc<Shape<'d>>> {
        self.ones.get(schema.index())?.get().cloned()
    }

    pub(super) fn several(&self, joined: Joined) -> Option<Arc<Shape<'d>>> {
        let several = self.several.lock().unwrap_or_else(PoisonError::into_inner);
        several.get(&joined.order()).cloned()
    }

    /// Keeps the shape of one schema, where there is room, or another place has it already.
    pub(super) fn keep_one(&self, schema: Id<Schema>, shape: &Arc<Shape<'d>>) {
        if Arc::strong_count(shape) > 1 || self.take(weight(shape)) {
            // Another thread may have made the same meanwhile.
            let _ = self.ones[schema.index()].set(Arc::clone(shape));
        }
    }

    pub(super) fn keep_several(&self, joined: Joined, shape: &Arc<Shape<'d>>) {
        if self.take(weight(shape)) {
            let mut several = self.several.lock().unwrap_or_else(PoisonError::into_inner);
            several.insert(joined.order(), Arc::clone(shape));
        }
    }

    fn take(&self, weight: usize) -> bool {
        let take = |room: usize| room.checked_sub(weight);
        self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// A compiled expression.
    pub(super) fn pattern(&self, text: &'d str) -> Pattern {
        let mut patterns = self.patterns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pattern) = patterns.get(text) {
            return pattern.clone();
        }
        if patterns.len() >= MAX_PATTERNS {
            patterns.clear();
        }
        let pattern = Pattern::new(text);
        patterns.insert(text, pattern.clone());
        pattern
    }
}

/// About how much a shape takes, in words of memory beside its own fields.
fn weight(shape: &Shape<'_>) -> usize {
    EACH + shape.members.len()
        + shape.patterns.len()
        + shape.first_items.len()
        + shape.parts.len()
        + shape.rules.len()
        + shape.notes.extensions.len()
        + shape.allowed.as_ref().map_or(0, Vec::len)
        + shape.unions.iter().map(|union| EACH + 4 * union.options.len()).sum::<usize>()
}
