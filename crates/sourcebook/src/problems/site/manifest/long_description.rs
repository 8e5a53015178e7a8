//! A description that search engines would cut.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Facts;

/// Maximum number of characters of a description that is shown in full. Search engines promise no
/// number; most of them cut a description at about this length.
pub(crate) const MAX_DESCRIPTION_CHARACTERS: usize = 160;

problem_code! {
    /// Search engines show about 160 characters of a description and cut the rest, often in the
    /// middle of the important part. Long descriptions also make lists of pages hard to scan.
    ///
    /// Say what the page contains in one sentence of at most 160 characters, with the important
    /// words first.
    pub(in super::super) static LONG_DESCRIPTION = "long-description", Warning,
        "a description is longer than the 160 characters that a search result shows";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let entries = facts.manifest.iter().flat_map(|manifest| manifest.all());
    for text in entries.filter_map(|entry| entry.description.as_ref()) {
        let length = text.value.chars().count();
        if length > MAX_DESCRIPTION_CHARACTERS {
            let message = format!(
                "a description has {length} characters, but a search result shows \
                 {MAX_DESCRIPTION_CHARACTERS}"
            );
            let kept: String = text.value.chars().take(MAX_DESCRIPTION_CHARACTERS).collect();
            let shown = kept.rsplit_once(' ').map_or(kept.as_str(), |(shown, _)| shown);
            let last = shown.rsplit(' ').next().unwrap_or(shown);
            let help = format!("everything after \"{last}\" would be cut");
            let diagnostic = Diagnostic::new(&LONG_DESCRIPTION, message).help(help);
            found.extend(text.place.clone().map(|place| diagnostic.at(place, "too long")));
        }
    }
}
