//! What providers do beside the usual: in one event what others send in several, tools of their
//! own, and ends of other kinds.

use serde_json::{Value, json};

use super::super::scripted::answer;
use super::chat::Chat;
use super::messages::Messages;
use super::pen::{Pen, Round, ask, events, requests, stage, told, written};
use super::responses::Responses;
use super::toolbox::{Kit, tool};
use crate::aibridge::object::raw;
use crate::aibridge::tool_schema::{MAX_DEPTH, ToolSchema};
use crate::aibridge::tools::{ToolContent, ToolResult};

fn streamed(events: &[Value]) -> axum::http::Response<axum::body::Body> {
    answer("text/event-stream", written(events))
}

/// The events that a client gets of streams.
async fn relayed(pen: &dyn Pen, kit: &Kit, streams: &[Vec<Value>]) -> (Vec<Value>, Vec<Value>) {
    let answers = streams.iter().map(|events| streamed(events)).collect();
    let stage = stage(kit, |_| {}, answers).await;
    let response = stage.post(pen.path()).json(&pen.asked(true)).send().await.unwrap();
    (events(&response.text().await.unwrap()), requests(&stage, pen))
}

#[tokio::test]
async fn chat_completions_may_come_in_few_events() {
    let chunk = |delta: Value, finish: Value, usage: Value| json!({"id": "c", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}], "usage": usage});
    let call = |id: &str, name: &str, index: Option<u64>| {
        let mut call = json!({"id": id, "type": "function", "extra": {"seal": 1.50},
                              "function": {"name": name, "arguments": "{}"}});
        if let Some(index) = index {
            call["index"] = index.into();
        }
        call
    };
    let usage = json!({"prompt_tokens": 1, "completion_tokens": 2});
    let first = json!({"role": "assistant", "content": "One. ", "reasoning_content": "Hm.",
                       "tool_calls": [call("call-1", "bmcp_kit_add", None)]});
    let last = json!({"role": "assistant", "content": "Two.", "tool_calls": [
        call("call-2", "bmcp_kit_add", Some(0)), call("call-3", "own", Some(1)),
    ]});
    let streams = [
        vec![chunk(first, "tool_calls".into(), usage)],
        vec![chunk(
            last,
            "tool_calls".into(),
            json!({"prompt_tokens": 3, "completion_tokens": 2, "cost": 0}),
        )],
    ];
    let (seen, requests) = relayed(&Chat, &Kit::new(&["add"]), &streams).await;
    let said = json!({"role": "assistant", "content": "One. ", "reasoning_content": "Hm.",
                      "tool_calls": [call("call-1", "bmcp_kit_add", None)]});
    assert_eq!(requests[1]["messages"][1], said, "what the provider adds goes back");
    let deltas: Vec<&Value> = seen.iter().map(|event| &event["choices"][0]["delta"]).collect();
    let one = json!({"role": "assistant", "content": "One. ", "reasoning_content": "Hm."});
    let two = json!({"content": "Two.", "tool_calls": [call("call-3", "own", Some(0))]});
    assert_eq!(deltas, [&one, &two, &json!({})]);
    let finishes: Vec<&Value> =
        seen.iter().map(|event| &event["choices"][0]["finish_reason"]).collect();
    assert_eq!(finishes, [&Value::Null, &Value::Null, &json!("tool_calls")]);
    let usages: Vec<&Value> = seen.iter().map(|event| &event["usage"]).collect();
    let last = json!({"prompt_tokens": 3, "completion_tokens": 2, "cost": 0});
    assert_eq!(usages, [&Value::Null, &Value::Null, &last], "the usage of the last round");
}

