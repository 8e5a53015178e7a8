//! Tags that are declared twice.

use foldhash::{HashMap, HashMapExt};

use crate::document::{Document, Tag};
use sourcebook_syntax::Diagnostic;

use super::super::codes::DUPLICATE_TAG;
use super::at;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, &Tag> = HashMap::new();
    for tag in &document.tags {
        let Some(earlier) = first.get(tag.name.as_str()) else {
            first.insert(&tag.name, tag);
            continue;
        };
        let message = format!("the tag `{}` is declared twice", tag.name);
        let diagnostic = Diagnostic::new(&DUPLICATE_TAG, message).help("merge the two");
        let place = document.place_of_member(tag.origin, "name");
        let diagnostic = at(diagnostic, place, "declared again here");
        diagnostics.push(match document.place_of_member(earlier.origin, "name") {
            Some(place) => diagnostic.related(place, "first declared here"),
            None => diagnostic,
        });
    }
}
