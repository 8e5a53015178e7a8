//! A route that is served and not in the API document.

use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use super::list;
use crate::facts::{Facts, Route, Served};

problem_code! {
    /// The facts document lists the routes that the server serves, and one of them is not an
    /// operation of the API document: it was mounted by hand, or its handler is missing from the
    /// document's list. Users cannot find it, and nobody reviews who may call it.
    ///
    /// Describe the operation. If the route is not part of the API (a probe, a proxy, the
    /// documentation itself), give its entry in `routes` the member `outside` with the reason. A
    /// route that has a reason but is in the document contradicts itself.
    pub(in super::super) static UNDOCUMENTED_ROUTE = "undocumented-route", Error,
        "the server serves a route that is not in the API document";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(document), Some(routes)) = (&facts.api, &facts.server.routes) else { return };
    let documented = Served::of(document);
    for route in routes {
        let operations = documented.at(&route.path);
        if route.outside.is_some() {
            let is_both = |method: &&str| route.answers(method) && !route.methods.is_empty();
            let both: Vec<&str> = operations.iter().copied().filter(is_both).collect();
            if !both.is_empty() {
                found.push(contradiction(route, &both));
            }
            continue;
        }
        let is_missing = |method: &&str| {
            let implied = *method == "HEAD" && operations.contains(&"GET");
            !implied && *method != "OPTIONS" && !operations.contains(method)
        };
        let missing: Vec<&str> = match route.methods.as_slice() {
            [] if operations.is_empty() => vec![""],
            methods => methods.iter().map(String::as_str).filter(is_missing).collect(),
        };
        if !missing.is_empty() {
            found.push(undocumented(route, &missing, &documented));
        }
    }
}

/// What people call the operations of a route.
fn names(route: &Route, methods: &[&str]) -> String {
    let name = |method: &&str| format!("{method} {}", route.path).trim_start().to_owned();
    list(&methods.iter().map(name).collect::<Vec<_>>())
}

fn undocumented(route: &Route, missing: &[&str], documented: &Served<'_>) -> Diagnostic {
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let message = format!("{} {verb} served but not in the API document", names(route, missing));
    let near = nearest(&route.path, documented.paths());
    let help = match near {
        Some(near) if near != route.path => format!(
            "the nearest path of the document is `{near}`; describe the operation, or say why it \
             is outside of the API"
        ),
        _ => "describe the operation, or explain with `outside` why it is not part of the \
        API"
        .to_owned(),
    };
    Diagnostic::new(&UNDOCUMENTED_ROUTE, message).at(route.place.clone(), "served").help(help)
}

fn contradiction(route: &Route, methods: &[&str]) -> Diagnostic {
    let verb = if methods.len() == 1 { "is" } else { "are" };
    let message = format!("{} {verb} marked as outside the API document", names(route, methods));
    Diagnostic::new(&UNDOCUMENTED_ROUTE, message)
        .at(route.place.clone(), "marked as outside, but in the document")
        .help("remove `outside`, or the operation")
}
