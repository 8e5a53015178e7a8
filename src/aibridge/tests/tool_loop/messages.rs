//! Messages.

use serde_json::{Value, json};

use super::pen::{Pen, Round, Seen, events, list, text, written};

#[derive(Debug)]
pub(in super::super) struct Messages;

fn stop_reason(round: &Round) -> &'static str {
    match (round.is_cut, round.calls.is_empty()) {
        (true, _) => "max_tokens",
        (false, true) => "end_turn",
        (false, false) => "tool_use",
    }
}

fn end(reason: &Value) -> String {
    match reason.as_str() {
        Some("end_turn") => "done".to_owned(),
        Some("tool_use") => "calls".to_owned(),
        Some("max_tokens") => "cut".to_owned(),
        other => panic!("{other:?}"),
    }
}

/// The blocks of a round, each with its pieces.
fn blocks(at: u64, round: &Round) -> Vec<(Value, Vec<Value>)> {
    let mut blocks = Vec::new();
    if round.thinks {
        blocks.push((
            json!({"type": "thinking", "thinking": "", "signature": ""}),
            vec![
                json!({"type": "thinking_delta", "thinking": "Hm"}),
                json!({"type": "thinking_delta", "thinking": "."}),
                json!({"type": "signature_delta", "signature": format!("sig-{at}")}),
            ],
        ));
    }
    if !round.text.is_empty() {
        let words = round.text.split_inclusive(' ');
        let words = words.map(|word| json!({"type": "text_delta", "text": word})).collect();
        blocks.push((json!({"type": "text", "text": ""}), words));
    }
    for (id, name, input) in &round.calls {
        let (one, two) = input.split_at(input.len() / 2);
        let parts = ["", one, two];
        let pieces =
            parts.iter().map(|part| json!({"type": "input_json_delta", "partial_json": part}));
        let block = json!({"type": "tool_use", "id": id, "name": name, "input": {}});
        blocks.push((block, pieces.collect()));
    }
    blocks
}

/// A block with its pieces.
fn put_together(mut block: Value, pieces: &[Value]) -> Value {
    let mut input = String::new();
    for piece in pieces {
        for name in ["thinking", "signature", "text"] {
            if let Some(more) = piece[name].as_str() {
                block[name] = json!(text(&block[name]) + more);
            }
        }
        input += piece["partial_json"].as_str().unwrap_or_default();
    }
    if !input.is_empty() {
        block["input"] = serde_json::from_str(&input).unwrap();
    }
    block
}

fn seen(id: &Value, content: &[Value], reason: &Value, usage: (u64, u64)) -> Seen {
    let mut seen = Seen { id: text(id), end: end(reason), usage, ..Seen::default() };
    for block in content {
        match block["type"].as_str() {
            Some("thinking") => seen.thoughts += 1,
            Some("text") => seen.text += &text(&block["text"]),
            Some("tool_use") => {
                seen.calls.push((
                    text(&block["id"]),
                    text(&block["name"]),
                    block["input"].to_string(),
                ));
            }
            other => panic!("{other:?}"),
        }
    }
    seen.said = vec![json!({"role": "assistant", "content": content})];
    seen
}

