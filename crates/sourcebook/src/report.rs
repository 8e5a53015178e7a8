//! What the reader sees: the same problems for a person, for programs and for CI.

mod closing;
mod diff;
mod github;
mod json;
mod location;
mod markdown;
mod sarif;
mod suggestions;
mod terminal;

use std::io;

use sourcebook_live::{Coverage, Tried};
use sourcebook_prose::Findings;
use sourcebook_syntax::{Diagnostic, Severity, Sources};

use crate::changes::Comparison;
use crate::console::{Console, Format};
use crate::files::{Done, Plan, is_record};
use crate::problem::{Fix, Problem};
use crate::problems::is_change;

/// Everything that a run found and did.
#[derive(Debug)]
pub struct Report {
    /// What the run was for.
    pub purpose: Purpose,
    /// Every text that was read.
    pub sources: Sources,
    /// The problems, more serious ones last.
    pub problems: Vec<Problem>,
    /// What was compared with the disk.
    pub plan: Plan,
    /// What was found on hand-written pages and is not wrong: names that are near none of the facts,
    /// and names of other times.
    pub prose: Findings,
    /// What was changed on disk; absent when nothing was tried or writing failed.
    pub done: Option<Done>,
    /// Whether warnings fail the run.
    pub deny_warnings: bool,
    /// What a live run saw.
    pub live: Option<Seen>,
    /// What changed since the base, where that was compared.
    pub changes: Option<Comparison>,
}

/// What a live run saw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// How much of the document.
    pub coverage: Coverage,
    /// How each operation answered.
    pub operations: Vec<Tried>,
}

/// What a run is for; decides the words of the closing line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To see whether anything would change.
    Check,
    /// To bring the disk up to date.
    Generate,
    /// To render one document into this folder.
    Direct(String),
    /// To run requests against a server.
    Live,
    /// To show something that is made, or how it is configured.
    Show,
    /// To find changes that break somebody.
    Changes,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything is as it should be.
    Fresh,
    /// Something would change on disk.
    WouldChange,
    /// A change breaks somebody, and nobody accepted it.
    Breaking,
    /// Something must be mended by a person.
    Failed,
}

impl Verdict {
    /// The exit code of the program.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Fresh => 0,
            Self::WouldChange => 4,
            Self::Breaking => 5,
            Self::Failed => 100,
        }
    }

    /// The word in reports for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::WouldChange => "would-change",
            Self::Breaking => "breaking",
            Self::Failed => "failed",
        }
    }
}

/// How many problems of which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// What a person must mend.
    pub errors: usize,
    /// What is worth knowing.
    pub warnings: usize,
    /// Files that `gen` would write, the record not counted.
    pub writes: usize,
    /// Files that `gen` would delete.
    pub deletes: usize,
}

impl Report {
    /// A report on problems, with nothing compared.
    pub fn new(purpose: Purpose, sources: Sources, problems: Vec<Problem>) -> Self {
        let plan = Plan::default();
        let prose = Findings::default();
        Self {
            purpose,
            sources,
            problems,
            plan,
            prose,
            done: None,
            deny_warnings: false,
            live: None,
            changes: None,
        }
    }

    /// A report on diagnostics that ended the run before the configuration could say how serious
    /// they are.
    pub fn failed(purpose: Purpose, sources: Sources, diagnostics: Vec<Diagnostic>) -> Self {
        Self::new(purpose, sources, diagnostics.into_iter().map(Problem::from).collect())
    }

    /// Without what `gen` would mend, where it is not asked to say so.
    #[must_use]
    pub fn without_fixes(mut self) -> Self {
        self.problems.retain(|problem| problem.fix.is_none());
        self
    }

    /// How many problems of which kind.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for problem in &self.problems {
            match &problem.fix {
                Some(Fix::Write { path }) => counts.writes += usize::from(!is_record(path)),
                Some(Fix::Delete { .. }) => counts.deletes += 1,
                None if problem.diagnostic.severity >= Severity::Error => counts.errors += 1,
                None if problem.diagnostic.severity >= Severity::Warning => counts.warnings += 1,
                None => {}
            }
        }
        counts
    }

    /// How the run ended.
    pub fn verdict(&self) -> Verdict {
        if self.purpose == Purpose::Changes {
            return self.compared();
        }
        let counts = self.counts();
        if counts.errors > 0 || (self.deny_warnings && counts.warnings > 0) {
            Verdict::Failed
        } else if self.problems.iter().any(|problem| problem.fix.is_some()) {
            Verdict::WouldChange
        } else {
            Verdict::Fresh
        }
    }

    /// How a comparison ended: what is no change must be mended first.
    fn compared(&self) -> Verdict {
        let is_failure = |problem: &Problem| {
            problem.diagnostic.severity >= Severity::Error && !is_change(problem.diagnostic.code)
        };
        match &self.changes {
            _ if self.problems.iter().any(is_failure) => Verdict::Failed,
            None => Verdict::Failed,
            Some(changes) if changes.breaks() => Verdict::Breaking,
            Some(_) => Verdict::Fresh,
        }
    }

    /// Prints the report in the console's format.
    ///
    /// # Errors
    /// When the console cannot be written to.
    pub fn print(&self, console: &mut Console<'_>) -> io::Result<Verdict> {
        let text = match console.format {
            Format::Human => terminal::render(self, console),
            Format::Json => json::render(self),
            Format::Sarif => sarif::render(self),
            Format::Github => github::render(self, console),
            Format::Markdown => markdown::render(self),
        };
        console.print(&text)?;
        Ok(self.verdict())
    }

    /// Prints what could be listed in the configuration: the unknown names that are near nothing.
    ///
    /// # Errors
    /// When the console cannot be written to.
    pub fn suggest(&self, console: &mut Console<'_>) -> io::Result<()> {
        console.print(&suggestions::render(self))
    }
}
