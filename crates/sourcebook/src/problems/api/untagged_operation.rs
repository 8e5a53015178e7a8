//! An operation without a tag, in a document whose operations have tags.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Facts;

problem_code! {
    /// Operations are grouped into pages by tag. An operation without a tag ends up on a page of other
    /// operations, where readers do not look for it. Generators do not require a tag, so a forgotten
    /// one goes unnoticed.
    ///
    /// Give the operation the tag of the page on which it belongs. A document without any tags is
    /// accepted: there, a single page is intended.
    pub(in super::super) static UNTAGGED_OPERATION = "untagged-operation", Warning,
        "an operation has no tag, although others do";
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
                Some(place) => diagnostic.at(place, "appears on the page of other operations"),
                None => diagnostic,
            });
        }
    }
}
