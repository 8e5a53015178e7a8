//! Whether the parameters of a path and the places in it are the same.

use crate::document::{Document, Operation, Parameter, ParameterLocation, PathItem};
use sourcebook_syntax::{Diagnostic, Span, nearest};

use super::super::codes::{UNDECLARED_PATH_PARAMETER, UNUSED_PATH_PARAMETER};
use super::{at, place_of_path};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for (path, item, operation) in document.operations() {
        let places = names_in(path);
        let declared = declared(document, item, operation);
        let names: Vec<&str> = declared.iter().map(|parameter| parameter.name.as_str()).collect();
        for &name in places.iter().filter(|name| !names.contains(name)) {
            diagnostics.push(undeclared(document, path, operation, name, &names));
        }
        for parameter in declared.iter().filter(|one| !places.contains(&one.name.as_str())) {
            // One of the path item is reported with the first operation only.
            let is_first = item.operations.first().is_some_and(|o| o.origin == operation.origin);
            let is_shared = item
                .parameters
                .iter()
                .any(|used| document.parameters[used.id].origin == parameter.origin);
            if is_first || !is_shared {
                let open = places.iter().copied().filter(|place| !names.contains(place));
                diagnostics.push(unused(document, path, parameter, open));
            }
        }
    }
}

/// The names in braces.
pub(super) fn names_in(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        names.push(name.trim_start_matches('+').trim_end_matches('*'));
        rest = behind;
    }
    names
}

fn declared<'d>(
    document: &'d Document,
    item: &'d PathItem,
    operation: &'d Operation,
) -> Vec<&'d Parameter> {
    let used = operation.parameters.iter().chain(&item.parameters);
    let parameters = used.map(|used| &document.parameters[used.id]);
    parameters.filter(|parameter| parameter.location == ParameterLocation::Path).collect()
}

fn undeclared(
    document: &Document,
    path: &str,
    operation: &Operation,
    name: &str,
    declared: &[&str],
) -> Diagnostic {
    let places = names_in(path);
    let unused = declared.iter().copied().filter(|name| !places.contains(name));
    let method = &operation.method;
    let message = format!("`{method} {path}` does not declare its parameter `{name}`");
    let help = match nearest(name, unused) {
        Some(near) => format!("the declared path parameter is `{near}`; is that the one?"),
        None => format!("add a parameter with `name: {name}` and `in: path`"),
    };
    let place = place_of_path(document, path).map(|mut place| {
        // Where the key holds escape sequences the name may not be found; the key is shown then.
        let inside = format!("{{{name}}}");
        let tree = document.trees.iter().find(|tree| tree.file() == place.file);
        let key = tree.map_or("", |tree| tree.source(place.span));
        if let Some(offset) = key.find(&inside) {
            let from = place.span.start as usize + offset;
            place.span = Span::new(from, from + inside.len());
        }
        place
    });
    let diagnostic = Diagnostic::new(&UNDECLARED_PATH_PARAMETER, message).help(help);
    at(diagnostic, place, "no parameter with this name")
}

/// `open` are the places in the path for which nothing is declared.
fn unused<'p>(
    document: &Document,
    path: &str,
    parameter: &Parameter,
    open: impl Iterator<Item = &'p str>,
) -> Diagnostic {
    let name = &parameter.name;
    let message = format!("the path `{path}` does not contain its parameter `{name}`");
    let mut diagnostic = Diagnostic::new(&UNUSED_PATH_PARAMETER, message);
    diagnostic.help =
        nearest(name, open).map(|near| format!("the path contains `{{{near}}}`; is that the one?"));
    at(diagnostic, document.place(parameter.origin), "declared with `in: path`")
}
