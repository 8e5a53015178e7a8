//! Responses.

use serde_json::{Value, json};

use super::pen::{Pen, Round, Seen, events, list, text, written};

#[derive(Debug)]
pub(super) struct Responses;

fn items(at: u64, round: &Round) -> Vec<Value> {
    let mut items = Vec::new();
    if round.thinks {
        items.push(json!({"type": "reasoning", "id": format!("rs-{at}"), "summary": [],
                          "encrypted_content": format!("sealed-{at}")}));
    }
    if !round.text.is_empty() {
        let part = json!({"type": "output_text", "text": round.text, "annotations": []});
        items.push(json!({"type": "message", "id": format!("msg-{at}"), "role": "assistant",
                          "status": "completed", "content": [part]}));
    }
    for (id, name, input) in &round.calls {
        items.push(json!({"type": "function_call", "id": format!("fc-{id}"), "call_id": id,
                          "name": name, "arguments": input, "status": "completed"}));
    }
    items
}

fn response(at: u64, round: &Round) -> Value {
    let mut response = json!({
        "id": format!("r-{at}"), "object": "response",
        "status": if round.is_cut { "incomplete" } else { "completed" },
        "incomplete_details": null,
        "tools": [{"type": "function", "name": "own"}, {"type": "function", "name": "bmcp_kit_add"}],
        "output": items(at, round),
        "usage": {"input_tokens": 10 * (at + 1), "output_tokens": at + 1,
                  "output_tokens_details": {"reasoning_tokens": 0}},
    });
    if round.is_cut {
        response["incomplete_details"] = json!({"reason": "max_output_tokens"});
    }
    response
}

