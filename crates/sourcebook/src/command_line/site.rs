//! `sourcebook site`: builds the book, with mdBook as a library, and serves it while it is written.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Global, Judging, project_folder};
use crate::console::Console;
use crate::facts::AtHand;
use crate::progress::Progress;
use crate::report::{Purpose, Verdict};
use crate::site::{Serving, build, serve};

/// What is printed where no book can be built.
const HELP: &str = "`sourcebook gen` writes book.toml and docs/SUMMARY.md; `sourcebook check` shows \
                    what is wrong with the pages";

/// Build the documentation site with the built-in mdBook
///
/// `sourcebook gen` writes what mdBook needs: book.toml and docs/SUMMARY.md. Nothing is built while
/// `sourcebook check` would fail; the exit code is the same then.
#[derive(Debug, Args)]
pub(super) struct Site {
    /// Build even if links are dead or generated files are out of date
    #[arg(long)]
    draft: bool,
    /// Serve the site, build it again whenever a file changes, and reload the browser
    #[arg(long)]
    serve: bool,
    /// Open the served site in the browser
    #[arg(long, requires = "serve")]
    open: bool,
    /// Where the site is served
    #[arg(long, requires = "serve", value_name = "HOST:PORT", default_value = "127.0.0.1:4000")]
    address: SocketAddr,
    #[command(flatten)]
    judging: Judging,
}

impl Site {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let folder = project_folder(global);
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
        if self.serve {
            let serving = Serving { folder, address: self.address, open: self.open };
            return match serve(&serving, &mut |line| console.print(line)) {
                Ok(()) => Ok(Verdict::Fresh),
                Err(error) => {
                    console.reject(&error.to_string(), HELP)?;
                    Ok(Verdict::Failed)
                }
            };
        }
        if !self.draft {
            let progress = Progress::on(console);
            let opened =
                global.open_with(&self.judging, AtHand::default(), Purpose::Check, &progress);
            let report = match opened {
                Ok(project) => project.check(&progress),
                Err(report) => *report,
            };
            drop(progress);
            if report.verdict() != Verdict::Fresh {
                let verdict = report.print(console)?;
                console.print("no site was built; `--draft` builds it all the same\n")?;
                return Ok(verdict);
            }
        }
        match build(&folder) {
            Ok(html) => {
                let shown =
                    html.strip_prefix(Path::new(".")).unwrap_or(&html).display().to_string();
                console.print(&format!("built in {shown}\n"))?;
                Ok(Verdict::Fresh)
            }
            Err(error) => {
                console.reject(&error.to_string(), HELP)?;
                Ok(Verdict::Failed)
            }
        }
    }
}
