//! A tag that is declared and that no operation has.

use std::collections::BTreeSet;

use sourcebook_model::Document;
use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use crate::facts::Facts;

problem_code! {
    /// The document declares a tag, but no operation has it. It groups nothing, and readers never
    /// see its description. Usually the tag was renamed at the operations but not in its
    /// declaration, or the last operation with it was removed.
    ///
    /// Remove the declaration, or correct its name; the message suggests the closest tag that is
    /// used but not declared. A parent of other tags (`parent`, in OpenAPI 3.2) does not need
    /// operations, and neither does a tag that is marked as text with `x-traitTag`.
    pub(in super::super) static UNUSED_TAG = "unused-tag", Warning,
        "a declared tag is not used by any operation";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(document) = &facts.api else { return };
    let used = used(document);
    let declared: BTreeSet<&str> = document.tags.iter().map(|tag| tag.name.as_str()).collect();
    for tag in &document.tags {
        let is_text = tag.extensions.iter().any(|(name, _)| &**name == "x-traitTag");
        let is_parent =
            document.tags.iter().any(|other| other.parent.as_deref() == Some(tag.name.as_str()));
        if used.contains(tag.name.as_str()) || is_text || is_parent {
            continue;
        }
        let help = match nearest(&tag.name, used.difference(&declared).copied()) {
            Some(near) => format!("operations have the undeclared tag `{near}`"),
            None => "remove it, or add it to the operations that it describes".to_owned(),
        };
        let message = format!("no operation has the tag `{}`", tag.name);
        let diagnostic = Diagnostic::new(&UNUSED_TAG, message).help(help);
        let place = document.place_of_member(tag.origin, "name");
        found.push(match place {
            Some(place) => diagnostic.at(place, "not used"),
            None => diagnostic,
        });
    }
}

/// The tags of all operations, those of webhooks and callbacks too.
fn used(document: &Document) -> BTreeSet<&str> {
    let items = document.path_items.iter();
    let operations = items.flat_map(|(_, item)| &item.operations);
    operations.flat_map(|operation| operation.tags.iter().map(String::as_str)).collect()
}
