//! What arrived, compared with the request.

use sourcebook_model::request::{Body, ConcreteRequest, Part};

use super::answering_server::Received;
use super::answering_server::parts::{ReceivedPart, parts};
use super::file_bytes;

/// Headers that curl sends by itself.
const OF_CURL: [&str; 6] =
    ["Accept", "Content-Length", "Content-Type", "Expect", "Host", "User-Agent"];

/// What arrived.
pub(crate) struct Arrived(pub(crate) Received);

/// Everything in which what arrived is not what the request says.
pub(crate) fn differences(request: &ConcreteRequest, arrived: &Arrived) -> Vec<String> {
    let received = &arrived.0;
    let host = received.header("Host").unwrap_or_default();
    let scheme = if received.is_encrypted { "https" } else { "http" };
    let mut found = Vec::new();
    let mut compare = |what: &str, expected: &str, arrived: &str| {
        if expected != arrived {
            found.push(format!("{what} is {arrived:?} instead of {expected:?}"));
        }
    };
    compare("the method", &request.method, &received.method);
    compare("the scheme", &request.scheme, scheme);
    compare("the host", host_of(request), host);
    compare("the target", &request.target, &received.target);
    compare(
        "a certificate",
        &request.needs_certificate().to_string(),
        &received.has_certificate.to_string(),
    );
    for (name, value) in &request.headers {
        let values: Vec<&str> = received.values(name).collect();
        compare(name, value, &values.join(" and also "));
    }
    for (name, value) in &received.headers {
        let is_known = |known: &str| known.eq_ignore_ascii_case(name);
        if request.header(name).is_none() && !OF_CURL.into_iter().any(is_known) {
            found.push(format!("`{name}: {value}` is not in the request"));
        }
    }
    found.extend(body(request, received));
    found
}

/// The host as it is sent: without user and with no port that the scheme means anyway.
fn host_of(request: &ConcreteRequest) -> &str {
    let authority = request.authority.rsplit('@').next().unwrap_or_default();
    let port = if request.scheme == "https" { ":443" } else { ":80" };
    authority.strip_suffix(port).unwrap_or(authority)
}

fn body(request: &ConcreteRequest, received: &Received) -> Vec<String> {
    let Some(Body::Multipart { subtype, parts: expected }) = &request.body else {
        let expected = request.body_bytes("", &file_bytes);
        let is_same = expected == received.body;
        let [expected, arrived] =
            [&expected, &received.body].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let difference = format!("the body is {arrived:?} instead of {expected:?}");
        return if is_same { Vec::new() } else { vec![difference] };
    };
    let content_type = received.header("Content-Type").unwrap_or_default();
    let mut found = Vec::new();
    if !content_type.starts_with(&format!("multipart/{subtype}; boundary=")) {
        found.push(format!("the media type is {content_type}"));
    }
    let Some(arrived) = parts(content_type, &received.body) else {
        found.push("the body has no parts".to_owned());
        return found;
    };
    if arrived.len() != expected.len() {
        found.push(format!("{} parts arrived instead of {}", arrived.len(), expected.len()));
    }
    for (expected, arrived) in expected.iter().zip(&arrived) {
        let expected = received_part(expected, subtype);
        if expected != *arrived {
            found.push(format!("a part is {arrived:?} instead of {expected:?}"));
        }
    }
    found
}

/// A part as it is to arrive.
fn received_part(part: &Part, subtype: &str) -> ReceivedPart {
    let has_disposition = part.name.is_some() || part.file.is_some();
    let disposition = if subtype == "form-data" { "form-data" } else { "attachment" };
    let media_type = part.media_type.iter().map(|one| ("Content-Type".to_owned(), one.clone()));
    ReceivedPart {
        disposition: has_disposition.then(|| disposition.to_owned()),
        name: part.name.clone(),
        file: part.file.clone(),
        headers: media_type.chain(part.headers.iter().cloned()).collect(),
        body: part
            .file
            .as_ref()
            .map_or_else(|| part.text.clone().into_bytes(), |name| file_bytes(name)),
    }
}
