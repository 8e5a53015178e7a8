//! The URL of a request: a server, its variables filled in, and the path behind it.

use crate::document::{Document, Operation, PathItem, Server};

use super::encode;

/// Where a server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// `https`.
    pub(super) scheme: String,
    /// Host and port.
    pub(super) authority: String,
    /// The path, encoded; ends without a slash, and is empty for the root.
    pub(super) path: String,
    /// The query that the server's URL has, encoded; absent where it has none.
    pub(super) query: Option<String>,
}

/// The server that an operation's requests are sent to: the first of the operation, else of its
/// path, else of the document; of several, the first one that is asked by HTTP. What it leaves open comes
/// from `fallback`, an absolute URL.
pub(super) fn base(
    document: &Document,
    item: &PathItem,
    operation: &Operation,
    fallback: &str,
) -> Base {
    let own = [&operation.servers, &item.servers, &document.servers];
    let servers = own.into_iter().find(|servers| !servers.is_empty());
    let server = servers.and_then(|servers| {
        let by_http = servers.iter().find(|server| !is_web_socket(&server.url));
        by_http.or_else(|| servers.first())
    });
    let fallback = absolute(fallback).unwrap_or_else(|| Base {
        scheme: "https".to_owned(),
        authority: "example.com".to_owned(),
        path: String::new(),
        query: None,
    });
    // The document's own URL is what relative ones are relative to; its last segment is a file.
    let of_document = document.self_uri.as_deref().and_then(absolute).map(|base| Base {
        path: base.path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default(),
        query: None,
        ..base
    });
    let around = of_document.unwrap_or(fallback);
    let Some(url) = server.map(filled) else { return around };
    let base = absolute(&url).unwrap_or_else(|| relative(&url, &around));
    if base.authority.is_empty() { Base { authority: around.authority, ..base } } else { base }
}

fn is_web_socket(url: &str) -> bool {
    url.starts_with("ws:") || url.starts_with("wss:")
}

/// A server's URL with its variables filled in: by their default, else by their first value, else
/// by their name, so that a host stays one.
fn filled(server: &Server) -> String {
    let mut url = String::with_capacity(server.url.len());
    let mut rest = server.url.trim();
    while let Some((before, name, after)) = next_variable(rest) {
        url.push_str(before);
        let variable = server.variables.iter().find(|(known, _)| known == name);
        match variable.map(|(_, variable)| variable) {
            Some(variable) if variable.default.is_empty() && !variable.values.is_empty() => {
                let is_allowed = variable.values.iter().any(String::is_empty);
                url.push_str(if is_allowed { "" } else { &variable.values[0] });
            }
            Some(variable) => url.push_str(variable.default.trim()),
            None => url.extend(name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-')),
        }
        rest = after;
    }
    url.push_str(rest);
    url
}

/// The text before the next `{name}`, the name, and the text behind it.
fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let (before, inside) = text.split_once('{')?;
    let (name, after) = inside.split_once('}')?;
    Some((before, name, after))
}

/// A URL with scheme and host, taken apart; `None` for all others.
fn absolute(url: &str) -> Option<Base> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| with_authority(&scheme.to_ascii_lowercase(), rest))
}

/// What follows `//`, taken apart.
fn with_authority(scheme: &str, rest: &str) -> Base {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let (path, query) = path_and_query(rest);
    // What no host can have in it would end the URL for one reader or another.
    let is_kept = |c: &char| !c.is_whitespace() && !c.is_control() && !"'\"<>\\^`{|}".contains(*c);
    let authority = authority.to_ascii_lowercase().chars().filter(is_kept).collect();
    Base { scheme: scheme.to_owned(), authority, path, query }
}

/// The path, encoded and without a slash at its end, and the query; a fragment is never sent.
fn path_and_query(text: &str) -> (String, Option<String>) {
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    let (path, query) =
        text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
    let query = query.filter(|query| !query.is_empty()).map(encode::query);
    (encode::path(path.trim_end_matches('/')), query)
}

/// A URL without a scheme, as it is seen from a server.
fn relative(url: &str, around: &Base) -> Base {
    if let Some(rest) = url.strip_prefix("//") {
        return with_authority(&around.scheme, rest);
    }
    if has_port(url) {
        return with_authority(&around.scheme, url);
    }
    let (path, query) = path_and_query(url);
    let path = if url.starts_with('/') { path } else { format!("{}/{path}", around.path) };
    Base { path: without_dots(&path), query, ..around.clone() }
}

/// Whether a text begins with a host and a port: `localhost:8080/v1`.
fn has_port(url: &str) -> bool {
    let authority = url.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit_once(':').is_some_and(|(host, port)| {
        !host.is_empty() && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A path with its `.` and `..` followed (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
    }
    let path = format!("/{}", kept.join("/"));
    path.trim_end_matches('/').to_owned()
}

/// Path and query of a request: the server's, then the operation's with its parameters filled in by
/// `value` (encoded; what belongs there for `{name}`), then those of the query.
pub(super) fn target(
    base: &Base,
    path: &str,
    value: &dyn Fn(&str) -> String,
    query: &[String],
) -> String {
    let (path, own_query) = path
        .trim()
        .split_once('?')
        .map_or((path.trim(), None), |(path, query)| (path, Some(query)));
    let path = template(path, encode::path, value);
    let own_query = own_query.map(|query| template(query, encode::query, value));
    let queries = base.query.iter().chain(&own_query).chain(query);
    let queries: Vec<&str> =
        queries.map(String::as_str).filter(|query| !query.is_empty()).collect();
    let mut target = base.path.clone();
    if !path.starts_with('/') && (!path.is_empty() || target.is_empty()) {
        target.push('/');
    }
    target.push_str(&path);
    if !queries.is_empty() {
        target.push('?');
        target.push_str(&queries.join("&"));
    }
    target
}

/// A template: what stands between its parameters is encoded, they are filled in.
fn template(text: &str, encode: fn(&str) -> String, value: &dyn Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = next_variable(rest) {
        filled.push_str(&encode(before));
        filled.push_str(&value(name));
        rest = after;
    }
    filled.push_str(&encode(rest));
    filled
}
