//! What the deployment view shows: the values by their paths, the options with their sources, and
//! the schema of the values.

mod options;
mod schema;
mod values;

use serde_json::Value as Json;

pub use schema::{ValueSchemas, value_schemas};

use crate::load::Loaded;

impl<S> Loaded<S> {
    /// The values, nested by their value paths. Secrets are empty; what is unset is not there.
    pub fn view_values(&self) -> Json {
        values::values(&self.values)
    }

    /// Every option with its value and source, as Coder's `serpent.Option` has them.
    pub fn view_options(&self) -> Json {
        options::options(&self.values)
    }
}
