//! What the parts of an API document had and the document has not.

use sourcebook_model::Document;
use sourcebook_syntax::{Diagnostic, problem_code};

use super::list;
use crate::facts::{Facts, Part};

problem_code! {
    /// Generators that join documents keep some kinds of components and drop the others:
    /// parameters, headers, request bodies, examples, links and webhooks of a part get lost, and
    /// references to them dangle. If two parts have the same path, the second may replace the first
    /// with all its operations.
    ///
    /// Declare the component in the document into which the parts are joined, or join them by hand.
    /// The parts come from the member `parts` of the facts document; without it, nothing is
    /// checked.
    pub(in super::super) static LOST_IN_MERGE = "lost-in-merge", Error,
        "a component or operation was lost when the parts of the API document were joined";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(document), Some(parts)) = (&facts.api, &facts.server.parts) else { return };
    for part in parts {
        for component in part.components() {
            if document.place_at(&component.path).is_none() {
                let (kind, name) = (component.kind(), component.name());
                found.push(lost(format!("`{name}` of `{kind}` is not in the document"), part));
            }
        }
        for name in part.webhooks().filter(|name| document.place_at(&["webhooks", name]).is_none())
        {
            found.push(lost(format!("the webhook `{name}` is not in the document"), part));
        }
        let operations = lost_operations(document, part);
        if !operations.is_empty() {
            let verb = if operations.len() == 1 { "is" } else { "are" };
            found.push(lost(format!("{} {verb} not in the document", list(&operations)), part));
        }
    }
}

fn lost_operations(document: &Document, part: &Part) -> Vec<String> {
    let operations = part.operations().into_iter();
    let is_lost = |(method, path): &(String, String)| {
        document.place_at(&["paths", path, &method.to_ascii_lowercase()]).is_none()
    };
    operations.filter(is_lost).map(|(method, path)| format!("{method} {path}")).collect()
}

fn lost(message: String, part: &Part) -> Diagnostic {
    Diagnostic::new(&LOST_IN_MERGE, message)
        .at(part.place.clone(), "this part declares it")
        .note(format!("it was lost when the part with {} was joined with the others", part.label()))
        .help("declare it in the document into which the parts are joined")
}
