//! The facts about one option, as plain data: what everything that documents or reads options
//! works from.

use crate::group::Group;
use crate::kind::Kind;
use crate::value::ValueError;

/// One option: every name it has, what it takes, and what is said about it.
///
/// Made by the [`options!`](crate::options) macro; a program's table is a slice of these in the
/// order of declaration.
#[derive(Debug, Clone, Copy)]
pub struct OptionSpec {
    /// The place in the settings: the names of the fields, `aibridge.rate_limit`.
    pub field: &'static str,
    /// What help sorts by: the flag, else the variable, else the last part of the YAML path, unless
    /// one is given.
    pub name: &'static str,
    /// The long flag, without dashes.
    pub flag: Option<&'static str>,
    /// The letter of the short flag.
    pub shorthand: Option<char>,
    /// The environment variable.
    pub env: Option<&'static str>,
    /// The whole path in the YAML file, `aibridge.rate_limit`.
    pub yaml: Option<&'static str>,
    /// The whole path in the values that the deployment view shows, `ai.bridge.rate_limit`; empty
    /// for an option that it does not show as a value.
    pub value_path: &'static str,
    /// What the schema of the deployment view says about the value; mostly empty.
    pub schema_description: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What documentation says of it.
    pub description: &'static str,
    /// The group it is in.
    pub group: Option<&'static Group>,
    /// The name of the section of help that shows it, where that is not the group.
    pub help_group: Option<&'static str>,
    /// Whether documentation leaves it out.
    pub hidden: bool,
    /// Whether its value is never shown.
    pub secret: bool,
    /// Whether some layer must set it.
    pub required: bool,
    /// Whether it still works but should not be used.
    pub deprecated: bool,
    /// The flags to use instead.
    pub use_instead: &'static [&'static str],
    /// The field of the option that this one is only an old name of.
    pub replaced_by: Option<&'static str>,
    /// The field of the secret whose value is in the file that this option names.
    pub file_of: Option<&'static str>,
    /// The version that brought it.
    pub since: Option<&'static str>,
    /// Writes the default; [`OptionSpec::default_text`] calls it.
    pub default: Option<fn() -> String>,
    /// Reads a text as the option does and writes it in the normal form of its kind;
    /// [`OptionSpec::normalize`] calls it.
    pub normalize: fn(&str) -> Result<String, ValueError>,
    /// Gives the smallest and the largest value; [`OptionSpec::limits`] calls it.
    pub limits: fn() -> Limits,
}

/// The smallest and the largest value that an option takes, in its text form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// The smallest, if it is limited.
    pub least: Option<String>,
    /// The largest, if it is limited.
    pub most: Option<String>,
}

impl OptionSpec {
    /// An option of which nothing is said yet: texts without a name.
    pub const BLANK: Self = Self {
        field: "",
        name: "",
        flag: None,
        shorthand: None,
        env: None,
        yaml: None,
        value_path: "",
        schema_description: "",
        kind: Kind::String,
        description: "",
        group: None,
        help_group: None,
        hidden: false,
        secret: false,
        required: false,
        deprecated: false,
        use_instead: &[],
        replaced_by: None,
        file_of: None,
        since: None,
        default: None,
        normalize: |text| Ok(text.to_owned()),
        limits: Limits::default,
    };

    /// The default as it was declared (`60d`); empty if there is none.
    pub fn default_text(&self) -> String {
        self.default.map_or_else(String::new, |text| text())
    }

    /// Reads a text as the option's own value, and writes it in the normal form of its kind
    /// (`60d` becomes `1440h0m0s`).
    ///
    /// # Errors
    /// Why the text is no value of this option.
    pub fn normalize(&self, text: &str) -> Result<String, ValueError> {
        (self.normalize)(text)
    }

    /// The smallest and the largest value.
    pub fn limits(&self) -> Limits {
        (self.limits)()
    }

    /// The last part of the YAML path.
    pub fn yaml_key(&self) -> Option<&'static str> {
        self.yaml.map(|path| path.rsplit('.').next().unwrap_or(path))
    }
}
