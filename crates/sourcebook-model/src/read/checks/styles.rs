//! Styles of parameters that the specification does not have in their place.

use crate::document::{Document, Parameter, Version};
use sourcebook_syntax::Diagnostic;

use super::super::codes::MISPLACED_STYLE;
use super::at;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if document.version == Version::Swagger2_0 {
        return;
    }
    for (_, parameter) in document.parameters.iter() {
        let Some(style) = parameter.style.as_deref() else { continue };
        let allowed = parameter.location.styles(document.version);
        if !allowed.contains(&style) {
            diagnostics.push(misplaced(document, parameter, style, allowed));
        }
    }
}

fn misplaced(
    document: &Document,
    parameter: &Parameter,
    style: &str,
    allowed: &[&str],
) -> Diagnostic {
    let place = parameter.location.name();
    let message = format!("a parameter in `{place}` cannot have the style `{style}`");
    let help = match allowed {
        [] => "remove it: the media type under `content` says how the value is written".to_owned(),
        styles => {
            let styles: Vec<String> = styles.iter().map(|one| format!("`{one}`")).collect();
            format!("use {}", styles.join(" or "))
        }
    };
    let diagnostic = Diagnostic::new(&MISPLACED_STYLE, message).help(help);
    let label = "nobody knows how to write the value";
    at(diagnostic, document.place_of_member(parameter.origin, "style"), label)
}
