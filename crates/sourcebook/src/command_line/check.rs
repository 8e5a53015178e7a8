//! `sourcebook check`: tells whether anything would change. It never writes.

use std::io;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Global, Judging};
use crate::console::{Console, Format};
use crate::facts::AtHand;
use crate::progress::Progress;
use crate::report::{Purpose, Verdict};

/// Check whether anything would change, without writing
///
/// The exit code is 0 if everything is up to date, 4 if `sourcebook gen` would change something,
/// and 100 if there are problems that it cannot fix.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Also fail on these problems
    #[arg(long, value_enum, value_name = "LEVEL")]
    deny: Option<Deny>,
    /// Compare the API document with recorded responses of the server, one JSON object per line
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Also list names on hand-written pages that are not in the facts, for `foreign` in
    /// sourcebook.toml
    #[arg(long)]
    suggest: bool,
    #[command(flatten)]
    judging: Judging,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Deny {
    /// Every warning.
    Warnings,
}

impl Check {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let facts = AtHand { answers: self.answers, ..AtHand::default() };
        let mut report = match global.open_with(&self.judging, facts, Purpose::Check, &progress) {
            Ok(project) => project.check(&progress),
            Err(report) => *report,
        };
        drop(progress);
        report.deny_warnings = matches!(self.deny, Some(Deny::Warnings));
        let verdict = report.print(console)?;
        if self.suggest && console.format == Format::Human {
            report.suggest(console)?;
        }
        Ok(verdict)
    }
}
