//! One flag of clap as an option, or what is given by its place as an argument.

use std::any::TypeId;
use std::path::PathBuf;

use clap::{Arg, ArgAction};

use super::text;
use crate::{Argument, CommandOption, GLOBAL_GROUP};

/// Whether the program itself declared the flag: not the help or the version that clap adds.
pub(super) fn is_own(argument: &Arg) -> bool {
    !matches!(
        argument.get_action(),
        ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
    )
}

/// A flag as an option.
pub(super) fn option(argument: &Arg) -> CommandOption {
    let choices = choices(argument);
    let lossy = |text: &std::ffi::OsStr| text.to_string_lossy().into_owned();
    CommandOption {
        flag: argument.get_long().unwrap_or_default().to_owned(),
        shorthand: argument.get_short().map(String::from).unwrap_or_default(),
        aliases: aliases(argument),
        repeatable: matches!(argument.get_action(), ArgAction::Append | ArgAction::Count),
        optional_value: takes_values(argument)
            && argument.get_num_args().is_some_and(|range| range.min_values() == 0),
        env: argument
            .get_env()
            .filter(|_| !argument.is_hide_env_set())
            .map(lossy)
            .unwrap_or_default(),
        type_word: type_word(argument, !choices.is_empty()),
        choices,
        default: default(argument),
        description: text(argument.get_long_help().or(argument.get_help())),
        group: group(argument),
        hidden: argument.is_hide_set(),
        secret: argument.is_hide_env_values_set(),
        required: argument.is_required_set(),
        ..CommandOption::default()
    }
}

/// What is given by its place.
pub(super) fn positional(argument: &Arg) -> Argument {
    let names = names(argument);
    let choices = choices(argument);
    let type_word = type_word(argument, !choices.is_empty());
    Argument {
        type_word: if names.contains(&type_word) { String::new() } else { type_word },
        name: names.join(" "),
        choices,
        default: default(argument),
        description: text(argument.get_long_help().or(argument.get_help())),
        required: argument.is_required_set(),
        repeated: is_list(argument) && names.len() == 1,
    }
}

/// Other flags that help shows for it.
fn aliases(argument: &Arg) -> Vec<String> {
    let long = argument.get_visible_aliases().unwrap_or_default().into_iter();
    let short = argument.get_visible_short_aliases().unwrap_or_default();
    long.map(str::to_owned).chain(short.into_iter().map(String::from)).collect()
}

/// The names by which the usage calls what is given by its place.
pub(super) fn names(positional: &Arg) -> Vec<String> {
    match positional.get_value_names() {
        Some(names) if !names.is_empty() => names.iter().map(|name| name.to_lowercase()).collect(),
        _ => vec![positional.get_id().as_str().replace('_', "-").to_lowercase()],
    }
}

/// The heading under which clap would show the flag.
fn group(argument: &Arg) -> Vec<String> {
    match argument.get_help_heading() {
        Some(heading) => vec![heading.to_owned()],
        None if argument.is_global_set() => vec![GLOBAL_GROUP.to_owned()],
        None => Vec::new(),
    }
}

fn default(argument: &Arg) -> String {
    if argument.is_hide_default_value_set() || !takes_values(argument) {
        return String::new();
    }
    let values = argument.get_default_values().iter().map(|value| value.to_string_lossy());
    values.collect::<Vec<_>>().join(",")
}

/// The words to choose from, in order; those that are hidden left out.
fn choices(argument: &Arg) -> Vec<String> {
    if !takes_values(argument) || has_type::<bool>(argument) {
        return Vec::new();
    }
    let values = argument.get_possible_values();
    let visible = values.iter().filter(|value| !value.is_hide_set());
    visible.map(|value| value.get_name().to_owned()).collect()
}

fn takes_values(argument: &Arg) -> bool {
    argument.get_action().takes_values()
}

/// Whether the flag can be given several values.
pub(super) fn is_list(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Append)
        || argument.get_num_args().is_some_and(|range| range.max_values() > 1)
        || argument.get_value_delimiter().is_some()
}

/// The word for what it takes: what is known of its parser, else the name that stands for its
/// value.
fn type_word(argument: &Arg, has_choices: bool) -> String {
    let word = match argument.get_action() {
        ArgAction::Count => "int",
        _ if !takes_values(argument) => "bool",
        _ if has_choices && is_list(argument) => "enum-array",
        _ if has_choices => "enum",
        _ if is_list(argument) => "string-array",
        _ if has_type::<bool>(argument) => "bool",
        _ if is_integer(argument) => "int",
        _ if has_type::<f64>(argument) || has_type::<f32>(argument) => "float64",
        _ => return named_type(argument),
    };
    word.to_owned()
}

fn named_type(argument: &Arg) -> String {
    // Derived from a field, the name of the value is that of the field and says nothing.
    let id = argument.get_id().as_str().to_uppercase();
    match argument.get_value_names() {
        Some([name, ..]) if **name != id => name.to_lowercase(),
        _ if has_type::<PathBuf>(argument) => "path".to_owned(),
        _ => "string".to_owned(),
    }
}

fn is_integer(argument: &Arg) -> bool {
    let signed = has_type::<i8>(argument) || has_type::<i16>(argument) || has_type::<i32>(argument);
    let unsigned =
        has_type::<u8>(argument) || has_type::<u16>(argument) || has_type::<u32>(argument);
    let wide = has_type::<i64>(argument) || has_type::<u64>(argument);
    signed || unsigned || wide || has_type::<isize>(argument) || has_type::<usize>(argument)
}

fn has_type<T: 'static>(argument: &Arg) -> bool {
    argument.get_value_parser().type_id() == TypeId::of::<T>()
}
