//! The types of values that options take. Each has one text form, whichever layer it comes from.

mod bool;
mod bytes;
mod choice;
mod csv;
mod duration;
mod error;
mod expanded;
mod given;
mod host_port;
mod list;
mod map;
mod number;
mod optional;
mod path;
mod pattern;
mod secret;
mod shown_url;
mod string;
mod url;

use std::fmt::Debug;

use serde_json::Value as Json;

pub use bytes::ByteSize;
pub use choice::Choice;
pub use duration::Duration;
pub use error::ValueError;
pub use expanded::ExpandedSecret;
pub use given::{Given, ValueProblem, ValueProblems};
pub use host_port::HostPort;
pub use list::Item;
pub use path::ConfigPath;
pub use pattern::Pattern;
pub use secret::Secret;
pub use shown_url::{masked_url, shown_url};

use crate::kind::Kind;

/// A type that an option can have.
///
/// A type of your own needs [`KIND`](Value::KIND), [`parse`](Value::parse),
/// [`to_text`](Value::to_text) and [`to_json`](Value::to_json); words to choose from and structures
/// are made by [`choice!`](crate::choice) and [`structure!`](crate::structure).
pub trait Value: Clone + Debug + PartialEq + Sized + 'static {
    /// What documentation and schemas say about the type.
    const KIND: Kind;

    /// Whether values are never shown. Then errors must not contain them either.
    const SECRET: bool = false;

    /// Reads the text form. The text is never empty: an empty value reads as unset.
    ///
    /// # Errors
    /// Why the text is no such value.
    fn parse(text: &str) -> Result<Self, ValueError>;

    /// The text form, which reads back as the same value; empty for a secret and for what is unset.
    fn to_text(&self) -> String;

    /// What the deployment view shows; an empty text for a secret, null for what is unset.
    fn to_json(&self) -> Json;

    /// Reads what a layer gives; `None` after adding to the problems.
    fn read(given: &Given<'_>, problems: &mut ValueProblems) -> Option<Self> {
        let text = given.single_text(Self::KIND, problems)?;
        match Self::parse(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let error = error.with_spaces_explained(text, |text| Self::parse(text).is_ok());
                problems.add(given.span(), (!Self::SECRET).then_some(text), error);
                None
            }
        }
    }
}

/// A type that has a value when nothing is set and no default is declared: `false`, an empty text,
/// an empty list, `None`. An option of another type needs a default, or must be set.
pub trait Unset: Value {
    /// The value when nothing is set.
    fn unset() -> Self;
}

/// What can be declared as the default of an option of type `T`: a value of the type, or a literal
/// of its text form, which documentation then shows as it was written (`"60d"`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no default for an option of type `{T}`",
    label = "write a value of type `{T}`, or its text form as a string literal"
)]
pub trait DefaultFor<T: Value> {
    /// The text form of the default.
    fn default_text(self) -> String;
}

impl<T: Value> DefaultFor<T> for T {
    fn default_text(self) -> String {
        self.to_text()
    }
}

impl<T: Value> DefaultFor<T> for &'static str {
    fn default_text(self) -> String {
        self.to_owned()
    }
}
