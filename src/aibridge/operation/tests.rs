//! What requests ask and what answers tell, for each operation.

use serde_json::{Value, json};

use super::*;

fn prompt(operation: &dyn Operation, body: &Value) -> Option<String> {
    operation.read(body).prompt
}

#[test]
fn a_prompt_is_the_last_message_when_it_is_the_users() {
    let chat = &CHAT_COMPLETIONS;
    let said = |text: &str| Some(text.to_owned());
    let table: [(&dyn Operation, Value, Option<String>); 11] = [
        (chat, json!({"messages": [{"role": "user", "content": "Hi"}]}), said("Hi")),
        (
            chat,
            json!({"messages": [{"role": "user", "content": "Hi"}, {"role": "tool", "content": "4"}]}),
            None,
        ),
        (
            chat,
            json!({"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url"}, {"type": "text", "text": "b"}]}]}),
            said("b"),
        ),
        (chat, json!({"messages": []}), None),
        (chat, json!({"messages": "nonsense"}), None),
        (&RESPONSES, json!({"input": "Hi"}), said("Hi")),
        (
            &RESPONSES,
            json!({"input": [{"role": "user", "content": [{"type": "input_text", "text": "Hi"}]}]}),
            said("Hi"),
        ),
        (
            &RESPONSES,
            json!({"input": [{"role": "user", "content": "Hi"}, {"type": "function_call_output", "output": "4"}]}),
            None,
        ),
        (
            &MESSAGES,
            json!({"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]}),
            said("Hi"),
        ),
        (
            &MESSAGES,
            json!({"messages": [{"role": "user", "content": [{"type": "tool_result"}, {"type": "text", "text": "<system-reminder>So.</system-reminder>"}]}]}),
            None,
        ),
        (&MESSAGES, json!({"messages": [{"role": "assistant", "content": "So"}]}), None),
    ];
    for (operation, body, expected) in table {
        assert_eq!(prompt(operation, &body), expected, "{} {body}", operation.path());
    }
}

#[test]
fn a_request_names_the_calls_whose_results_it_brings() {
    let chat = json!({"messages": [
        {"role": "tool", "tool_call_id": "old"}, {"role": "assistant"},
        {"role": "tool", "tool_call_id": "a"}, {"role": "tool", "tool_call_id": "b"},
    ]});
    let responses = json!({"input": [
        {"type": "function_call_output", "call_id": "old"}, {"type": "message"},
        {"type": "function_call_output", "call_id": "a"},
        {"type": "custom_tool_call_output", "call_id": "b"},
    ]});
    let messages = json!({"messages": [
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "old"}]},
        {"role": "user", "content": [
            {"type": "tool_result", "tool_use_id": "a"}, {"type": "tool_result", "tool_use_id": "b"},
        ]},
    ]});
    let table: [(&dyn Operation, Value); 3] =
        [(&CHAT_COMPLETIONS, chat), (&RESPONSES, responses), (&MESSAGES, messages)];
    for (operation, body) in table {
        assert_eq!(operation.read(&body).tool_results, ["a", "b"], "{}", operation.path());
    }
}

