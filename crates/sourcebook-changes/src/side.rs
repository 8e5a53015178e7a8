//! One of the two documents, and the places at which its schemas are looked at.

use std::sync::Arc;

use foldhash::HashMap;
use sourcebook_model::document::{Document, Schema, Value};
use sourcebook_model::fit;
use sourcebook_model::value::{self, Budget};
use sourcebook_model::view::{Direction, Meet, Shape, Union, Views};

use crate::difference::Mark;
use crate::kinds::Kinds;
use crate::spot::{Decided, Spot};

/// How long a value may be that shows a difference.
const BUDGET: Budget = Budget { lines: 30, levels: [2, 1, 0, 0] };

/// One of the two documents.
pub(crate) struct Side<'v, 'd> {
    pub(crate) views: &'v Views<'d>,
    /// Of each set the options of every union that is decided.
    sets: Vec<Vec<Vec<Meet>>>,
    known: HashMap<Vec<Vec<Meet>>, Decided>,
}

impl<'v, 'd> Side<'v, 'd> {
    pub(crate) fn new(views: &'v Views<'d>) -> Self {
        Self { views, sets: vec![Vec::new()], known: HashMap::default() }
    }

    pub(crate) fn document(&self) -> &'d Document {
        self.views.document()
    }

    /// The `$ref`s of a place that lead nowhere, as they are written.
    pub(crate) fn unread(&self, spot: Spot) -> Vec<&'d str> {
        let schemas = &self.document().schemas;
        let parts = self.views.parts(spot.meet);
        let references = parts.iter().filter_map(|part| schemas[part.schema].reference.as_deref());
        let unread = references.filter(|reference| reference.target.is_none());
        unread.map(|reference| reference.text.as_str()).collect()
    }

    /// The name among the components of what holds at a place.
    pub(crate) fn name(&self, meet: Meet) -> Option<&'d str> {
        let named = self.views.name(meet)?;
        self.document().schemas[named].name.as_deref()
    }

    /// A value that is valid at a place, where one can be made.
    pub(crate) fn sample(&self, spot: Spot) -> Value {
        let value = value::sample(self.views, spot.meet, Direction::Whole, &BUDGET).value;
        if spot.kinds.has(&value) {
            return value;
        }
        let others = spot.kinds.examples_beside(Kinds::NONE);
        let valid = others.into_iter().find(|value| self.fits(spot, value, Direction::Whole));
        valid.unwrap_or(value)
    }

    pub(crate) fn shape(&self, spot: Spot) -> Arc<Shape<'d>> {
        self.views.shape(spot.meet)
    }

    /// Which unions of a place are not decided, by their numbers in its shape.
    pub(crate) fn open_unions(&self, spot: Spot, shape: &Shape<'d>) -> Vec<usize> {
        let Some(decided) = self.sets.get(spot.decided.0 as usize) else { return Vec::new() };
        let is_open = |union: &Union<'d>| !decided.contains(&options(union));
        let all = shape.unions.iter().enumerate().filter(|(_, union)| is_open(union));
        all.map(|(at, _)| at).collect()
    }

    /// The place where an option of a union is chosen.
    pub(crate) fn choose(&mut self, spot: Spot, union: &Union<'d>, option: Meet) -> Spot {
        let mut set = self.sets.get(spot.decided.0 as usize).cloned().unwrap_or_default();
        set.push(options(union));
        set.sort_by_key(|options| options.iter().map(|meet| key(*meet)).collect::<Vec<_>>());
        let next = u32::try_from(self.sets.len()).map_or(Decided(0), Decided);
        let decided = *self.known.entry(set.clone()).or_insert(next);
        if decided == next {
            self.sets.push(set);
        }
        Spot { meet: self.views.join(option, spot.meet), decided, ..spot }
    }

    /// Whether a value is valid at a place.
    pub(crate) fn fits(&self, spot: Spot, value: &Value, direction: Direction) -> bool {
        fit::fits(self.views, spot.meet, value, direction)
    }

    /// Where the first schema stands of which something is said, among those that hold at a place;
    /// else where the place itself stands.
    pub(crate) fn mark(
        &self,
        spot: Spot,
        keyword: &'static str,
        says: impl Fn(&Schema) -> bool,
    ) -> Option<Mark> {
        let document = self.document();
        let parts = self.views.parts(spot.meet);
        let saying = parts.iter().find(|part| says(&document.schemas[part.schema]));
        let (schema, keyword) = match saying {
            Some(part) => (part.schema, keyword),
            None => (document.resolve(parts.first()?.schema), ""),
        };
        Some(Mark { origin: document.schemas[schema].origin, keyword })
    }
}

fn options(union: &Union<'_>) -> Vec<Meet> {
    union.options.iter().map(|option| option.meet).collect()
}

/// An order of places; any will do.
fn key(meet: Meet) -> (usize, usize) {
    match meet {
        Meet::One(schema) => (0, schema.index()),
        Meet::Several(joined) => (1, joined.number()),
    }
}
