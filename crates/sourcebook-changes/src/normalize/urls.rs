//! The URL of an operation as clients see it: the path of the server, or the base path, and the path,
//! with the names of templates left aside.

use sourcebook_model::document::{Document, Operation, PathItem, Server};

/// The URLs at which an operation is served, without their hosts, each once.
pub(crate) fn effective(
    document: &Document,
    path: &str,
    item: &PathItem,
    operation: &Operation,
) -> Vec<String> {
    let servers = [&operation.servers, &item.servers, &document.servers];
    let servers = servers.into_iter().find(|servers| !servers.is_empty());
    let bases = servers.map_or_else(|| vec![String::new()], |all| all.iter().map(base).collect());
    let mut urls = Vec::with_capacity(bases.len());
    for base in bases {
        let url = erased(&format!("{base}{path}"));
        if !urls.contains(&url) {
            urls.push(url);
        }
    }
    urls
}

/// The path of a server's URL, without a slash at its end.
pub(crate) fn base(server: &Server) -> String {
    let url = server.default_url();
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => match url.strip_prefix("//") {
            Some(rest) => rest.find('/').map_or("", |at| &rest[at..]),
            None => url.as_str(),
        },
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path).trim_end_matches('/');
    if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// The scheme and the host of a server's URL; empty where it has none.
pub(crate) fn origin(server: &Server) -> String {
    let url = server.default_url();
    let Some((scheme, rest)) = url.split_once("://") else { return String::new() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    format!("{scheme}://{host}").to_ascii_lowercase()
}

/// A path without the names of its templates: `/pets/{}`.
pub(crate) fn erased(path: &str) -> String {
    let mut erased = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, template)) = rest.split_once('{') {
        erased.push_str(before);
        let Some((_, after)) = template.split_once('}') else {
            erased.push('{');
            rest = template;
            continue;
        };
        erased.push_str("{}");
        rest = after;
    }
    erased.push_str(rest);
    erased
}

/// The names of a path's templates, in their order.
pub(crate) fn templates(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use sourcebook_model::document::Server;

    use super::*;

    #[test]
    fn the_path_of_a_server_is_what_counts() {
        let table = [
            ("https://api.example.com/v1/", "/v1", "https://api.example.com"),
            ("https://API.example.com", "", "https://api.example.com"),
            ("/api/v2", "/api/v2", ""),
            ("/", "", ""),
            ("", "", ""),
            ("//host/a", "/a", ""),
            ("v1", "/v1", ""),
            ("./v1", "/v1", ""),
            ("https://h/a?x=/b", "/a", "https://h"),
        ];
        for (url, path, host) in table {
            let server = Server { url: url.to_owned(), ..Server::default() };
            assert_eq!((base(&server).as_str(), origin(&server).as_str()), (path, host), "{url}");
        }
    }

    #[test]
    fn names_of_templates_are_left_aside() {
        let table = [
            ("/pets/{id}", "/pets/{}"),
            ("/a/{b}/c/{d}.json", "/a/{}/c/{}.json"),
            ("/a/{open", "/a/{open"),
            ("/", "/"),
        ];
        for (path, expected) in table {
            assert_eq!(erased(path), expected);
        }
        assert_eq!(templates("/a/{b}/c/{d}.json").collect::<Vec<_>>(), ["b", "d"]);
    }
}
