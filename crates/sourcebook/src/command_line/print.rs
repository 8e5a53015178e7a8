//! `sourcebook print PATH`: one artifact on standard output.

use std::io;

use clap::Args;
use sourcebook_syntax::nearest;

use super::{Global, Judging, complain};
use crate::console::Console;
use crate::progress::Progress;
use crate::report::{Purpose, Verdict};

/// Print a file as it would be generated, without writing it
///
/// `sourcebook list` lists the paths of all files.
#[derive(Debug, Args)]
pub(super) struct Print {
    /// The path of the file, as in `sourcebook list`
    path: String,
    #[command(flatten)]
    judging: Judging,
}

impl Print {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let opened = global.open(&self.judging, Purpose::Show, &progress);
        drop(progress);
        let project = match opened {
            Ok(project) => project,
            Err(report) => return complain(&report, console),
        };
        let artifacts = project.artifacts();
        let path = self.path.strip_prefix("./").unwrap_or(&self.path);
        if let Some(artifact) = artifacts.iter().find(|artifact| artifact.path == path) {
            if project.may_go_on() {
                console.print_bytes(&artifact.contents)?;
                return Ok(Verdict::Fresh);
            }
            return complain(&project.found(), console);
        }
        if artifacts.is_empty() {
            return complain(&project.found(), console);
        }
        let paths = artifacts.iter().map(|artifact| artifact.path.as_str());
        let help = match nearest(path, paths) {
            Some(near) => format!("did you mean {near}?"),
            None => "`sourcebook list` lists every file".to_owned(),
        };
        console.reject(&format!("no product makes {path}"), &help)?;
        Ok(Verdict::Failed)
    }
}
