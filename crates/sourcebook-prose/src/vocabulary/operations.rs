//! The operations of API documents, by the paths with which they are called.

use std::collections::{BTreeMap, BTreeSet};

use sourcebook_model::Document;
use sourcebook_model::document::{
    Operation, ParameterLocation, PathItem, SecuritySchemeKind, Server,
};

use crate::near::nearest;

/// The operations of all documents.
#[derive(Debug, Default)]
pub struct Operations<'f> {
    documents: Vec<&'f Document>,
    routes: Vec<Route<'f>>,
    /// What stands before every path: `/api/v2`; empty where nothing does.
    bases: BTreeSet<String>,
    /// The hosts of the servers that documents name.
    hosts: BTreeSet<String>,
    /// The names of headers that operations take, each as it is declared by its lower case.
    headers: BTreeMap<String, String>,
}

/// A path with its operations.
#[derive(Debug)]
pub struct Route<'f> {
    /// The path with what stands before it: `/api/v2/users/{user}`.
    pub path: String,
    /// Its operations.
    pub item: &'f PathItem,
    /// The number of its document.
    pub document: usize,
    segments: Vec<Segment>,
}

#[derive(Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    /// `{name}`, maybe with text around it.
    Parameter,
}

/// Why no route answers a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPath<'o> {
    /// The path that was probably meant, as it is declared.
    pub near: Option<&'o str>,
    /// Where only a segment differs: its number, and what it should be.
    pub segment: Option<(usize, &'o str)>,
}

impl<'f> Operations<'f> {
    /// Adds the operations of a document.
    pub fn add_document(&mut self, document: &'f Document) {
        let number = self.documents.len();
        self.documents.push(document);
        let servers: Vec<String> = document.servers.iter().map(Server::default_url).collect();
        let mut bases: BTreeSet<String> = servers.iter().map(|url| base(url)).collect();
        self.hosts.extend(servers.iter().filter_map(|url| host(url)));
        if bases.is_empty() {
            bases.insert(String::new());
        }
        for (path, item) in &document.paths {
            for base in &bases {
                let item = &document.path_items[item.id];
                let path = format!("{base}{path}");
                let segments = path.split('/').skip(1).map(Segment::of).collect();
                self.bases.insert(general_part(&path, base.len()).to_owned());
                self.routes.push(Route { path, item, document: number, segments });
            }
        }
        self.headers.extend(header_names(document).map(|name| (name.to_lowercase(), name)));
    }

    /// Whether nothing is known of any API.
    pub fn is_empty(&self) -> bool {
        self.routes.is_empty()
    }

    /// The document of a route.
    pub fn document(&self, route: &Route<'f>) -> &'f Document {
        self.documents[route.document]
    }

    /// Every document.
    pub fn documents(&self) -> &[&'f Document] {
        &self.documents
    }

    /// What stands before all paths, where that tells them from those of others: `/api/v2`.
    pub fn telling_bases(&self) -> impl Iterator<Item = &str> {
        self.bases.iter().map(String::as_str).filter(|base| !base.is_empty())
    }

    /// Whether a document names a host as one of its servers.
    pub fn has_host(&self, host: &str) -> bool {
        self.hosts.contains(host)
    }

    /// The names of headers that operations take, in lower case.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(String::as_str)
    }

    /// A header as documents spell it, by its name in lower case.
    pub fn spelled_header(&self, lower: &str) -> Option<&str> {
        self.headers.get(lower).map(String::as_str)
    }

