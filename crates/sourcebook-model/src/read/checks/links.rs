//! Links to operations that do not exist, and links to none.

use crate::document::{Document, Link};
use sourcebook_syntax::{Diagnostic, nearest};

use super::super::codes::UNKNOWN_OPERATION;
use super::{at, node};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for (_, link) in document.links.iter().filter(|(_, link)| link.target.is_none()) {
        if link.operation_id.is_none() && link.operation_ref.is_none() {
            diagnostics.extend(leads_nowhere(document, link));
        }
        if let Some(id) = link.operation_id.as_deref() {
            diagnostics.push(unknown(document, link, id, "operationId"));
        }
        // Other documents are not looked into.
        let text = link.operation_ref.as_deref().filter(|text| text.starts_with('#'));
        if let Some(text) = text.filter(|_| link.operation_id.is_none()) {
            diagnostics.push(unknown(document, link, text, "operationRef"));
        }
    }
}

/// A link that names no operation. One behind a reference that leads nowhere was reported there.
fn leads_nowhere(document: &Document, link: &Link) -> Option<Diagnostic> {
    let written = node(document, link.origin).filter(|node| node.is_object())?;
    if written.get("$ref").is_some() {
        return None;
    }
    let diagnostic = Diagnostic::new(&UNKNOWN_OPERATION, "the link leads to no operation")
        .help("add `operationId` with the id of the operation, or `operationRef`");
    Some(at(diagnostic, document.place(link.origin), "neither `operationId` nor `operationRef`"))
}

fn unknown(document: &Document, link: &Link, name: &str, member: &str) -> Diagnostic {
    let operations = document.path_items.iter().flat_map(|(_, item)| &item.operations);
    let ids = operations.filter_map(|operation| operation.operation_id.as_deref());
    let message = format!("the link leads to `{name}`, which is no operation");
    let mut diagnostic = Diagnostic::new(&UNKNOWN_OPERATION, message);
    let near = nearest(name, ids).filter(|_| member == "operationId");
    diagnostic.help = near.map(|near| format!("did you mean `{near}`?"));
    at(diagnostic, document.place_of_member(link.origin, member), "no operation is there")
}
