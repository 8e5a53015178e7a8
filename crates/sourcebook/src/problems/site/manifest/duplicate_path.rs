//! A page that the manifest names twice.

use std::collections::HashMap;

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Facts;

problem_code! {
    /// A page has one place in the navigation, which determines its section, its neighbors and its
    /// address. With two entries, mdBook would write the page twice, and "next" would jump.
    ///
    /// Remove one of the entries. To point to the page from another place, link to it from a page
    /// there.
    pub(in super::super) static DUPLICATE_PATH = "duplicate-path", Error,
        "the manifest names a page twice";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(manifest) = &facts.manifest else {
        return;
    };
    let mut seen = HashMap::new();
    for entry in manifest.all() {
        let located = entry.path.as_ref().or(entry.generated.as_ref());
        let Some((text, Some(place))) = located.map(|text| (&text.value, &text.place)) else {
            continue;
        };
        if let Some(first) = seen.insert((entry.path.is_some(), text), place) {
            let message = format!("the manifest names {text} twice");
            found.push(
                Diagnostic::new(&DUPLICATE_PATH, message)
                    .at(place.clone(), "again here")
                    .related(first.clone(), "first here")
                    .help("remove one of the entries"),
            );
        }
    }
}
