//! Any text.

use serde_json::Value as Json;

use super::{Unset, Value, ValueError};
use crate::kind::Kind;

impl Value for String {
    const KIND: Kind = Kind::String;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(text.to_owned())
    }

    fn to_text(&self) -> String {
        self.clone()
    }

    fn to_json(&self) -> Json {
        self.clone().into()
    }
}

impl Unset for String {
    fn unset() -> Self {
        Self::new()
    }
}
