//! `sourcebook gen`: brings the disk up to date.

use std::io;

use clap::Args;

use super::Global;
use crate::console::Console;
use crate::progress::Progress;
use crate::report::{Purpose, Verdict};

/// Write what changed, and delete what is left over
///
/// Only files that differ are written, and only files that Sourcebook wrote itself are deleted: the
/// record in .sourcebook says which they are. Nothing is written while an error stands.
#[derive(Debug, Args)]
pub(super) struct Generate {}

impl Generate {
    #[expect(clippy::unused_self, reason = "every command is run in the same way")]
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let report = match global.open(Purpose::Generate, &progress) {
            Ok(project) => project.generate(&progress),
            Err(report) => *report,
        };
        drop(progress);
        report.print(console)
    }
}
