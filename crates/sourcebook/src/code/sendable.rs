//! What the languages have in common: what many clients cannot send, and what is done with the
//! answer.

use sourcebook_model::request::{Answers, Body, ConcreteRequest, Credential, encode};

use super::CannotSend;

/// Method and protocol.
pub(super) fn check_start(request: &ConcreteRequest) -> Result<(), CannotSend> {
    if !encode::is_token(&request.method) {
        Err(CannotSend::Method(request.method.clone()))
    } else if !["http", "https"].contains(&request.scheme.as_str()) {
        Err(CannotSend::Scheme(request.scheme.clone()))
    } else {
        Ok(())
    }
}

/// Whether the path has segments that are resolved (RFC 3986, section 5.2.4).
pub(super) fn has_dots(request: &ConcreteRequest) -> bool {
    let path = request.target.split('?').next().unwrap_or_default();
    path.split('/').any(|segment| segment == "." || segment == "..")
}

/// For clients that resolve them.
pub(super) fn check_dots(request: &ConcreteRequest) -> Result<(), CannotSend> {
    if has_dots(request) { Err(CannotSend::DotSegments) } else { Ok(()) }
}

/// For clients whose headers are ASCII.
pub(super) fn check_headers(request: &ConcreteRequest) -> Result<(), CannotSend> {
    let mut headers = request.headers.iter();
    match headers.find(|(_, value)| !value.is_ascii()) {
        Some((name, _)) => Err(CannotSend::HeaderText(name.clone())),
        None => Ok(()),
    }
}

/// For clients that know no parts but those of forms.
pub(super) fn check_form(request: &ConcreteRequest) -> Result<(), CannotSend> {
    match &request.body {
        Some(Body::Multipart { subtype, .. }) if subtype != "form-data" => {
            Err(CannotSend::Multipart(subtype.clone()))
        }
        Some(Body::Multipart { parts, .. }) if parts.is_empty() => Err(CannotSend::NoParts),
        _ => Ok(()),
    }
}

/// What comes back; nothing that is worth a file or a loop where the method is HEAD.
pub(super) fn answers(request: &ConcreteRequest) -> Answers {
    if request.method == "HEAD" { Answers::Text } else { request.answers.clone() }
}

/// The file in which bytes are kept that come back.
pub(super) fn file_name(request: &ConcreteRequest, operation: &str) -> Option<String> {
    match answers(request) {
        Answers::Binary { extension } => {
            Some(format!("{}.{extension}", operation.replace('/', "-")))
        }
        Answers::Json | Answers::Text | Answers::Stream => None,
    }
}

/// Whether name and password are sent.
pub(super) fn is_basic(request: &ConcreteRequest) -> bool {
    request.credentials.iter().any(|one| matches!(one, Credential::Basic { .. }))
}

/// All headers but the one for name and password, for which languages have means of their own.
pub(super) fn headers_but_basic(request: &ConcreteRequest) -> impl Iterator<Item = (&str, &str)> {
    let is_basic = |at: usize| {
        let mut credentials = request.credentials.iter();
        credentials.any(|one| *one == Credential::Basic { header: at })
    };
    let headers = request.headers.iter().enumerate().filter(move |(at, _)| !is_basic(*at));
    headers.map(|(_, (name, value))| (name.as_str(), value.as_str()))
}
