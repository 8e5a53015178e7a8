//! Operations of one path family under different tags.

use std::collections::{BTreeMap, HashSet};

use sourcebook_model::Document;
use sourcebook_model::document::Operation;
use sourcebook_syntax::{Diagnostic, problem_code};

use super::list;
use crate::facts::Facts;

problem_code! {
    /// A path family is a path with the paths one segment below it: `/trees`, `/trees/{id}`,
    /// `/trees/count`. Its operations are about the same things, and readers look for them on one
    /// page. A tag copied from another handler puts an operation on a page where readers do not
    /// find it, and because nothing else breaks, it stays there for years. Paths below an item
    /// (`/trees/{id}/fruit`) form their own family.
    ///
    /// Give the operations the same tag. Many documents split families on purpose, so this is not
    /// reported by default; where it is, accept a split that is intended with an `[[allow]]` entry
    /// for the place.
    pub(in super::super) static SPLIT_PATH_FAMILY = "split-path-family", Allow,
        "operations of one path family have different tags";
}

/// An operation of a family.
struct Relative<'d> {
    path: &'d str,
    item: sourcebook_model::document::Origin,
    operation: &'d Operation,
    tag: &'d str,
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(document) = &facts.api else { return };
    for (root, family) in families(document) {
        if family.iter().any(|one| one.tag != family[0].tag) {
            found.push(split(document, root, &family));
        }
    }
}

/// The families with their operations that have a tag, by their first path.
fn families(document: &Document) -> BTreeMap<&str, Vec<Relative<'_>>> {
    let paths: HashSet<&str> = document.paths.iter().map(|(path, _)| trimmed(path)).collect();
    let mut families: BTreeMap<&str, Vec<Relative<'_>>> = BTreeMap::new();
    for (path, item, operation) in document.operations() {
        if let Some(tag) = operation.tags.first() {
            let relative = Relative { path, item: item.origin, operation, tag };
            families.entry(root(path, &paths)).or_default().push(relative);
        }
    }
    families
}

fn trimmed(path: &str) -> &str {
    path.strip_suffix('/').unwrap_or(path)
}

/// The first path of a path's family: the one above it, if there is one that is not one of many.
fn root<'d>(path: &'d str, paths: &HashSet<&str>) -> &'d str {
    let path = trimmed(path);
    match path.rsplit_once('/') {
        Some((above, _)) if !above.is_empty() && !above.ends_with('}') && paths.contains(above) => {
            above
        }
        _ => path,
    }
}

fn split(document: &Document, root: &str, family: &[Relative<'_>]) -> Diagnostic {
    let mut tags: Vec<(&str, Vec<&Relative<'_>>)> = Vec::new();
    for one in family {
        match tags.iter_mut().find(|(tag, _)| *tag == one.tag) {
            Some((_, operations)) => operations.push(one),
            None => tags.push((one.tag, vec![one])),
        }
    }
    // What most of them have comes first; it is most likely what is meant.
    tags.sort_by_key(|(_, operations)| usize::MAX - operations.len());
    let names: Vec<&str> = tags.iter().map(|(tag, _)| *tag).collect();
    let message = format!("the operations of `{root}` have different tags: {}", list(&names));
    let mut diagnostic = Diagnostic::new(&SPLIT_PATH_FAMILY, message)
        .help(format!("should all of them have the tag `{}`?", names[0]));
    for (tag, operations) in &tags {
        let operations: Vec<String> =
            operations.iter().map(|one| format!("{} {}", one.operation.method, one.path)).collect();
        diagnostic = diagnostic.note(format!("`{tag}` has {}", list(&operations)));
    }
    for (tag, operations) in &tags[1..] {
        for one in operations {
            let place = document.place_of_member(one.operation.origin, "tags").or_else(|| {
                document.place_of_member(one.item, &one.operation.method.to_ascii_lowercase())
            });
            diagnostic = match place {
                Some(place) if diagnostic.place.is_none() => {
                    diagnostic.at(place, format!("appears on the page of `{tag}`"))
                }
                Some(place) => diagnostic.related(place, format!("appears on the page of `{tag}`")),
                None => diagnostic,
            };
        }
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_ends_where_one_of_many_begins() {
        let paths = ["/trees", "/trees/{id}", "/trees/count", "/trees/{id}/fruit", "/soil/depth"];
        let known: HashSet<&str> = paths.into_iter().collect();
        let table = [
            ("/trees", "/trees"),
            ("/trees/", "/trees"),
            ("/trees/{id}", "/trees"),
            ("/trees/count", "/trees"),
            ("/trees/{id}/fruit", "/trees/{id}/fruit"),
            ("/trees/{id}/fruit/{name}", "/trees/{id}/fruit"),
            ("/soil/depth", "/soil/depth"),
            ("/", ""),
        ];
        for (path, expected) in table {
            assert_eq!(root(path, &known), expected, "{path}");
        }
    }
}