impl Pen for Responses {
    fn path(&self) -> &'static str {
        "/openai/v1/responses"
    }

    fn asked(&self, streaming: bool) -> Value {
        let mut asked = json!({
            "model": "m", "input": [{"role": "user", "content": "Add."}], "store": false,
            "tools": [{"type": "function", "name": "own", "parameters": {}}],
        });
        if streaming {
            asked["stream"] = true.into();
        }
        asked
    }

    fn plain(&self, at: u64, round: &Round) -> String {
        response(at, round).to_string()
    }

    fn stream(&self, at: u64, round: &Round) -> String {
        let whole = response(at, round);
        let mut begun = whole.clone();
        (begun["status"], begun["output"], begun["usage"]) =
            (json!("in_progress"), json!([]), Value::Null);
        let mut events = vec![
            json!({"type": "response.created", "response": begun}),
            json!({"type": "response.in_progress", "response": begun}),
        ];
        for (index, item) in items(at, round).into_iter().enumerate() {
            let mut started = item.clone();
            let about = |kind: &str, more: Value| {
                let mut event = json!({"type": kind, "output_index": index, "item_id": item["id"]});
                for (name, value) in more.as_object().unwrap() {
                    event[name] = value.clone();
                }
                event
            };
            let mut pieces = Vec::new();
            match item["type"].as_str() {
                Some("message") => {
                    started["content"] = json!([]);
                    let part = json!({"content_index": 0,
                        "part": {"type": "output_text", "text": "", "annotations": []}});
                    pieces.push(about("response.content_part.added", part));
                    for word in round.text.split_inclusive(' ') {
                        let delta = json!({"content_index": 0, "delta": word});
                        pieces.push(about("response.output_text.delta", delta));
                    }
                }
                Some("function_call") => {
                    started["arguments"] = json!("");
                    let whole = json!({"delta": item["arguments"]});
                    pieces.push(about("response.function_call_arguments.delta", whole));
                }
                _ => {}
            }
            let mut added = vec![
                json!({"type": "response.output_item.added", "output_index": index, "item": started}),
            ];
            added.append(&mut pieces);
            added.push(
                json!({"type": "response.output_item.done", "output_index": index, "item": item}),
            );
            events.append(&mut added);
        }
        let kind = format!("response.{}", whole["status"].as_str().unwrap());
        events.push(json!({"type": kind, "response": whole}));
        for (number, event) in events.iter_mut().enumerate() {
            event["sequence_number"] = number.into();
        }
        written(&events)
    }

    fn read(&self, body: &Value) -> Seen {
        let tools: Vec<&Value> = list(&body["tools"]).iter().collect();
        assert_eq!(tools, [&json!({"type": "function", "name": "own"})]);
        let count = |name: &str| body["usage"][name].as_u64().unwrap();
        let usage = (count("input_tokens"), count("output_tokens"));
        let mut seen = Seen { id: text(&body["id"]), usage, ..Seen::default() };
        for item in list(&body["output"]) {
            match item["type"].as_str() {
                Some("reasoning") => seen.thoughts += 1,
                Some("message") => seen.text += &text(&item["content"][0]["text"]),
                Some("function_call") => {
                    let (id, name) = (text(&item["call_id"]), text(&item["name"]));
                    seen.calls.push((id, name, text(&item["arguments"])));
                }
                other => panic!("{other:?}"),
            }
        }
        seen.end = match (body["status"].as_str(), &body["incomplete_details"]["reason"]) {
            (Some("completed"), Value::Null) if seen.calls.is_empty() => "done".to_owned(),
            (Some("completed"), Value::Null) => "calls".to_owned(),
            (Some("incomplete"), reason) if reason == "max_output_tokens" => "cut".to_owned(),
            other => panic!("{other:?}"),
        };
        seen.said = list(&body["output"]).to_vec();
        seen
    }

    fn read_stream(&self, stream: &str) -> Seen {
        let events = events(stream);
        let (mut items, mut streamed) = (Vec::new(), String::new());
        let last = events.len() - 1;
        for (number, event) in events.iter().enumerate() {
            assert_eq!(event["sequence_number"], number, "events are numbered without gaps");
            let kind = event["type"].as_str().unwrap();
            assert_eq!(kind == "response.created", number == 0, "one start");
            assert_eq!(kind == "response.in_progress", number == 1);
            assert_eq!(kind.split('.').count() == 2 && number > 1, number == last, "one end");
            if event.get("output_index").is_some() {
                assert_eq!(event["output_index"], items.len(), "items are numbered without gaps");
            }
            match kind {
                "response.output_text.delta" => streamed += &text(&event["delta"]),
                "response.output_item.done" => items.push(event["item"].clone()),
                _ => {}
            }
            if let Some(response) = event.get("response") {
                assert_eq!(list(&response["tools"]).len(), 1, "{response}");
                assert_eq!(response["id"], events[0]["response"]["id"], "one id");
            }
        }
        let whole = &events[last]["response"];
        assert_eq!(whole["output"], Value::from(items));
        assert_eq!(events[last]["type"], format!("response.{}", text(&whole["status"])));
        let seen = self.read(whole);
        assert_eq!(seen.text, streamed);
        seen
    }

    fn error(&self, event: &Value) -> Option<String> {
        assert_eq!(event["type"], "error");
        assert!(event["sequence_number"].is_u64());
        Some(event["message"].as_str()?.to_owned())
    }

    fn offered(&self, request: &Value) -> Vec<String> {
        list(&request["tools"]).iter().map(|tool| text(&tool["name"])).collect()
    }

    fn results(&self, request: &Value) -> Vec<(String, String)> {
        let (mut open, mut results): (Vec<String>, _) = (Vec::new(), Vec::new());
        for item in list(&request["input"]) {
            match item["type"].as_str() {
                Some("function_call") => open.push(text(&item["call_id"])),
                Some("function_call_output") => {
                    let id = text(&item["call_id"]);
                    match open.iter().position(|open| *open == id) {
                        Some(place) => _ = open.remove(place),
                        None => assert!(request["previous_response_id"].is_string(), "{request}"),
                    }
                    results.push((id, text(&item["output"])));
                }
                _ => {}
            }
        }
        assert!(open.is_empty(), "{open:?} have no results: {request}");
        results
    }

    fn go_on(&self, asked: &Value, said: &[Value], results: &[(&str, &str)]) -> Value {
        let mut request = asked.clone();
        let input = request["input"].as_array_mut().unwrap();
        input.extend_from_slice(said);
        for (id, result) in results {
            input.push(json!({"type": "function_call_output", "call_id": id, "output": result}));
        }
        request
    }
}
