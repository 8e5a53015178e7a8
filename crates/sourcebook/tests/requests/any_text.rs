//! Requests of any texts.

use proptest::prelude::*;
use sourcebook_model::request::{Body, ConcreteRequest, Part, encode};

/// Texts of characters that mean something to somebody, among others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        r#"[@<>(){}\[\];=,"'\\$`!&|*?~#% \t\r\n-]{0,8}"#,
        "[^\0]{0,8}",
        "@[a-z.]{1,8}",
    ]
}

fn part() -> impl Strategy<Value = Part> {
    // Percent signs and backslashes in names are written in more than one way.
    let name = r"[^\x00=%\\]{1,8}";
    let media_type = prop::option::of(prop_oneof![
        Just("text/plain"),
        Just("application/json; charset=\"utf-8\""),
        Just("image/svg+xml"),
    ]);
    let headers = prop::collection::vec(text(), 0..3);
    let file = prop::option::of(r#"[a-z][a-z ",;'@-]{0,7}"#);
    (name, media_type, headers, file, text()).prop_map(|(name, media_type, headers, file, text)| {
        let header = |(at, value): (usize, String)| (format!("X-{at}"), encode::header(&value));
        let headers = headers.into_iter().enumerate().map(header);
        Part {
            name: Some(name),
            // A file without a type would get one by its name.
            media_type: media_type.or(file.as_ref().map(|_| "image/png")).map(str::to_owned),
            headers: headers.filter(|(_, value)| !value.is_empty()).collect(),
            file,
            text,
            value: None,
        }
    })
}

fn body() -> impl Strategy<Value = Option<Body>> {
    let media_type = || "text/plain".to_owned();
    prop_oneof![
        Just(None),
        text().prop_map(move |text| {
            Some(Body::Text { media_type: media_type(), text, value: None })
        }),
        prop::collection::vec(part(), 1..4)
            .prop_map(|parts| { Some(Body::Multipart { subtype: "form-data".to_owned(), parts }) }),
    ]
}

/// Requests whose path, query, headers, cookies and bodies are any texts.
pub(crate) fn request() -> impl Strategy<Value = ConcreteRequest> {
    let headers = prop::collection::vec(text(), 0..3);
    let cookie = prop::option::of(text());
    (text(), text(), headers, cookie, body()).prop_map(|(path, query, headers, cookie, body)| {
        let header = |(at, value): (usize, String)| (format!("X-{at}"), encode::header(&value));
        let mut headers: Vec<(String, String)> =
            headers.into_iter().enumerate().map(header).collect();
        let cookie = cookie.map(|cookie| encode::header(&cookie));
        headers.extend(cookie.map(|cookie| ("Cookie".to_owned(), cookie)));
        let media_type = body.as_ref().and_then(Body::media_type);
        headers.extend(media_type.map(|one| ("Content-Type".to_owned(), one)));
        ConcreteRequest {
            method: "POST".to_owned(),
            scheme: "http".to_owned(),
            authority: "h".to_owned(),
            target: format!("/x{}?{}", encode::path(&path), encode::query(&query)),
            headers,
            body,
            ..ConcreteRequest::default()
        }
    })
}
