//! Everything that documentation may be made from and checked against, collected once.

mod answers;
mod base;
mod cli;
mod command;
mod document;
#[cfg(feature = "fetch")]
mod fetch;
pub(crate) mod history;
pub mod manifest;
pub mod names;
pub mod pages;
pub mod prose;
mod reader;
mod recorded;
pub mod redirects;
mod repository;
mod server;
mod shape;
mod site;
pub mod telemetry;
pub mod texts;
pub mod theme;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sourcebook_command::CommandFacts;
use sourcebook_model::{Document, Fetch};
use sourcebook_syntax::{Diagnostic, Sources};

use crate::artifact::Artifact;
use crate::config::{FactsSettings, SiteSettings};

pub use answers::Answer;
pub use base::{BaseFacts, BaseFiles, read_base, read_file};
pub use history::{History, OldPage};
pub use manifest::Manifest;
pub use pages::Pages;
pub use prose::Prose;
pub use recorded::{RecordedAnswer, RecordedAnswers};
pub use redirects::Redirects;
pub use server::{Component, Part, PathTemplates, Route, Served, ServerFacts};
pub use telemetry::Telemetry;
pub use texts::Texts;
pub use theme::Theme;

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
    /// What the server knows beside it.
    pub server: ServerFacts,
    /// Answers that the server gave, where a file of them was named.
    pub answers: Option<Vec<Answer>>,
    /// Answers that were recorded for the pages.
    pub recorded: RecordedAnswers,
    /// The command line.
    pub cli: Option<CommandFacts>,
    /// The metrics and spans that the program exports.
    pub telemetry: Telemetry,
    /// Metadata of the documentation site.
    pub site: SiteSettings,
    /// The navigation.
    pub manifest: Option<Manifest>,
    /// The redirects.
    pub redirects: Option<Redirects>,
    /// The pages, where there is a manifest or redirects.
    pub pages: Option<Pages>,
    /// The pages before, where there are pages.
    pub history: Option<History>,
    /// The look of the site.
    pub theme: Theme,
    /// The words of the site.
    pub texts: Texts,
    /// The hand-written pages, where they are checked.
    pub prose: Option<Prose>,
    /// The facts document as it was printed, where there are pages that may name facts.
    pub printed: Option<String>,
}

/// Facts that whoever starts a run has at hand.
#[derive(Debug, Clone, Default)]
pub struct AtHand {
    /// A facts document; the configured command is not run then.
    pub document: Option<String>,
    /// The facts documents of other programs, by their names; their commands are not run then.
    pub named: BTreeMap<String, String>,
    /// The file of answers that the server gave.
    pub answers: Option<PathBuf>,
}

impl AtHand {
    /// What the commands of the settings print, each run once. One that fails is left out, so that the
    /// run that needs it says why.
    #[cfg(feature = "site")]
    pub(crate) fn printed(settings: &FactsSettings, folder: &Path) -> Self {
        let run = |program: &crate::config::ProgramFacts| {
            program.command.as_ref().and_then(|command| command::run(command, folder).ok())
        };
        let named = settings.named.iter();
        let named = named.filter_map(|(name, program)| Some((name.clone(), run(program)?)));
        Self { document: run(&settings.program), named: named.collect(), answers: None }
    }
}

impl Facts {
    /// Keeps answers that the server gave, as the text of a file of answers.
    pub(crate) fn keep_answers(&mut self, name: &str, text: &str) {
        let (answers, _) = answers::read(&mut self.sources, name, text);
        self.answers = Some(answers);
    }

    /// Takes the pages that products made in place of those on disk.
    /// `recorded` are the files that earlier runs wrote.
    pub fn overlay(&mut self, artifacts: &[Artifact], recorded: &BTreeSet<String>) {
        if let Some(pages) = &mut self.pages {
            pages.overlay(&mut self.sources, artifacts, recorded);
        }
    }
}

/// Collects all facts; what is wrong with them is returned beside them.
///
/// `at_hand` are facts that do not come from where the settings say.
pub fn collect(
    sources: Sources,
    settings: &FactsSettings,
    folder: &Path,
    at_hand: AtHand,
) -> (Facts, Vec<Diagnostic>) {
    let mut facts = Facts { sources, ..Facts::default() };
    let mut found = Vec::new();
    let has_site = settings.site.as_ref().is_some_and(|site| site.is_there(folder));
    let mut printed = None;
    let mut fetch = fetcher(settings.program.fetch);
    let mut reader =
        Reader { facts: &mut facts, found: &mut found, fetch: fetch.as_deref_mut(), folder };
    let wanted =
        Wanted { api: settings.program.api.is_none(), cli: settings.program.cli.is_none() };
    match (at_hand.document, &settings.program.command) {
        (Some(text), _) => {
            printed = has_site.then(|| text.clone());
            reader.read_printed("<facts>", text, wanted);
        }
        (None, Some(command)) => match command::run(command, folder) {
            Ok(text) => {
                printed = has_site.then(|| text.clone());
                let name = format!("<{}>", command.value.join(" "));
                reader.read_printed(&name, text, wanted);
            }
            Err(diagnostic) => reader.found.push(*diagnostic),
        },
        (None, None) => {}
    }
    if let Some(file) = &settings.program.api {
        reader.read_api_file(file);
    }
    if let Some(file) = &settings.program.cli {
        reader.read_cli_file(file);
    }
    if let Some(file) = &at_hand.answers {
        reader.read_answers(file);
    }
    facts.printed = printed;
    if let Some(recorded) = &settings.recorded {
        facts.recorded = recorded::read(&mut facts.sources, folder, recorded, &mut found);
    }
    if let Some(settings) = &settings.site {
        site::collect(&mut facts, settings, folder, &mut found);
    }
    (facts, found)
}

/// Collects the facts of the site only: no command is run and no history is asked for.
#[cfg(feature = "site")]
pub(crate) fn collect_site(
    sources: Sources,
    settings: &FactsSettings,
    folder: &Path,
) -> (Facts, Vec<Diagnostic>) {
    let mut facts = Facts { sources, ..Facts::default() };
    let mut found = Vec::new();
    if let Some(settings) = &settings.site {
        site::collect_texts(&mut facts, settings, folder, &mut found);
    }
    (facts, found)
}

/// What fetches documents over the network, if that was asked for.
#[cfg(feature = "fetch")]
pub(crate) fn fetcher(wanted: bool) -> Option<Box<dyn Fetch>> {
    wanted.then(|| Box::new(fetch::Http::new()) as Box<dyn Fetch>)
}

/// This build has nothing that could fetch; the configuration refuses to ask for it.
#[cfg(not(feature = "fetch"))]
pub(crate) fn fetcher(_wanted: bool) -> Option<Box<dyn Fetch>> {
    None
}
