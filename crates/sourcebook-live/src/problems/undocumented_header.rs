//! Headers of answers that no response names.

use std::collections::BTreeMap;

use sourcebook_model::document::{Document, Operation};
use sourcebook_syntax::{Diagnostic, problem_code};

use super::at_operation;

problem_code! {
    /// The server sent a header that its response does not name and that HTTP itself does not explain. No
    /// reader learns that it is there, and generated clients do not offer it.
    ///
    /// Add it to the `headers` of the response. Headers of HTTP, of caches, cross-origin requests,
    /// security policies and tracing need no documentation.
    pub(crate) static UNDOCUMENTED_HEADER = "undocumented-header", Warning,
        "the server sends a header that is not documented";
}

/// Maximum number of further operations that are named.
const MAX_NAMED: usize = 3;

/// Headers that were seen and are not documented, each with the operations that sent it.
#[derive(Debug, Default)]
pub(crate) struct Seen<'d>(BTreeMap<String, Vec<(&'d str, &'d Operation, u16)>>);

impl<'d> Seen<'d> {
    /// Keeps a header of an answer.
    pub(crate) fn add(&mut self, name: &str, path: &'d str, operation: &'d Operation, status: u16) {
        let seen = self.0.entry(name.to_owned()).or_default();
        if !seen.iter().any(|(known, one, _)| *known == path && one.method == operation.method) {
            seen.push((path, operation, status));
        }
    }

    /// One diagnostic for each header.
    pub(crate) fn diagnostics(&self, document: &Document) -> Vec<Diagnostic> {
        let diagnostic = |(name, seen): (&String, &Vec<(&str, &Operation, u16)>)| {
            let (path, operation, status) = *seen.first()?;
            let message = format!(
                "`{} {path}` ({status}) sent the header `{name}`, which is not documented",
                operation.method
            );
            let diagnostic = Diagnostic::new(&UNDOCUMENTED_HEADER, message);
            let mut diagnostic = match document.place_of_member(operation.origin, "responses") {
                Some(place) => diagnostic.at(place, "not in any of these"),
                None => at_operation(diagnostic, document, operation, "this operation"),
            };
            if seen.len() > 1 {
                let more = seen.iter().skip(1).take(MAX_NAMED);
                let named: Vec<String> =
                    more.map(|(path, one, _)| format!("`{} {path}`", one.method)).collect();
                let left = (seen.len() - 1).saturating_sub(MAX_NAMED);
                let left = if left == 0 { String::new() } else { format!(" and {left} more") };
                diagnostic.notes.push(format!("so did {}{left}", named.join(", ")));
            }
            Some(diagnostic)
        };
        self.0.iter().filter_map(diagnostic).collect()
    }
}
