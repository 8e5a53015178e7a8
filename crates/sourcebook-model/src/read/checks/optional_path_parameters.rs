//! Path parameters that are not said to be required.

use crate::document::{Document, ParameterLocation};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::OPTIONAL_PATH_PARAMETER;
use super::{at, node};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for (_, parameter) in document.parameters.iter() {
        let Some(node) = node(document, parameter.origin) else { continue };
        let required = node.get("required");
        if parameter.location != ParameterLocation::Path
            || required.and_then(NodeRef::as_bool) == Some(true)
        {
            continue;
        }
        let message = format!("the path parameter `{}` is not required", parameter.name);
        let diagnostic = Diagnostic::new(&OPTIONAL_PATH_PARAMETER, message)
            .help("write `required: true`: a path without it is another path");
        let place = document.place_of_member(parameter.origin, "required");
        diagnostics.push(at(diagnostic, place, "it is always required"));
    }
}
