//! The command line: one file per command.

mod api;
mod changes;
mod check;
mod cli;
mod completions;
mod explain;
mod facts;
mod fix;
mod generate;
mod init;
mod judging;
mod list;
mod live;
mod print;
#[cfg(feature = "site")]
mod site;
mod templates;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::ColorChoice;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use sourcebook_syntax::{Diagnostic, Sources};

use crate::config::{self, FILE_NAME};
use crate::console::{Console, Format, Verbosity};
use crate::facts::AtHand;
use crate::problems::NO_CONFIGURATION;
use crate::progress::Progress;
use crate::project::{Project, Start};
use crate::report::{Purpose, Report, Verdict};
use judging::Judging;

/// Compile a server's documentation from its own definitions, and check it.
///
/// The exit code is 0 if everything is up to date, 4 if something would change, 5 if a change breaks
/// somebody, 100 if something failed, and 2 if the command line is invalid.
#[derive(Debug, Parser)]
#[command(name = "sourcebook", version, arg_required_else_help = true)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
struct Global {
    /// The configuration file [default: sourcebook.toml here or in a parent folder]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The commit to compare with: its pages must still be reachable, and its facts must not break
    /// [default: the merge base with the main branch]
    #[arg(long, global = true, value_name = "COMMIT")]
    base: Option<String>,
    /// The format of the report
    #[arg(
        long,
        global = true,
        value_parser = PossibleValuesParser::new(Format::names(false)),
        default_value = "human"
    )]
    format: String,
    /// Print only errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Print everything, regardless of length
    #[arg(short, long, global = true)]
    verbose: bool,
    /// When to use color
    #[arg(long, global = true, value_enum, default_value_t)]
    color: ColorMode,
}

/// When text is colored.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum ColorMode {
    /// If the output is a terminal.
    #[default]
    Auto,
    /// Even if redirected.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    #[command(name = "gen")]
    Generate(generate::Generate),
    Check(check::Check),
    Changes(changes::Changes),
    Fix(fix::Fix),
    List(list::List),
    Live(live::Live),
    Print(print::Print),
    #[cfg(feature = "site")]
    Site(site::Site),
    Explain(explain::Explain),
    Facts(facts::Facts),
    Templates(templates::Templates),
    Api(api::Api),
    Cli(cli::Cli),
    Completions(completions::Completions),
}

pub use facts::document as own_facts;

/// Runs the program with its own arguments and streams.
pub fn main() -> ExitCode {
    let arguments = match parse(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    let color = match arguments.global.color {
        ColorMode::Auto => ColorChoice::Auto,
        ColorMode::Always => ColorChoice::Always,
        ColorMode::Never => ColorChoice::Never,
    };
    let mut console = Console::standard(color);
    match arguments.run(&mut console) {
        Ok(verdict) => verdict.exit_code().into(),
        Err(error) => {
            // When this cannot be printed either, the exit code still tells.
            let _ = console.reject(&error.to_string(), "is the disk full?");
            Verdict::Failed.exit_code().into()
        }
    }
}

fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(words)
}

impl Arguments {
    fn run(self, console: &mut Console<'_>) -> io::Result<Verdict> {
        let global = self.global;
        console.format = Format::of(&global.format);
        console.verbosity = global.verbosity();
        match self.command {
            Command::Init(init) => init.run(console),
            Command::Generate(generate) => generate.run(&global, console),
            Command::Check(check) => check.run(&global, console),
            Command::Changes(changes) => changes.run(&global, console),
            Command::Fix(fix) => fix.run(&global, console),
            Command::List(list) => list.run(&global, console),
            Command::Live(live) => live.run(&global, console),
            Command::Print(print) => print.run(&global, console),
            #[cfg(feature = "site")]
            Command::Site(site) => site.run(&global, console),
            Command::Explain(explain) => explain.run(console),
            Command::Facts(facts) => facts.run(console),
            Command::Templates(templates) => templates.run(&global, console),
            Command::Api(api) => api.run(&global, console),
            Command::Cli(cli) => cli.run(console),
            Command::Completions(completions) => completions.run(console),
        }
    }
}

impl Global {
    fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        }
    }

    /// The configuration file: named, or found here or in a parent folder. The path is as short
    /// as it can be, because messages show what is relative to its folder.
    fn configuration(&self) -> Option<PathBuf> {
        if let Some(file) = &self.config {
            return Some(file.clone());
        }
        let here = std::env::current_dir().ok()?;
        let file = config::find(&here)?;
        Some(if file.parent() == Some(&here) { PathBuf::from(FILE_NAME) } else { file })
    }

    /// The project with everything that it makes.
    fn open(
        &self,
        judging: &Judging,
        purpose: Purpose,
        progress: &Progress,
    ) -> Result<Project, Box<Report>> {
        self.open_with(judging, AtHand::default(), purpose, progress)
    }

    /// The same with facts that are at hand.
    fn open_with(
        &self,
        judging: &Judging,
        facts: AtHand,
        purpose: Purpose,
        progress: &Progress,
    ) -> Result<Project, Box<Report>> {
        match self.configuration() {
            Some(configuration) => {
                let (base, severities) = (self.base.clone(), judging.severities());
                let start = Start { configuration, facts, base, severities };
                Project::open(start, purpose, progress)
            }
            None => Err(Box::new(no_configuration(purpose))),
        }
    }
}

/// The report of a command that needs a configuration file, where there is none.
fn no_configuration(purpose: Purpose) -> Report {
    Report::failed(purpose, Sources::new(), vec![not_found()])
}

fn not_found() -> Diagnostic {
    let message = format!("there is no {FILE_NAME} in this folder or a parent folder");
    Diagnostic::new(&NO_CONFIGURATION, message)
        .help("`sourcebook init` writes one; `sourcebook api` and `sourcebook cli` do not need one")
}

/// The folder of the configuration, or the current one.
fn project_folder(global: &Global) -> PathBuf {
    let file = global.configuration();
    let folder = file.as_deref().and_then(Path::parent);
    folder.unwrap_or(Path::new("")).to_owned()
}

/// Prints a report on standard error: for commands whose output is something else.
fn complain(report: &Report, console: &mut Console<'_>) -> io::Result<Verdict> {
    console.swap_streams();
    report.print(console)
}
