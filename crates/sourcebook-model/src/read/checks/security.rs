//! Security requirements that name schemes which nobody declared.

use std::collections::HashSet;

use crate::document::{Document, Origin, SecurityRequirement};
use sourcebook_syntax::{Diagnostic, nearest};

use super::super::codes::UNKNOWN_SECURITY_SCHEME;
use super::at;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut reported: HashSet<&str> = HashSet::new();
    let root = document.trees.first().map(|tree| tree.root().origin()).unwrap_or_default();
    let own = document.operations().map(|(_, _, operation)| {
        (operation.origin, operation.security.as_deref().unwrap_or_default())
    });
    let everywhere: Vec<(Origin, &[SecurityRequirement])> =
        std::iter::once((root, document.security.as_slice())).chain(own).collect();
    for (origin, requirements) in everywhere {
        for (name, _) in requirements.iter().flat_map(|requirement| &requirement.schemes) {
            // Since 3.2 a scheme may be named by a URI.
            if !is_declared(document, name) && !name.contains('/') && reported.insert(name) {
                diagnostics.push(unknown(document, origin, name));
            }
        }
    }
}

fn is_declared(document: &Document, name: &str) -> bool {
    document.components.security_schemes.iter().any(|(declared, _)| declared == name)
}

fn unknown(document: &Document, origin: Origin, name: &str) -> Diagnostic {
    let declared = document.components.security_schemes.iter().map(|(name, _)| name.as_str());
    let message = format!("unknown security scheme `{name}`");
    let mut diagnostic = Diagnostic::new(&UNKNOWN_SECURITY_SCHEME, message);
    diagnostic.help = nearest(name, declared).map(|near| format!("did you mean `{near}`?"));
    at(diagnostic, document.place_of_member(origin, "security"), "required here")
}
