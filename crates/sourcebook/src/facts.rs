//! Everything that documentation may be made from and checked against, collected once.

mod cli;
mod command;
mod document;
mod fault;
#[cfg(feature = "fetch")]
mod fetch;
mod members;
mod reader;
mod shape;

use std::path::Path;

use sourcebook_command::CommandFacts;
use sourcebook_model::{Diagnostic, Document, Fetch, Sources};

use crate::config::FactsSettings;

#[cfg(test)]
pub(crate) use document::MEMBERS;
use reader::{Reader, Wanted};

/// The JSON Schema of the facts document.
pub(crate) const SCHEMA: &str = include_str!("../schemas/facts-1.json");

/// What the code says. Nothing downstream reads the disk for facts.
#[derive(Debug, Default)]
pub struct Facts {
    /// Every text that was read.
    pub sources: Sources,
    /// The API document.
    pub api: Option<Document>,
    /// The command line.
    pub cli: Option<CommandFacts>,
}

/// Collects all facts; what is wrong with them is returned beside them.
///
/// `given` is a facts document that is at hand already: the command is not run then.
pub fn collect(
    sources: Sources,
    settings: &FactsSettings,
    folder: &Path,
    given: Option<String>,
) -> (Facts, Vec<Diagnostic>) {
    let mut facts = Facts { sources, ..Facts::default() };
    let mut found = Vec::new();
    let mut fetch = fetcher(settings.fetch);
    let mut reader =
        Reader { facts: &mut facts, found: &mut found, fetch: fetch.as_deref_mut(), folder };
    let wanted = Wanted { api: settings.api.is_none(), cli: settings.cli.is_none() };
    match (given, &settings.command) {
        (Some(text), _) => reader.read_printed("<facts>", text, wanted),
        (None, Some(command)) => match command::run(command, folder) {
            Ok(text) => {
                let name = format!("<{}>", command.value.join(" "));
                reader.read_printed(&name, text, wanted);
            }
            Err(diagnostic) => reader.found.push(*diagnostic),
        },
        (None, None) => {}
    }
    if let Some(file) = &settings.api {
        reader.read_api_file(file);
    }
    if let Some(file) = &settings.cli {
        reader.read_cli_file(file);
    }
    (facts, found)
}

/// What fetches documents over the network, if that was asked for.
#[cfg(feature = "fetch")]
fn fetcher(wanted: bool) -> Option<Box<dyn Fetch>> {
    wanted.then(|| Box::new(fetch::Http::new()) as Box<dyn Fetch>)
}

/// This build has nothing that could fetch; the configuration refuses to ask for it.
#[cfg(not(feature = "fetch"))]
fn fetcher(_wanted: bool) -> Option<Box<dyn Fetch>> {
    None
}
