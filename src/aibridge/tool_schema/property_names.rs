//! Names of properties that an API does not take, and the way back.
//!
//! A name that does not fit gets one with a mark of itself, the same wherever it stands in the
//! schema, so that no place must be known to lead it back.

use std::collections::HashMap;

use serde_json::value::RawValue;

use crate::aibridge::marked_name::marked;
use crate::aibridge::object::{Object, Raw, list, raw};

/// Maximum number of characters in the name of a property.
const LONGEST: usize = 64;

/// The names that were changed: the tool's own by those that stand for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PropertyNames(HashMap<String, String>);

impl PropertyNames {
    /// Whether no name was changed.
    pub(super) fn are_own(&self) -> bool {
        self.0.is_empty()
    }

    /// The name that APIs take for one of the tool's.
    pub(super) fn fitted(&mut self, name: &str) -> String {
        if fits(name) {
            return name.to_owned();
        }
        let fitted = marked(name, name, LONGEST);
        self.0.insert(fitted.clone(), name.to_owned());
        fitted
    }

    /// A value with the tool's own names.
    pub(super) fn restored(&self, value: &RawValue) -> Raw {
        if let Some(object) = Object::parse(value.get()) {
            let mut restored = Object::default();
            for (name, value) in object.members() {
                let own = self.0.get(name).map_or(name, String::as_str);
                restored.set(own, self.restored(value));
            }
            return restored.to_raw();
        }
        match list(value.get()) {
            Some(items) => raw(&items.iter().map(|item| self.restored(item)).collect::<Vec<_>>()),
            None => value.to_owned(),
        }
    }
}

/// Whether every API takes the name.
fn fits(name: &str) -> bool {
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(is_taken)
}
