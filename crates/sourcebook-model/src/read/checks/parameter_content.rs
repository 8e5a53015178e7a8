//! Whether parameters and headers say in one way what their values are.

use crate::document::{Document, Origin, Version};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::PARAMETER_CONTENT;
use super::{at, node};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if document.version == Version::Swagger2_0 {
        return;
    }
    let parameters = document.parameters.iter();
    let parameters =
        parameters.map(|(_, one)| (one.origin, format!("the parameter `{}`", one.name)));
    let headers = document.headers.iter().map(|(_, one)| (one.origin, "the header".to_owned()));
    for (origin, name) in parameters.chain(headers) {
        // One behind a reference that leads nowhere was reported there.
        let is_written = |node: &NodeRef<'_>| node.is_object() && node.get("$ref").is_none();
        let Some(node) = node(document, origin).filter(is_written) else { continue };
        if let Some((message, member, help)) = fault(node, &name) {
            diagnostics.push(diagnostic(document, origin, message, member, help));
        }
    }
}

/// What is wrong, the member that shows it, and what to do.
fn fault(node: NodeRef<'_>, name: &str) -> Option<(String, &'static str, &'static str)> {
    let content = node.get("content").filter(|content| content.is_object());
    match (node.get("schema"), content) {
        (Some(_), Some(_)) => Some((
            format!("{name} has a `schema` and a `content`"),
            "content",
            "remove one of them",
        )),
        (None, None) => {
            let message = format!("{name} has neither a `schema` nor a `content`");
            Some((message, "name", "add a `schema` that says what its values are"))
        }
        (None, Some(content)) if content.members().len() != 1 => {
            let message = format!("the `content` of {name} must have one media type");
            Some((message, "content", "keep the one in which the value is written"))
        }
        _ => None,
    }
}

fn diagnostic(
    document: &Document,
    origin: Origin,
    message: String,
    member: &str,
    help: &str,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(&PARAMETER_CONTENT, message).help(help);
    at(diagnostic, document.place_of_member(origin, member), "what may its values be?")
}
