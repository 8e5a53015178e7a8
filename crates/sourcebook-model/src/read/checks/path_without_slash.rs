//! Paths that do not start with a slash.

use crate::document::Document;
use sourcebook_syntax::Diagnostic;

use super::super::codes::PATH_WITHOUT_SLASH;
use super::{at, place_of_path};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for (path, _) in document.paths.iter().filter(|(path, _)| !path.starts_with('/')) {
        let message = format!("the path `{path}` does not start with `/`");
        let diagnostic =
            Diagnostic::new(&PATH_WITHOUT_SLASH, message).help(format!("write `/{path}`"));
        let label = "requests are made as if it did";
        diagnostics.push(at(diagnostic, place_of_path(document, path), label));
    }
}
