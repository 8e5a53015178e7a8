//! Header parameters that the specification ignores.

use foldhash::HashMap;
use sourcebook_syntax::Diagnostic;

use super::super::codes::IGNORED_PARAMETER;
use super::at;
use crate::document::Document;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut of_name: HashMap<String, usize> = HashMap::default();
    let ignored = document.parameters.iter().map(|(_, parameter)| parameter);
    let ignored: Vec<_> =
        ignored.filter(|parameter| parameter.is_ignored(document.version)).collect();
    for parameter in &ignored {
        *of_name.entry(parameter.name.to_ascii_lowercase()).or_default() += 1;
    }
    for parameter in ignored {
        // Of all with one name, the first is shown.
        let Some(count) = of_name.remove(&parameter.name.to_ascii_lowercase()) else { continue };
        let (label, help) = match &*parameter.name.to_ascii_lowercase() {
            "accept" => (
                "the media types of the responses say it",
                "describe the media types under `responses`",
            ),
            "content-type" => (
                "the media types of the body say it",
                "describe the media types under `requestBody`",
            ),
            _ => (
                "the security requirements say it",
                "declare a security scheme, and require it by `security`",
            ),
        };
        let message = format!("a header parameter `{}` has no effect", parameter.name);
        let mut diagnostic = Diagnostic::new(&IGNORED_PARAMETER, message).help(help);
        if count > 1 {
            diagnostic =
                diagnostic.note(format!("the document has {count} of them; this is the first"));
        }
        diagnostics.push(at(diagnostic, document.place_of_member(parameter.origin, "name"), label));
    }
}
