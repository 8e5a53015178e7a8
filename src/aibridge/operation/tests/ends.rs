//! How answers end, and what one tells that does not come to its end.

use serde_json::{Value, json};

use crate::aibridge::operation::*;

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
