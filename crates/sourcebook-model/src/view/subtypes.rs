//! Subtypes: the schemas that name a base among the parts of their `allOf`.

use foldhash::{HashMap, HashSet};

use crate::document::{Document, Id, Schema};

use super::names;

/// Maximum number of subtypes of one base.
const MAX_SUBTYPES: usize = 10_000;

/// Which schemas are made of which.
#[derive(Debug, Default)]
pub(super) struct Subtypes {
    /// The schemas that have a schema among their parts.
    wholes: HashMap<Id<Schema>, Vec<Id<Schema>>>,
    /// The places of named schemas among the components.
    places: HashMap<Id<Schema>, usize>,
}

impl Subtypes {
    /// Those of a document.
    pub(super) fn new(document: &Document) -> Self {
        let mut subtypes = Self::default();
        for (id, schema) in document.schemas.iter() {
            // Beside members, a reference is a base as well.
            let target = schema.reference.as_ref().and_then(|reference| reference.target);
            let target = target.filter(|_| names::adds_structure(document, schema));
            // A lone alternative beside `null` is a part.
            let normalized = document.normalized(id).all_of.iter();
            for part in schema.all_of.iter().chain(normalized).copied().chain(target) {
                subtypes.wholes.entry(document.resolve(part)).or_default().push(id);
            }
        }
        let components = document.components.schemas.iter().enumerate();
        subtypes.places.extend(components.map(|(place, (_, id))| (*id, place)));
        subtypes
    }

    /// The named schemas made of a base, directly or through others, in the order of the components.
    pub(super) fn of(&self, document: &Document, base: Id<Schema>) -> Vec<Id<Schema>> {
        let mut visited = HashSet::from_iter([base]);
        let mut open = vec![base];
        let mut found = Vec::new();
        while let Some(at) = open.pop() {
            for whole in self.wholes.get(&at).into_iter().flatten() {
                if found.len() < MAX_SUBTYPES && visited.insert(*whole) {
                    open.push(*whole);
                    found.extend(document.schemas[*whole].name.is_some().then_some(*whole));
                }
            }
        }
        let place = |id: &Id<Schema>| self.places.get(id).copied().unwrap_or(usize::MAX);
        found.sort_by_key(|id| (place(id), id.index()));
        found
    }
}
