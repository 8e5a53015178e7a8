//! Everything that documentation may be made from and checked against, collected once.

mod api;
mod command;
mod document;
#[cfg(feature = "fetch")]
mod fetch;

use std::path::Path;

use sourcebook_model::{Diagnostic, Document, Fetch, Sources};

use crate::config::FactsSettings;

#[cfg(test)]
pub(crate) use document::MEMBERS;

/// What the code says. Nothing downstream reads the disk for facts.
#[derive(Debug, Default)]
pub struct Facts {
    /// Every text that was read.
    pub sources: Sources,
    /// The API document.
    pub api: Option<Document>,
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
    let mut facts = Facts { sources, api: None };
    let mut found = Vec::new();
    let mut fetch = fetcher(settings.fetch);
    let mut reader =
        api::Reader { facts: &mut facts, found: &mut found, fetch: fetch.as_deref_mut(), folder };
    match (given, &settings.command) {
        (Some(text), _) => {
            reader.read_printed("<facts>", text, settings.api.is_none());
        }
        (None, Some(command)) => match command::run(command, folder) {
            Ok(text) => {
                let name = format!("<{}>", command.value.join(" "));
                reader.read_printed(&name, text, settings.api.is_none());
            }
            Err(diagnostic) => reader.found.push(*diagnostic),
        },
        (None, None) => {}
    }
    if let Some(file) = &settings.api {
        reader.read_file(file);
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
