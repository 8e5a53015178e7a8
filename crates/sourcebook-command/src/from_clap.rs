//! The facts of any program whose command line is clap's.

mod argument;
#[cfg(test)]
mod tests;
mod usage;

use sourcebook_options::OptionSpec;

use crate::from_options;
use crate::{Command, CommandFacts, CommandOption, Footer};

/// The options of one command, which know more about themselves than their flags do.
#[derive(Debug, Clone, Copy)]
pub struct Table<'t> {
    /// The command's names without the program's, separated by spaces; empty for the program.
    pub command: &'t str,
    /// The options in the order of their declaration.
    pub options: &'t [OptionSpec],
}

/// The facts of a program, as they are before clap completes it (`Command::build`).
///
/// The options of a table come first and in its order; what a table says of a flag counts, and
/// what clap says of it is left aside. Masks are left to the program, and the footer may be
/// changed.
pub fn from_clap(program: &clap::Command, tables: &[Table<'_>]) -> CommandFacts {
    let mut facts = CommandFacts {
        version: program.get_version().unwrap_or_default().to_owned(),
        cli: command(program, &mut Vec::new(), tables),
        ..CommandFacts::default()
    };
    for spec in tables.iter().flat_map(|table| table.options) {
        if let Some(group) = spec.group {
            from_options::add_group(&mut facts.groups, group);
        }
    }
    if !facts.cli.options.is_empty() {
        let name = program.get_name();
        let sub = format!("Run `{name} --help` for a list of global options.");
        facts.footer = Footer { root: String::new(), sub };
    }
    facts
}

/// A command and what is below it; `path` has the names above it, the program's first.
fn command<'c>(
    program: &'c clap::Command,
    path: &mut Vec<&'c str>,
    tables: &[Table<'_>],
) -> Command {
    path.push(program.get_name());
    let options = options(program, path, tables);
    let usage = usage::usage(program, &path[..path.len() - 1], !options.is_empty());
    let own = program.get_subcommands().filter(|child| !is_help(child));
    let children = own.map(|child| command(child, path, tables)).collect();
    path.pop();
    let short = text(program.get_about());
    Command {
        name: program.get_name().to_owned(),
        usage,
        long: long(program, &short),
        short,
        aliases: program.get_visible_aliases().map(str::to_owned).collect(),
        hidden: program.is_hide_set(),
        arguments: program
            .get_positionals()
            .filter(|one| !one.is_hide_set())
            .map(argument::positional)
            .collect(),
        external_commands: program.is_allow_external_subcommands_set(),
        options,
        children,
        ..Command::default()
    }
}

/// The options of a command: those of its tables, and the flags that no table has.
fn options(program: &clap::Command, path: &[&str], tables: &[Table<'_>]) -> Vec<CommandOption> {
    let own = path.get(1..).unwrap_or_default().join(" ");
    let tables = tables.iter().filter(|table| table.command == own);
    let specs = tables.flat_map(|table| {
        table.options.iter().map(|spec| from_options::option(spec, table.options))
    });
    let mut options: Vec<CommandOption> = specs.collect();
    for argument in program.get_opts().filter(|argument| argument::is_own(argument)) {
        let is_known = |option: &CommandOption| argument.get_long() == Some(option.flag.as_str());
        if !options.iter().any(is_known) {
            options.push(argument::option(argument));
        }
    }
    options
}

/// What a command says beyond its one line: the rest of its long text, and the text behind the
/// options, where examples stand.
fn long(program: &clap::Command, short: &str) -> String {
    let long = text(program.get_long_about());
    // Derived from a doc comment, the one line has lost the full stop of its paragraph.
    let rest = long
        .strip_prefix(short)
        .map_or(long.as_str(), |rest| rest.strip_prefix('.').unwrap_or(rest).trim_start());
    let after = text(program.get_after_long_help().or(program.get_after_help()));
    let parts = [rest.trim_end(), after.trim_end()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Whether this is the command that clap adds by itself.
fn is_help(command: &clap::Command) -> bool {
    command.get_name() == "help" && text(command.get_about()).starts_with("Print this message")
}

/// A text without its styles.
fn text(styled: Option<&clap::builder::StyledStr>) -> String {
    styled.map(ToString::to_string).unwrap_or_default()
}
