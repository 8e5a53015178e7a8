//! Tags under tags that are not there, or that stand under each other.

use foldhash::HashMap;
use sourcebook_syntax::{Diagnostic, nearest};

use super::super::codes::INVALID_PARENT_TAG;
use super::at;
use crate::document::{Document, Tag};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tags: HashMap<&str, &Tag> =
        document.tags.iter().map(|tag| (tag.name.as_str(), tag)).collect();
    for tag in &document.tags {
        let Some(parent) = tag.parent.as_deref() else { continue };
        let Some(fault) = fault(&tags, tag, parent) else { continue };
        let diagnostic = Diagnostic::new(&INVALID_PARENT_TAG, fault.message);
        let diagnostic = diagnostic.optional_help(fault.help);
        diagnostics.push(at(
            diagnostic,
            document.place_of_member(tag.origin, "parent"),
            fault.label,
        ));
    }
}

/// What is wrong with a parent.
struct Fault {
    message: String,
    label: &'static str,
    help: Option<String>,
}

fn fault(tags: &HashMap<&str, &Tag>, tag: &Tag, parent: &str) -> Option<Fault> {
    if !tags.contains_key(parent) {
        let near = nearest(parent, tags.keys().copied());
        let help = near.map_or_else(
            || format!("declare the tag `{parent}`"),
            |near| format!("did you mean `{near}`?"),
        );
        return Some(Fault {
            message: format!(
                "the tag `{}` stands under `{parent}`, which is not declared",
                tag.name
            ),
            label: "no such tag",
            help: Some(help),
        });
    }
    let mut at = parent;
    // Each step leads to another tag, or the circle does not have this tag in it.
    for _ in 0..tags.len() {
        if at == tag.name {
            return Some(Fault {
                message: format!("the tag `{}` stands under itself", tag.name),
                label: "leads back to it",
                help: Some("remove one of the parents".to_owned()),
            });
        }
        at = tags.get(at)?.parent.as_deref()?;
    }
    None
}
