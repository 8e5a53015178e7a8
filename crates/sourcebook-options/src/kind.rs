//! What kind of value an option takes: its type word, its choices, the members of a structure.

use std::borrow::Cow;

/// The kind of an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// Any text.
    String,
    /// A span of time, `1h30m`.
    Duration,
    /// An absolute URL.
    Url,
    /// A host and a port, `127.0.0.1:3000`.
    HostPort,
    /// A regular expression.
    Regexp,
    /// A number of bytes, `32MiB`.
    Bytes,
    /// Texts: separated by commas on the command line, a list in YAML.
    StringArray,
    /// One of these words.
    Enum(&'static [&'static str]),
    /// Some of these words.
    EnumArray(&'static [&'static str]),
    /// The path of the YAML file with settings: the option through which it is found.
    ConfigPath,
    /// Texts by name: a JSON object on the command line, a mapping in YAML.
    Map,
    /// One structure; only in YAML.
    Structure(&'static Shape),
    /// A list of structures; only in YAML.
    Structures(&'static Shape),
}

impl Kind {
    /// The word that documentation prints for the type: `bool`, `host:port`,
    /// `struct[[]codersdk.Provider]`.
    pub fn word(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Float => "float64",
            Self::String => "string",
            Self::Duration => "duration",
            Self::Url => "url",
            Self::HostPort => "host:port",
            Self::Regexp => "regexp",
            Self::Bytes => "bytes",
            Self::StringArray => "string-array",
            Self::Enum(_) => "enum",
            Self::EnumArray(_) => "enum-array",
            Self::ConfigPath => "yaml-config-path",
            Self::Map => "struct[map[string]string]",
            Self::Structure(shape) => return format!("struct[{}]", shape.name).into(),
            Self::Structures(shape) => return format!("struct[[]{}]", shape.name).into(),
        })
    }

    /// The words to choose from, in order; empty unless the kind has choices.
    pub const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Enum(choices) | Self::EnumArray(choices) => choices,
            _ => &[],
        }
    }

    /// Whether a flag or a variable cannot hold it, only YAML.
    pub const fn is_structured(self) -> bool {
        matches!(self, Self::Structure(_) | Self::Structures(_))
    }
}

/// A structure that stands in YAML, and its members.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// The name under which documentation and schemas show it, `codersdk.Provider`.
    pub name: &'static str,
    /// What it is.
    pub description: &'static str,
    /// Its members, in order.
    pub members: &'static [Member],
}

/// One member of a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its key in YAML.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What it means.
    pub description: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether its value is never shown.
    pub secret: bool,
}
