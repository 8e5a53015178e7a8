//! What a written document cannot say.

use std::fmt::Display;

use sourcebook_model::Loss;
use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// The products `openapi-3.1`, `openapi-3.0` and `swagger-2.0` write the API document in one
    /// version each. Versions differ in what they can say: Swagger 2.0 knows neither alternatives
    /// (`oneOf`) nor cookies, OpenAPI 3.0 no webhooks. What cannot be said is left out or said as
    /// well as it can be, and each such place is a problem of this code. It names the operation
    /// or schema, and all those whose pages in the API reference would differ if they were made
    /// from the written document.
    ///
    /// Where the difference matters to clients, say it in another way in the API document. Where
    /// it does not, accept it: with an `[[allow]]` entry for the place, or with `conversion-loss
    /// = "allow"` under `[problems]` for all of them.
    pub static CONVERSION_LOSS = "conversion-loss", Warning,
        "a written document cannot say everything that the API document says";
}

/// The problem of one loss. `parts` are the operations and schemas whose pages differ, `file` is
/// the written document.
pub fn conversion_loss(loss: &Loss, parts: &[impl Display], file: &str) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(&CONVERSION_LOSS, loss.to_string())
        .note(format!("{}: {}", loss.target.name(), loss.kind.reason()))
        .note(match parts {
            [] => "the pages of the API reference do not show it".to_owned(),
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
        .note("no loss explains it: this is a mistake in Sourcebook")
        .help("please report it, with the part of the API document that describes it")
}

fn list(parts: &[impl Display]) -> String {
    parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
