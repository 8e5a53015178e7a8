//! `sourcebook site`: builds the book, with mdBook as a library.

use std::io;
use std::path::Path;

use clap::Args;

use super::{Global, project_folder};
use crate::console::Console;
use crate::report::Verdict;
use crate::site::build;

/// Build the documentation site with the built-in mdBook
///
/// `sourcebook gen` writes what mdBook needs: book.toml and docs/SUMMARY.md.
#[derive(Debug, Args)]
pub(super) struct Site {}

impl Site {
    #[expect(clippy::unused_self, reason = "every command is run in the same way")]
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let folder = project_folder(global);
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        match build(folder) {
            Ok(html) => {
                let shown = html.strip_prefix(".").unwrap_or(&html).display().to_string();
                console.print(&format!("built in {shown}\n"))?;
                Ok(Verdict::Fresh)
            }
            Err(error) => {
                let help = "`sourcebook gen` writes book.toml and docs/SUMMARY.md; `sourcebook \
                            check` shows what is wrong with the pages";
                console.reject(&error.to_string(), help)?;
                Ok(Verdict::Failed)
            }
        }
    }
}
