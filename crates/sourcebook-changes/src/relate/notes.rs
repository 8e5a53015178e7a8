//! What is said beside the values: defaults, and how long something stays.

use sourcebook_model::document::Value;
use sourcebook_model::view::{Notes, equal};

use super::{Relator, Shapes};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::graph::{Node, Pair};
use crate::law::Level;
use crate::lifecycle::{self, Lifecycle};

impl<'d> Relator<'_, 'd> {
    pub(super) fn notes(&self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let (old, new) = (&shapes.old.notes, &shapes.new.notes);
        self.defaults(pair, old, new, node);
        for told in lifecycle::compare(&of(old), &of(new)) {
            let rule = if told.level == Level::Error { Rule::Breaks } else { Rule::Told };
            node.differences.push(Difference {
                rule,
                was: told.was,
                now: told.now,
                ..self.difference(told.code, pair, Subject::Whole)
            });
        }
    }

    fn defaults(&self, pair: Pair, old: &Notes<'d>, new: &Notes<'d>, node: &mut Node) {
        let is_same = match (old.default, new.default) {
            (Some(old), Some(new)) => equal(old, new),
            (old, new) => old.is_none() && new.is_none(),
        };
        if is_same {
            return;
        }
        let words = |value: Option<&Value>| match value {
            Some(value) => format!("`{}`", value.to_compact_json()),
            None => "not told".to_owned(),
        };
        let subject = Subject::Keyword("default");
        node.differences.push(Difference {
            rule: Rule::Default,
            was: words(old.default),
            now: words(new.default),
            ..self.difference_at(&codes::DEFAULT_CHANGED, pair, subject, "default", |schema| {
                schema.default.is_some()
            })
        });
    }
}

/// How long what a schema describes stays.
fn of<'d>(notes: &Notes<'d>) -> Lifecycle<'d> {
    Lifecycle {
        deprecated: notes.deprecated,
        sunset: notes.extension(lifecycle::SUNSET).and_then(Value::as_str),
        stability: notes.extension(lifecycle::STABILITY).and_then(Value::as_str),
    }
}
