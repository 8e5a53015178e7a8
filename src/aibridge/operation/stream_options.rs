//! Asks a stream of chat completions to tell its usage, and changes nothing else of the request.

use serde::Deserialize;
use serde_json::value::RawValue;

/// The member of the request, as far as it matters here.
#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow)]
    stream_options: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct StreamOptions<'a> {
    #[serde(borrow)]
    include_usage: Option<&'a RawValue>,
}

/// The request with `stream_options.include_usage` set; absent when the client has said whether it
/// wants the usage, or when the request is not one that can be changed.
pub(super) fn with_usage(body: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(body).ok()?;
    let request: Request<'_> = serde_json::from_str(text).ok()?;
    // `null` reads as absent, so it is looked for by itself.
    let (at, old, new) = match request.stream_options {
        None => match null_member(text, "stream_options") {
            Some(null) => (null, "null".len(), "{\"include_usage\":true}"),
            None => (text.find('{')? + 1, 0, "\"stream_options\":{\"include_usage\":true},"),
        },
        Some(options) => {
            let start = offset(text, options.get());
            let parsed: StreamOptions<'_> = serde_json::from_str(options.get()).ok()?;
            match parsed.include_usage {
                Some(_) => return None,
                None => match null_member(options.get(), "include_usage") {
                    Some(null) => (start + null, "null".len(), "true"),
                    None if is_empty(options.get()) => (start + 1, 0, "\"include_usage\":true"),
                    None => (start + 1, 0, "\"include_usage\":true,"),
                },
            }
        }
    };
    Some([&body[..at], new.as_bytes(), &body[at + old..]].concat())
}

/// Where a part of a text stands in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

fn is_empty(object: &str) -> bool {
    object.trim_matches(['{', '}']).trim().is_empty()
}

/// Where the value of an object's member is, when it is `null`.
fn null_member(object: &str, key: &str) -> Option<usize> {
    let members: std::collections::HashMap<String, &RawValue> =
        serde_json::from_str(object).ok()?;
    let value = members.get(key)?;
    (value.get() == "null").then(|| offset(object, value.get()))
}
