//! Names of components, which are names of types in generated clients.

use super::{Context, Seen, Walk, difference};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::findings::Named;

impl Walk<'_, '_> {
    /// Named schemas that are gone.
    pub(super) fn names(&self, seen: &mut Seen) {
        let new = &self.new.components.schemas;
        for (name, schema) in &self.old.components.schemas {
            if new.iter().any(|(known, _)| known == name) {
                continue;
            }
            let told = Difference {
                was: format!("`{name}`"),
                ..difference(
                    &codes::TYPE_RENAMED,
                    Rule::Breaks,
                    Subject::Whole,
                    Some(self.old.schemas[*schema].origin),
                    None,
                )
            };
            let named =
                Named { operation: format!("type `{name}`").into(), is_experimental: false };
            let context = Context { named, prefix: String::new(), is_sent: false, depth: 0 };
            seen.tell(&told, &context, "", context.request());
        }
    }
}
