//! Schemas as the sampler looks at them: as they are written.

use crate::document::{Id, Schema, Value, Way};

use super::Sampler;

impl<'d> Sampler<'d> {
    pub(super) fn at(&self, id: Id<Schema>) -> &'d Schema {
        &self.document.schemas[id]
    }

    pub(super) fn way(&self, id: Id<Schema>) -> Way<'d> {
        let target = self.document.resolve(id);
        // What stands beside a `$ref` counts since 3.1; the reader drops it from earlier versions.
        let beside = if target == id { Vec::new() } else { vec![&self.document.schemas[id]] };
        Way { beside, target }
    }

    /// The example of a schema, or of a reference on the way to it.
    pub(super) fn example(&self, way: &Way<'d>) -> Option<&'d Value> {
        let mut schemas = way.beside.iter().copied().chain([self.at(way.target)]);
        schemas.find_map(|schema| schema.example.as_ref().or(schema.examples.first()))
    }
}
