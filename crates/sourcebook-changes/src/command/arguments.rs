//! What is given by its place: which argument is which, and whether it must be there.

use sourcebook_command::{Argument, Command};

use super::Walk;
use super::told::{Telling, Told};
use super::values::{compare, default};
use crate::codes;

impl<'f> Walk<'f> {
    pub(super) fn arguments(&self, old: &'f Command, new: &'f Command, told: &mut Told) {
        let (before, after) = (arguments(old), arguments(new));
        let command = self.name();
        if is_reordered(&before, &after) {
            let message = format!("the arguments of `{command}` stand in another order");
            return told.add(Telling::error(&codes::ARGUMENT_MOVED, message), &command);
        }
        for at in 0..before.len().max(after.len()) {
            match (before.get(at), after.get(at)) {
                (Some(was), Some(is)) => self.argument(was, is, told),
                (Some(was), None) if !new.incomplete => {
                    let message = format!("`{command}` does not take <{}> any more", was.name);
                    told.add(Telling::error(&codes::ARGUMENT_REMOVED, message), &command);
                }
                (None, Some(is)) if is.required => {
                    let message = format!("`{command}` needs <{}>", is.name);
                    told.add(Telling::error(&codes::ARGUMENT_REQUIRED, message), &command);
                }
                (None, Some(is)) => {
                    let message = format!("`{command}` takes [{}]", is.name);
                    told.add(Telling::info(&codes::ARGUMENT_ADDED, message), &command);
                }
                _ => {}
            }
        }
    }

    fn argument(&self, was: &Argument, is: &Argument, told: &mut Told) {
        let command = self.name();
        let name = format!("<{}> of `{command}`", is.name);
        if was.required != is.required {
            let telling = if is.required {
                Telling::error(&codes::ARGUMENT_REQUIRED, format!("{name} is required now"))
            } else {
                Telling::info(&codes::ARGUMENT_OPTIONAL, format!("{name} can be left out now"))
            };
            told.add(telling, &command);
        }
        if was.repeated != is.repeated {
            let telling = if is.repeated {
                let message = format!("{name} can be given several times now");
                Telling::info(&codes::ARGUMENT_OPTIONAL, message)
            } else {
                let message = format!("{name} can be given only once now");
                Telling::error(&codes::ARGUMENT_REMOVED, message)
            };
            told.add(telling, &command);
        }
        let types = (was.type_word.as_str(), is.type_word.as_str());
        for telling in compare(&name, types, &was.choices, &is.choices) {
            told.add(telling, &command);
        }
        if let Some(telling) = default(&name, &was.default, &is.default) {
            told.add(telling, &command);
        }
    }
}

/// Whether the same names stand in another order.
fn is_reordered(before: &[Argument], after: &[Argument]) -> bool {
    let names = |all: &[Argument]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let (old, new) = (names(before), names(after));
    let sorted = |mut all: Vec<String>| {
        all.sort_unstable();
        all
    };
    old != new && sorted(old) == sorted(new)
}

/// The arguments of a command: as they are told, else as its usage text has them.
fn arguments(command: &Command) -> Vec<Argument> {
    if !command.arguments.is_empty() {
        return command.arguments.clone();
    }
    command.usage.split_whitespace().filter_map(from_usage).collect()
}

/// An argument of a usage text: `<file>`, `[file]`, `<file>...`; `[flags]` stands for options.
fn from_usage(word: &str) -> Option<Argument> {
    let word = word.trim_end_matches('…');
    let plain = word.trim_end_matches("...");
    let required = plain.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let optional = plain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let name = required.or(optional)?;
    let repeated = plain != word || name.ends_with("...");
    let name = name.trim_end_matches("...").trim_matches(['<', '>']);
    let is_name = !name.is_empty()
        && !matches!(name.to_lowercase().as_str(), "flags" | "options" | "option" | "command")
        && name.chars().all(|one| one.is_alphanumeric() || "-_".contains(one));
    is_name.then(|| Argument {
        name: name.to_owned(),
        required: required.is_some(),
        repeated,
        ..Argument::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_texts_tell_arguments() {
        let command = Command {
            usage: "add [flags] <file> [<owner>] [more...] -- --x".to_owned(),
            ..Command::default()
        };
        let found: Vec<_> = arguments(&command)
            .into_iter()
            .map(|one| (one.name, one.required, one.repeated))
            .collect();
        let expected = [("file", true, false), ("owner", false, false), ("more", false, true)];
        let expected = expected.map(|(name, required, more)| (name.to_owned(), required, more));
        assert_eq!(found, expected);
    }
}
