//! Paths of routes, of documents and of requests, compared by what they match.

use std::collections::{BTreeMap, BTreeSet};

use sourcebook_model::Document;
use sourcebook_model::document::{Operation, Server};

use super::Route;

/// Paths with their methods. Names of parameters and a last slash do not count.
#[derive(Debug, Default)]
pub struct Served<'d> {
    /// What stands before the document's paths.
    base: String,
    methods: BTreeMap<String, BTreeSet<&'d str>>,
    paths: Vec<String>,
    routes: &'d [Route],
}

impl<'d> Served<'d> {
    /// The operations of a document, by the paths from the root of the server.
    pub fn of(document: &'d Document) -> Self {
        let mut served = Self { base: base_path(document), ..Self::default() };
        for (path, _, operation) in document.operations() {
            let full = served.full(path);
            let methods = served.methods.entry(shape(&full)).or_default();
            methods.insert(&operation.method);
            served.paths.push(full);
        }
        served
    }

    /// The routes of a server whose API is described by a document.
    pub fn by(document: &Document, routes: &'d [Route]) -> Self {
        let paths = routes.iter().map(|route| route.path.clone()).collect();
        Self { base: base_path(document), paths, routes, ..Self::default() }
    }

    /// The path of an operation from the root of the server.
    pub fn full(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The methods of the operations at a path from the root of the server.
    pub fn at(&self, path: &str) -> Vec<&'d str> {
        self.methods.get(&shape(path)).into_iter().flatten().copied().collect()
    }

    /// Every path from the root of the server.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Whether a route answers an operation.
    pub fn serves(&self, path: &str, method: &str) -> bool {
        let wanted = shape(&self.full(path));
        self.routes.iter().filter(|route| route.answers(method)).any(|route| {
            let route = shape(&route.path);
            match route.strip_suffix("{*}") {
                Some(start) => wanted.starts_with(start),
                None => route == wanted,
            }
        })
    }
}

/// The path of the document's first server.
fn base_path(document: &Document) -> String {
    let url = document.servers.first().map(Server::default_url).unwrap_or_default();
    let path = match url.split_once("//") {
        Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
        None => &url,
    };
    path.trim_end_matches('/').to_owned()
}

/// A path without the names of its parameters and without its last slash.
fn shape(path: &str) -> String {
    let segments = path.trim_end_matches('/').split('/');
    let segments = segments.map(|segment| match segment.split_once('{') {
        Some(("", name)) if name.starts_with('*') => "{*}".to_owned(),
        Some((before, name)) => {
            let behind = name.split_once('}').map_or("", |(_, behind)| behind);
            format!("{before}{{}}{behind}")
        }
        None => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

/// The operations of a document, to be found by the path of a request.
#[derive(Debug)]
pub struct PathTemplates<'d> {
    operations: Vec<(Vec<String>, &'d str, &'d Operation)>,
}

impl<'d> PathTemplates<'d> {
    /// The operations of a document.
    pub fn of(document: &'d Document) -> Self {
        let base = base_path(document);
        let segments = |path: &str| {
            let full = shape(&format!("{base}{path}"));
            full.split('/').map(str::to_owned).collect()
        };
        let operations = document.operations();
        let operations = operations.map(|(path, _, operation)| (segments(path), path, operation));
        Self { operations: operations.collect() }
    }

    /// The operation that answers a request. Where several match, the one with the most segments
    /// that are no parameters.
    pub fn operation(&self, method: &str, path: &str) -> Option<(&'d str, &'d Operation)> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let asked: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        let matching = |wanted: &str| {
            let all = self.operations.iter();
            let all = all.filter(|(_, _, operation)| operation.method == wanted);
            all.filter(|(template, _, _)| matches(template, &asked)).max_by_key(
                |(template, _, _)| template.iter().filter(|one| !one.contains('{')).count(),
            )
        };
        let found = matching(method).or_else(|| matching("GET").filter(|_| method == "HEAD"));
        found.map(|(_, path, operation)| (*path, *operation))
    }
}

fn matches(template: &[String], asked: &[&str]) -> bool {
    template.len() == asked.len()
        && template.iter().zip(asked).all(|(one, asked)| match one.split_once("{}") {
            Some((before, behind)) => {
                asked.len() > before.len() + behind.len()
                    && asked.starts_with(before)
                    && asked.ends_with(behind)
            }
            None => one == asked,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_by_what_they_match() {
        let table = [
            ("/", ""),
            ("/a/", "/a"),
            ("/a/{id}", "/a/{}"),
            ("/a/{id}.json", "/a/{}.json"),
            ("/a/{*rest}", "/a/{*}"),
        ];
        for (path, expected) in table {
            assert_eq!(shape(path), expected, "{path}");
        }
    }

    #[test]
    fn requests_match_templates() {
        let table = [
            ("/a/{}", "/a/7", true),
            ("/a/{}", "/a/", false),
            ("/a/{}", "/a/7/b", false),
            ("/a/{}.json", "/a/7.json", true),
            ("/a/{}.json", "/a/7.xml", false),
            ("/a", "/a", true),
            ("/a", "/b", false),
        ];
        for (template, path, expected) in table {
            let template: Vec<String> = template.split('/').map(str::to_owned).collect();
            let asked: Vec<&str> = path.split('/').collect();
            assert_eq!(matches(&template, &asked), expected, "{template:?} {path}");
        }
    }
}
