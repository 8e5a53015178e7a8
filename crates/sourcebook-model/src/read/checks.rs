//! What is checked when the whole document is known. One file for each kind of problem.

mod missing_fields;
mod no_operations;
mod operation_ids;
mod operations;
mod path_parameters;
mod security;

use crate::document::Document;
use sourcebook_syntax::{Diagnostic, Place};

/// The checks, in the order in which they run.
const CHECKS: &[fn(&Document, &mut Vec<Diagnostic>)] = &[
    operations::check,
    operation_ids::check,
    path_parameters::check,
    security::check,
    missing_fields::check,
    no_operations::check,
];

/// Runs every check, and puts everything that was found in the order of the texts.
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for check in CHECKS {
        check(document, diagnostics);
    }
    diagnostics.sort_by_key(|diagnostic| {
        diagnostic.place.as_ref().map(|place| (place.file, place.span.start))
    });
}

/// The place of a path's key.
fn place_of_path(document: &Document, path: &str) -> Option<Place> {
    let tree = document.trees.first()?;
    let paths = tree.root().get("paths")?;
    document.place_of_member(paths.origin(), path)
}

/// Adds the place to a diagnostic, where one is known.
fn at(diagnostic: Diagnostic, place: Option<Place>, label: &str) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place, label),
        None => diagnostic,
    }
}
