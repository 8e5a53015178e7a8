//! Takes inputs of tools, lists of them and results of calls past the protocol's library as they are
//! written.
//!
//! The library reads a message as a whole: one tool or one block that is not as it should be spoils
//! all others, as half of a surrogate pair or many levels do, and numbers lose digits. So what it
//! reads are envelopes: in the place of an input, a list or a result stands one that has its text in
//! it.

use rmcp::model::{
    CallToolResult, ClientJsonRpcMessage, ClientRequest, JsonObject, ListToolsResult,
};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::aibridge::lenient_json;
use crate::aibridge::object::{Object, Raw, raw};

/// The member of an envelope that has the text.
const WRITTEN: &str = "written";

/// The envelope of an input.
pub(super) fn envelope(input: &RawValue) -> JsonObject {
    JsonObject::from_iter([(WRITTEN.to_owned(), Value::from(input.get()))])
}

/// The text of a request whose answer comes in an envelope, with the input as it was written;
/// absent for other messages.
pub(super) fn request(message: &ClientJsonRpcMessage) -> Option<String> {
    let ClientJsonRpcMessage::Request(request) = message else { return None };
    let is_call = match request.request {
        ClientRequest::CallToolRequest(_) => true,
        ClientRequest::ListToolsRequest(_) => false,
        _ => return None,
    };
    let mut message = Object::parse(raw(message).get())?;
    if is_call {
        let mut params = message.object("params")?;
        let input = params.object("arguments")?.text(WRITTEN)?;
        params.set("arguments", RawValue::from_string(input).ok()?);
        message.set("params", params.to_raw());
    }
    Some(message.to_raw().get().to_owned())
}

/// A message of a server that the library can read; absent when it can as it is. Of an answer, the
/// result is in an envelope.
pub(super) fn readable(message: &str) -> Option<String> {
    match Object::parse(message) {
        Some(mut object) if object.get("method").is_none() && object.get("result").is_some() => {
            let result = object.get("result").map(ToOwned::to_owned)?;
            object.set("result", result_envelope(&result));
            Some(object.to_raw().get().to_owned())
        }
        _ => {
            let mended = lenient_json::strict(message).ok()?;
            (mended != message).then(|| mended.into_owned())
        }
    }
}

fn result_envelope(result: &RawValue) -> Raw {
    let is_list = Object::parse(result.get()).is_some_and(|result| result.get("tools").is_some());
    raw(&if is_list {
        json!({ "tools": [], "_meta": { WRITTEN: result.get() } })
    } else {
        json!({ "content": [], "structuredContent": result.get() })
    })
}

/// The text of a page of a list.
pub(super) fn page(envelope: &ListToolsResult) -> Option<String> {
    envelope.meta.as_ref()?.get(WRITTEN)?.as_str().map(str::to_owned)
}

/// The text of a call's result.
pub(super) fn result(envelope: CallToolResult) -> Option<Raw> {
    match envelope.structured_content? {
        Value::String(text) => RawValue::from_string(text).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rmcp::model::{CallToolRequest, CallToolRequestParams, NumberOrString};

    use super::*;

    #[test]
    fn an_input_is_sent_as_it_was_written() {
        let input = RawValue::from_string(r#"{"n": 12345678901234567890123, "z":1.50}"#.to_owned());
        let input = input.unwrap();
        let call = CallToolRequestParams::new("add").with_arguments(envelope(&input));
        let call = ClientRequest::CallToolRequest(CallToolRequest::new(call));
        let message = ClientJsonRpcMessage::request(call, NumberOrString::Number(7));
        let sent = request(&message).unwrap();
        assert!(sent.contains(&format!(r#""arguments":{input}"#)), "{sent}");
        assert!(sent.contains(r#""id":7"#) && sent.contains(r#""name":"add""#), "{sent}");
    }

    #[test]
    fn results_come_past_the_library_and_other_messages_are_left() {
        let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
        let results = [
            r#"{"content": [{"type":"text","text":"a\ud83e"}]}"#,
            r#"{"content": [], "structuredContent": {"n": 12345678901234567890123}}"#,
            r#"{"tools": [{"name": 7}, 1e400]}"#,
            &format!(r#"{{"tools": [{deep}]}}"#),
            "7",
        ];
        for text in results {
            let message = format!(r#"{{"jsonrpc":"2.0","id":"x","result":{text}}}"#);
            let read = readable(&message).unwrap();
            let read: Value = serde_json::from_str(&read).unwrap();
            assert_eq!(read["id"], "x");
            let result_of = read["result"].clone();
            let written = if text.contains("tools") {
                page(&serde_json::from_value(result_of).unwrap()).unwrap()
            } else {
                result(serde_json::from_value(result_of).unwrap()).unwrap().get().to_owned()
            };
            assert_eq!(written, text);
        }
        let notification = r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#;
        assert_eq!(readable(notification), None);
        let error = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"a\ud83eb"}}"#;
        assert_eq!(readable(error).unwrap(), error.replace(r"\ud83e", r"\ufffd"));
    }
}
