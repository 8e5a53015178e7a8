//! `sourcebook changes`: what changed, and what that breaks.

use std::io;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use sourcebook_changes::{Date, Options, Profile};
use sourcebook_syntax::Severity;

use super::{Global, no_configuration};
use crate::console::{Console, Format};
use crate::progress::Progress;
use crate::project::{ChangesStart, Project, compare_files};
use crate::report::{Purpose, Verdict};

/// Find changes that break clients, scripts or deployments
///
/// Compare two API documents or facts documents; or, without them, today's facts with those of a
/// commit, as [changes] in sourcebook.toml configures it. A request that accepts less, or a response
/// that may say more, breaks.
///
/// The exit code is 0 if nothing breaks, 5 if a change that is not accepted is at least as serious as
/// --fail-on, and 100 if something failed, such as an accepted change that is not found.
#[derive(Debug, Args)]
pub(super) struct Changes {
    /// The document before: an API document or a facts document
    #[arg(requires = "new")]
    old: Option<PathBuf>,
    /// The document after
    new: Option<PathBuf>,
    /// The facts of the base, if they are not among its files: a facts document or an API document
    #[arg(long, value_name = "FILE", conflicts_with = "old")]
    base_facts: Option<PathBuf>,
    /// The least serious change that fails
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    fail_on: FailOn,
    /// Whom changes can break [default: `profile` under [changes], or wire]
    #[arg(long, value_enum, value_name = "PROFILE")]
    profile: Option<ProfileWord>,
    /// Also fail if something breaks and the version of the API does not say so
    #[arg(long)]
    version_check: bool,
    /// The day that counts for `x-sunset`, as 2026-07-31 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
    /// The format of the report
    #[arg(
        long,
        value_name = "FORMAT",
        value_parser = PossibleValuesParser::new(Format::names(true)),
        default_value = "human"
    )]
    format: String,
}

/// The least serious change that fails.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum FailOn {
    /// What breaks.
    #[default]
    Error,
    /// What may break, too.
    Warning,
    /// Every change.
    Info,
}

/// Whom changes can break.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum ProfileWord {
    /// Whoever sends requests and reads responses.
    Wire,
    /// Generated clients too: names of operations, tags and schemas count.
    Client,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day as 2026-07-31".to_owned())
}

impl Changes {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let fail_on = match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        };
        let profile = self.profile.map(|profile| match profile {
            ProfileWord::Wire => Profile::Wire,
            ProfileWord::Client => Profile::Client,
        });
        let options = Options {
            profile: profile.unwrap_or_default(),
            today: self.today.unwrap_or_else(Date::today),
            checks_version: self.version_check,
        };
        let report = match (&self.old, &self.new) {
            (Some(old), Some(new)) => compare_files(old, new, &options, fail_on, &progress),
            _ => match global.configuration() {
                None => no_configuration(Purpose::Changes),
                Some(configuration) => {
                    let (base, base_facts) = (global.base.clone(), self.base_facts);
                    let start =
                        ChangesStart { configuration, base, base_facts, options, profile, fail_on };
                    Project::changes(start, &progress)
                }
            },
        };
        drop(progress);
        report.print(console)
    }
}
