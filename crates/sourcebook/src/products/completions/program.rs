//! A program of clap that has the command line of the facts, as far as completions need it.

use std::collections::HashSet;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command as Program, ValueHint};
use sourcebook_command::{Command, CommandFacts, CommandOption, Kind};

/// The visible commands and options of a program.
///
/// An option of the program itself is accepted behind every command, unless one of them has
/// another of its name.
pub(super) fn program(facts: &CommandFacts) -> Program {
    let mut below = Names::default();
    for node in facts.commands().skip(1) {
        below.add_all(node.command);
    }
    let mut program = command(&facts.cli);
    let own = Names::default().arguments(&facts.cli);
    for argument in own.iter().filter(|argument| !below.has(argument)) {
        program = program.mut_arg(argument.get_id(), |argument| argument.global(true));
    }
    program
}

fn command(facts: &Command) -> Program {
    with_children(named(facts, &HashSet::new()), facts)
}

/// A command without those below it; names that others answer to are none of its aliases.
fn named(facts: &Command, taken: &HashSet<&str>) -> Program {
    let mut own = HashSet::new();
    let mut aliases = facts.aliases.clone();
    aliases.retain(|alias| !taken.contains(alias.as_str()) && own.insert(alias.clone()));
    Program::new(facts.name.clone())
        .about(facts.short.trim().lines().next().unwrap_or_default().to_owned())
        .visible_aliases(aliases)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .args(Names::default().arguments(facts))
}

fn with_children(program: Program, facts: &Command) -> Program {
    let visible = || facts.children.iter().filter(|child| !child.hidden);
    let mut taken: HashSet<&str> = visible().map(|child| child.name.as_str()).collect();
    let mut seen = HashSet::new();
    let mut children = Vec::new();
    for child in visible().filter(|child| seen.insert(child.name.as_str())) {
        children.push(with_children(named(child, &taken), child));
        taken.extend(child.aliases.iter().map(String::as_str));
    }
    program.subcommands(children)
}

/// The names that the options of one command have so far; clap accepts each once.
#[derive(Default)]
struct Names {
    flags: HashSet<String>,
    letters: HashSet<char>,
}

impl Names {
    fn add_all(&mut self, facts: &Command) {
        for option in &facts.options {
            self.flags.insert(option.flag.clone());
            self.letters.extend(option.shorthand.chars());
        }
    }

    fn has(&self, argument: &Arg) -> bool {
        argument.get_long().is_some_and(|flag| self.flags.contains(flag))
            || argument.get_short().is_some_and(|letter| self.letters.contains(&letter))
    }

    fn arguments(&mut self, facts: &Command) -> Vec<Arg> {
        // Help is clap's own.
        self.flags.insert("help".to_owned());
        self.letters.insert('h');
        let visible = facts.options.iter().filter(|option| !option.hidden);
        visible.filter_map(|option| self.argument(option)).collect()
    }

    /// An option; `None` where all its names are taken, or it has none on the command line.
    fn argument(&mut self, option: &CommandOption) -> Option<Arg> {
        let flag = Some(&option.flag).filter(|flag| !flag.is_empty());
        let flag = flag.filter(|flag| self.flags.insert((*flag).clone()));
        let letter = option.shorthand.chars().next().filter(|letter| self.letters.insert(*letter));
        let long = flag.map(|flag| format!("--{flag}"));
        let id = long.or(letter.map(|letter| format!("-{letter}")))?;
        let mut argument = Arg::new(id).help(help(option));
        if let Some(flag) = flag {
            argument = argument.long(flag.clone());
        }
        if let Some(letter) = letter {
            argument = argument.short(letter);
        }
        Some(with_values(argument, option))
    }
}

/// The first line of the description, as one line of a list has it.
fn help(option: &CommandOption) -> String {
    let description = option.description.trim().lines().next().unwrap_or_default().to_owned();
    if option.is_deprecated() { format!("(deprecated) {description}") } else { description }
}

fn with_values(argument: Arg, option: &CommandOption) -> Arg {
    if option.kind() == Kind::Bool {
        return argument.action(ArgAction::SetTrue);
    }
    let action = if option.kind() == Kind::List { ArgAction::Append } else { ArgAction::Set };
    let name = if option.type_word.is_empty() { "value" } else { &option.type_word };
    let argument =
        argument.action(action).value_name(name.to_owned()).value_hint(hint(&option.type_word));
    if option.choices.is_empty() {
        return argument;
    }
    argument.value_parser(PossibleValuesParser::new(option.choices.clone()))
}

fn hint(type_word: &str) -> ValueHint {
    match type_word {
        "path" | "file" | "yaml-config-path" => ValueHint::AnyPath,
        "dir" | "directory" | "folder" => ValueHint::DirPath,
        "url" => ValueHint::Url,
        _ => ValueHint::Unknown,
    }
}
