//! The schema of a tool's input, as the providers' APIs take it.
//!
//! An API that finds one schema wrong rejects the whole request, and with it all other tools. So a
//! schema is read when a tool is listed: what the APIs would not take is mended where it means the
//! same afterwards (names of properties, in [`property_names`]; lists without `items`), and
//! otherwise the tool is not offered.
//!
//! What is demanded: OpenAI takes objects without alternatives at the top, and lists that say what
//! is in them; Anthropic takes schemas that are valid in draft 2020-12 of JSON Schema, whose
//! properties have names of up to 64 ASCII letters, digits, `_`, `.` and `-`. Keywords have the forms
//! of that draft (JSON Schema Core, sections 8 to 11, and Validation, section 6).
//!
//! What is not demanded: the limits of OpenAI's Structured Outputs (10 levels of objects, 5,000
//! properties, 1,000 values of `enum`, 120,000 characters of names and values together, every
//! property in `required`; <https://platform.openai.com/docs/guides/structured-outputs/supported-schemas>)
//! hold for functions with `strict: true`. The bridge offers its tools without it, and schemas are
//! not checked against those limits then.

mod fitting;
mod keywords;
mod property_names;
#[cfg(test)]
mod tests;

use serde_json::value::RawValue;
use thiserror::Error;

use super::lenient_json::{self, LenientJsonError};
use super::object::{Raw, raw};
use fitting::Fitting;
use property_names::PropertyNames;

/// Maximum number of bytes of a schema, as JSON.
const MAX_BYTES: usize = 64 * 1024;

/// Maximum number of schemas around a schema. It is the bridge's own: no API tells one.
pub(crate) const MAX_DEPTH: usize = 32;

/// Why no API would take a schema, as a sentence of which the tool is the subject.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum SchemaError {
    /// It is too large.
    #[error("its input schema has more than {MAX_BYTES} bytes")]
    TooLarge,
    /// It has too many levels.
    #[error("its input schema has more than {MAX_DEPTH} levels")]
    TooDeep,
    /// It is no JSON.
    #[error("its input schema is not valid JSON")]
    NotJson,
    /// It is a schema of something else than an object.
    #[error("its input is not an object")]
    NotObject,
    /// It has alternatives at its top.
    #[error("its input schema has `{0}` at its top, which models' APIs do not accept")]
    Alternatives(&'static str),
    /// A keyword has the wrong form.
    #[error("its input schema is not valid: `{at}` is not {expected}")]
    Form {
        /// The keyword with the way that leads to it.
        at: String,
        /// What it must be.
        expected: &'static str,
    },
    /// A part of it stands elsewhere.
    #[error("its input schema refers to a schema that is not a part of it")]
    Elsewhere,
    /// A part of it is named by names that do not fit.
    #[error("its input schema refers to properties whose names models' APIs do not accept")]
    Renamed,
}

impl From<LenientJsonError> for SchemaError {
    fn from(error: LenientJsonError) -> Self {
        match error {
            LenientJsonError::TooDeep { .. } => Self::TooDeep,
            _ => Self::NotJson,
        }
    }
}

/// A schema that the APIs take, and the way back from what a model makes of it.
#[derive(Debug, Clone)]
pub(crate) struct ToolSchema {
    text: Raw,
    names: PropertyNames,
}

impl ToolSchema {
    /// Reads the schema that a tool has.
    ///
    /// # Errors
    /// No API would take it, and it cannot be mended.
    pub(crate) fn read(schema: &RawValue) -> Result<Self, SchemaError> {
        if schema.get().len() > MAX_BYTES {
            return Err(SchemaError::TooLarge);
        }
        let text = lenient_json::strict(schema.get())?;
        let (text, names) = Fitting::default().whole(&text)?;
        Ok(Self { text, names })
    }

    /// The schema as APIs take it.
    pub(crate) fn text(&self) -> &RawValue {
        &self.text
    }

    /// The input of a call with the names that the tool itself has for its properties.
    pub(crate) fn restored(&self, input: Raw) -> Raw {
        if self.names.are_own() { input } else { self.names.restored(&input) }
    }
}

impl PartialEq for ToolSchema {
    fn eq(&self, other: &Self) -> bool {
        self.text.get() == other.text.get() && self.names == other.names
    }
}

impl Default for ToolSchema {
    /// An object with whatever a model likes.
    fn default() -> Self {
        let text = raw(&serde_json::json!({ "type": "object", "properties": {} }));
        Self { text, names: PropertyNames::default() }
    }
}
