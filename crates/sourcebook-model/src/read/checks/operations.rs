//! The same operation under two paths that differ only in the names of their parameters. Keys that
//! stand twice are reported where they are read.

use foldhash::{HashMap, HashMapExt};

use crate::document::Document;
use sourcebook_syntax::Diagnostic;

use super::super::codes::DUPLICATE_OPERATION;
use super::{at, place_of_path};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(String, &str), &str> = HashMap::new();
    for (path, item, operation) in document.operations() {
        let key = (without_names(path), operation.method.as_str());
        let earlier = *first.entry(key).or_insert(path);
        if earlier == path {
            continue;
        }
        let method = &operation.method;
        let message = format!("`{method} {path}` and `{method} {earlier}` are the same operation");
        let lower = method.to_ascii_lowercase();
        let diagnostic = Diagnostic::new(&DUPLICATE_OPERATION, message)
            .note("paths that differ only in the names of their parameters match the same requests")
            .help("merge the two paths");
        let place = document.place_of_member(item.origin, &lower);
        let diagnostic = at(diagnostic, place, "cannot be distinguished from the first");
        diagnostics.push(match place_of_path(document, earlier) {
            Some(place) => diagnostic.related(place, "the first"),
            None => diagnostic,
        });
    }
}

/// The path with every parameter's name removed: `/users/{}`.
fn without_names(path: &str) -> String {
    let mut template = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else {
            break;
        };
        template.push_str(before);
        template.push_str("{}");
        rest = behind;
    }
    template + rest
}