    /// The routes that answer a path, those first that say the most of it. A path may lack what stands
    /// before all paths.
    pub fn routes(&self, path: &str) -> Vec<&Route<'f>> {
        let mut found = self.routes_of(&segments(path));
        if found.is_empty() {
            for base in self.telling_bases().filter(|base| !is_below(path, base)) {
                found.extend(self.routes_of(&segments(&format!("{base}{path}"))));
            }
        }
        found
    }

    fn routes_of(&self, given: &[&str]) -> Vec<&Route<'f>> {
        let answers = |route: &&Route<'f>| {
            let mut pairs = route.segments.iter().zip(given);
            route.segments.len() == given.len() && pairs.all(|(segment, text)| segment.takes(text))
        };
        let mut found: Vec<_> = self.routes.iter().filter(answers).collect();
        let is_same = |(segment, text): &(&Segment, &&str)| matches!(segment, Segment::Literal(literal) if literal == **text);
        let says = |route: &&Route<'f>| route.segments.iter().zip(given).filter(is_same).count();
        found.sort_by_key(|route| std::cmp::Reverse(says(route)));
        found
    }

    /// Whether a path begins as those of the API do: with what stands before them, or, where nothing
    /// does, with the first segment of one.
    pub fn is_own(&self, path: &str) -> bool {
        let mut bases = self.telling_bases().peekable();
        if bases.peek().is_none() {
            return self.has_group(path);
        }
        bases.any(|base| is_below(path, base))
    }

    /// Whether an operation has the first segment of a path that says what it is about. Where none
    /// has, the path may be of a part that no document describes.
    pub fn has_group(&self, path: &str) -> bool {
        let base =
            self.bases.iter().filter(|base| is_below(path, base)).max_by_key(|base| base.len());
        let depth = base.map_or(0, |base| base.matches('/').count());
        let given = segments(path);
        let Some(group) = given.get(depth).filter(|group| !group.is_empty()) else { return false };
        let has_it = |route: &Route<'_>| {
            let same = route.segments.iter().zip(&given).take(depth);
            same.into_iter().all(|(segment, text)| segment.takes(text))
                && matches!(route.segments.get(depth), Some(Segment::Literal(one)) if one == group)
        };
        self.routes.iter().any(has_it)
    }

    /// The path that was probably meant by one which no route answers.
    pub fn near(&self, path: &str) -> UnknownPath<'_> {
        let given = segments(path);
        let direct = self.near_segment(&given).or_else(|| self.near_split(&given));
        let behind = |base: &str| {
            let whole = format!("{base}{path}");
            let near = self.near_segment(&segments(&whole))?;
            let (number, segment) = near.segment?;
            let number = number.checked_sub(base.matches('/').count())?;
            Some(UnknownPath { segment: Some((number, segment)), ..near })
        };
        let mut bases = self.telling_bases().filter(|base| !is_below(path, base));
        let near = direct.or_else(|| bases.find_map(behind));
        near.unwrap_or(UnknownPath { near: None, segment: None })
    }

    /// A route in which one literal segment is near the one that is given, and all others fit.
    fn near_segment(&self, given: &[&str]) -> Option<UnknownPath<'_>> {
        for route in self.routes.iter().filter(|route| route.segments.len() == given.len()) {
            let pairs = || route.segments.iter().zip(given).enumerate();
            let mut wrong = pairs().filter(|(_, (segment, text))| !segment.takes(text));
            let (Some((number, (Segment::Literal(literal), text))), None) =
                (wrong.next(), wrong.next())
            else {
                continue;
            };
            if nearest(text, [literal.as_str()]).is_some() {
                return Some(UnknownPath {
                    near: Some(&route.path),
                    segment: Some((number, literal)),
                });
            }
        }
        None
    }

    /// A route that ends with the same letters, divided otherwise: `/provisioner/jobs` for
    /// `/x/{y}/provisionerjobs`.
    fn near_split(&self, given: &[&str]) -> Option<UnknownPath<'_>> {
        let joined = |texts: &[&str]| texts.concat().replace(['-', '_'], "").to_lowercase();
        let own = self.bases.iter().map(|base| base.matches('/').count()).max().unwrap_or(0);
        let divided = given.get(own..).filter(|tail| tail.len() > 1)?;
        let tail = joined(divided);
        let ends_so = |route: &&Route<'_>| {
            let literals = route.segments.iter().rev().map_while(|segment| match segment {
                Segment::Literal(literal) => Some(literal.as_str()),
                Segment::Parameter => None,
            });
            let mut literals: Vec<&str> = literals.collect();
            literals.reverse();
            // The same division is a path that was cut short, as people do in sentences.
            let is_it = |part: &[&str]| part != divided && joined(part) == tail;
            (0..literals.len()).any(|from| is_it(&literals[from..]))
        };
        let route = self.routes.iter().find(ends_so)?;
        Some(UnknownPath { near: Some(&route.path), segment: None })
    }
}

