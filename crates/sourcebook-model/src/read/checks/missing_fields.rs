//! Objects without a required field.

use crate::document::{Document, SecuritySchemeKind, Version};
use sourcebook_syntax::{Diagnostic, NodeRef, Place, Span};

use super::super::codes::MISSING_FIELD;
use super::{at, node};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    information(document, diagnostics);
    for (_, parameter) in document.parameters.iter() {
        // One behind a reference that leads nowhere was reported there.
        let is_written = node(document, parameter.origin).is_some_and(NodeRef::is_object);
        if parameter.name.is_empty() && is_written {
            let diagnostic =
                Diagnostic::new(&MISSING_FIELD, "a parameter has no name").help("add `name`");
            diagnostics.push(at(diagnostic, document.place(parameter.origin), "this parameter"));
        }
    }
    security_schemes(document, diagnostics);
    responses(document, diagnostics);
    contents_and_urls(document, diagnostics);
}

fn information(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let Some(tree) = document.trees.first() else { return };
    let Some(info) = tree.root().get("info").filter(|info| !info.is_null()) else {
        let span = Span::new(0, 0);
        let place = Place { file: tree.file(), span, pointer: String::new() };
        let diagnostic = Diagnostic::new(&MISSING_FIELD, "the document has no `info`")
            .help("add `info` with `title` and `version`");
        diagnostics.push(at(diagnostic, Some(place), "neither title nor version"));
        return;
    };
    // What is behind a reference is looked at where it stands.
    if !info.is_object() || info.get("$ref").is_some() {
        return;
    }
    for name in ["title", "version"].into_iter().filter(|name| !has(info, name)) {
        let diagnostic = Diagnostic::new(&MISSING_FIELD, format!("`info` has no `{name}`"))
            .help(format!("add `{name}`"));
        let place = document.place_at(&["info"]);
        diagnostics.push(at(diagnostic, place, format!("the {name} of the API belongs here")));
    }
}

/// A security scheme says where its credentials go.
fn security_schemes(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for (_, scheme) in document.security_schemes.iter() {
        let required: &[&str] = match &scheme.kind {
            SecuritySchemeKind::ApiKey { .. } => &["name", "in"],
            // 2.0 says it by its type.
            SecuritySchemeKind::Http { .. } if document.version != Version::Swagger2_0 => {
                &["scheme"]
            }
            SecuritySchemeKind::OpenIdConnect { .. } => &["openIdConnectUrl"],
            _ => &[],
        };
        let Some(written) = node(document, scheme.origin).filter(|node| node.is_object()) else {
            continue;
        };
        for name in required.iter().filter(|name| !has(written, name)) {
            let message = format!("a security scheme has no `{name}`");
            let diagnostic = Diagnostic::new(&MISSING_FIELD, message).help(format!("add `{name}`"));
            let place = document.place(scheme.origin);
            diagnostics.push(at(diagnostic, place, "nobody knows how to send it"));
        }
    }
}

/// Bodies say what they are, and servers where they are.
fn contents_and_urls(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if document.version == Version::Swagger2_0 {
        return;
    }
    let bodies = document.request_bodies.iter().map(|(_, body)| (body.origin, "content"));
    let servers = document.all_servers().map(|server| (server.origin, "url"));
    let variables = document.all_servers().flat_map(|server| &server.variables);
    let variables = variables.map(|(_, variable)| (variable.origin, "default"));
    for (origin, name) in bodies.chain(servers).chain(variables) {
        let written = node(document, origin).filter(|node| node.is_object());
        if written.is_some_and(|node| node.get(name).is_none() && node.get("$ref").is_none()) {
            let what = match name {
                "url" => "a server",
                "default" => "a server variable",
                _ => "a request body",
            };
            let diagnostic = Diagnostic::new(&MISSING_FIELD, format!("{what} has no `{name}`"))
                .help(format!("add `{name}`"));
            diagnostics.push(at(diagnostic, document.place(origin), "this one"));
        }
    }
}

/// Whether an object has a member that says something.
fn has(node: NodeRef<'_>, name: &str) -> bool {
    node.get(name).is_some_and(|value| !value.is_null())
}

/// A response has a description in every version before 3.2.
fn responses(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if document.version >= Version::OpenApi3_2 {
        return;
    }
    let mut last = None;
    for (_, response) in document.responses.iter() {
        let is_object = node(document, response.origin).is_some_and(NodeRef::is_object);
        let has_one = node(document, response.origin).is_some_and(|node| has(node, "description"));
        // In 2.0 a response is there once for each list of media types.
        if !is_object || has_one || last.replace(response.origin) == Some(response.origin) {
            continue;
        }
        let diagnostic = Diagnostic::new(&MISSING_FIELD, "a response has no description")
            .help("add `description`: when the server answers like this");
        diagnostics.push(at(diagnostic, document.place(response.origin), "this response"));
    }
}
