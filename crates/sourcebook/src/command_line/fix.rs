//! `sourcebook fix`: corrects the places for which it is certain what belongs there.

use std::io;

use clap::Args;

use super::{Global, Judging};
use crate::console::{Console, Format, Verbosity};
use crate::files::Correction;
use crate::progress::Progress;
use crate::report::{Purpose, Verdict};

/// Correct misspelled names on pages
///
/// Only what has one certain correction is written: a flag, a variable or a path with one near name
/// in the facts, for example. Everything else is reported as `sourcebook check` reports it.
#[derive(Debug, Args)]
pub(super) struct Fix {
    #[command(flatten)]
    judging: Judging,
}

impl Fix {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let (report, corrections) = match global.open(&self.judging, Purpose::Check, &progress) {
            Ok(project) => project.fix(&progress),
            Err(report) => (*report, Vec::new()),
        };
        drop(progress);
        let is_shown = console.verbosity > Verbosity::Quiet && console.format == Format::Human;
        for correction in corrections.iter().filter(|_| is_shown) {
            console.print(&line(correction))?;
        }
        report.print(console)
    }
}

/// What was corrected, in one line.
fn line(correction: &Correction) -> String {
    let Correction { file, at, old, new } = correction;
    format!("corrected: {file}:{at}: `{old}` is `{new}` now\n")
}
