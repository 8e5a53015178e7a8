//! An entry of the manifest without a description.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Facts;

problem_code! {
    /// The description appears under the title in lists of pages, in search results and in previews
    /// of shared links. Without one, a search engine shows whatever text comes first.
    ///
    /// Add `"description"` to the entry: one sentence that says what readers find on the page.
    pub(in super::super) static MISSING_DESCRIPTION = "missing-description", Error,
        "an entry of the manifest has no description";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let entries = facts.manifest.iter().flat_map(|manifest| manifest.all());
    for entry in entries {
        let path = entry.path.as_ref().map(|path| path.value.as_str());
        let page = path.and_then(|path| facts.pages.as_ref()?.get(path));
        if page.is_some_and(|page| page.front_matter.description.is_some()) {
            continue;
        }
        let text = entry.description.as_ref().map_or("", |text| text.value.trim());
        if text.is_empty() {
            let title = &entry.title.value;
            let message = format!("the entry \"{title}\" has no description");
            let place = entry.title.place.clone().unwrap_or_else(|| entry.place.clone());
            found.push(
                Diagnostic::new(&MISSING_DESCRIPTION, message).at(place, "this entry").help(
                    "add `\"description\": \"…\"`: one sentence that says what is on the \
                    page",
                ),
            );
        }
    }
}
