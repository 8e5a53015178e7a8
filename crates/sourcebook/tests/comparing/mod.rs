//! What arrived, compared with the request.

use serde_json::Value as Json;
use sourcebook_model::request::{Body, ConcreteRequest, Part};

use super::answering_server::Received;
use super::answering_server::parts::{ReceivedPart, parts};
use super::requests::file_bytes;

/// What a client does by itself.
pub(crate) struct Client {
    /// Headers that it sends unasked.
    pub(crate) headers: &'static [&'static str],
    /// How it writes values.
    pub(crate) values: Values,
    /// What it does to the parts of forms.
    pub(crate) parts: Parts,
}

/// How a client writes values, forms and the headers of parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Values {
    /// As the request has them, byte for byte.
    AsTheyAre,
    /// JSON with its own spaces, forms with their fields in its own order and escapes.
    ItsOwnWay,
}

/// How a client sends the parts of forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parts {
    /// As the request has them.
    AsTheyAre,
    /// As browsers do: parts of a media type are files named `blob`, and lines of plain texts end
    /// in a carriage return and a line feed.
    AsBrowsersDo,
}

/// Everything in which what arrived is not what the request says.
pub(crate) fn differences(
    request: &ConcreteRequest,
    received: &Received,
    client: &Client,
) -> Vec<String> {
    let mut found = differences_of_start(request, received, client);
    for (name, value) in &request.headers {
        let values: Vec<&str> = received.values(name).collect();
        let arrived = values.join(" and also ");
        if *value != arrived {
            found.push(format!("{name} is {arrived:?} instead of {value:?}"));
        }
    }
    for (name, value) in &received.headers {
        let is_known = |known: &&str| known.eq_ignore_ascii_case(name);
        if request.header(name).is_none() && !client.headers.iter().any(is_known) {
            found.push(format!("`{name}: {value}` is not in the request"));
        }
    }
    found.extend(body(request, received, client));
    found
}

fn differences_of_start(
    request: &ConcreteRequest,
    received: &Received,
    client: &Client,
) -> Vec<String> {
    let authority = request.authority.rsplit('@').next().unwrap_or_default();
    let mut expected_host = without_port(authority, &request.scheme).to_owned();
    let mut host = received.header("Host").unwrap_or_default().to_owned();
    if client.values == Values::ItsOwnWay {
        // Letters of hosts have no case.
        host = without_port(&host, &request.scheme).to_ascii_lowercase();
        expected_host.make_ascii_lowercase();
    }
    let scheme = if received.is_encrypted { "https" } else { "http" };
    let certificates = [request.needs_certificate(), received.has_certificate];
    let [needs_certificate, has_certificate] = certificates.map(|one| one.to_string());
    let table = [
        ("method", request.method.as_str(), received.method.as_str()),
        ("scheme", &request.scheme, scheme),
        ("host", &expected_host, &host),
        ("target", &request.target, &received.target),
        ("certificate", &needs_certificate, &has_certificate),
    ];
    let differ = table.into_iter().filter(|(_, expected, arrived)| expected != arrived);
    differ
        .map(|(what, expected, arrived)| format!("{what} is {arrived:?} instead of {expected:?}"))
        .collect()
}

/// A host with no port that the scheme means anyway.
fn without_port<'a>(authority: &'a str, scheme: &str) -> &'a str {
    let port = if scheme == "https" { ":443" } else { ":80" };
    authority.strip_suffix(port).unwrap_or(authority)
}

fn body(request: &ConcreteRequest, received: &Received, client: &Client) -> Vec<String> {
    if let Some(Body::Multipart { subtype, parts }) = &request.body {
        return multipart(subtype, parts, received, client);
    }
    let expected = request.body_bytes("", &file_bytes);
    let arrived = &received.body;
    let is_same = match &request.body {
        _ if client.values == Values::AsTheyAre => expected == *arrived,
        Some(Body::Form { fields, .. }) => sorted(pairs(arrived)) == sorted(fields.clone()),
        Some(Body::Text { value: Some(_), .. }) => is_same_json(&expected, arrived),
        _ => expected == *arrived,
    };
    let [expected, arrived] =
        [&expected, arrived].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let difference = format!("the body is {arrived:?} instead of {expected:?}");
    if is_same { Vec::new() } else { vec![difference] }
}

fn multipart(
    subtype: &str,
    expected: &[Part],
    received: &Received,
    client: &Client,
) -> Vec<String> {
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
    for (expected, mut arrived) in expected.iter().zip(arrived) {
        let mut wanted = received_part(expected, subtype);
        if client.values == Values::ItsOwnWay {
            loosen(expected, &mut wanted, &mut arrived);
        }
        if client.parts == Parts::AsBrowsersDo && expected.file.is_none() {
            as_browsers_do(expected, &mut wanted);
        }
        if wanted != arrived {
            found.push(format!("a part is {arrived:?} instead of {wanted:?}"));
        }
    }
    found
}

/// Takes away what a client may do in its own way: the order and letters of headers, the spaces of
/// JSON.
fn loosen(part: &Part, wanted: &mut ReceivedPart, arrived: &mut ReceivedPart) {
    for one in [&mut *wanted, &mut *arrived] {
        for (name, _) in &mut one.headers {
            name.make_ascii_lowercase();
        }
        one.headers.sort();
    }
    if part.value.is_some() && is_same_json(&wanted.body, &arrived.body) {
        wanted.body.clone_from(&arrived.body);
    }
}

/// Changes a part without a file as browsers do (HTML, "Multipart form data").
fn as_browsers_do(part: &Part, wanted: &mut ReceivedPart) {
    if part.media_type.is_some() {
        wanted.file = Some("blob".to_owned());
    } else {
        let lines = part.text.replace("\r\n", "\n").replace('\r', "\n");
        wanted.body = lines.replace('\n', "\r\n").into_bytes();
    }
}

/// The fields of a form as it arrives.
fn pairs(body: &[u8]) -> Vec<(String, String)> {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let text = String::from_utf8_lossy(body);
    let fields = text.split('&').filter(|field| !field.is_empty());
    let pair = |field: &str| {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        (decoded(name), decoded(value))
    };
    fields.map(pair).collect()
}

/// Fields by their names; those of one name in their order.
fn sorted(mut fields: Vec<(String, String)>) -> Vec<(String, String)> {
    fields.sort_by(|a, b| a.0.cmp(&b.0));
    fields
}

/// Whether two texts are the same JSON, whatever the order of members and the digits of numbers.
fn is_same_json(one: &[u8], other: &[u8]) -> bool {
    let read = serde_json::from_slice::<Json>;
    one == other || read(one).is_ok_and(|one| read(other).is_ok_and(|other| is_same(&one, &other)))
}

fn is_same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            let has = |(name, one)| other.get(name).is_some_and(|other| is_same(one, other));
            one.len() == other.len() && one.iter().all(has)
        }
        _ => one == other,
    }
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
