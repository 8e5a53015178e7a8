//! Objects without a required field.

use crate::document::Document;
use sourcebook_syntax::{Diagnostic, Place, Span};

use super::super::codes::MISSING_FIELD;
use super::at;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let root = document.trees.first();
    if let Some(tree) = root.filter(|tree| tree.root().get("info").is_none()) {
        let span = Span::new(0, 0);
        let place = Place { file: tree.file(), span, pointer: String::new() };
        let diagnostic = Diagnostic::new(&MISSING_FIELD, "the document has no `info`")
            .help("add `info` with `title` and `version`");
        diagnostics.push(at(diagnostic, Some(place), "neither title nor version"));
    }
    for (_, parameter) in document.parameters.iter() {
        // One behind a reference that leads nowhere was reported there.
        let is_written =
            document.place(parameter.origin).is_some_and(|place| !place.pointer.is_empty());
        if parameter.name.is_empty() && is_written {
            let diagnostic =
                Diagnostic::new(&MISSING_FIELD, "a parameter has no name").help("add `name`");
            diagnostics.push(at(diagnostic, document.place(parameter.origin), "this parameter"));
        }
    }
}