impl Route<'_> {
    /// The operation of a method, in any case. `HEAD` is answered as `GET` is.
    pub fn operation(&self, method: &str) -> Option<&Operation> {
        let method = if method.eq_ignore_ascii_case("head") { "get" } else { method };
        self.item.operations.iter().find(|one| one.method.eq_ignore_ascii_case(method))
    }

    /// The methods of its operations, in upper case.
    pub fn methods(&self) -> Vec<String> {
        self.item.operations.iter().map(|one| one.method.to_uppercase()).collect()
    }

    /// The names of the parameters of one kind which an operation has.
    pub fn parameters<'o>(
        &'o self,
        document: &'o Document,
        operation: &'o Operation,
        location: ParameterLocation,
    ) -> impl Iterator<Item = &'o str> {
        let all = self.item.parameters.iter().chain(&operation.parameters);
        let all = all.map(|one| &document.parameters[one.id]);
        all.filter(move |one| one.location == location).map(|one| one.name.as_str())
    }
}

impl Segment {
    fn of(text: &str) -> Self {
        if text.contains('{') { Self::Parameter } else { Self::Literal(text.to_owned()) }
    }

    /// Whether a segment of a call can be this one.
    fn takes(&self, given: &str) -> bool {
        match self {
            Self::Parameter => !given.is_empty(),
            Self::Literal(literal) => literal == given || is_open(given),
        }
    }
}

/// Whether a segment leaves open what stands there: `{id}`, `<id>`, `$ID`, `:id`, `[id]`, `*`.
fn is_open(segment: &str) -> bool {
    segment.starts_with(':')
        || segment.contains(['{', '<', '$', '[', '*', '…', '%'])
        || segment.contains("...")
}

/// The segments of a path; a slash at its end makes no difference.
pub fn segments(path: &str) -> Vec<&str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/').collect()
}

fn is_below(path: &str, base: &str) -> bool {
    path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What stands before a path and says only which API it is: that of the server, and segments such as
/// `api` and `v1`.
fn general_part(path: &str, base: usize) -> &str {
    let mut end = base;
    for segment in path[base..].split('/').skip(1) {
        let digits = segment.strip_prefix('v').unwrap_or_default();
        let is_version = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_version && !matches!(segment, "api" | "rest") {
            break;
        }
        end += 1 + segment.len();
    }
    &path[..end]
}

/// The path of a server's URL, without a slash at its end.
fn base(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = if rest.len() == url.len() && url.starts_with('/') {
        url
    } else {
        rest.find('/').map_or("", |at| &rest[at..])
    };
    path.trim_end_matches('/').to_owned()
}

fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    Some(rest.split('/').next().unwrap_or_default().to_lowercase()).filter(|host| !host.is_empty())
}

fn header_names(document: &Document) -> impl Iterator<Item = String> {
    let is_header = |location: ParameterLocation| location == ParameterLocation::Header;
    let parameters = document.parameters.iter().filter(move |(_, one)| is_header(one.location));
    let parameters = parameters.map(|(_, one)| one.name.clone());
    let keys = document.security_schemes.iter().filter_map(move |(_, scheme)| match &scheme.kind {
        SecuritySchemeKind::ApiKey { name, location } if location == "header" => Some(name.clone()),
        _ => None,
    });
    parameters.chain(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_paths_is_told_from_what_they_are_about() {
        let table = [
            ("/api/v1/users", 0, "/api/v1"),
            ("/base/users", 5, "/base"),
            ("/base/v2/users", 5, "/base/v2"),
            ("/users/v1", 0, ""),
            ("/version", 0, ""),
        ];
        for (path, base, expected) in table {
            assert_eq!(general_part(path, base), expected, "{path}");
        }
        assert_eq!(base("https://x.test/api/v2/"), "/api/v2");
        assert_eq!((&*base("/v3"), &*base("https://x.test")), ("/v3", ""));
        assert_eq!(host("https://X.test:80/a").as_deref(), Some("x.test:80"));
    }
}
