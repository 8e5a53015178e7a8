//! Places at which schemas hold, cheap to copy and to compare.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;

use crate::document::{Id, Schema};

/// The schemas that hold at one place. Two of the same document's views are equal if they hold the
/// same schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meet {
    /// One schema, as nearly everywhere.
    One(Id<Schema>),
    /// Several, which the views know.
    Several(Joined),
}

/// A set of several schemas in the views of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Joined(u32);

/// Every set of several schemas, each once.
#[derive(Debug, Default)]
pub(super) struct Interner {
    sets: Mutex<Sets>,
}

#[derive(Debug, Default)]
struct Sets {
    all: Vec<Arc<[Id<Schema>]>>,
    known: HashMap<Arc<[Id<Schema>]>, Joined>,
}

impl Interner {
    /// The place at which these schemas hold; there is at least one.
    pub(super) fn intern(&self, mut schemas: Vec<Id<Schema>>) -> Meet {
        schemas.sort_unstable_by_key(|schema| schema.index());
        schemas.dedup();
        if let [schema] = schemas[..] {
            return Meet::One(schema);
        }
        let mut sets = self.sets();
        if let Some(joined) = sets.known.get(&schemas[..]) {
            return Meet::Several(*joined);
        }
        let set: Arc<[Id<Schema>]> = schemas.into();
        // Four thousand million sets would not fit into memory.
        let joined = Joined(u32::try_from(sets.all.len()).unwrap_or(u32::MAX));
        sets.all.push(Arc::clone(&set));
        sets.known.insert(set, joined);
        Meet::Several(joined)
    }

    /// The schemas of a set; none for a set of other views.
    pub(super) fn get(&self, joined: Joined) -> Arc<[Id<Schema>]> {
        let sets = self.sets();
        sets.all.get(joined.0 as usize).map_or_else(|| Arc::from([]), Arc::clone)
    }

    /// Sets are only added, so that a thread which died has not left half of one.
    fn sets(&self) -> MutexGuard<'_, Sets> {
        self.sets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
