//! Gives a program of clap the help that its snapshots show.

use crate::help::{Headings, Help, terminal_width};
use crate::{CommandFacts, Node, Profile};

/// The program with the help of its facts: for every command, hidden ones too, whether it is asked
/// for by `-h`, by `--help` or by `help COMMAND`.
///
/// Texts are as wide as the terminal. Headings are styled; clap takes the styles away where the
/// output is no terminal.
#[must_use]
pub fn with_help(program: clap::Command, facts: &CommandFacts, profile: Profile) -> clap::Command {
    let width = terminal_width();
    let help = Help { width, headings: Headings::Styled, ..Help::new(facts, profile) };
    apply(program, &facts.root(), help)
}

/// Overrides the help of a command and of all below it; a command without facts keeps clap's.
fn apply(command: clap::Command, node: &Node<'_>, help: Help<'_>) -> clap::Command {
    command.override_help(help.text(node)).mut_subcommands(|child| {
        let facts = node.children().find(|one| one.command.name == child.get_name());
        match facts {
            Some(facts) => apply(child, &facts, help),
            None => child,
        }
    })
}

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind;
    use clap::{Arg, Command};

    use super::*;
    use crate::from_clap;

    fn program() -> Command {
        let inner = Command::new("inner").about("Below").hide(true);
        let serve = Command::new("serve")
            .about("Serve a directory")
            .arg(Arg::new("dir").help("Which."))
            .arg(Arg::new("port").long("port").help("Where."))
            .subcommand(inner);
        Command::new("tool").version("1.2.3").about("A tool").subcommand(serve)
    }

    /// What a person sees who runs the program with these arguments, without styles.
    fn shown(arguments: &[&str]) -> String {
        let facts = from_clap(&program(), &[]);
        let program = with_help(program(), &facts, Profile::Default);
        let error = program.try_get_matches_from(arguments).expect_err("help is asked for");
        assert_eq!(error.kind(), ErrorKind::DisplayHelp);
        error.render().to_string()
    }

    #[test]
    fn help_is_the_snapshot_however_it_is_asked_for() {
        let facts = from_clap(&program(), &[]);
        let help = Help { width: terminal_width(), ..Help::new(&facts, Profile::Default) };
        let table: [(&str, &[&[&str]]); 3] = [
            ("tool", &[&["tool", "--help"], &["tool", "-h"], &["tool", "help"]]),
            (
                "tool serve",
                &[
                    &["tool", "serve", "--help"],
                    &["tool", "serve", "-h"],
                    &["tool", "help", "serve"],
                ],
            ),
            (
                "tool serve inner",
                &[&["tool", "serve", "inner", "--help"], &["tool", "help", "serve", "inner"]],
            ),
        ];
        for (name, runs) in table {
            let node = facts.command(name).expect("a command");
            for arguments in runs {
                assert_eq!(shown(arguments), help.text(&node), "{arguments:?}");
            }
        }
    }

    #[test]
    fn a_command_without_facts_keeps_its_own_help() {
        let mut facts = from_clap(&program(), &[]);
        facts.cli.children.clear();
        let program = with_help(program(), &facts, Profile::Default);
        let error = program.try_get_matches_from(["tool", "serve", "-h"]).expect_err("help");
        assert!(error.render().to_string().starts_with("Serve a directory\n\nUsage: tool serve"));
    }
}
