//! `sourcebook live`: runs the documented requests against the server.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::{Global, Judging, no_configuration};
use crate::console::Console;
use crate::live::{self, Wanted};
use crate::progress::Progress;
use crate::project::Start;
use crate::report::{Purpose, Report, Verdict};

/// Run every documented request against the live server, and check each answer
///
/// The server is started as `[live]` in sourcebook.toml says, in a new home, and stopped at the end.
/// Requests are sent as the pages print them, with real credentials and identifiers. The exit code is 0
/// if all answers are as documented, and 100 if there are errors.
#[derive(Debug, Args)]
pub(super) struct Live {
    /// Also run operations that delete or end something, on a server that was not started for the run
    #[arg(long)]
    destructive: bool,
    /// Write the statuses that were answered to this file, for `sourcebook check --answers`
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Keep the answers for the reference, in the folder `record` of `[live]`; everything is run three
    /// times
    #[arg(long)]
    record: bool,
    /// Also run the command lines of pages with the comment `<!-- sourcebook: run -->`, each page against
    /// a server of its own
    #[arg(long)]
    pages: bool,
    /// Also fail on warnings
    #[arg(long)]
    deny_warnings: bool,
    #[command(flatten)]
    judging: Judging,
}

impl Live {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let mut report = self.report(global, &progress);
        drop(progress);
        report.deny_warnings = self.deny_warnings;
        report.print(console)
    }

    fn report(&self, global: &Global, progress: &Progress) -> Report {
        let Some(configuration) = global.configuration() else {
            return no_configuration(Purpose::Live);
        };
        // Without it, an interruption would leave the server behind; the run itself needs nothing of it.
        let _ = sourcebook_live::stop_at_signals();
        let severities = self.judging.severities();
        let start = Start { configuration, severities, ..Start::default() };
        let wanted = Wanted {
            destructive: self.destructive,
            answers: self.answers.clone(),
            record: self.record,
            pages: self.pages,
        };
        live::run(start, &wanted, progress)
    }
}
