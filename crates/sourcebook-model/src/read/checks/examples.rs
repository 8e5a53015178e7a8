//! Objects that have an `example` and `examples`.

use sourcebook_syntax::Diagnostic;

use super::super::codes::EXAMPLE_BESIDE_EXAMPLES;
use super::{at, node};
use crate::document::{Document, MediaType, Version};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if document.version == Version::Swagger2_0 {
        return;
    }
    let bodies = document.request_bodies.iter().map(|(_, body)| &body.content);
    let responses = document.responses.iter().map(|(_, response)| &response.content);
    let media_types: Vec<&MediaType> = bodies
        .chain(responses)
        .chain(document.parameters.iter().map(|(_, parameter)| &parameter.content))
        .chain(document.headers.iter().map(|(_, header)| &header.content))
        .flat_map(|content| content.iter().map(|(_, media_type)| media_type))
        .collect();
    let media_types = media_types.into_iter().map(|it| (it.origin, it.example.is_some()));
    let parameters = document.parameters.iter().map(|(_, it)| (it.origin, it.example.is_some()));
    let headers = document.headers.iter().map(|(_, it)| (it.origin, it.example.is_some()));
    let mut reported = std::collections::HashSet::new();
    for (origin, has_example) in media_types.chain(parameters).chain(headers) {
        let has_others = has_example
            && node(document, origin)
                .and_then(|node| node.get("examples"))
                .is_some_and(|examples| examples.members().len() > 0);
        if has_others && reported.insert(origin) {
            let message = "`example` and `examples` exclude each other";
            let diagnostic = Diagnostic::new(&EXAMPLE_BESIDE_EXAMPLES, message)
                .help("move it to `examples`, with a name");
            let place = document.place_of_member(origin, "example");
            diagnostics.push(at(diagnostic, place, "programs may take this one, or the others"));
        }
    }
}
