//! What is checked when the whole document is known. One file for each kind of problem.

mod arrays_without_items;
mod duplicate_parameters;
mod duplicate_tags;
mod examples;
mod host;
mod ignored_parameters;
mod limits;
mod links;
mod loose_indentation;
mod missing_fields;
mod no_operations;
mod operation_ids;
mod operations;
mod optional_path_parameters;
mod parameter_content;
mod parent_tags;
mod path_parameters;
mod path_without_slash;
mod security;
mod server_variables;
mod statuses;
mod styles;

use crate::document::{Document, Origin};
use sourcebook_syntax::{Diagnostic, NodeId, NodeRef, Place};

/// The checks, in the order in which they run.
const CHECKS: &[fn(&Document, &mut Vec<Diagnostic>)] = &[
    operations::check,
    operation_ids::check,
    path_parameters::check,
    security::check,
    missing_fields::check,
    no_operations::check,
    path_without_slash::check,
    optional_path_parameters::check,
    duplicate_parameters::check,
    parameter_content::check,
    ignored_parameters::check,
    examples::check,
    styles::check,
    statuses::check,
    duplicate_tags::check,
    parent_tags::check,
    links::check,
    server_variables::check,
    host::check,
    arrays_without_items::check,
    limits::check,
    loose_indentation::check,
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

/// The value that an object was made of; absent where none was.
fn node(document: &Document, origin: Origin) -> Option<NodeRef<'_>> {
    let tree = document.trees.get(origin.tree as usize)?;
    Some(tree.node(NodeId(origin.node)))
}

/// The place of a path's key.
fn place_of_path(document: &Document, path: &str) -> Option<Place> {
    let tree = document.trees.first()?;
    let paths = tree.root().get("paths")?;
    document.place_of_member(paths.origin(), path)
}

/// Adds the place to a diagnostic, where one is known.
fn at(diagnostic: Diagnostic, place: Option<Place>, label: impl Into<String>) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place, label),
        None => diagnostic,
    }
}
