//! A body of a media type that its response does not name.

use sourcebook_model::document::{Document, Operation, Response};
use sourcebook_syntax::{Diagnostic, Severity, nearest, problem_code};

problem_code! {
    /// The server sent a body of a media type that its response does not name, such as a page of HTML
    /// where JSON is documented: generated clients cannot read it. Often it is a proxy, or the framework's
    /// own error page, that answers.
    ///
    /// Add the media type to the response's `content`, or let the server send the documented one. Where the
    /// response has no `content` at all, it is a warning only.
    pub(crate) static UNDOCUMENTED_MEDIA_TYPE = "undocumented-media-type", Error,
        "the server sends a media type that is not documented";
}

/// The diagnostic of a media type; `None` is a body without one.
pub(crate) fn undocumented_media_type(
    document: &Document,
    operation: &Operation,
    path: &str,
    status: u16,
    response: &Response,
    media_type: Option<&str>,
) -> Diagnostic {
    let sent = match media_type {
        Some(media_type) => format!("`{media_type}`"),
        None => "a body without `Content-Type`".to_owned(),
    };
    let message = format!(
        "`{} {path}` answered {status} with {sent}, which is not documented",
        operation.method
    );
    let names = || response.content.iter().map(|(name, _)| name.as_str());
    let listed: Vec<String> = names().map(|name| format!("`{name}`")).collect();
    let help = match media_type.and_then(|media_type| nearest(media_type, names())) {
        Some(near) => format!("documented is `{near}`"),
        None if listed.is_empty() => "the response has no `content`".to_owned(),
        None => format!("documented is {}", listed.join(", ")),
    };
    let place = document.place_of_member(response.origin, "content");
    let mut diagnostic = Diagnostic::new(&UNDOCUMENTED_MEDIA_TYPE, message).help(help);
    if response.content.is_empty() {
        // A response that says nothing of its body does not say that there is none.
        diagnostic.severity = Severity::Warning;
    }
    match place {
        Some(place) => diagnostic.at(place, "not among these"),
        None => diagnostic,
    }
}
