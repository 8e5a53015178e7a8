//! What requests ask, and what is added to them.

use serde_json::{Value, json};

use crate::aibridge::operation::*;

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

#[test]
fn a_response_names_what_it_goes_on_with_and_nothing_else_does() {
    let response = |id: &str| KeptState::Response(id.to_owned());
    let table = [
        (r#"{"input":"Hi"}"#, vec![]),
        (r#"{"previous_response_id":null,"conversation":null}"#, vec![]),
        (r#"{"previous_response_id":"a\u0062"}"#, vec![response("ab")]),
        (r#"{"previous_response_id":7}"#, vec![response("7")]),
        (
            r#"{"previous_response_id":"a","previous_response_id":"b"}"#,
            vec![response("b"), response("a")],
        ),
        (r#"{"previous_response_id":"a","previous_response_id":null}"#, vec![response("a")]),
        (r#"{"previous_response_id":"\ud83e"}"#, vec![response("\u{fffd}")]),
        (r#"{"conversation":"c"}"#, vec![KeptState::Conversation]),
        (
            r#"{"conversation":{"id":"c"},"previous_response_id":"a"}"#,
            vec![response("a"), KeptState::Conversation],
        ),
        (r#"["previous_response_id"]"#, vec![]),
    ];
    for (written, expected) in table {
        let body = crate::aibridge::lenient_json::read_answer(written.as_bytes()).unwrap();
        assert_eq!(RESPONSES.continued(&body, written.as_bytes()), expected, "{written}");
        assert_eq!(CHAT_COMPLETIONS.continued(&body, written.as_bytes()), []);
        assert_eq!(MESSAGES.continued(&body, written.as_bytes()), []);
    }
}