#[test]
fn a_request_says_its_model_and_whether_it_wants_a_stream() {
    for operation in [&CHAT_COMPLETIONS as &dyn Operation, &RESPONSES, &MESSAGES] {
        let asked = operation.read(&json!({"model": "m-1", "stream": true}));
        assert_eq!((asked.model.as_str(), asked.streaming), ("m-1", true));
        let asked = operation.read(&json!([]));
        assert_eq!(asked, RequestSummary::default());
    }
}

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
fn only_what_is_missing_is_added_to_a_request() {
    let table = [
        (
            r#"{"stream": true }"#,
            Some(r#"{"stream_options":{"include_usage":true},"stream": true }"#),
        ),
        (
            r#" {"stream_options": {}, "a":1.0}"#,
            Some(r#" {"stream_options": {"include_usage":true}, "a":1.0}"#),
        ),
        (
            r#"{"stream_options": {"x": 1}}"#,
            Some(r#"{"stream_options": {"include_usage":true,"x": 1}}"#),
        ),
        (
            r#"{"stream_options": {"include_usage": null}}"#,
            Some(r#"{"stream_options": {"include_usage": true}}"#),
        ),
        (
            r#"{"stream_options": null, "b": null}"#,
            Some(r#"{"stream_options": {"include_usage":true}, "b": null}"#),
        ),
        (r#"{"stream_options": {"include_usage": true}}"#, None),
        (r#"{"stream_options": {"include_usage": false}}"#, None),
        (r#"{"stream_options": "text"}"#, None),
        ("[]", None),
        ("{", None),
    ];
    for (body, expected) in table {
        let changed = stream_options::with_usage(body.as_bytes());
        assert_eq!(
            changed.map(|text| String::from_utf8(text).unwrap()).as_deref(),
            expected,
            "{body}"
        );
    }
    let body = Bytes::from_static(br#"{"stream": false }"#);
    let prepared = CHAT_COMPLETIONS.prepare(&RequestSummary::default(), body.clone());
    assert_eq!(prepared, Prepared { body, hides_usage: false });
}

/// How an answer ended after these events, and behind the mark of the end if there is one.
fn ending(operation: &dyn Operation, choices: u64, events: &[Value]) -> Ending {
    let mut observer = operation.observer(choices);
    for event in events {
        if event == "[DONE]" {
            observer.done();
        } else {
            observer.event(event, &event.to_string());
        }
    }
    observer.progress().ending
}

#[test]
fn a_stream_ends_with_the_events_that_its_api_ends_it_with() {
    let failed = |why: &str| Ending::Failed(why.to_owned());
    let choice = |index: u64, reason: Value| json!({"choices": [{"index": index, "delta": {"content": "x"}, "finish_reason": reason}]});
    let open = choice(0, Value::Null);
    let stop = choice(0, json!("stop"));
    let usage = json!({"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 1}});
    let error = json!({"error": {"type": "server_error", "message": "mid"}});
    let chat = &CHAT_COMPLETIONS as &dyn Operation;
    let event = |kind: &str| json!({"type": kind, "message": {"id": "m"}});
    let response = |kind: &str, response: Value| json!({"type": kind, "response": response});
    let overloaded = json!({"type": "error", "error": {"type": "overloaded_error"}});
    let table: [(&dyn Operation, u64, Vec<Value>, Ending); 19] = [
        (chat, 0, vec![], Ending::Open),
        (chat, 0, vec![open.clone(), usage.clone()], Ending::Open),
        (chat, 0, vec![open.clone(), stop.clone()], Ending::Whole),
        (chat, 0, vec![open.clone(), json!("[DONE]")], Ending::Whole),
        (chat, 2, vec![stop.clone()], Ending::Open),
        (chat, 2, vec![stop.clone(), choice(1, Value::Null)], Ending::Open),
        (chat, 2, vec![stop.clone(), choice(1, json!("length"))], Ending::Whole),
        (chat, 0, vec![open.clone(), error.clone()], failed("server_error: mid")),
        (chat, 0, vec![open, error.clone(), json!("[DONE]")], failed("server_error: mid")),
        (chat, 0, vec![json!("[DONE]"), error], Ending::Whole),
        (&MESSAGES, 0, vec![event("message_start"), event("message_delta")], Ending::Open),
        (&MESSAGES, 0, vec![event("message_start"), event("message_stop")], Ending::Whole),
        (&MESSAGES, 0, vec![event("message_start"), overloaded], failed("overloaded_error")),
        (&RESPONSES, 0, vec![response("response.created", json!({}))], Ending::Open),
        (
            &RESPONSES,
            0,
            vec![response("response.completed", json!({"status": "completed", "error": null}))],
            Ending::Whole,
        ),
        (
            &RESPONSES,
            0,
            vec![response("response.incomplete", json!({"status": "incomplete"}))],
            Ending::Whole,
        ),
        (
            &RESPONSES,
            0,
            vec![response("response.failed", json!({"status": "failed", "error": {"code": "x"}}))],
            failed("x"),
        ),
        (
            &RESPONSES,
            0,
            vec![json!({"type": "error", "code": "y", "message": "z"})],
            failed("y: z"),
        ),
        (&RESPONSES, 0, vec![json!({"type": "response.output_text.delta"})], Ending::Open),
    ];
    for (operation, choices, events, expected) in table {
        assert_eq!(ending(operation, choices, &events), expected, "{events:?}");
    }
}

#[test]
fn a_whole_answer_says_itself_whether_it_failed() {
    let table: [(&dyn Operation, Value, bool); 7] = [
        (&CHAT_COMPLETIONS, json!({"choices": []}), true),
        (&CHAT_COMPLETIONS, json!({"error": {"message": "no"}}), false),
        (&MESSAGES, json!({"type": "message"}), true),
        (&MESSAGES, json!({"type": "error", "error": {"type": "api_error"}}), false),
        (&RESPONSES, json!({"status": "incomplete", "error": null}), true),
        (&RESPONSES, json!({"status": "queued"}), true),
        (&RESPONSES, json!({"status": "failed", "error": {"code": "x"}}), false),
    ];
    for (operation, body, is_whole) in table {
        let mut observer = operation.observer(0);
        observer.answer(&body, &body.to_string());
        assert_eq!(observer.progress().ending == Ending::Whole, is_whole, "{body}");
    }
}

#[test]
fn a_stream_that_is_cut_tells_what_it_has_said() {
    let text = |operation: &dyn Operation| match operation.path() {
        "/v1/messages" => json!({"type": "content_block_delta", "delta": {"text": "12345"}}),
        "/v1/responses" => json!({"type": "response.output_text.delta", "delta": "12345"}),
        _ => json!({"choices": [{"delta": {"content": "12345"}}]}),
    };
    let call = |operation: &dyn Operation| match operation.path() {
        "/v1/messages" => [
            json!({"type": "content_block_start", "index": 1, "content_block":
                   {"type": "tool_use", "id": "call_add", "name": "add", "input": {}}}),
            json!({"type": "content_block_delta", "index": 1, "delta": {"partial_json": "{\"a"}}),
        ],
        "/v1/responses" => [
            json!({"type": "response.output_item.added", "output_index": 1, "item":
                   {"type": "function_call", "call_id": "call_add", "name": "add", "arguments": ""}}),
            json!({"type": "response.function_call_arguments.delta", "output_index": 1,
                   "delta": "{\"a"}),
        ],
        _ => {
            let piece = |call: Value| json!({"choices": [{"delta": {"tool_calls": [call]}}]});
            [
                piece(json!({"index": 1, "id": "call_add", "function": {"name": "add"}})),
                piece(json!({"index": 1, "function": {"arguments": "{\"a"}})),
            ]
        }
    };
    for operation in [&CHAT_COMPLETIONS as &dyn Operation, &RESPONSES, &MESSAGES] {
        let mut observer = operation.observer(0);
        let [begun, piece] = call(operation);
        for event in [text(operation), begun, piece] {
            observer.event(&event, &event.to_string());
        }
        let progress = observer.progress();
        assert!(progress.is_stream && !progress.is_counted, "{}", operation.path());
        assert_eq!((progress.said, progress.ending), (8, Ending::Open), "{}", operation.path());
        let [call] = observer.finish().tool_calls.try_into().unwrap();
        assert_eq!((call.name.as_str(), call.input.as_str()), ("add", "{\"a"));
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
