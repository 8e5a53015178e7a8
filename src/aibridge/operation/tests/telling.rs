//! What answers tell of usage and of calls, whole and in pieces.

use serde_json::{Value, json};

use crate::aibridge::operation::*;

fn seen(operation: &dyn Operation, events: &[Value]) -> Observed {
    let mut observer = operation.observer(0);
    for event in events {
        observer.event(event, &event.to_string());
    }
    observer.finish()
}

fn answered(operation: &dyn Operation, body: &Value) -> Observed {
    let mut observer = operation.observer(0);
    observer.answer(body, &body.to_string());
    observer.finish()
}

fn observed(id: &str, usage: TokenUsage, calls: &[(&str, &str)]) -> Observed {
    let calls = calls.iter().map(|(name, input)| ToolCall {
        id: format!("call_{name}"),
        name: (*name).to_owned(),
        input: (*input).to_owned(),
    });
    Observed { response_id: id.to_owned(), usage: Some(usage), tool_calls: calls.collect() }
}

#[test]
fn chat_completions_tell_usage_and_calls_whole_and_in_pieces() {
    let usage = json!({
        "prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29,
        "prompt_tokens_details": {"cached_tokens": 7},
        "completion_tokens_details": {"reasoning_tokens": 3},
    });
    let counted =
        TokenUsage { input: 12, output: 10, cached: 7, reasoning: 3, ..TokenUsage::default() };
    let expected = observed("c-1", counted, &[("add", "{\"a\":1}"), ("now", "")]);

    let call = |name: &str, arguments: &str| json!({"id": format!("call_{name}"), "function": {"name": name, "arguments": arguments}});
    let whole = json!({
        "id": "c-1", "usage": usage,
        "choices": [{"index": 0, "message": {"tool_calls": [call("add", "{\"a\":1}"), call("now", "")]}}],
    });
    assert_eq!(answered(&CHAT_COMPLETIONS, &whole), expected);

    let piece = |index: u64, function: Value| {
        let mut call = json!({"index": index, "function": function});
        if let Some(name) = function["name"].as_str() {
            call["id"] = json!(format!("call_{name}"));
        }
        json!({
            "id": "c-1", "usage": null,
            "choices": [{"index": 0, "delta": {"tool_calls": [call]}}],
        })
    };
    let events = [
        piece(0, json!({"name": "add", "arguments": ""})),
        piece(0, json!({"arguments": "{\"a\""})),
        piece(1, json!({"name": "now"})),
        piece(0, json!({"arguments": ":1}"})),
        json!({"id": "c-1", "choices": [], "usage": usage}),
    ];
    assert_eq!(seen(&CHAT_COMPLETIONS, &events), expected);
    let observer = CHAT_COMPLETIONS.observer(0);
    let only: Vec<bool> = events.iter().map(|event| observer.is_only_usage(event)).collect();
    assert_eq!(only, [false, false, false, false, true]);
}

#[test]
fn responses_tell_usage_and_calls_whole_and_in_pieces() {
    let usage = json!({
        "input_tokens": 5, "input_tokens_details": {"cached_tokens": 2},
        "output_tokens": 8, "output_tokens_details": {"reasoning_tokens": 1},
    });
    let counted =
        TokenUsage { input: 3, output: 8, cached: 2, reasoning: 1, ..TokenUsage::default() };
    let expected = observed("r-1", counted, &[("add", "{}"), ("shell", "ls")]);
    let items = [
        json!({"type": "message"}),
        json!({"type": "function_call", "call_id": "call_add", "name": "add", "arguments": "{}"}),
        json!({"type": "custom_tool_call", "call_id": "call_shell", "name": "shell", "input": "ls"}),
    ];
    let whole = json!({"id": "r-1", "output": items, "usage": usage});
    assert_eq!(answered(&RESPONSES, &whole), expected);

    let mut events =
        vec![json!({"type": "response.created", "response": {"id": "r-1", "usage": null}})];
    events.extend(
        items.iter().map(|item| json!({"type": "response.output_item.added", "item": item})),
    );
    events.extend(
        items.iter().map(|item| json!({"type": "response.output_item.done", "item": item})),
    );
    events.push(json!({"type": "response.completed", "response": whole}));
    assert_eq!(seen(&RESPONSES, &events), expected);
}

#[test]
fn messages_tell_usage_and_calls_whole_and_in_pieces() {
    let counted = TokenUsage {
        input: 12,
        output: 30,
        cached: 100,
        cache_written: 4,
        ..TokenUsage::default()
    };
    let expected = observed("msg_1", counted, &[("add", "{\"a\":1}"), ("now", "{}")]);
    let usage = json!({
        "input_tokens": 12, "output_tokens": 30,
        "cache_read_input_tokens": 100, "cache_creation_input_tokens": 4,
    });
    let whole = json!({
        "id": "msg_1", "usage": usage,
        "content": [
            {"type": "text", "text": "Let me see."},
            {"type": "tool_use", "id": "call_add", "name": "add", "input": {"a": 1}},
            {"type": "tool_use", "id": "call_now", "name": "now", "input": {}},
        ],
    });
    assert_eq!(answered(&MESSAGES, &whole), expected);

    let block = |index: u64, name: &str| {
        json!({
            "type": "content_block_start", "index": index,
            "content_block": {"type": "tool_use", "id": format!("call_{name}"), "name": name, "input": {}},
        })
    };
    let piece = |index: u64, json: &str| {
        json!({
            "type": "content_block_delta", "index": index,
            "delta": {"type": "input_json_delta", "partial_json": json},
        })
    };
    let events = [
        json!({"type": "message_start", "message": {"id": "msg_1", "usage": {
            "input_tokens": 12, "output_tokens": 1,
            "cache_read_input_tokens": 100, "cache_creation_input_tokens": 4,
        }}}),
        json!({"type": "content_block_start", "index": 0, "content_block": {"type": "text"}}),
        block(1, "add"),
        piece(1, ""),
        piece(1, "{\"a\""),
        piece(1, ":1}"),
        block(2, "now"),
        json!({"type": "message_delta", "usage": {"output_tokens": 30}}),
        json!({"type": "message_stop"}),
    ];
    assert_eq!(seen(&MESSAGES, &events), expected);
}

#[test]
fn odd_answers_tell_nothing_and_break_nothing() {
    for operation in [&CHAT_COMPLETIONS as &dyn Operation, &RESPONSES, &MESSAGES] {
        for odd in [json!(null), json!([]), json!("text"), json!({"choices": 1, "usage": "many"})] {
            assert_eq!(answered(operation, &odd), Observed::default(), "{odd}");
            assert_eq!(seen(operation, &[odd]), Observed::default());
        }
    }
}

#[test]
fn counts_of_zero_take_no_others_place() {
    let start = |usage: Value| json!({"type": "message_start", "message": {"usage": usage}});
    let end = |usage: Value| json!({"type": "message_delta", "usage": usage});
    let table = [
        (
            json!({"input_tokens": 9, "output_tokens": 1}),
            json!({"input_tokens": 0, "output_tokens": 4}),
        ),
        (
            json!({"input_tokens": 0, "output_tokens": 0}),
            json!({"input_tokens": 9.0, "output_tokens": 4}),
        ),
    ];
    for (first, last) in table {
        let usage = seen(&MESSAGES, &[start(first), end(last)]).usage.unwrap();
        assert_eq!((usage.input, usage.output), (9, 4));
    }
}
