//! The facts as sets to ask: what a name on a page can mean.

pub mod operations;
mod options;
mod outside;
mod past;
pub mod programs;
mod schemas;
pub mod usage;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use sourcebook_command::CommandFacts;
use sourcebook_model::Document;

use crate::files::Files;

pub use operations::Operations;
pub use options::{KnownOption, Options};
pub use outside::Outside;
pub use past::{Gone, Past};
pub use programs::Programs;
pub use schemas::{Named, Schemas};

/// Everything that a page can name. Built once, and then only asked.
#[derive(Debug, Default)]
pub struct Vocabulary<'f> {
    /// The options of all programs: by flag, variable and key.
    pub options: Options,
    /// The commands of all programs.
    pub programs: Programs<'f>,
    /// The metrics that are exported.
    pub metrics: BTreeSet<String>,
    /// Other names that stand in code, each with what it is: `span`, `schema`, `problem`.
    pub names: BTreeMap<String, &'static str>,
    /// The texts of files of which pages have excerpts, by their paths in the project.
    pub excerpts: HashMap<String, String>,
    /// What links can lead to, where that is known.
    pub files: Option<&'f Files>,
    /// The operations of all API documents.
    pub operations: Operations<'f>,
    /// What the facts knew before, where that is known.
    pub past: Option<Past>,
    /// What servers serve beside them.
    pub outside: Outside,
    schemas: OnceLock<Schemas>,
}

impl<'f> Vocabulary<'f> {
    /// Adds what a program says of its command line. Of two programs with the same name, the commands
    /// of the first count.
    pub fn add_program(&mut self, facts: &'f CommandFacts) {
        self.options.add(facts);
        self.programs.add_program(facts);
    }

    /// Adds an API document.
    pub fn add_document(&mut self, document: &'f Document) {
        self.operations.add_document(document);
    }

    /// The named schemas of all API documents.
    pub fn schemas(&self) -> &Schemas {
        self.schemas.get_or_init(|| Schemas::new(&self.operations))
    }
}
