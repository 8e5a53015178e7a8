//! Names of commands, from which the names of files are made.

use sourcebook_command::CommandFacts;

use super::{Contradiction, commands};

/// Every command whose name cannot be that of a file.
pub(super) fn check(facts: &CommandFacts) -> Vec<Contradiction> {
    let wrong = commands(facts).into_iter().filter_map(|(pointer, command)| {
        let reason = why_not(&command.name)?;
        Some(Contradiction {
            is_fatal: true,
            message: format!("a command cannot be named `{}`: {reason}", command.name),
            pointer: format!("{pointer}/name"),
            label: "this name",
            help: Some("a name is one word: pages and help texts are named after it".to_owned()),
        })
    });
    wrong.collect()
}

/// Why a name cannot be a part of the name of a file.
fn why_not(name: &str) -> Option<&'static str> {
    match name {
        "." | ".." => Some("it names another folder"),
        name if name.contains(['/', '\\']) => Some("it contains a slash"),
        name if name.contains(char::is_whitespace) => Some("it contains white space"),
        name if name.contains(char::is_control) => Some("it contains a control character"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::why_not;

    #[test]
    fn a_name_is_one_word() {
        for name in ["serve", "config-ssh", "a_b", "中", "...", "a.b"] {
            assert_eq!(why_not(name), None, "{name}");
        }
        for name in [".", "..", "a/b", "a\\b", "a b", "a\u{a0}b", "a\nb", "a\u{7}"] {
            assert!(why_not(name).is_some(), "{name:?}");
        }
    }
}
