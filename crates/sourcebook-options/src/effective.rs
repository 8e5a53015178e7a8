//! The value that an option has in the end.

use serde_json::Value as Json;

use crate::source::Source;
use crate::spec::OptionSpec;
use crate::value::Value;

/// The value that an option has in the end, as far as it may be shown.
///
/// Written to YAML, the text (of lists, maps and structures the JSON) reads back as the same value.
/// What is unset is then left empty, and secrets and old names are left out. So are the secrets of
/// structures: these must be put in again by hand.
#[derive(Debug, Clone)]
pub struct Effective {
    /// The option.
    pub spec: &'static OptionSpec,
    /// Where the value comes from.
    pub source: Source,
    /// The text form; empty for a secret and for what is unset.
    pub text: String,
    /// The value as the deployment view shows it: a duration is a number of nanoseconds, a size a
    /// number of bytes, a secret an empty text; null for what is unset.
    pub json: Json,
}

impl Effective {
    pub(crate) fn new<T: Value>(spec: &'static OptionSpec, source: Source, value: &T) -> Self {
        Self { spec, source, text: value.to_text(), json: value.to_json() }
    }
}
