//! Facts that contradict each other, or that can hardly be meant.

use std::collections::{HashMap, HashSet};

use sourcebook_command::{Command, CommandFacts, CommandOption};
use sourcebook_syntax::nearest;

use super::{Contradiction, commands};

/// Everything that is doubtful.
pub(super) fn find(facts: &CommandFacts) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (pointer, command) in commands(facts) {
        found.extend(shared_commands(&pointer, command));
        found.extend(shared_names(&pointer, command));
        found.extend(taken_paths(&pointer, command));
        for (at, option) in command.options.iter().enumerate() {
            let pointer = format!("{pointer}/options/{at}");
            found.extend(wrong_default(&pointer, option));
            found.extend(lost_replacements(&pointer, option, command, &facts.cli));
        }
    }
    found
}

fn doubt(
    message: String,
    pointer: String,
    label: &'static str,
    help: Option<String>,
) -> Contradiction {
    Contradiction { is_fatal: false, message, pointer, label, help }
}

/// Children of one command that answer to the same name.
fn shared_commands(pointer: &str, command: &Command) -> Vec<Contradiction> {
    let mut seen = HashMap::new();
    let mut found = Vec::new();
    for (at, child) in command.children.iter().enumerate() {
        for name in std::iter::once(&child.name).chain(&child.aliases) {
            if let Some(first) = seen.insert(name, at).filter(|first| *first != at) {
                let message = format!("two commands are named `{name}`");
                let help = Some(format!("the other is `{}`", command.children[first].name));
                let pointer = format!("{pointer}/children/{at}/name");
                found.push(doubt(message, pointer, "the second one", help));
            }
        }
    }
    found
}

/// Options of one command that have the same flag or letter.
fn shared_names(pointer: &str, command: &Command) -> Vec<Contradiction> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (at, option) in command.options.iter().enumerate() {
        for (name, member) in typed_names(option) {
            if !seen.insert(name.clone()) {
                let message = format!("two options of `{}` are named `{name}`", command.name);
                let pointer = format!("{pointer}/options/{at}/{member}");
                found.push(doubt(message, pointer, "the second one", None));
            }
        }
    }
    found
}

/// Everything by which an option can be typed, with the member that says it.
fn typed_names(option: &CommandOption) -> Vec<(String, String)> {
    let mut names = Vec::new();
    if !option.flag.is_empty() {
        names.push((format!("--{}", option.flag), "flag".to_owned()));
    }
    if !option.shorthand.is_empty() {
        names.push((format!("-{}", option.shorthand), "shorthand".to_owned()));
    }
    for (at, alias) in option.aliases.iter().enumerate() {
        let dashes = if alias.chars().count() == 1 { "-" } else { "--" };
        names.push((format!("{dashes}{alias}"), format!("aliases/{at}")));
    }
    names
}

/// Options whose place in the configuration file is another one's, or lies below another one's.
fn taken_paths(pointer: &str, command: &Command) -> Vec<Contradiction> {
    let paths: HashMap<&str, usize> = command
        .options
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, option)| !option.yaml.is_empty())
        .map(|(at, option)| (option.yaml.as_str(), at))
        .collect();
    let mut found = Vec::new();
    for (at, option) in command.options.iter().enumerate() {
        let is_other = |path: &str| paths.get(path).is_some_and(|first| *first != at);
        let above = option.yaml.match_indices('.').map(|(end, _)| &option.yaml[..end]);
        let taken = above.chain([option.yaml.as_str()]).find(|path| is_other(path));
        if let Some(taken) = taken {
            let message = format!("`{}` conflicts with `{taken}`", option.yaml);
            let pointer = format!("{pointer}/options/{at}/yaml");
            let help = Some("one of them is left out of the configuration file".to_owned());
            found.push(doubt(message, pointer, "another option uses this key", help));
        }
    }
    found
}

/// A default that is no value of its option.
fn wrong_default(pointer: &str, option: &CommandOption) -> Option<Contradiction> {
    let (member, text) = match option.value.as_str() {
        "" => ("default", option.default.as_str()),
        value => ("value", value),
    };
    if text.is_empty() || option.is_value(text) {
        return None;
    }
    let message = format!("`{text}` is not a valid `{}`", option.full_type("|"));
    let help = nearest(text, option.choices.iter().map(String::as_str))
        .map(|near| format!("did you mean `{near}`?"));
    Some(doubt(message, format!("{pointer}/{member}"), "this default", help))
}

/// Replacements that neither the command nor the program has.
fn lost_replacements(
    pointer: &str,
    option: &CommandOption,
    command: &Command,
    root: &Command,
) -> Vec<Contradiction> {
    let flags = || {
        let options = command.options.iter().chain(&root.options);
        options.map(|option| option.flag.as_str()).filter(|flag| !flag.is_empty())
    };
    let mut found = Vec::new();
    for (at, flag) in option.use_instead.iter().enumerate() {
        if !flags().any(|known| known == flag) {
            let message = format!("`{}` has no option `--{flag}`", command.name);
            let help = nearest(flag, flags()).map(|near| format!("did you mean `--{near}`?"));
            let pointer = format!("{pointer}/use_instead/{at}");
            found.push(doubt(message, pointer, "to be used instead", help));
        }
    }
    found
}
