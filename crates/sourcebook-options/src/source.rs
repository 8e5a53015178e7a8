//! Where a value comes from.

use std::fmt;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Nothing sets it, and it has no default.
    Unset,
    /// Its default.
    Default,
    /// The YAML file.
    Yaml,
    /// Its environment variable.
    Env,
    /// Its flag.
    Flag,
}

impl Source {
    /// The word of the deployment view: `flag`, `env`, `yaml`, `default`, or nothing.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unset => "",
            Self::Default => "default",
            Self::Yaml => "yaml",
            Self::Env => "env",
            Self::Flag => "flag",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
