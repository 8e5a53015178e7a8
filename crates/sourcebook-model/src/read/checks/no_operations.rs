//! A document that describes nothing that could be called.

use crate::document::Document;
use sourcebook_syntax::Diagnostic;

use super::super::codes::NO_OPERATIONS;
use super::at;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let hooks = document.webhooks.iter().map(|(_, item)| &document.path_items[item.id]);
    let webhooks = hooks.flat_map(|item| &item.operations).count();
    if document.operations().next().is_some() || webhooks > 0 {
        return;
    }
    let place = document.trees.first().map(|tree| {
        let root = tree.root();
        let key = if root.get("paths").is_some() { "paths" } else { "info" };
        document.place_of_member(root.origin(), key)
    });
    let diagnostic = Diagnostic::new(&NO_OPERATIONS, "the document has no operations")
        .help("did its generator run on the right folder?");
    diagnostics.push(at(diagnostic, place.flatten(), "no operations here"));
}
