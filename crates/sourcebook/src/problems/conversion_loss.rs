//! What a written document cannot say.

use std::fmt::Display;

use sourcebook_model::Loss;
use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// The products `openapi-3.1`, `openapi-3.0` and `swagger-2.0` each write the API document in
    /// one version. Versions differ in what they can express: Swagger 2.0 has neither alternatives
    /// (`oneOf`) nor cookies, and OpenAPI 3.0 has no webhooks. What cannot be expressed is left out
    /// or approximated, and each such place is reported with this code. The problem names the
    /// operation or schema, and everything whose pages in the API reference would differ if they
    /// were made from the written document.
    ///
    /// If the difference matters to clients, express it in another way in the API document. If it
    /// does not, accept it with an `[[allow]]` entry for the place, or with `conversion-loss =
    /// "allow"` under `[problems]` for all places.
    pub static CONVERSION_LOSS = "conversion-loss", Warning,
        "a converted document cannot express everything in the API document";
}

/// The problem of one loss. `parts` are the operations and schemas whose pages differ, `file` is
/// the written document.
pub fn conversion_loss(loss: &Loss, parts: &[impl Display], file: &str) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(&CONVERSION_LOSS, loss.to_string())
        .note(format!("{}: {}", loss.target.name(), loss.kind.reason(loss.target)))
        .note(match parts {
            [] => "the pages of the API reference are not affected".to_owned(),
            _ => format!("pages made from {file} differ for {}", list(parts)),
        });
    if let Some(place) = &loss.place {
        diagnostic = diagnostic.at(place.clone(), format!("not in {file}"));
    }
    diagnostic
}

/// The problem of a page that differs for a reason that nobody knows.
pub fn unexplained_difference(part: &impl Display, file: &str) -> Diagnostic {
    Diagnostic::new(&CONVERSION_LOSS, format!("the page made from {file} differs for {part}"))
        .note("no known loss explains it: this is a bug in Sourcebook")
        .help("please report it with the relevant part of the API document")
}

fn list(parts: &[impl Display]) -> String {
    parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
