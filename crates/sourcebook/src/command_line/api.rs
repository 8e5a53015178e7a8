//! `sourcebook api DOCUMENT --out FOLDER`: pages without a project.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::{Global, Judging};
use crate::console::Console;
use crate::products::api_reference;
use crate::progress::Progress;
use crate::project::{Direct, Project};
use crate::report::{Purpose, Verdict};

/// Make pages from an API document, without a configuration
///
/// The pages are those of the product `api-reference` with its default settings. They are not
/// recorded, so leftover pages are not deleted. No configuration is searched for; of one that
/// --config names, [products.api-reference], [problems] and [[allow]] count.
#[derive(Debug, Args)]
pub(super) struct Api {
    /// The API document: Swagger 2.0 or OpenAPI 3.x, JSON or YAML
    document: String,
    /// The folder to write the pages to; unchanged files are not touched
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Reproduce the exact output of an older tool (`coder`, `coder-2026`)
    #[arg(long, value_name = "PROFILE")]
    compat: Option<String>,
    /// Fetch documents that a `$ref` refers to by URL
    #[arg(long)]
    fetch: bool,
    #[command(flatten)]
    judging: Judging,
}

impl Api {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let purpose = Purpose::Direct(self.out.to_string_lossy().into_owned());
        let direct = Direct {
            configuration: global.config.clone(),
            settings: self.settings(),
            severities: self.judging.severities(),
            document: self.document,
            out: self.out,
            fetch: self.fetch,
        };
        let report = match Project::direct(direct, &api_reference::PRODUCT, purpose, &progress) {
            Ok(project) => project.generate(&progress),
            Err(report) => *report,
        };
        drop(progress);
        report.print(console)
    }

    /// The product's settings as the configuration would hold them, so that they are read and
    /// rejected in the same way.
    fn settings(&self) -> toml::Table {
        let mut settings = toml::Table::new();
        settings.insert("out".to_owned(), ".".into());
        if let Some(profile) = &self.compat {
            settings.insert("compat".to_owned(), profile.as_str().into());
        }
        settings
    }
}
