//! What changed between two versions of the facts, as problems: judged, accepted, put in their places.

mod accepted;
mod diagnostic;

use sourcebook_changes::{Change, Level, Options, compare, compare_commands};
use sourcebook_command::CommandFacts;
use sourcebook_model::Document;
use sourcebook_syntax::{Diagnostic, Severity, Sources};

use crate::configuration::Accept;
use crate::facts::Facts;

/// What can be compared of facts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Comparable<'f> {
    /// The API document.
    pub api: Option<&'f Document>,
    /// The command line.
    pub cli: Option<&'f CommandFacts>,
}

impl<'f> Comparable<'f> {
    /// What facts have of it.
    pub fn of(facts: &'f Facts) -> Self {
        Self { api: facts.api.as_ref(), cli: facts.cli.as_ref() }
    }
}

/// What came of a comparison.
#[derive(Debug)]
pub struct Comparison {
    /// The base, as messages name it.
    pub base: String,
    /// Every change, the least serious one first.
    pub list: Vec<Judged>,
    /// How serious a change is that breaks.
    pub fail_on: Severity,
}

/// A change, and whether it was meant.
#[derive(Debug)]
pub struct Judged {
    /// The change.
    pub change: Change,
    /// Why it is accepted.
    pub accepted: Option<String>,
    /// Whether the document was wrong before.
    pub is_correction: bool,
}

impl Comparison {
    /// Whether a change that nobody accepted is serious enough.
    pub fn breaks(&self) -> bool {
        let is_open = |one: &&Judged| one.accepted.is_none();
        let mut open = self.list.iter().filter(is_open);
        open.any(|one| severity(one.change.level) >= self.fail_on)
    }

    /// The changes that nobody accepted, as diagnostics.
    pub fn diagnostics<'c>(
        &'c self,
        sources: &'c Sources,
    ) -> impl Iterator<Item = Diagnostic> + 'c {
        let open = self.list.iter().filter(|one| one.accepted.is_none());
        open.map(|one| diagnostic::diagnostic(&one.change, sources))
    }

    /// How many changes of a level nobody accepted.
    pub fn count(&self, level: Level) -> usize {
        let is_open = |one: &&Judged| one.accepted.is_none() && one.change.level == level;
        self.list.iter().filter(is_open).count()
    }
}

/// The severity of a level.
pub fn severity(level: Level) -> Severity {
    match level {
        Level::Info => Severity::Info,
        Level::Warning => Severity::Warning,
        Level::Error => Severity::Error,
    }
}

/// Names of a base, by any of which an entry can name it: a branch, a commit, the version of its API.
pub type BaseNames = Vec<String>;

/// Compares facts, and looks which changes are accepted. Returns what is wrong with the entries beside
/// it; `None` where both have nothing in common that could be compared.
pub fn compare_facts(
    old: Comparable<'_>,
    new: Comparable<'_>,
    options: &Options,
    accepts: &[Accept],
    names: &BaseNames,
    sources: &Sources,
) -> Option<(Vec<Judged>, Vec<Diagnostic>)> {
    let mut changes = Vec::new();
    let mut is_compared = false;
    if let (Some(old), Some(new)) = (old.api, new.api) {
        changes.extend(compare(old, new, options));
        is_compared = true;
    }
    if let (Some(old), Some(new)) = (old.cli, new.cli) {
        changes.extend(compare_commands(old, new));
        is_compared = true;
    }
    changes.sort_by_key(|change| change.level);
    let mut names = names.clone();
    names.extend(old.api.map(|api| api.info.version.clone()));
    names.extend(old.cli.map(|cli| cli.version.clone()));
    is_compared.then(|| accepted::accept(changes, accepts, &names, sources))
}
