//! Places at which schemas hold, cheap to copy and to compare.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;

use crate::document::{Id, Schema};

/// Maximum number of schemas in all sets together. A document whose schemas join in ever new ways
/// could make as many sets as there are subsets.
const MAX_SCHEMAS: usize = 4_000_000;

/// The schemas that hold at one place. Two of the same document's views are equal if they hold the
/// same schemas, whichever of them has the word first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meet {
    /// One schema, as nearly everywhere.
    One(Id<Schema>),
    /// Several, or none at all, which the views know.
    Several(Joined),
}

/// A set of schemas in the views of its document, in an order.
#[derive(Debug, Clone, Copy)]
pub struct Joined {
    set: u32,
    order: u32,
}

impl Joined {
    /// The number of the set, whichever order it is in; for tables beside the views.
    pub fn number(self) -> usize {
        self.set as usize
    }

    /// The number of the set in its order.
    pub(super) fn order(self) -> u32 {
        self.order
    }
}

impl PartialEq for Joined {
    fn eq(&self, other: &Self) -> bool {
        self.set == other.set
    }
}
impl Eq for Joined {}
impl Hash for Joined {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.set.hash(state);
    }
}

/// Every set of several schemas, each once.
#[derive(Debug, Default)]
pub(super) struct Interner {
    sets: Mutex<Sets>,
}

#[derive(Debug, Default)]
struct Sets {
    /// Each set in each order in which it was met.
    orders: Vec<Arc<[Id<Schema>]>>,
    known: HashMap<Arc<[Id<Schema>]>, Joined>,
    /// How many schemas all sets have together.
    size: usize,
}

impl Interner {
    /// The place at which these schemas hold; those that have the word stand first. Where all room
    /// is taken, only the first one holds.
    pub(super) fn intern(&self, mut schemas: Vec<Id<Schema>>) -> Meet {
        once(&mut schemas);
        if let [schema] = schemas[..] {
            return Meet::One(schema);
        }
        let mut sets = self.sets();
        if let Some(joined) = sets.known.get(&schemas[..]) {
            return Meet::Several(*joined);
        }
        if let (Some(first), true) = (schemas.first(), sets.size > MAX_SCHEMAS) {
            return Meet::One(*first);
        }
        let mut sorted = schemas.clone();
        sorted.sort_unstable_by_key(|schema| schema.index());
        let set = match sets.known.get(&sorted[..]) {
            Some(known) => known.set,
            None => sets.add(sorted.into(), None).set,
        };
        match sets.known.get(&schemas[..]) {
            Some(joined) => Meet::Several(*joined),
            None => Meet::Several(sets.add(schemas.into(), Some(set))),
        }
    }

    /// The schemas of a set; none for a set of other views.
    pub(super) fn get(&self, joined: Joined) -> Arc<[Id<Schema>]> {
        let sets = self.sets();
        sets.orders.get(joined.order as usize).map_or_else(|| Arc::from([]), Arc::clone)
    }

    /// Whether there is no room for more sets.
    pub(super) fn is_full(&self) -> bool {
        self.sets().size > MAX_SCHEMAS
    }

    /// Sets are only added, so that a thread which died has not left half of one.
    fn sets(&self) -> MutexGuard<'_, Sets> {
        self.sets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sets {
    /// Adds an order of a set, or a set.
    fn add(&mut self, schemas: Arc<[Id<Schema>]>, set: Option<u32>) -> Joined {
        // The room ends far below four thousand million sets.
        let order = u32::try_from(self.orders.len()).unwrap_or(u32::MAX);
        let joined = Joined { set: set.unwrap_or(order), order };
        self.size += schemas.len() + 1;
        self.orders.push(Arc::clone(&schemas));
        self.known.insert(schemas, joined);
        joined
    }
}

/// Takes away what stands there before.
fn once(schemas: &mut Vec<Id<Schema>>) {
    if schemas.len() < 20 {
        let mut kept = 0;
        for at in 0..schemas.len() {
            if !schemas[..kept].contains(&schemas[at]) {
                schemas[kept] = schemas[at];
                kept += 1;
            }
        }
        schemas.truncate(kept);
    } else {
        let mut seen = foldhash::HashSet::default();
        schemas.retain(|schema| seen.insert(*schema));
    }
}