impl Pen for Messages {
    fn path(&self) -> &'static str {
        "/anthropic/v1/messages"
    }

    fn asked(&self, streaming: bool) -> Value {
        let mut asked = json!({
            "model": "m",
            "max_tokens": 100,
            "messages": [{"role": "user", "content": "Add."}],
            "tools": [{"name": "own", "input_schema": {"type": "object"},
                       "cache_control": {"type": "ephemeral"}}],
        });
        if streaming {
            asked["stream"] = true.into();
        }
        asked
    }

    fn plain(&self, at: u64, round: &Round) -> String {
        let content: Vec<Value> = blocks(at, round)
            .into_iter()
            .map(|(block, pieces)| put_together(block, &pieces))
            .collect();
        json!({"id": format!("m-{at}"), "type": "message", "role": "assistant",
               "content": content, "stop_reason": stop_reason(round),
               "usage": {"input_tokens": 10 * (at + 1), "output_tokens": at + 1}})
        .to_string()
    }

    fn stream(&self, at: u64, round: &Round) -> String {
        let mut events = vec![
            json!({"type": "message_start", "message": {"id": format!("m-{at}"), "content": [],
                   "usage": {"input_tokens": 10 * (at + 1), "output_tokens": 0}}}),
            json!({"type": "ping"}),
        ];
        for (index, (block, pieces)) in blocks(at, round).into_iter().enumerate() {
            let start =
                json!({"type": "content_block_start", "index": index, "content_block": block});
            events.push(start);
            for delta in pieces {
                events.push(json!({"type": "content_block_delta", "index": index, "delta": delta}));
            }
            events.push(json!({"type": "content_block_stop", "index": index}));
        }
        let delta = json!({"stop_reason": stop_reason(round), "stop_sequence": null});
        let usage = json!({"output_tokens": at + 1});
        events.push(json!({"type": "message_delta", "delta": delta, "usage": usage}));
        events.push(json!({"type": "message_stop"}));
        written(&events)
    }

    fn read(&self, body: &Value) -> Seen {
        let count = |name: &str| body["usage"][name].as_u64().unwrap();
        let usage = (count("input_tokens"), count("output_tokens"));
        seen(&body["id"], list(&body["content"]), &body["stop_reason"], usage)
    }

    fn read_stream(&self, stream: &str) -> Seen {
        let events = events(stream);
        let mut events = events.iter().filter(|event| event["type"] != "ping");
        let start = events.next().unwrap();
        assert_eq!(start["type"], "message_start");
        let mut usage = start["message"]["usage"].clone();
        let (mut content, mut pieces, mut reason) = (Vec::new(), Vec::new(), Value::Null);
        let mut open: Option<Value> = None;
        for event in events.by_ref() {
            let kind = event["type"].as_str().unwrap();
            if kind.starts_with("content_block") {
                assert_eq!(event["index"], content.len(), "blocks are numbered without gaps");
            }
            match kind {
                "content_block_start" => {
                    assert!(open.is_none());
                    open = Some(event["content_block"].clone());
                }
                "content_block_delta" => pieces.push(event["delta"].clone()),
                "content_block_stop" => {
                    content.push(put_together(open.take().unwrap(), &pieces));
                    pieces.clear();
                }
                "message_delta" => {
                    assert!(reason.is_null(), "one end");
                    reason = event["delta"]["stop_reason"].clone();
                    for (name, count) in event["usage"].as_object().unwrap() {
                        usage[name] = count.clone();
                    }
                }
                "message_stop" => break,
                other => panic!("{other}"),
            }
        }
        assert_eq!(events.next(), None, "the end is the last event");
        let count = |name: &str| usage[name].as_u64().unwrap();
        let usage = (count("input_tokens"), count("output_tokens"));
        seen(&start["message"]["id"], &content, &reason, usage)
    }

    fn error(&self, event: &Value) -> Option<String> {
        assert_eq!(event["type"], "error");
        Some(event["error"]["message"].as_str()?.to_owned())
    }

    fn offered(&self, request: &Value) -> Vec<String> {
        list(&request["tools"]).iter().map(|tool| text(&tool["name"])).collect()
    }

    fn results(&self, request: &Value) -> Vec<(String, String)> {
        let (mut open, mut results): (Vec<String>, _) = (Vec::new(), Vec::new());
        for message in list(&request["messages"]) {
            let mut is_behind = false;
            for block in list(&message["content"]) {
                match block["type"].as_str() {
                    Some("tool_result") => {
                        assert_eq!(message["role"], "user");
                        assert!(!is_behind, "results stand first: {request}");
                        let id = text(&block["tool_use_id"]);
                        let place = open.iter().position(|open| *open == id);
                        open.remove(place.unwrap_or_else(|| panic!("{id} answers no call")));
                        let parts = list(&block["content"]).iter();
                        let told = parts.map(|part| text(&part["text"])).collect::<String>();
                        results.push((id, told + &text(&block["content"])));
                    }
                    Some("tool_use") => {
                        assert_eq!(message["role"], "assistant");
                        assert!(block["input"].is_object());
                        open.push(text(&block["id"]));
                    }
                    Some("thinking") => {
                        assert!(open.is_empty() && !text(&block["signature"]).is_empty());
                    }
                    Some("text") => {
                        assert_ne!(block["text"], "");
                        is_behind = true;
                    }
                    other => panic!("{other:?}"),
                }
            }
            assert!(message["role"] == "assistant" || open.is_empty(), "{open:?}: {request}");
        }
        assert!(open.is_empty(), "{open:?} have no results: {request}");
        results
    }

    fn go_on(&self, asked: &Value, said: &[Value], results: &[(&str, &str)]) -> Value {
        let mut request = asked.clone();
        let messages = request["messages"].as_array_mut().unwrap();
        messages.extend_from_slice(said);
        let blocks = results.iter().map(
            |(id, result)| json!({"type": "tool_result", "tool_use_id": id, "content": result}),
        );
        messages.push(json!({"role": "user", "content": blocks.collect::<Vec<_>>()}));
        request
    }
}
