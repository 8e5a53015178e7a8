//! Swagger 2.0: what `host` and `basePath` may be.

use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::INVALID_HOST;
use super::at;
use crate::document::{Document, Version};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if document.version != Version::Swagger2_0 {
        return;
    }
    let Some(root) = document.trees.first().map(|tree| tree.root()) else { return };
    let text = |name: &str| root.get(name).and_then(NodeRef::scalar_text).unwrap_or_default();
    if let Some((label, help)) = wrong_host(text("host")) {
        let diagnostic = Diagnostic::new(&INVALID_HOST, "`host` is not a host").help(help);
        diagnostics.push(at(diagnostic, document.place_inside(root.origin(), ["host"]), label));
    }
    let base_path = text("basePath");
    if !base_path.is_empty() && !base_path.starts_with('/') {
        let diagnostic = Diagnostic::new(&INVALID_HOST, "`basePath` does not start with `/`")
            .help(format!("write `/{}`", base_path.trim()));
        let place = document.place_inside(root.origin(), ["basePath"]);
        diagnostics.push(at(diagnostic, place, "requests are made as if it did"));
    }
}

/// What is wrong with a host, and what to do about it.
fn wrong_host(host: &str) -> Option<(&'static str, String)> {
    let bare = host.trim();
    if let Some((scheme, rest)) = bare.split_once("://") {
        let rest = rest.split('/').next().unwrap_or_default();
        let help = format!("write `host: {rest}` and `schemes: [{scheme}]`");
        return Some(("it has a scheme", help));
    }
    if let Some((name, path)) = bare.split_once('/') {
        let path = path.trim_end_matches('/');
        let help = if path.is_empty() {
            format!("write `host: {name}`")
        } else {
            format!("write `host: {name}`, and put `/{path}` into `basePath`")
        };
        return Some(("it has a path", help));
    }
    if bare.contains('{') {
        let help = "write a host, and set `server` for the samples, or use OpenAPI 3 for variables";
        return Some(("it has a variable, which Swagger 2.0 does not know", help.to_owned()));
    }
    (bare != host).then(|| ("there is white space around it", format!("write `host: {bare}`")))
}
