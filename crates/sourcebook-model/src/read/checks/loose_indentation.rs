//! Lines of YAML that are indented less than the specification asks.

use sourcebook_syntax::{Diagnostic, Place};

use super::super::codes::LOOSE_INDENTATION;
use crate::document::Document;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for tree in &document.trees {
        let Some(span) = tree.loose_indentation() else { continue };
        let place = Place { file: tree.file(), span, pointer: String::new() };
        let message = "this line is not indented enough, and some programs do not read it";
        diagnostics.push(
            Diagnostic::new(&LOOSE_INDENTATION, message)
                .at(place, "starts too far to the left")
                .help("indent it more than the key that the value belongs to"),
        );
    }
}
