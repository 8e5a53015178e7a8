//! `sourcebook cli FACTS --out FOLDER`: the documentation of a command line without any
//! configuration.

use std::io;
use std::path::PathBuf;

use clap::Args;
use sourcebook_command::{Node, Profile, yaml};

use crate::console::Console;
use crate::facts::Facts;
use crate::products::{Product, cli_reference, help, manifest_children, yaml_sample};
use crate::progress::Progress;
use crate::project::{DirectCli, Project};
use crate::report::{Purpose, Verdict};

/// Make help texts, pages and a sample configuration from the facts of a command line, without a
/// configuration
///
/// Writes help/ (a text for each command), reference/ (a page for each command), server-config.yaml
/// (the settings of the command with the most settings in a configuration file) and
/// manifest-children.json (the entries of the pages for a manifest).
#[derive(Debug, Args)]
pub(super) struct Cli {
    /// The facts document: JSON with a member `cli`
    facts: String,
    /// The folder to write to; unchanged files are not touched
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Reproduce the exact output of an older tool (`coder`)
    #[arg(long, value_name = "PROFILE")]
    compat: Option<String>,
    /// Also make the help of this hidden command and its subcommands; can be repeated
    #[arg(long, value_name = "COMMAND")]
    include_hidden: Vec<String>,
}

impl Cli {
    pub(super) fn run(self, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let purpose = Purpose::Direct(self.out.to_string_lossy().into_owned());
        let products = self.products();
        // Another word is rejected when the products are configured.
        let profile = self.compat.map_or(Profile::Default, |_| Profile::Coder);
        let is_wanted = Box::new(move |facts: &Facts, product: &Product| {
            has_something(facts, product, profile)
        });
        let direct = DirectCli { facts: self.facts, out: self.out, products, is_wanted };
        let report = match Project::direct_cli(direct, purpose, &progress) {
            Ok(project) => project.generate(&progress),
            Err(report) => *report,
        };
        drop(progress);
        report.print(console)
    }

    /// The products with their settings as the configuration would hold them, so that they are
    /// read and rejected in the same way.
    fn products(&self) -> Vec<(&'static Product, String)> {
        let line = |key: &str, value: toml::Value| format!("{key} = {value}\n");
        let compat = self.compat.as_deref();
        let compat = compat.map_or_else(String::new, |profile| line("compat", profile.into()));
        let out = |path: &str| line("out", path.into());
        let hidden = line("include-hidden", self.include_hidden.clone().into());
        vec![
            (&help::PRODUCT, out("help") + &compat + &hidden),
            (&cli_reference::PRODUCT, out("reference") + &compat),
            (&yaml_sample::PRODUCT, out("server-config.yaml") + &compat),
            (&manifest_children::PRODUCT, out("manifest-children.json")),
        ]
    }
}

/// Whether a product has something to be made from: a program need not have a configuration file.
fn has_something(facts: &Facts, product: &Product, profile: Profile) -> bool {
    let is_configured = |node: Node<'_>| yaml::sampled(node.command, profile).next().is_some();
    product.name != yaml_sample::PRODUCT.name
        || facts
            .cli
            .as_ref()
            .is_some_and(|cli| cli.commands().filter(Node::is_visible).any(is_configured))
}
