//! A change as a diagnostic: where it is, what it reaches, what shows it.

use std::sync::Arc;

use sourcebook_changes::{Change, Level};
use sourcebook_syntax::{Diagnostic, Sources};

use super::severity;

/// Maximum number of operations that a note names.
const MAX_NAMED: usize = 5;

/// Maximum number of characters of a value that a note shows.
const MAX_VALUE: usize = 200;

/// A change, where it stands now; else where it stood.
pub(super) fn diagnostic(change: &Change, _sources: &Sources) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(change.code, change.message.as_str());
    diagnostic.severity = severity(change.level);
    diagnostic = match (&change.new, &change.old) {
        (Some(new), Some(old)) => diagnostic.at(new.clone(), "now").related(old.clone(), "before"),
        (Some(new), None) => diagnostic.at(new.clone(), "this is new"),
        (None, Some(old)) => diagnostic.at(old.clone(), "this is gone"),
        (None, None) => diagnostic,
    };
    for note in reaches(change).into_iter().chain(witness(change)) {
        diagnostic = diagnostic.note(note);
    }
    diagnostic.optional_help(change.help.clone())
}

/// What it reaches, the most serious first: where it is less serious, that is said.
fn reaches(change: &Change) -> Vec<String> {
    let levels = Level::ALL.into_iter().rev();
    let notes = levels.filter_map(|level| {
        let of_level = change.reaches.iter().filter(|reach| reach.level == level);
        let mut all: Vec<(Arc<str>, Arc<str>)> = Vec::new();
        for reach in of_level {
            let is_there = all.last().is_some_and(|(operation, _)| *operation == reach.operation);
            if !is_there {
                all.push((Arc::clone(&reach.operation), Arc::clone(&reach.part)));
            }
        }
        // What is said of an operation as a whole reaches that one.
        let is_said = |(operation, part): &(Arc<str>, Arc<str>)| {
            part.is_empty() && change.message.contains(&**operation)
        };
        if all.iter().all(is_said) {
            return None;
        }
        let qualified =
            if level == change.level { String::new() } else { format!("{}: ", level.name()) };
        Some(format!("{qualified}{}", sentence(&all)))
    });
    notes.collect()
}

fn sentence(all: &[(Arc<str>, Arc<str>)]) -> String {
    if let [(operation, part)] = all {
        let part = if part.is_empty() { String::new() } else { format!(", {part}") };
        return format!("reaches `{operation}`{part}");
    }
    let named: Vec<String> =
        all.iter().take(MAX_NAMED).map(|(operation, _)| format!("`{operation}`")).collect();
    let more = match all.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!("reaches {}: {}{more}", noun(all), named.join(", "))
}

/// `23 operations`; commands have no path.
fn noun(all: &[(Arc<str>, Arc<str>)]) -> String {
    let are_operations = all.iter().any(|(operation, _)| operation.contains(" /"));
    format!("{} {}", all.len(), if are_operations { "operations" } else { "places" })
}

fn witness(change: &Change) -> Option<String> {
    let witness = change.witness.as_ref()?;
    let mut value = witness.value.to_compact_json();
    if let Some((at, _)) = value.char_indices().nth(MAX_VALUE) {
        value.truncate(at);
        value.push('…');
    }
    Some(if witness.was_valid {
        format!("`{value}` was valid, and is not any more")
    } else {
        format!("`{value}` is valid now, and was not")
    })
}
