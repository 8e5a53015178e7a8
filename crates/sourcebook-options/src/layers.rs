//! The layers that settings are read from, as raw texts: flags, variables, a YAML file.

mod arguments;
mod environment;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::Arc;

use clap::ArgMatches;

pub use arguments::arguments;
pub use environment::process_environment;
pub(crate) use environment::unknown_variables;

use crate::files::File;
use crate::spec::OptionSpec;

/// The layers that settings are read from. Flags win over variables, these over the YAML file, and
/// that over defaults.
///
/// Nothing is read from the process or the disk unless it is handed over here; only the YAML file
/// that an option of the type [`ConfigPath`](crate::ConfigPath) leads to, and files with secrets that
/// options name, are opened by [`load`](crate::load).
#[derive(Default)]
pub struct Layers {
    pub(crate) flags: BTreeMap<&'static str, Vec<OsString>>,
    pub(crate) variables: Arc<BTreeMap<OsString, OsString>>,
    pub(crate) known_variables: Vec<String>,
    pub(crate) file: Option<File>,
}

impl Layers {
    /// Layers that give nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what the command line gave for the options of a table, whose arguments
    /// [`arguments`] made.
    #[must_use]
    pub fn flags(mut self, matches: &ArgMatches, table: &[OptionSpec]) -> Self {
        self.flags = arguments::read(matches, table);
        self
    }

    /// Takes environment variables; of one that is there twice, the first counts, as for
    /// `getenv`.
    #[must_use]
    pub fn environment(
        mut self,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Self {
        let all = Arc::make_mut(&mut self.variables);
        for (name, value) in variables {
            all.entry(name).or_insert(value);
        }
        self
    }

    /// Names variables that belong to other parts of the program and are no mistakes.
    #[must_use]
    pub fn known_variables<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.known_variables.extend(names.into_iter().map(ToOwned::to_owned));
        self
    }

    /// Takes a YAML text instead of the file that an option leads to; `name` is how errors name it.
    #[must_use]
    pub fn yaml(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.file = Some(File { name: name.into(), text: text.into() });
        self
    }
}
