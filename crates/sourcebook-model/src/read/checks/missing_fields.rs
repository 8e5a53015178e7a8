//! Objects without a required field.

use crate::document::{Document, Origin, Version};
use sourcebook_syntax::{Diagnostic, NodeRef, Place, Span};

use super::super::codes::MISSING_FIELD;
use super::{at, node};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    information(document, diagnostics);
    for (_, parameter) in document.parameters.iter() {
        // One behind a reference that leads nowhere was reported there.
        if parameter.name.is_empty() && is_written(document, parameter.origin) {
            let diagnostic =
                Diagnostic::new(&MISSING_FIELD, "a parameter has no name").help("add `name`");
            diagnostics.push(at(diagnostic, document.place(parameter.origin), "this parameter"));
        }
    }
    responses(document, diagnostics);
}

fn information(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let root = document.trees.first();
    if let Some(tree) = root.filter(|tree| tree.root().get("info").is_none()) {
        let span = Span::new(0, 0);
        let place = Place { file: tree.file(), span, pointer: String::new() };
        let diagnostic = Diagnostic::new(&MISSING_FIELD, "the document has no `info`")
            .help("add `info` with `title` and `version`");
        diagnostics.push(at(diagnostic, Some(place), "neither title nor version"));
    }
}

/// A response has a description in every version before 3.2.
fn responses(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if document.version >= Version::OpenApi3_2 {
        return;
    }
    let mut last = None;
    for (_, response) in document.responses.iter() {
        let is_object = node(document, response.origin).is_some_and(NodeRef::is_object);
        let has_one =
            node(document, response.origin).is_some_and(|node| node.get("description").is_some());
        // In 2.0 a response is there once for each list of media types.
        if !is_object || has_one || last.replace(response.origin) == Some(response.origin) {
            continue;
        }
        let diagnostic = Diagnostic::new(&MISSING_FIELD, "a response has no description")
            .help("add `description`: when the server answers like this");
        diagnostics.push(at(diagnostic, document.place(response.origin), "this response"));
    }
}

fn is_written(document: &Document, origin: Origin) -> bool {
    document.place(origin).is_some_and(|place| !place.pointer.is_empty())
}
