//! Whether the variables in the URL of a server and those beside it are the same.

use crate::document::{Document, Server, Version};
use sourcebook_syntax::{Diagnostic, nearest};

use super::super::codes::{UNDECLARED_SERVER_VARIABLE, UNUSED_SERVER_VARIABLE};
use super::at;
use super::path_parameters::names_in;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    // It has no variables; what stands in a host is reported there.
    if document.version == Version::Swagger2_0 {
        return;
    }
    for server in document.all_servers() {
        check_server(document, server, diagnostics);
    }
}

/// The problems of one server.
fn check_server(document: &Document, server: &Server, diagnostics: &mut Vec<Diagnostic>) {
    let mut used = names_in(&server.url);
    used.sort_unstable();
    used.dedup();
    let declared: Vec<&str> = server.variables.iter().map(|(name, _)| name.as_str()).collect();
    for name in used.iter().filter(|name| !declared.contains(name)) {
        let message = format!("the variable `{{{name}}}` of the server's URL is not declared");
        let mut diagnostic = Diagnostic::new(&UNDECLARED_SERVER_VARIABLE, message);
        diagnostic.help = Some(match nearest(name, declared.iter().copied()) {
            Some(near) => format!("did you mean `{{{near}}}`?"),
            None => format!("declare `{name}` with a default under `variables`"),
        });
        let place = document.place_of_member(server.origin, "url");
        diagnostics.push(at(diagnostic, place, "nobody knows what stands there"));
    }
    for (name, variable) in server.variables.iter().filter(|(name, _)| !used.contains(&&**name)) {
        let message = format!("the URL of the server has no `{{{name}}}`");
        let diagnostic = Diagnostic::new(&UNUSED_SERVER_VARIABLE, message)
            .help("remove the variable, or put it into the URL");
        diagnostics.push(at(
            diagnostic,
            document.place(variable.origin),
            "this variable is not used",
        ));
    }
}
