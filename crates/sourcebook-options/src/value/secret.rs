//! Texts that are never shown.

use std::fmt;

use serde_json::Value as Json;

use super::{Value, ValueError};
use crate::kind::Kind;

/// A text that is never shown: `Debug` and `Display` print `[secret]`, its text form and its JSON
/// are empty. Only [`Secret::expose`] gives the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text from being shown.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. Do not log it, and do not put it into an error.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl Value for Secret {
    const KIND: Kind = Kind::String;
    const SECRET: bool = true;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(Self(text.to_owned()))
    }

    fn to_text(&self) -> String {
        String::new()
    }

    fn to_json(&self) -> Json {
        "".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shows_the_text_but_expose() {
        let secret = Secret::new("marker");
        let shown =
            format!("{secret} {secret:?} {secret:#?} {} {}", secret.to_text(), secret.to_json());
        assert!(!shown.contains("marker"), "{shown}");
        assert_eq!(secret.expose(), "marker");
    }
}
