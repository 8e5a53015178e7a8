//! An operation of the API document that no route serves.

use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use crate::facts::{Facts, Served};

problem_code! {
    /// The facts document lists the routes that the server serves, and none of them answers this
    /// path and method. Whoever calls the operation as it is documented is told that it does not
    /// exist: the handler was never mounted, or it was mounted at another path than the one in
    /// its annotation.
    ///
    /// Mount the handler, or correct the path. The names of path parameters do not count; where
    /// the API is served below a base path, the document's first server has to say so.
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
            Some(near) => format!("the nearest route is `{near}`"),
            None => format!("mount its handler at `{full}`, or take it out of the document"),
        };
        let diagnostic = Diagnostic::new(&UNSERVED_OPERATION, message).help(help);
        found.push(match document.place_of_member(item.origin, &method.to_ascii_lowercase()) {
            Some(place) => diagnostic.at(place, "answers nobody"),
            None => diagnostic,
        });
    }
}
