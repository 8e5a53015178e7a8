//! What one sample may cost, whatever its schema says.

use crate::document::Value;

/// Maximum number of levels of a sample; deeper containers are empty.
pub const MAX_LEVEL: usize = 10;

/// Maximum number of steps from the root to a schema (members, items, parts and alternatives
/// alike). It keeps schemas that contain themselves within a thread's stack.
pub(super) const MAX_STEPS: usize = 64;

/// Maximum number of values in one sample; containers after them are empty.
pub const MAX_VALUES: usize = 10_000;

/// Maximum number of bytes of names and texts in one sample. What follows is left out; a value that
/// the document provides is never cut, so the last one may exceed the limit.
pub const MAX_SAMPLE_BYTES: usize = 256 << 10;

/// What was spent so far.
#[derive(Debug, Default)]
pub(super) struct Budget {
    values: usize,
    text_bytes: usize,
}

impl Budget {
    pub(super) fn is_spent(&self) -> bool {
        self.values > MAX_VALUES || self.text_bytes > MAX_SAMPLE_BYTES
    }

    /// Counts a schema, which gives one value or none.
    pub(super) fn spend_schema(&mut self) {
        self.values += 1;
    }

    pub(super) fn spend_text(&mut self, text: &str) {
        self.text_bytes += text.len();
    }

    /// Counts the text of a value that is no container.
    pub(super) fn spend_scalar(&mut self, value: &Value) {
        match value {
            Value::Number(number) => self.spend_text(number.as_str()),
            Value::String(text) => self.spend_text(text),
            _ => {}
        }
    }

    /// Counts a whole value.
    pub(super) fn spend(&mut self, value: &Value) {
        self.values += 1;
        self.spend_scalar(value);
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.spend(item)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.spend_text(name);
                    self.spend(value);
                }
            }
            _ => {}
        }
    }
}
