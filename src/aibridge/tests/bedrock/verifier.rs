//! Checks signatures as AWS publishes that they are checked (Signature Version 4), with nothing of
//! what makes them.

use std::collections::BTreeMap;
use std::fmt::Write;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use axum::http::HeaderMap;

/// A request as it arrived.
pub(super) struct Arrived<'r> {
    pub(super) method: &'r str,
    /// Path and query.
    pub(super) target: &'r str,
    pub(super) headers: &'r HeaderMap,
    pub(super) body: &'r [u8],
}

/// What a signature says of itself.
#[derive(Debug)]
pub(super) struct Claim {
    pub(super) access_key: String,
    /// Day, region, service and the end that is always the same.
    pub(super) scope: String,
    pub(super) signed_headers: Vec<String>,
    pub(super) signature: String,
}

impl Claim {
    /// Reads `Authorization`.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get("authorization")?.to_str().ok()?;
        let parts = text.strip_prefix("AWS4-HMAC-SHA256 ")?.split(", ");
        let parts: BTreeMap<&str, &str> = parts.filter_map(|part| part.split_once('=')).collect();
        let (access_key, scope) = parts.get("Credential")?.split_once('/')?;
        Some(Self {
            access_key: access_key.to_owned(),
            scope: scope.to_owned(),
            signed_headers: parts.get("SignedHeaders")?.split(';').map(str::to_owned).collect(),
            signature: (*parts.get("Signature")?).to_owned(),
        })
    }
}

/// The signature that a request must have.
pub(super) fn signature(
    request: &Arrived<'_>,
    signed: &[String],
    secret: &str,
    scope: &str,
) -> String {
    let date = request.headers["x-amz-date"].to_str().unwrap();
    let canonical = hexadecimal(digest(&SHA256, canonical(request, signed).as_bytes()).as_ref());
    let to_sign = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{canonical}");
    let start = format!("AWS4{secret}").into_bytes();
    let key = scope.split('/').fold(start, |key, part| keyed(&key, part));
    hexadecimal(&keyed(&key, &to_sign))
}

/// The canonical form of a request.
pub(super) fn canonical(request: &Arrived<'_>, signed: &[String]) -> String {
    let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
    let path: Vec<String> = path.split('/').map(encoded).collect();
    let mut query: Vec<(&str, &str)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .collect();
    query.sort_unstable();
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let headers: Vec<String> = signed
        .iter()
        .map(|name| {
            let values = request.headers.get_all(name.as_str()).iter();
            let values = values.map(|value| {
                let words = value.to_str().unwrap().split(' ').filter(|word| !word.is_empty());
                words.collect::<Vec<_>>().join(" ")
            });
            format!("{name}:{}\n", values.collect::<Vec<_>>().join(","))
        })
        .collect();
    let body = hexadecimal(digest(&SHA256, request.body).as_ref());
    let parts =
        [request.method, &path.join("/"), &query.join("&"), &headers.concat(), &signed.join(";")];
    format!("{}\n{body}", parts.join("\n"))
}

/// A segment of a path, encoded once more.
fn encoded(segment: &str) -> String {
    let mut text = String::new();
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            write!(text, "%{byte:02X}").unwrap();
        }
    }
    text
}

fn keyed(key: &[u8], text: &str) -> Vec<u8> {
    sign(&Key::new(HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// The secret of AWS's published examples.
pub(super) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
    lines.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).fold(
        HeaderMap::new(),
        |mut headers, (name, value): (axum::http::HeaderName, axum::http::HeaderValue)| {
            headers.append(name, value);
            headers
        },
    )
}

/// The signed headers of a published example: all of them, in order.
fn names(headers: &HeaderMap) -> Vec<String> {
    let mut names: Vec<String> = headers.keys().map(ToString::to_string).collect();
    names.sort_unstable();
    names
}

#[test]
fn published_signatures_are_right() {
    type Lines = &'static [(&'static str, &'static str)];
    const TOKEN: &str = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
    let table: [(&str, &str, Lines, &str, &str); 7] = [
        ("GET", "/", &[], "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("GET", "/ሴ", &[], "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        (
            "GET",
            "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
            &[],
            "",
            "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
        ),
        (
            "GET",
            "/",
            &[("my-header1", " value1"), ("my-header2", "\"a   b   c\"")],
            "",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        ),
        (
            "GET",
            "/",
            &[("my-header1", "value2"), ("my-header1", "value2"), ("my-header1", "value1")],
            "",
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        ),
        (
            "POST",
            "/",
            &[("x-amz-security-token", TOKEN)],
            "",
            "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
        ),
        (
            "POST",
            "/",
            &[
                ("content-type", "application/x-www-form-urlencoded"),
                ("content-length", "13"),
                (
                    "x-amz-content-sha256",
                    "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
                ),
            ],
            "Param1=value1",
            "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
        ),
    ];
    for (method, target, lines, body, expected) in table {
        let mut headers = headers(lines);
        headers.insert("host", "example.amazonaws.com".parse().unwrap());
        headers.insert("x-amz-date", "20150830T123600Z".parse().unwrap());
        let request = Arrived { method, target, headers: &headers, body: body.as_bytes() };
        let scope = "20150830/us-east-1/service/aws4_request";
        let found = signature(&request, &names(&headers), SECRET, scope);
        assert_eq!(found, expected, "{method} {target} {lines:?}");
    }
}

#[test]
fn published_paths_are_encoded_once_more() {
    let headers =
        headers(&[("host", "lambda.us-east-2.amazonaws.com"), ("x-amz-date", "20210511T154045Z")]);
    let target = "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-west-2%3A892717189312%3Afunction%3Amy-rusty-fun/invocations";
    let request = Arrived { method: "POST", target, headers: &headers, body: b"" };
    let expected = "POST\n\
        /2015-03-31/functions/arn%253Aaws%253Alambda%253Aus-west-2%253A892717189312%253Afunction%253Amy-rusty-fun/invocations\n\
        \n\
        host:lambda.us-east-2.amazonaws.com\n\
        x-amz-date:20210511T154045Z\n\
        \n\
        host;x-amz-date\n\
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(canonical(&request, &names(&headers)), expected);
}
