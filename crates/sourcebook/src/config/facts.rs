//! `[facts]`: where the facts come from.

use std::collections::BTreeMap;

use super::declaration::settings;
use super::kind::{Command, Flag, InFolder, Placed};
use super::section::Section;
use super::site::{SiteFiles, SiteSources};

settings! {
    /// The source of the facts of one program.
    #[derive(Debug, Clone)]
    pub struct ProgramFacts {
        /// The file of the API document; takes precedence over the command's.
        pub api: Placed<InFolder>, example "openapi.yaml";
        /// The file of a facts document with the command line of a program; takes precedence over
        /// the command's.
        pub cli: Placed<InFolder>, example "facts.json";
        /// A program and its arguments that print the facts document. It runs in the folder of this
        /// file, without a shell.
        pub command: Placed<Command>, example &["my-server", "facts"];
        /// Whether documents that a `$ref` refers to by URL are fetched.
        pub fetch: Flag = false;
    }
}

/// Where facts come from.
#[derive(Debug, Default, Clone)]
pub struct FactsSettings {
    /// What the program says.
    pub program: ProgramFacts,
    /// What other programs say, by their names: `[facts.NAME]`.
    pub named: BTreeMap<String, ProgramFacts>,
    /// The folder of recorded answers, where `[live]` is configured.
    pub recorded: Option<String>,
    /// The documentation site; absent where there is no project.
    pub site: Option<SiteSources>,
}

impl FactsSettings {
    /// Reads `[facts]`.
    pub(crate) fn read(mut section: Section<'_>) -> Self {
        section.allow_names("facts");
        let program = read_program(&mut section);
        let files: SiteFiles = section.read();
        let mut named = BTreeMap::new();
        for (name, mut section) in section.named() {
            named.insert(name, read_program(&mut section));
            section.finish();
        }
        section.finish();
        Self { program, named, recorded: None, site: Some(SiteSources::new(files)) }
    }
}

/// Reads the facts of one program; keys that say something else are left.
fn read_program(section: &mut Section<'_>) -> ProgramFacts {
    let program: ProgramFacts = section.read();
    if program.fetch && cfg!(not(feature = "fetch")) {
        let help = "install Sourcebook with the feature `fetch`, or save the documents as files";
        section.reject("fetch", "this build of Sourcebook cannot fetch documents", help);
    }
    program
}
