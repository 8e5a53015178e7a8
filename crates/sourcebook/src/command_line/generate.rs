//! `sourcebook gen`: brings the disk up to date.

use std::io;

use clap::Args;

use super::{Global, Judging};
use crate::console::Console;
use crate::progress::Progress;
use crate::report::{Purpose, Verdict};

/// Write what changed, and delete leftover files
///
/// Only files that differ are written, and only files that Sourcebook wrote are deleted, according
/// to the record in .sourcebook. If there are errors, nothing is written.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    judging: Judging,
}

impl Generate {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let report = match global.open(&self.judging, Purpose::Generate, &progress) {
            Ok(project) => project.generate(&progress),
            Err(report) => *report,
        };
        drop(progress);
        report.print(console)
    }
}
