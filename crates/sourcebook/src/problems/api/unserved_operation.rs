//! An operation of the API document that no route serves.

use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use crate::facts::{Facts, Served};

problem_code! {
    /// The facts document lists the routes that the server serves, and none of them answers this
    /// path and method. A client that calls the operation as documented gets an error: the handler
    /// was never mounted, or it was mounted at a path other than the one in its annotation.
    ///
    /// Mount the handler, or correct the path. The names of path parameters do not matter; if the
    /// API is served below a base path, the document's first server must include it.
    pub(in super::super) static UNSERVED_OPERATION = "unserved-operation", Error,
        "the API document describes an operation that no route serves";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(document), Some(routes)) = (&facts.api, &facts.server.routes) else { return };
    let served = Served::by(document, routes);
    for (path, item, operation) in document.operations() {
        let method = operation.method.as_str();
        if served.serves(path, method) {
            continue;
        }
        let message = format!("no route serves `{method} {path}`");
        let full = served.full(path);
        let help = match nearest(&full, served.paths().filter(|near| *near != full)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("mount its handler at `{full}`, or remove it from the document"),
        };
        let diagnostic = Diagnostic::new(&UNSERVED_OPERATION, message).help(help);
        found.push(match document.place_of_member(item.origin, &method.to_ascii_lowercase()) {
            Some(place) => diagnostic.at(place, "never served"),
            None => diagnostic,
        });
    }
}