#[tokio::test]
async fn a_name_may_come_late_and_an_end_without_its_empty_line() {
    let piece = |index: u64, piece: Value| {
        let mut call = piece;
        call["index"] = index.into();
        json!({"id": "c", "choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": null}]})
    };
    let end =
        json!({"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]});
    let text = written(&[
        piece(0, json!({"id": "call-1", "function": {"arguments": "{"}})),
        piece(1, json!({"id": "call-2", "function": {"arguments": "{\"a\""}})),
        piece(0, json!({"function": {"name": "own"}})),
        piece(1, json!({"function": {"name": "bmcp_kit_add", "arguments": ":1}"}})),
        piece(0, json!({"function": {"arguments": "}"}})),
        end,
    ]);
    let kit = Kit::new(&["add"]);
    let answers = vec![answer("text/event-stream", text + "data: [DONE]\n")];
    let stage = stage(&kit, |_| {}, answers).await;
    let response = stage.post(Chat.path()).json(&Chat.asked(true)).send().await.unwrap();
    let seen = events(&response.text().await.unwrap());
    let call = json!([{"index": 0, "id": "call-1", "type": "function",
                       "function": {"name": "own", "arguments": "{"}}]);
    assert_eq!(seen[0]["choices"][0]["delta"]["tool_calls"], call);
    assert_eq!(seen.last().unwrap(), "[DONE]");
    assert_eq!(seen.len(), 4);
    assert_eq!(kit.called(), [("add".to_owned(), json!({"a": 1}))]);
}

#[tokio::test]
async fn an_error_in_the_middle_of_a_stream_is_the_end() {
    let error = json!({"error": {"message": "overloaded"}});
    let mut events =
        events(&Chat.stream(0, &Round::new("One.", &[("call-1", "bmcp_kit_add", "{}")])));
    events.truncate(3);
    events.push(error.clone());
    let kit = Kit::new(&["add"]);
    let (seen, requests) = relayed(&Chat, &kit, &[events]).await;
    assert_eq!(seen.last(), Some(&error));
    assert_eq!((requests.len(), kit.called().len()), (1, 0));
}

#[tokio::test]
async fn the_providers_own_tools_and_sealed_thoughts_go_back_as_they_came() {
    let citation = json!({"type": "web_search_result_location", "url": "https://example.com"});
    let blocks = [
        (json!({"type": "redacted_thinking", "data": "sealed"}), vec![]),
        (
            json!({"type": "server_tool_use", "id": "srv-1", "name": "web_search", "input": {}}),
            vec![json!({"type": "input_json_delta", "partial_json": "{\"query\":1.50}"})],
        ),
        (json!({"type": "web_search_tool_result", "tool_use_id": "srv-1", "content": []}), vec![]),
        (
            json!({"type": "text", "text": ""}),
            vec![
                json!({"type": "text_delta", "text": "Cited."}),
                json!({"type": "citations_delta", "citation": citation}),
            ],
        ),
        (json!({"type": "text", "text": ""}), vec![]),
        (json!({"type": "tool_use", "id": "call-1", "name": "bmcp_kit_add", "input": {}}), vec![]),
    ];
    let mut first = vec![json!({"type": "message_start", "message": {"id": "m", "usage": {}}})];
    for (index, (block, deltas)) in blocks.into_iter().enumerate() {
        first.push(json!({"type": "content_block_start", "index": index, "content_block": block}));
        for delta in deltas {
            first.push(json!({"type": "content_block_delta", "index": index, "delta": delta}));
        }
        first.push(json!({"type": "content_block_stop", "index": index}));
    }
    let container = json!({"id": "container-1", "expires_at": "2026-01-01T00:00:00Z"});
    first.push(json!({"type": "message_delta", "usage": {},
                      "delta": {"stop_reason": "tool_use", "container": container}}));
    first.push(json!({"type": "message_stop"}));
    let second = events(&Messages.stream(1, &Round::new("Done.", &[])));
    let answers = vec![streamed(&first), streamed(&second)];
    let stage = stage(&Kit::new(&["add"]), |_| {}, answers).await;
    stage
        .post(Messages.path())
        .json(&Messages.asked(true))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let second = &stage.all_received()[1].body;
    let request: Value = serde_json::from_slice(second).unwrap();
    let content = json!([
        {"type": "redacted_thinking", "data": "sealed"},
        {"type": "server_tool_use", "id": "srv-1", "name": "web_search", "input": {"query": 1.50}},
        {"type": "web_search_tool_result", "tool_use_id": "srv-1", "content": []},
        {"type": "text", "text": "Cited.", "citations": [citation]},
        {"type": "tool_use", "id": "call-1", "name": "bmcp_kit_add", "input": {}},
    ]);
    assert_eq!(request["messages"][1]["content"], content);
    assert_eq!(request["container"], "container-1");
    assert!(std::str::from_utf8(second).unwrap().contains("1.50"), "numbers keep their text");
}

#[tokio::test]
async fn ends_of_other_kinds_are_the_models_own() {
    for reason in ["pause_turn", "refusal", "max_tokens"] {
        let round = Round::new("One.", &[("call-1", "bmcp_kit_add", "{}")]);
        let mut script = events(&Messages.stream(0, &round));
        let place = script.iter().position(|event| event["type"] == "message_delta").unwrap();
        script[place]["delta"]["stop_reason"] = reason.into();
        let kit = Kit::new(&["add"]);
        let (seen, requests) = relayed(&Messages, &kit, &[script.clone()]).await;
        assert_eq!(seen[seen.len() - 2], script[place]);
        assert_eq!((requests.len(), kit.called().len()), (1, 0));
    }
}

#[tokio::test]
async fn items_that_the_provider_answers_itself_do_not_wait_for_the_client() {
    let item = |value: Value| value;
    let output = [
        item(json!({"type": "web_search_call", "id": "ws-1"})),
        item(json!({"type": "shell_call", "id": "sh-1", "call_id": "shell-1"})),
        item(json!({"type": "shell_call_output", "call_id": "shell-1"})),
        item(json!({"type": "function_call", "id": "fc-1", "call_id": "call-1",
                    "name": "bmcp_kit_add", "arguments": "{}"})),
    ];
    let first = json!({"id": "r-0", "status": "completed", "output": output, "usage": null,
                       "tools": [{"type": "function", "name": "own"}]});
    let answers = vec![
        answer("application/json", first.to_string()),
        told(&Responses, false, 1, &Round::new("Done.", &[])),
    ];
    let failed = ToolResult { content: Vec::new(), error: Some("it is down".to_owned()) };
    let stage = stage(&Kit::with(vec![tool("add")], failed), |_| {}, answers).await;
    let asked = Responses.asked(false);
    let response = stage.post(Responses.path()).json(&asked).send().await.unwrap();
    let body: Value = response.json().await.unwrap();
    let kinds: Vec<&Value> =
        body["output"].as_array().unwrap().iter().map(|item| &item["type"]).collect();
    assert_eq!(kinds, ["web_search_call", "shell_call", "shell_call_output", "message"]);
    let request = &requests(&stage, &Responses)[1];
    let input = request["input"].as_array().unwrap();
    assert_eq!(input.len(), 6);
    let ids: Vec<&Value> = input[1..].iter().map(|item| &item["id"]).collect();
    assert_eq!(ids, [&Value::Null, &json!("sh-1"), &Value::Null, &Value::Null, &Value::Null]);
    assert_eq!(input[5]["output"], "it is down");
}

#[tokio::test]
async fn images_are_passed_on_where_results_may_hold_them() {
    let image = |media_type: &str| ToolContent::Image {
        media_type: media_type.to_owned(),
        data: "aGk=".to_owned(),
    };
    let content = vec![ToolContent::Text("Look:".to_owned()), image("image/png"), image("image/x")];
    let kit = Kit::with(vec![tool("add")], ToolResult { content, error: None });
    let calls = [("call-1", "bmcp_kit_add", "{}")];
    let script = [Round::new("", &calls), Round::new("Done.", &[])];
    let sent = async |pen: &dyn Pen| {
        let stage = super::pen::rounds(pen, false, &kit, |_| {}, &script).await;
        ask(&stage, pen, &pen.asked(false)).await;
        requests(&stage, pen)[1].clone()
    };
    let chat = sent(&Chat).await["messages"][2]["content"].clone();
    assert_eq!(chat.as_str().unwrap().matches("(image of type").count(), 2);
    let messages = sent(&Messages).await["messages"][2]["content"][0]["content"].clone();
    let source = json!({"type": "base64", "media_type": "image/png", "data": "aGk="});
    assert_eq!(messages[1], json!({"type": "image", "source": source}));
    assert_eq!(messages[2]["type"], "text");
    let responses = sent(&Responses).await["input"][2]["output"].clone();
    let png = json!({"type": "input_image", "image_url": "data:image/png;base64,aGk="});
    assert_eq!((&responses[0]["text"], &responses[1]), (&json!("Look:"), &png));
}

#[tokio::test]
async fn tools_that_an_api_would_refuse_are_left_out_or_fitted() {
    let mut odd: Vec<_> = ["deep", "bare"].into_iter().map(tool).collect();
    let mut schema = json!({});
    for _ in 0..MAX_DEPTH {
        schema = json!({"type": "object", "properties": {"a": schema}});
    }
    odd[0].schema = ToolSchema::read(&raw(&schema)).unwrap();
    odd[1].schema = ToolSchema::read(&raw(&json!({}))).unwrap();
    odd[1].description = "ä".repeat(20_000);
    odd.extend((0..200).map(|at| tool(&format!("t{at}"))));
    let kit = Kit::with(odd, ToolResult::default());
    for (pen, max, longest) in
        [(&Chat as &dyn Pen, 128, 1024), (&Messages, 203, 16_384), (&Responses, 128, 1024)]
    {
        let script = [Round::new("Hi.", &[])];
        let stage = super::pen::rounds(pen, false, &kit, |_| {}, &script).await;
        stage.post(pen.path()).json(&pen.asked(false)).send().await.unwrap();
        let request = &requests(&stage, pen)[0];
        assert_eq!(pen.offered(request).len(), max);
        assert_eq!(pen.offered(request)[1..3], ["bmcp_kit_deep", "bmcp_kit_bare"]);
        let bare = &request["tools"][2];
        let bare = if bare["function"].is_object() { &bare["function"] } else { bare };
        assert_eq!(bare["description"].as_str().unwrap().chars().count(), longest);
        let schema = bare.get("parameters").or_else(|| bare.get("input_schema")).unwrap();
        assert_eq!(*schema, json!({"type": "object", "properties": {}}));
    }
}

#[tokio::test]
async fn halves_of_a_character_in_two_pieces_go_back_as_one() {
    const CALL: &str =
        r#""id":"call-1","type":"function","function":{"name":"bmcp_kit_add","arguments":"{}"}"#;
    let chat = [
        r#"{"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"A\ud83e"}}]}"#,
        r#"{"id":"c","choices":[{"index":0,"delta":{"content":"\udd80B"}}]}"#,
        &format!(
            r#"{{"id":"c","choices":[{{"index":0,"delta":{{"tool_calls":[{{"index":0,{CALL}}}]}},"finish_reason":"tool_calls"}}]}}"#
        ),
        "[DONE]",
    ]
    .map(|data| format!("data: {data}\n\n"));
    let messages = [
        r#"{"type":"message_start","message":{"id":"m","usage":{}}}"#,
        r#"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
        r#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"A\ud83e"}}"#,
        r#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\udd80B"}}"#,
        r#"{"type":"content_block_stop","index":0}"#,
        r#"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"call-1","name":"bmcp_kit_add","input":{}}}"#,
        r#"{"type":"content_block_stop","index":1}"#,
        r#"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":1}}"#,
        r#"{"type":"message_stop"}"#,
    ]
    .map(|data| format!("data: {data}\n\n"));
    let table: [(&dyn Pen, String, &str); 2] = [
        (&Chat, chat.concat(), "/messages/1/content"),
        (&Messages, messages.concat(), "/messages/1/content/0/text"),
    ];
    for (pen, first, place) in table {
        let last = told(pen, true, 1, &Round::new("Done.", &[]));
        let answers = vec![answer("text/event-stream", first), last];
        let stage = stage(&Kit::new(&["add"]), |_| {}, answers).await;
        let response = stage.post(pen.path()).json(&pen.asked(true)).send().await.unwrap();
        assert!(
            response.text().await.unwrap().contains(r"\ud83e"),
            "the client gets it as it came"
        );
        let request = &requests(&stage, pen)[1];
        assert_eq!(request.pointer(place).unwrap(), "A\u{1f980}B", "{pen:?}");
    }
}

#[tokio::test]
async fn tokens_are_counted_with_the_tools_that_the_request_would_offer() {
    let kit = Kit::new(&["add"]);
    let path = "/anthropic/v1/messages/count_tokens";
    let stage = super::pen::rounds(&Messages, false, &kit, |_| {}, &[Round::new("Hi.", &[])]).await;
    stage.post(path).json(&json!({"model": "m", "messages": []})).send().await.unwrap();
    let request: Value = serde_json::from_slice(&stage.received().body).unwrap();
    assert_eq!(request["tools"][0]["name"], "bmcp_kit_add");
}
