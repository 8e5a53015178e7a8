//! The options of a command as commented YAML: a sample of the configuration file, or the
//! settings that are in force.

mod comment;
mod in_force;
mod meaning;
mod scalar;
mod structure;
#[cfg(test)]
mod tests;
mod tree;
mod value;
mod write;

use crate::{Command, CommandFacts, CommandOption, Profile};

pub use in_force::settings_in_force;
pub use meaning::of as value_of;
pub use value::Value;

use tree::Level;

/// What an option is set to, where that is not its default.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// Its default.
    Default,
    /// A value in the notation of flags: `1h30m`, `a,b`.
    Text(String),
    /// Any value, as YAML has it.
    Value(Value),
    /// It is left out.
    Omitted,
}

/// A sample of the configuration file: every option that has a YAML path, with its default.
///
/// Options and levels stand in the order of their declaration. Masks are not applied.
pub fn sample(facts: &CommandFacts, command: &Command, profile: Profile) -> String {
    let mut root = Level::default();
    for option in sampled(command, profile) {
        let value = meaning::of(option, option.effective_default());
        add(&mut root, facts, option, value, profile);
    }
    root.write(profile)
}

/// The options that stand in a sample, in the order of their declaration.
pub fn sampled(command: &Command, profile: Profile) -> impl Iterator<Item = &CommandOption> {
    command.options.iter().filter(move |option| {
        !option.yaml.is_empty() && (!option.hidden || profile.samples_hidden_options())
    })
}

/// What a level of the configuration file is about, in one line: the level at `depth` of the
/// `levels` above the key of an option.
pub fn level_description(
    facts: &CommandFacts,
    option: &CommandOption,
    depth: usize,
    levels: usize,
) -> String {
    comment::level_description(facts, option, depth, levels)
}

/// The settings that are in force, hidden ones too: read back, they give the same settings.
///
/// Options that are secret are left out, whatever `setting` says of them, and so must be the secret
/// members of structures; a comment at the end names their variables, and the structures.
pub fn settings(
    facts: &CommandFacts,
    command: &Command,
    setting: impl Fn(&CommandOption) -> Setting,
) -> String {
    let mut root = Level::default();
    let mut by_hand = Vec::new();
    for option in command.options.iter().filter(|option| !option.yaml.is_empty()) {
        if option.secret {
            continue;
        }
        let value = match setting(option) {
            Setting::Default => meaning::of(option, option.effective_default()),
            Setting::Text(text) => meaning::of(option, &text),
            Setting::Value(value) => value,
            Setting::Omitted => continue,
        };
        if value.has_members() && option.members.iter().any(|member| member.secret) {
            by_hand.push(option.yaml.as_str());
        }
        add(&mut root, facts, option, value, Profile::Default);
    }
    root.write(Profile::Default) + &secrets(command, &by_hand)
}

/// A comment that names the variables of the secrets, which are never written, and the structures
/// that have some.
fn secrets(command: &Command, by_hand: &[&str]) -> String {
    let name = |option: &CommandOption| match option.env.as_str() {
        "" => option.yaml.clone(),
        variable => format!("${variable}"),
    };
    let secrets = command.options.iter().filter(|option| option.secret);
    let names: Vec<String> = secrets.map(name).filter(|name| !name.is_empty()).collect();
    if names.is_empty() && by_hand.is_empty() {
        return String::new();
    }
    let mut text = "Secrets are not written.".to_owned();
    if !names.is_empty() {
        text.push_str(&format!(" Set them by {}.", names.join(", ")));
    }
    if !by_hand.is_empty() {
        text.push_str(&format!(" Put those of {} in again by hand.", by_hand.join(", ")));
    }
    comment::lines(&comment::wrapped(&text, Profile::Default), 0, Profile::Default)
}

fn add(
    root: &mut Level,
    facts: &CommandFacts,
    option: &CommandOption,
    value: Value,
    profile: Profile,
) {
    let levels: Vec<&str> = option.yaml.split('.').collect();
    let Some((key, levels)) = levels.split_last() else {
        return;
    };
    let about: Vec<String> = (0..levels.len())
        .map(|depth| comment::of_level(facts, option, depth, levels.len(), profile))
        .collect();
    if let Some(level) = root.descend(levels, &about) {
        level.add(key, comment::of_option(option, profile), value);
    }
}
