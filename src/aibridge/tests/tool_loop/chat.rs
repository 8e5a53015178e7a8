//! Chat completions.

use serde_json::{Value, json};

use super::pen::{Pen, Round, Seen, events, list, text, written};

#[derive(Debug)]
pub(super) struct Chat;

fn finish(round: &Round) -> &'static str {
    match (round.is_cut, round.calls.is_empty()) {
        (true, _) => "length",
        (false, true) => "stop",
        (false, false) => "tool_calls",
    }
}

fn usage(at: u64) -> Value {
    json!({"prompt_tokens": 10 * (at + 1), "completion_tokens": at + 1,
           "prompt_tokens_details": {"cached_tokens": 1}})
}

fn read_usage(usage: &Value) -> (u64, u64) {
    let count = |name: &str| usage[name].as_u64().unwrap_or_default();
    (count("prompt_tokens"), count("completion_tokens"))
}

fn end(reason: &Value) -> String {
    match reason.as_str() {
        Some("stop") => "done".to_owned(),
        Some("tool_calls") => "calls".to_owned(),
        Some("length") => "cut".to_owned(),
        other => panic!("{other:?}"),
    }
}

impl Pen for Chat {
    fn path(&self) -> &'static str {
        "/openai/v1/chat/completions"
    }

    fn asked(&self, streaming: bool) -> Value {
        let mut asked = json!({
            "model": "m",
            "messages": [{"role": "user", "content": "Add."}],
            "tools": [{"type": "function", "function": {"name": "own", "parameters": {}}}],
        });
        if streaming {
            asked["stream"] = true.into();
            asked["stream_options"] = json!({"include_usage": true});
        }
        asked
    }

    fn plain(&self, at: u64, round: &Round) -> String {
        let calls = round.calls.iter().map(|(id, name, input)| {
            json!({"id": id, "type": "function", "function": {"name": name, "arguments": input}})
        });
        let calls: Vec<Value> = calls.collect();
        let mut message =
            json!({"role": "assistant", "content": round.text, "refusal": null, "annotations": []});
        if !calls.is_empty() {
            message["tool_calls"] = calls.into();
        }
        let choice = json!({"index": 0, "message": message, "finish_reason": finish(round)});
        json!({"id": format!("c-{at}"), "object": "chat.completion", "created": at + 1,
               "choices": [choice], "usage": usage(at)})
        .to_string()
    }

    fn stream(&self, at: u64, round: &Round) -> String {
        let chunk = |delta: Value, finish: Value| {
            json!({"id": format!("c-{at}"), "object": "chat.completion.chunk", "created": at + 1,
                   "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})
        };
        let mut chunks = vec![chunk(json!({"role": "assistant", "content": ""}), Value::Null)];
        for word in round.text.split_inclusive(' ') {
            chunks.push(chunk(json!({"content": word}), Value::Null));
        }
        for (index, (id, name, input)) in round.calls.iter().enumerate() {
            let mut piece = |piece: Value| {
                chunks.push(chunk(json!({"tool_calls": [piece]}), Value::Null));
            };
            let function = json!({"name": name, "arguments": ""});
            piece(json!({"index": index, "id": id, "type": "function", "function": function}));
            let (one, two) = input.split_at(input.len() / 2);
            for part in [one, two] {
                piece(json!({"index": index, "function": {"arguments": part}}));
            }
        }
        chunks.push(chunk(json!({}), finish(round).into()));
        chunks.push(
            json!({"id": format!("c-{at}"), "created": at + 1, "object": "chat.completion.chunk",
                   "choices": [], "usage": usage(at)}),
        );
        written(&chunks) + "data: [DONE]\n\n"
    }

    fn read(&self, body: &Value) -> Seen {
        let choice = &body["choices"][0];
        let message = &choice["message"];
        let calls = list(&message["tool_calls"]).iter().map(|call| {
            let function = &call["function"];
            (text(&call["id"]), text(&function["name"]), text(&function["arguments"]))
        });
        Seen {
            id: text(&body["id"]),
            thoughts: 0,
            text: text(&message["content"]),
            calls: calls.collect(),
            end: end(&choice["finish_reason"]),
            usage: read_usage(&body["usage"]),
            said: vec![message.clone()],
        }
    }

    fn read_stream(&self, stream: &str) -> Seen {
        let mut events = events(stream);
        assert_eq!(events.pop().unwrap(), "[DONE]");
        let usage = events.pop().unwrap();
        assert_eq!(usage["choices"], json!([]));
        let mut seen = Seen { usage: read_usage(&usage["usage"]), ..Seen::default() };
        seen.id = text(&usage["id"]);
        let last = events.len() - 1;
        for (place, event) in events.iter().enumerate() {
            assert_eq!((&event["id"], &event["created"]), (&json!(seen.id), &usage["created"]));
            let choice = &event["choices"][0];
            let delta = &choice["delta"];
            assert_eq!(delta.get("role").is_some(), place == 0, "one start: {event}");
            assert_eq!(choice["finish_reason"].is_null(), place < last, "one end: {event}");
            seen.text += &text(&delta["content"]);
            for piece in list(&delta["tool_calls"]) {
                let at = usize::try_from(piece["index"].as_u64().unwrap()).unwrap();
                if let Some(id) = piece["id"].as_str() {
                    assert_eq!(at, seen.calls.len(), "calls are numbered without gaps");
                    seen.calls.push((id.to_owned(), String::new(), String::new()));
                }
                seen.calls[at].1 += &text(&piece["function"]["name"]);
                seen.calls[at].2 += &text(&piece["function"]["arguments"]);
            }
        }
        seen.end = end(&events[last]["choices"][0]["finish_reason"]);
        let calls = seen.calls.iter().map(|(id, name, input)| {
            json!({"id": id, "type": "function", "function": {"name": name, "arguments": input}})
        });
        let mut message = json!({"role": "assistant", "content": seen.text});
        if !seen.calls.is_empty() {
            message["tool_calls"] = calls.collect();
        }
        seen.said = vec![message];
        seen
    }

    fn error(&self, event: &Value) -> Option<String> {
        Some(event["error"]["message"].as_str()?.to_owned())
    }

    fn offered(&self, request: &Value) -> Vec<String> {
        list(&request["tools"]).iter().map(|tool| text(&tool["function"]["name"])).collect()
    }

    fn results(&self, request: &Value) -> Vec<(String, String)> {
        let (mut open, mut results): (Vec<String>, _) = (Vec::new(), Vec::new());
        for message in list(&request["messages"]) {
            if message["role"] == "tool" {
                let id = text(&message["tool_call_id"]);
                let place = open.iter().position(|open| *open == id);
                open.remove(place.unwrap_or_else(|| panic!("{id} answers no call: {request}")));
                results.push((id, text(&message["content"])));
                continue;
            }
            assert!(open.is_empty(), "{open:?} have no results: {request}");
            let calls = list(&message["tool_calls"]);
            assert!(message["content"].is_string() || !calls.is_empty());
            for call in calls {
                assert_eq!(call.get("index"), None);
                assert!(call["function"]["arguments"].is_string());
                open.push(text(&call["id"]));
            }
        }
        assert!(open.is_empty(), "{open:?} have no results: {request}");
        results
    }

    fn go_on(&self, asked: &Value, said: &[Value], results: &[(&str, &str)]) -> Value {
        let mut request = asked.clone();
        let messages = request["messages"].as_array_mut().unwrap();
        messages.extend_from_slice(said);
        for (id, result) in results {
            messages.push(json!({"role": "tool", "tool_call_id": id, "content": result}));
        }
        request
    }
}
