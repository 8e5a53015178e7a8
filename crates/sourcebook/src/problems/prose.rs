//! Problems of hand-written pages: what they say of commands, settings and requests, and the facts do
//! not.

mod unused_foreign;

use std::collections::BTreeMap;

use sourcebook_prose::help::HelpText;
use sourcebook_prose::{
    Checker, Findings, Foreign, HandWritten, Past, Settings, Vocabulary, check_help,
};

use crate::artifact;
use crate::config::ProseSettings;
use crate::facts::prose::PAGES_FOR_A_THREAD;
use crate::facts::{Facts, Prose};
use crate::threads;

pub use unused_foreign::UNUSED_FOREIGN;

/// What this program is called.
const OWN_NAME: &str = "sourcebook";

/// What is found on the hand-written pages. `named` are the facts of other programs.
pub fn check_prose(facts: &Facts, named: &BTreeMap<String, Facts>) -> Findings {
    let Some(prose) = facts.prose.as_ref().filter(|prose| !prose.is_empty()) else {
        return Findings::default();
    };
    let is_in_book = |path: &str| {
        let pages = facts.pages.as_ref().filter(|_| prose.is_book);
        pages.is_some_and(|pages| path.starts_with(&artifact::join(&pages.folder, "")))
    };
    let written = prose.pages.iter().map(|source| HandWritten {
        file: source.file,
        path: &source.path,
        text: facts.sources.file(source.file).text(),
        page: &source.page,
        is_history: source.is_history,
        is_in_book: is_in_book(&source.path),
    });
    let written: Vec<HandWritten<'_>> = written.collect();
    let vocabulary = vocabulary(facts, named, prose);
    let settings = settings(&prose.settings);
    let checker = Checker::new(&written, &vocabulary, &settings);
    let size = |written: &HandWritten<'_>| written.text.len();
    let mut findings = Findings::default();
    for found in threads::map(&written, PAGES_FOR_A_THREAD, size, |one| checker.page(one)) {
        findings.append(found);
    }
    let help = prose.help.iter().map(|(file, is_example)| HelpText {
        file: *file,
        text: facts.sources.file(*file).text(),
        is_example: *is_example,
    });
    let help: Vec<HelpText<'_>> = help.collect();
    findings.list.extend(check_help(&help, &vocabulary, &settings).list);
    if prose.settings.strict {
        let used = &findings.used_foreign;
        findings.list.extend(unused_foreign::find(&prose.settings.foreign, used));
    }
    findings
}

/// Everything that the pages can name.
fn vocabulary<'f>(
    facts: &'f Facts,
    named: &'f BTreeMap<String, Facts>,
    prose: &'f Prose,
) -> Vocabulary<'f> {
    let mut vocabulary = Vocabulary::default();
    let all = || std::iter::once(facts).chain(named.values());
    for program in all().filter_map(|facts| facts.cli.as_ref()).chain(&prose.programs) {
        vocabulary.add_program(program);
    }
    for document in all().filter_map(|facts| facts.api.as_ref()) {
        vocabulary.add_document(document);
    }
    for route in all().filter_map(|facts| facts.server.routes.as_ref()).flatten() {
        vocabulary.outside.add(&route.path);
    }
    let exported = all()
        .filter_map(|facts| facts.telemetry.metrics.as_ref())
        .flatten()
        .map(|metric| &metric.name);
    let past = prose.past.as_ref();
    vocabulary.past = past.map(|(base, programs)| Past::new(base, programs));
    vocabulary.names = names(facts, named);
    vocabulary.metrics = exported.chain(&prose.metrics).cloned().collect();
    vocabulary.excerpts.clone_from(&prose.excerpts);
    vocabulary.files = Some(&prose.files);
    vocabulary
}

fn settings(settings: &ProseSettings) -> Settings {
    Settings {
        is_strict: settings.strict,
        foreign: Foreign::new(settings.foreign.value.iter().cloned()),
        hosts: settings.hosts.clone(),
    }
}

/// The names of schemas and spans, and of the problems that this program reports where its own
/// command line is one of those that are documented.
fn names(facts: &Facts, named: &BTreeMap<String, Facts>) -> BTreeMap<String, &'static str> {
    let all = || std::iter::once(facts).chain(named.values());
    let schemas = all().filter_map(|facts| facts.api.as_ref());
    let schemas = schemas
        .flat_map(|document| document.components.schemas.iter().map(|(name, _)| name.clone()));
    let spans = all().filter_map(|facts| facts.telemetry.spans.as_ref()).flatten();
    let is_own = all().filter_map(|facts| facts.cli.as_ref()).any(|cli| cli.cli.name == OWN_NAME);
    let codes = super::codes().filter(|_| is_own).map(|code| code.name.to_owned());
    let schemas = schemas.map(|name| (name, "schema"));
    let spans = spans.map(|span| (span.name.clone(), "span"));
    schemas.chain(spans).chain(codes.map(|name| (name, "problem"))).collect()
}
