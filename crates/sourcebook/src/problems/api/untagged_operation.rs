//! An operation without a tag, in a document whose operations have tags.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Facts;

problem_code! {
    /// Pages are made by tag. An operation without one lands on a page called `Default`, where
    /// nobody looks for it. Generators do not ask for a tag, so one that was forgotten is never
    /// missed.
    ///
    /// Give the operation the tag of the page on which it belongs. A document in which no
    /// operation has a tag is left alone: there, one page is what is meant.
    pub(in super::super) static UNTAGGED_OPERATION = "untagged-operation", Warning,
        "an operation has no tag, although others have";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(document) = &facts.api else { return };
    if document.operations().all(|(_, _, operation)| operation.tags.is_empty()) {
        return;
    }
    for (path, item, operation) in document.operations() {
        if operation.tags.is_empty() {
            let message = format!("`{} {path}` has no tag", operation.method);
            let diagnostic = Diagnostic::new(&UNTAGGED_OPERATION, message)
                .help("give it the tag of the page on which it belongs");
            let key = operation.method.to_ascii_lowercase();
            found.push(match document.place_of_member(item.origin, &key) {
                Some(place) => diagnostic.at(place, "lands on the page `Default`"),
                None => diagnostic,
            });
        }
    }
}
