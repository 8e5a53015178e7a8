//! Variables that commands set.

use super::{Assignment, Command, Word};

/// Commands that set the variables behind them.
const SETTERS: [&str; 6] = ["export", "declare", "typeset", "local", "readonly", "set"];

/// What a word `NAME=value` sets.
pub(super) fn assignment(word: &Word) -> Option<Assignment> {
    let equals = word.text.find('=')?;
    if word.wild.is_some_and(|wild| wild < equals) {
        return None;
    }
    let name = word.text[..equals].trim_end_matches('+');
    is_name(name).then(|| of_word(word, 0..name.len(), equals + 1))
}

fn of_word(word: &Word, name: std::ops::Range<usize>, value: usize) -> Assignment {
    let text = word.text.get(name.clone()).unwrap_or_default().to_owned();
    Assignment { name: text, range: word.part(name), value: word.slice(value..word.text.len()) }
}

/// Whether a text is the name of a variable.
fn is_name(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_first = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    name.as_bytes().first().is_some_and(is_first) && name.bytes().all(is_letter)
}

/// Makes assignments of the words of commands that set variables.
pub(super) fn move_assignments(command: &mut Command) {
    let Some(first) = command.words.first() else { return };
    if SETTERS.contains(&first.text.as_str()) {
        let set: Vec<_> = command.words[1..].iter().filter_map(assignment).collect();
        command.assignments.extend(set);
        command.assignments.extend(fish(&command.words));
    }
    command.assignments.extend(powershell(&command.words));
}

/// `set -x NAME value`
fn fish(words: &[Word]) -> Option<Assignment> {
    let [set, flag, name, value] = words else { return None };
    let is_export = flag.text.starts_with('-') && flag.text.contains('x');
    (set.text == "set" && is_export && is_name(&name.text)).then(|| Assignment {
        name: name.text.clone(),
        range: name.range.clone(),
        value: value.clone(),
    })
}

/// `$env:NAME = "value"`, in one word or in three
fn powershell(words: &[Word]) -> Option<Assignment> {
    const MARK: &str = "$env:";
    let first = words.first()?;
    if !first.text.get(..MARK.len())?.eq_ignore_ascii_case(MARK) {
        return None;
    }
    let end = first.text.find('=').unwrap_or(first.text.len());
    let name = MARK.len()..end;
    if !is_name(first.text.get(name.clone())?) {
        return None;
    }
    if end < first.text.len() {
        let mut set = of_word(first, name, end + 1);
        set.value.wild = set.value.text.find('$');
        return Some(set);
    }
    let value = words.get(2).filter(|_| words[1].text == "=")?;
    let text = first.text[name.clone()].to_owned();
    Some(Assignment { name: text, range: first.part(name), value: value.clone() })
}
