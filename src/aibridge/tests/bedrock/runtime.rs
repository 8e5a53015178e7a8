//! What Bedrock's runtime answers, as a test says.

use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use axum::body::Body;
use axum::http::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::verifier::{Arrived, Claim, SECRET, signature};
use crate::aibridge::tests::scripted::Received;

/// The access key whose secret is [`SECRET`].
pub(super) const ACCESS_KEY: &str = "AKIDEXAMPLE";

/// The events of an answer that calls a tool, as Bedrock has them: the last one tells more than
/// Anthropic's does.
pub(super) const EVENTS: [&str; 5] = [
    r#"{"type":"message_start","message":{"id":"msg_bdrk_1","usage":{"input_tokens":3,"output_tokens":1}}}"#,
    r#"{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"add","input":{}}}"#,
    r#"{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"a\": 1}"}}"#,
    r#"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":4}}"#,
    r#"{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":3,"outputTokenCount":4}}"#,
];

/// The same as Anthropic sends them.
pub(super) fn sent() -> String {
    let events = EVENTS.iter().map(|event| {
        let event =
            if event.contains("message_stop") { r#"{"type":"message_stop"}"# } else { event };
        let value: Value = serde_json::from_str(event).unwrap();
        format!("event: {}\ndata: {event}\n\n", value["type"].as_str().unwrap())
    });
    events.collect()
}

/// A frame that holds an event.
pub(super) fn chunk(event: &str) -> Vec<u8> {
    let payload = json!({"bytes": STANDARD.encode(event), "p": "abcdefghijkl"}).to_string();
    let headers = [
        (":event-type", "chunk"),
        (":content-type", "application/json"),
        (":message-type", "event"),
    ];
    frame(&headers, &payload)
}

/// A frame that tells of a failure in the middle of an answer.
pub(super) fn exception(name: &'static str, message: &str) -> Vec<u8> {
    let headers = [
        (":exception-type", name),
        (":content-type", "application/json"),
        (":message-type", "exception"),
    ];
    frame(&headers, &json!({ "message": message }).to_string())
}

fn frame(headers: &[(&'static str, &'static str)], payload: &str) -> Vec<u8> {
    let message =
        headers.iter().fold(Message::new(payload.to_owned()), |message, (name, value)| {
            message.add_header(Header::new(*name, HeaderValue::String((*value).into())))
        });
    let mut bytes = Vec::new();
    write_message_to(&message, &mut bytes).unwrap();
    bytes
}

/// All events in frames.
pub(super) fn frames() -> Vec<u8> {
    EVENTS.iter().flat_map(|event| chunk(event)).collect()
}

/// An answer that is a stream.
pub(super) fn stream(body: impl Into<Body>) -> Response<Body> {
    let response = Response::builder()
        .header("content-type", "application/vnd.amazon.eventstream")
        .header("x-amzn-requestid", "r-1");
    response.body(body.into()).unwrap()
}

/// An error as Bedrock tells it.
pub(super) fn failure(status: u16, name: &str, message: &str) -> Response<Body> {
    let response = Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .header("x-amzn-errortype", format!("{name}:http://internal.amazon.com/coral/"))
        .header("x-amzn-requestid", "r-1");
    response.body(Body::from(json!({ "message": message }).to_string())).unwrap()
}

/// Whether a request proves to come from the holder of the access key; the text says what is
/// wrong.
pub(super) fn admits(received: &Received) -> Result<Claim, String> {
    let (method, target) = received.line.split_once(' ').unwrap();
    let claim = Claim::of(&received.headers).ok_or("there is no signature")?;
    let date = received.headers["x-amz-date"].to_str().unwrap();
    let expected_scope = format!("{}/eu-central-1/bedrock/aws4_request", &date[..8]);
    if claim.access_key != ACCESS_KEY || claim.scope != expected_scope {
        return Err(format!("{claim:?} is of somebody else"));
    }
    let must_be_signed = ["content-type", "host", "x-amz-date", "x-amz-security-token"];
    for name in must_be_signed {
        let is_there = received.headers.contains_key(name);
        if is_there && !claim.signed_headers.iter().any(|signed| signed == name) {
            return Err(format!("{name} is not signed"));
        }
    }
    let arrived = Arrived { method, target, headers: &received.headers, body: &received.body };
    let expected = signature(&arrived, &claim.signed_headers, SECRET, &claim.scope);
    let is_right = expected == claim.signature;
    is_right.then_some(claim).ok_or_else(|| "the signature is wrong".to_owned())
}

/// Answers whoever proves who they are.
pub(super) fn admitted(
    received: &Received,
    answer: impl FnOnce() -> Response<Body>,
) -> Response<Body> {
    match admits(received) {
        Ok(_) => answer(),
        Err(why) => failure(403, "InvalidSignatureException", &why),
    }
}
