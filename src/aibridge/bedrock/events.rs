//! One message of Bedrock's event stream as the event that Anthropic sends.

use aws_smithy_types::event_stream::Message;
use aws_smithy_types::str_bytes::StrBytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use thiserror::Error;

use super::errors;
use super::members::Members;

/// What Bedrock adds to the last event of a stream, and Anthropic does not send.
const METRICS: &str = "amazon-bedrock-invocationMetrics";

/// A message that is not what Bedrock's document says.
#[derive(Debug, Error)]
pub(super) enum BrokenMessage {
    /// It does not say what it is.
    #[error("a message has no `{0}`")]
    NoHeader(&'static str),
    /// It does not have an event in base64.
    #[error("a message contains no event ({0})")]
    NoChunk(serde_json::Error),
    /// The event is no base64.
    #[error("an event is not valid base64 ({0})")]
    NoBase64(#[from] base64::DecodeError),
    /// The event is no JSON object, or has no type.
    #[error("an event is not an event of the Anthropic API ({0})")]
    NoEvent(serde_json::Error),
}

/// The payload of a message that holds a part of the answer. Its padding means nothing.
#[derive(Deserialize)]
struct Chunk<'m> {
    bytes: std::borrow::Cow<'m, str>,
}

/// What an exception says.
#[derive(Deserialize, Default)]
struct Exception {
    #[serde(default, alias = "Message")]
    message: String,
}

/// The event of a message, as a server-sent event; nothing for messages that say nothing.
pub(super) fn event(message: &Message) -> Result<Option<String>, BrokenMessage> {
    match header(message, ":message-type")? {
        "event" if header(message, ":event-type")? == "chunk" => chunk(message).map(Some),
        "exception" => {
            let name = header(message, ":exception-type")?;
            let told: Exception = serde_json::from_slice(message.payload()).unwrap_or_default();
            Ok(Some(error(name, &told.message)))
        }
        "error" => {
            let what = header(message, ":error-message").unwrap_or_default();
            Ok(Some(error(header(message, ":error-code")?, what)))
        }
        _ => Ok(None),
    }
}

fn header<'m>(message: &'m Message, name: &'static str) -> Result<&'m str, BrokenMessage> {
    let found = message.headers().iter().find(|header| header.name().as_str() == name);
    let text = found.and_then(|header| header.value().as_string().ok());
    text.map(StrBytes::as_str).ok_or(BrokenMessage::NoHeader(name))
}

/// The event in a part of the answer.
fn chunk(message: &Message) -> Result<String, BrokenMessage> {
    let chunk: Chunk<'_> =
        serde_json::from_slice(message.payload()).map_err(BrokenMessage::NoChunk)?;
    let data = STANDARD.decode(chunk.bytes.as_bytes())?;
    let members = Members::parse(&data).map_err(BrokenMessage::NoEvent)?;
    let kind = members.get("type").map_or("null", |kind| kind.get());
    let kind: String = serde_json::from_str(kind).map_err(BrokenMessage::NoEvent)?;
    if members.get(METRICS).is_some() {
        return Ok(server_sent(&kind, &members.without(&[METRICS]).write(&[])));
    }
    // Parsing it has shown that it is UTF-8.
    Ok(server_sent(&kind, &String::from_utf8_lossy(&data)))
}

/// The event that Anthropic sends when an answer fails on its way.
fn error(name: &str, message: &str) -> String {
    server_sent("error", &errors::translated(name, message, None, None).to_string())
}

/// A server-sent event. Each line of the data gets a field of its own, as the standard demands.
fn server_sent(kind: &str, data: &str) -> String {
    let kind = kind.replace(['\r', '\n'], " ");
    let mut text = format!("event: {kind}\n");
    for line in data.split(['\r', '\n']) {
        text.push_str("data: ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::event_stream::{Header, HeaderValue};
    use serde_json::json;

    use super::*;

    fn message(headers: &[(&'static str, &'static str)], payload: &str) -> Message {
        let message = Message::new(payload.to_owned());
        headers.iter().fold(message, |message, (name, value)| {
            message.add_header(Header::new(*name, HeaderValue::String((*value).into())))
        })
    }

    fn part(payload: &str) -> Result<Option<String>, BrokenMessage> {
        event(&message(&[(":message-type", "event"), (":event-type", "chunk")], payload))
    }

    fn event_of(data: &str) -> String {
        let payload = json!({"bytes": STANDARD.encode(data), "p": "abcd"}).to_string();
        part(&payload).unwrap().unwrap()
    }

    #[test]
    fn events_cross_as_they_were_written() {
        let data = r#"{"type":"content_block_delta","index":0, "n":1.50,"text":"\u00e9é"}"#;
        assert_eq!(event_of(data), format!("event: content_block_delta\ndata: {data}\n\n"));
        let lines = "{\"type\":\"ping\",\r\n\"a\":1}";
        assert_eq!(
            event_of(lines),
            "event: ping\ndata: {\"type\":\"ping\",\ndata: \ndata: \"a\":1}\n\n"
        );
    }

    #[test]
    fn what_bedrock_adds_is_withheld() {
        let data =
            r#"{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":8}}"#;
        assert_eq!(event_of(data), "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    #[test]
    fn exceptions_become_errors() {
        let table = [
            ("throttlingException", "rate_limit_error"),
            ("serviceUnavailableException", "overloaded_error"),
            ("modelStreamErrorException", "api_error"),
            ("internalServerException", "api_error"),
            ("modelTimeoutException", "timeout_error"),
            ("validationException", "invalid_request_error"),
            ("somethingNew", "api_error"),
        ];
        for (name, kind) in table {
            let headers = [(":message-type", "exception"), (":exception-type", name)];
            let event = event(&message(&headers, r#"{"message":"Wait."}"#)).unwrap().unwrap();
            let data = event.strip_prefix("event: error\ndata: ").unwrap();
            let data: serde_json::Value = serde_json::from_str(data).unwrap();
            let message = format!("Amazon Bedrock: Wait. ({name})");
            let error = json!({"type": kind, "message": message});
            assert_eq!(data, json!({"type": "error", "error": error}));
        }
        let headers =
            [(":message-type", "error"), (":error-code", "Code"), (":error-message", "Broke.")];
        let event = event(&message(&headers, "")).unwrap().unwrap();
        assert!(event.contains("Amazon Bedrock: Broke. (Code)"), "{event}");
    }

    #[test]
    fn messages_that_say_nothing_give_no_event() {
        for kind in ["initial-response", "something-new"] {
            let headers = [(":message-type", "event"), (":event-type", kind)];
            assert_eq!(event(&message(&headers, "{}")).unwrap(), None);
        }
    }

    #[test]
    fn broken_messages_are_noticed() {
        assert!(matches!(event(&message(&[], "{}")), Err(BrokenMessage::NoHeader(_))));
        assert!(matches!(part("{}"), Err(BrokenMessage::NoChunk(_))));
        assert!(matches!(part(r#"{"bytes":"*"}"#), Err(BrokenMessage::NoBase64(_))));
        for data in ["[]", "{}", "{\"type\":1}"] {
            let payload = json!({"bytes": STANDARD.encode(data)}).to_string();
            assert!(matches!(part(&payload), Err(BrokenMessage::NoEvent(_))), "{data}");
        }
    }
}
