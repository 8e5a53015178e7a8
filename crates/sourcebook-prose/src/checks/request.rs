//! Requests that the server does not answer.

use sourcebook_model::document::ParameterLocation;
use sourcebook_syntax::{Diagnostic, Span, problem_code};

use super::Context;
use crate::finding::Findings;
use crate::mapped::Mapped;
use crate::near::nearest;
use crate::requests::{Named, Request};
use crate::vocabulary::operations::{Route, segments};

problem_code! {
    /// A page shows a request that the server does not answer: no operation of the API document has
    /// the path, or none has the method at it; or a query parameter or a header is spelled almost as
    /// one that is known. Usually the path was changed, or a part of it is missing.
    ///
    /// Requests to hosts that are not this server's are not checked; `hosts` under `[prose]` says what
    /// else stands for it. Paths that something else answers go into `foreign`.
    pub static PROSE_REQUEST = "prose-request", Error,
        "a page shows a request that the server does not answer";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for request in &context.requests {
        if !is_own(context, request) {
            continue;
        }
        let routes = context.vocabulary.operations.routes(request.path.text());
        if routes.is_empty() {
            unknown_path(context, request, findings);
        } else if let Some(diagnostic) = unknown_method(context, request, &routes) {
            findings.add(diagnostic);
        } else if let Some(route) = routes.first() {
            findings.list.extend(names(context, request, route));
        }
    }
}

/// Whether a request goes to the server that the facts are about.
pub(super) fn is_own(context: &Context<'_>, request: &Request) -> bool {
    let operations = &context.vocabulary.operations;
    let path = request.path.text();
    let host = request.host.to_lowercase();
    let is_set = |set: &String| {
        let set = set.split_once("://").map_or(set.as_str(), |(_, host)| host).to_lowercase();
        host.trim_matches(['$', '{', '}', '%']) == set.trim_end_matches('/')
    };
    if context.settings.hosts.iter().any(is_set) || operations.has_host(&host) {
        return true;
    }
    if host.is_empty() {
        return request.method.is_some() || operations.is_own(path);
    }
    stands_for_any(&host) && operations.is_own(path)
}

/// Whether a host stands for whatever host the reader has: a variable, a placeholder, this machine,
/// a name within a network, or one that is reserved for examples.
fn stands_for_any(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    let is_open = host.contains(['$', '<', '{', '[', '…', '%', '*']) || host.contains("...");
    let is_local = !name.contains('.') || name.starts_with("127.") || name == "0.0.0.0";
    is_open || is_local || name.contains("example") || name.contains("your")
}

fn unknown_path(context: &Context<'_>, request: &Request, findings: &mut Findings) {
    let path = request.path.text();
    let is_served = context.vocabulary.outside.serves(path);
    if is_served || context.is_foreign(path, findings) || tells_nothing(context, path) {
        return;
    }
    let near = context.vocabulary.operations.near(path);
    let span = request.path.full_span();
    let is_decided = request.is_call && context.vocabulary.operations.has_group(path);
    if near.near.is_none() && !is_decided && !context.settings.is_strict {
        findings.mention(context.place(span), path);
        return;
    }
    let message = format!("no operation has the path `{path}`");
    let marked = near.segment.and_then(|(number, _)| segment_span(&request.path, number));
    let mut diagnostic = Diagnostic::new(&PROSE_REQUEST, message)
        .at(context.place(marked.unwrap_or(span)), "unknown")
        .note("the API document says which paths there are");
    if let Some(path) = near.near {
        diagnostic = diagnostic.help(format!("did you mean `{path}`?"));
    }
    if let (Some((_, segment)), Some(_)) = (near.segment, marked) {
        diagnostic.replacement = Some(segment.to_owned());
    }
    findings.add(diagnostic);
}

/// A path that is no more than a beginning: `/`, `/api/v2/*`.
fn tells_nothing(context: &Context<'_>, path: &str) -> bool {
    let is_base = |base: &str| path.trim_end_matches('/') == base;
    path.len() < 2
        || context.vocabulary.operations.telling_bases().any(is_base)
        || path.ends_with("/*")
        || path.ends_with("/**")
        || path.ends_with("...")
}

/// Where a segment of a path stands.
fn segment_span(path: &Mapped, number: usize) -> Option<Span> {
    let mut at = 1;
    for (count, segment) in segments(path.text()).into_iter().enumerate() {
        if count == number {
            return Some(path.span(at..at + segment.len()));
        }
        at += segment.len() + 1;
    }
    None
}

fn unknown_method(
    context: &Context<'_>,
    request: &Request,
    routes: &[&Route<'_>],
) -> Option<Diagnostic> {
    let method = request.method.as_ref().filter(|method| method.text != "OPTIONS")?;
    if routes.iter().any(|route| route.operation(&method.text).is_some()) {
        return None;
    }
    let route = routes.first()?;
    let message = format!("`{}` has no operation `{}`", route.path, method.text);
    let methods = route.methods().join(", ");
    // A method that is not written has no place of its own.
    let span =
        if method.span.start == method.span.end { request.path.full_span() } else { method.span };
    Some(
        Diagnostic::new(&PROSE_REQUEST, message)
            .at(context.place(span), "not answered")
            .note(format!("the API document says that it has {methods}")),
    )
}

/// Names in the query and of headers that are almost as known ones.
fn names(context: &Context<'_>, request: &Request, route: &Route<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let operations = &context.vocabulary.operations;
    let document = operations.document(route);
    let operation = request.method.as_ref().and_then(|method| route.operation(&method.text));
    if let Some(operation) = operation {
        let known = || route.parameters(document, operation, ParameterLocation::Query);
        for name in request.query.iter().filter(|name| !known().any(|known| known == name.text)) {
            let near = nearest(&name.text, known());
            found.extend(near.map(|near| misspelled(context, "query parameter", name, near.name)));
        }
    }
    for name in &request.headers {
        let lower = name.text.to_lowercase();
        let is_known = STANDARD_HEADERS.contains(&lower.as_str())
            || operations.headers().any(|one| one == lower);
        let near = nearest(&lower, operations.headers()).filter(|_| !is_known);
        if let Some(near) = near {
            found.push(misspelled(context, "header", name, &spelled(context, near.name)));
        }
    }
    found
}

/// Headers that every server knows.
const STANDARD_HEADERS: [&str; 14] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cache-control",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "if-match",
    "if-none-match",
    "origin",
    "user-agent",
];

fn misspelled(context: &Context<'_>, kind: &str, name: &Named, near: &str) -> Diagnostic {
    Diagnostic::new(&PROSE_REQUEST, format!("there is no {kind} `{}`", name.text))
        .at(context.place(name.span), "unknown")
        .help(format!("did you mean `{near}`?"))
        .replace_with(near)
}

/// A header as the documents spell it.
fn spelled(context: &Context<'_>, lower: &str) -> String {
    context.vocabulary.operations.spelled_header(lower).unwrap_or(lower).to_owned()
}
