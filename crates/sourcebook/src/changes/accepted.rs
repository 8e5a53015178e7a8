//! Which changes are meant: each entry of `[[accept]]` must match one.

use sourcebook_changes::Change;
use sourcebook_syntax::{Diagnostic, Place, Sources};

use super::Judged;
use crate::codes::UNUSED_ACCEPT;
use crate::configuration::{Accept, matches_glob};

/// Looks which changes entries accept. An entry that matches none, or that holds for another base, is
/// reported.
pub(super) fn accept(
    changes: Vec<Change>,
    accepts: &[Accept],
    names: &[String],
    sources: &Sources,
) -> (Vec<Judged>, Vec<Diagnostic>) {
    let mut used = vec![false; accepts.len()];
    let mut judged = Vec::with_capacity(changes.len());
    for change in changes {
        let found =
            accepts.iter().position(|one| holds(one, names) && matches(one, &change, sources));
        if let Some(at) = found {
            used[at] = true;
        }
        let entry = found.map(|at| &accepts[at]);
        judged.push(Judged {
            change,
            accepted: entry.map(|entry| entry.reason.clone()),
            is_correction: entry.is_some_and(|entry| entry.is_correction),
        });
    }
    let unused = accepts.iter().zip(used).filter(|(_, used)| !used);
    let unused = unused.map(|(entry, _)| unused_accept(entry, names)).collect();
    (judged, unused)
}

/// Whether an entry holds for the base: one of its names, or the beginning of its commit.
fn holds(entry: &Accept, names: &[String]) -> bool {
    let is_commit = |name: &String| {
        entry.base.len() >= 7
            && name.len() == 40
            && name.starts_with(entry.base.as_str())
            && name.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    names.iter().any(|name| *name == entry.base || is_commit(name))
}

/// Whether an entry is about a change: its place matches where the change stands, or everything that it
/// reaches.
fn matches(entry: &Accept, change: &Change, sources: &Sources) -> bool {
    if entry.change != change.code {
        return false;
    }
    let at = |place: &Option<Place>| {
        place.as_ref().is_some_and(|place| {
            let name = sources.file(place.file).name();
            let with_file = format!("{name}#{}", place.pointer);
            matches_glob(&entry.place, &with_file)
                || matches_glob(&entry.place, &format!("#{}", place.pointer))
        })
    };
    let reaches = |operation: &str| matches_glob(&entry.place, operation);
    at(&change.new)
        || at(&change.old)
        || (!change.reaches.is_empty()
            && change.reaches.iter().all(|reach| reaches(&reach.operation)))
}

fn unused_accept(entry: &Accept, names: &[String]) -> Diagnostic {
    let message =
        format!("no `{}` was found at the accepted place `{}`", entry.change.name, entry.place);
    let diagnostic =
        Diagnostic::new(&UNUSED_ACCEPT, message).at(entry.configured.clone(), "matches nothing");
    if holds(entry, names) {
        return diagnostic.help("remove this `[[accept]]` entry, or correct its place");
    }
    let shown = |name: &String| {
        let is_commit = name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_commit { format!("`{}`", &name[..12]) } else { format!("`{name}`") }
    };
    let known: Vec<String> = names.iter().filter(|name| !name.is_empty()).map(shown).collect();
    diagnostic
        .note(format!("it holds for the base `{}`; this one is {}", entry.base, known.join(", ")))
        .help("remove this `[[accept]]` entry: its base is past")
}
