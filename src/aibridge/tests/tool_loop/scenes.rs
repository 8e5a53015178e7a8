//! What the client and the provider see when tools are called.

use std::sync::Arc;

use futures_util::FutureExt;
use serde_json::{Value, json};
use tokio::sync::Barrier;

use super::pen::{PENS, Pen, Round, ask, requests, rounds, stage, told};
use super::toolbox::{Kit, text};
use crate::aibridge::tools::ToolResult;

/// Every API, plain and streamed.
fn ways() -> impl Iterator<Item = (&'static dyn Pen, bool)> {
    PENS.into_iter().flat_map(|pen| [(pen, false), (pen, true)])
}

#[tokio::test]
async fn the_client_sees_one_message_of_all_rounds() {
    let script = [
        Round::new("Let me see. ", &[("call-1", "bmcp_kit_add", r#"{"a":1}"#)]).thinking(),
        Round::new("", &[("call-2", "bmcp_kit_add", r#"{"a":2}"#)]).thinking(),
        Round::new("Once more. ", &[("call-3", "bmcp_kit_now", "{}")]),
        Round::new("It is 3.", &[]).thinking(),
    ];
    for (pen, streaming) in ways() {
        for skipped in 0..script.len() {
            let script = &script[skipped..];
            let kit = Kit::new(&["add", "now"]);
            let stage = rounds(pen, streaming, &kit, |_| {}, script).await;
            let seen = ask(&stage, pen, &pen.asked(streaming)).await;
            let text: String = script.iter().map(|round| round.text).collect();
            assert_eq!((seen.text, seen.end.as_str()), (text, "done"), "{pen:?} {streaming}");
            assert_eq!(seen.calls, []);
            let count = script.len() as u64;
            let last = (10 * count, count);
            assert_eq!(seen.usage, last, "the usage is the last round's: the size of its context");
            let thoughts = script.iter().filter(|round| round.thinks).count();
            let is_told = pen.path() != "/openai/v1/chat/completions";
            assert_eq!(seen.thoughts, if is_told { thoughts } else { 0 });

            let requests = requests(&stage, pen);
            assert_eq!(requests.len(), script.len());
            for (place, request) in requests.iter().enumerate() {
                let made = script[..place].iter().flat_map(|round| &round.calls);
                let made: Vec<(String, String)> = made
                    .map(|(id, name, input)| {
                        let name = name.strip_prefix("bmcp_kit_").unwrap();
                        ((*id).to_owned(), format!("{name}: {input}"))
                    })
                    .collect();
                assert_eq!(pen.results(request), made);
                assert_eq!(pen.offered(request), ["own", "bmcp_kit_add", "bmcp_kit_now"]);
            }
        }
    }
}

#[tokio::test]
async fn reasoning_goes_back_in_front_of_its_calls() {
    let script = [
        Round::new("So.", &[("call-1", "bmcp_kit_add", r#"{"a":1}"#)]).thinking(),
        Round::new("It is 3.", &[]),
    ];
    for (pen, streaming) in ways() {
        let kit = Kit::new(&["add"]);
        let stage = rounds(pen, streaming, &kit, |_| {}, &script).await;
        ask(&stage, pen, &pen.asked(streaming)).await;
        let request = &requests(&stage, pen)[1];
        match pen.path() {
            "/anthropic/v1/messages" => {
                let said = json!({"role": "assistant", "content": [
                    {"type": "thinking", "thinking": "Hm.", "signature": "sig-0"},
                    {"type": "text", "text": "So."},
                    {"type": "tool_use", "id": "call-1", "name": "bmcp_kit_add", "input": {"a": 1}},
                ]});
                assert_eq!(request["messages"][1], said);
            }
            "/openai/v1/responses" => {
                let reasoning =
                    json!({"type": "reasoning", "summary": [], "encrypted_content": "sealed-0"});
                assert_eq!(request["input"][1], reasoning, "nothing is stored under its id");
                assert_eq!(request["input"][3]["type"], "function_call");
            }
            _ => assert_eq!(request["messages"][1]["content"], "So."),
        }
    }
}

#[tokio::test]
async fn reasoning_that_is_stored_goes_back_by_its_id_and_sealed_nowhere_not_at_all() {
    let pen = &super::responses::Responses;
    // The second time the request asks for storing, but the provider does not do it.
    for (store, stores) in [(true, true), (true, false), (false, false)] {
        let round = Round::new("", &[("call-1", "bmcp_kit_add", "{}")]).thinking();
        let plain = pen.plain(0, &round).replace(r#""encrypted_content":"sealed-0","#, "");
        let plain = plain.replacen('{', &format!(r#"{{"store":{stores},"#), 1);
        let answers = vec![
            super::super::scripted::answer("application/json", plain),
            told(pen, false, 1, &Round::new("Done.", &[])),
        ];
        let stage = stage(&Kit::new(&["add"]), |_| {}, answers).await;
        let mut asked = pen.asked(false);
        asked["store"] = store.into();
        asked["input"] = "Add.".into();
        ask(&stage, pen, &asked).await;
        let request = &requests(&stage, pen)[1];
        let input = request["input"].as_array().unwrap();
        assert_eq!(input[0], json!({"role": "user", "content": "Add."}));
        let kinds: Vec<&Value> = input[1..].iter().map(|item| &item["type"]).collect();
        let (reasoning, id) = if stores { (1, json!("rs-0")) } else { (0, Value::Null) };
        assert_eq!(kinds.len(), 2 + reasoning);
        assert_eq!(input[1]["id"], id);
    }
}

#[tokio::test]
async fn calls_of_one_turn_run_at_the_same_time_and_results_keep_their_order() {
    let calls = [
        ("call-1", "bmcp_kit_add", r#"{"a":1}"#),
        ("call-2", "bmcp_kit_now", ""),
        ("call-3", "bmcp_kit_add", r#"{"a":2}"#),
    ];
    let script = [Round::new("", &calls), Round::new("Done.", &[])];
    for (pen, streaming) in ways() {
        // No call ends before all have begun.
        let barrier = Arc::new(Barrier::new(3));
        let kit = Kit::doing(&["add", "now"], move |name, input| {
            let barrier = Arc::clone(&barrier);
            async move {
                barrier.wait().await;
                text(&format!("{name}: {input}"))
            }
            .boxed()
        });
        let stage = rounds(pen, streaming, &kit, |_| {}, &script).await;
        assert_eq!(ask(&stage, pen, &pen.asked(streaming)).await.text, "Done.");
        let results = pen.results(&requests(&stage, pen)[1]);
        let told: Vec<(&str, &str)> =
            results.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        let expected =
            [("call-1", r#"add: {"a":1}"#), ("call-2", "now: {}"), ("call-3", r#"add: {"a":2}"#)];
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn a_tool_that_fails_and_an_input_that_is_no_object_are_told_to_the_model() {
    let calls = [("call-1", "bmcp_kit_add", r#"{"a":1}"#), ("call-2", "bmcp_kit_add", r#"["a"]"#)];
    let script = [Round::new("", &calls), Round::new("Sorry.", &[])];
    for (pen, streaming) in ways() {
        if pen.path() == "/anthropic/v1/messages" && !streaming {
            // A plain message has no input but objects.
            continue;
        }
        let kit = Kit::doing(&["add"], |_, _| {
            let error = Some("the server is down".to_owned());
            std::future::ready(ToolResult { error, ..text("It is down.") }).boxed()
        });
        let stage = rounds(pen, streaming, &kit, |_| {}, &script).await;
        assert_eq!(ask(&stage, pen, &pen.asked(streaming)).await.text, "Sorry.");
        let request = &requests(&stage, pen)[1];
        let results = pen.results(request);
        assert_eq!(results[0].1, "It is down.");
        assert!(results[1].1.starts_with("The tool was not called: "), "{results:?}");
        assert_eq!(kit.called().len(), 1);
        if pen.path() == "/anthropic/v1/messages" {
            assert_eq!(request["messages"][2]["content"][0]["is_error"], true);
        }
    }
}

#[tokio::test]
async fn calls_of_the_clients_tools_go_to_the_client() {
    let script =
        [Round::new("Look: ", &[("call-1", "own", r#"{"b":1}"#), ("call-2", "own", "{}")])];
    for (pen, streaming) in ways() {
        let kit = Kit::new(&["add"]);
        let stage = rounds(pen, streaming, &kit, |_| {}, &script).await;
        let seen = ask(&stage, pen, &pen.asked(streaming)).await;
        assert_eq!((seen.text.as_str(), seen.end.as_str()), ("Look: ", "calls"));
        let ids: Vec<&str> = seen.calls.iter().map(|(id, ..)| id.as_str()).collect();
        assert_eq!(ids, ["call-1", "call-2"]);
        assert_eq!(kit.called(), []);
    }
}

#[tokio::test]
async fn an_answer_without_calls_crosses_byte_for_byte() {
    let round = Round::new("Nothing to do.", &[]).thinking();
    for (pen, streaming) in ways() {
        let stage =
            rounds(pen, streaming, &Kit::new(&["now"]), |_| {}, std::slice::from_ref(&round)).await;
        let response = stage.post(pen.path()).json(&pen.asked(streaming)).send().await.unwrap();
        let whole = if streaming { pen.stream(0, &round) } else { pen.plain(0, &round) };
        // The tools that the scripted response repeats are not those of this kit.
        assert_eq!(response.text().await.unwrap(), whole, "{pen:?} {streaming}");
    }
}

#[tokio::test]
async fn usage_that_was_not_asked_for_is_counted_and_withheld() {
    let script = [Round::new("", &[("call-1", "bmcp_kit_add", "{}")]), Round::new("Done.", &[])];
    let pen = &super::chat::Chat;
    let stage = rounds(pen, true, &Kit::new(&["add"]), |_| {}, &script).await;
    let mut asked = pen.asked(true);
    asked.as_object_mut().unwrap().remove("stream_options");
    let response = stage.post(pen.path()).json(&asked).send().await.unwrap();
    let text = response.text().await.unwrap();
    assert!(!text.contains("usage") && text.ends_with("data: [DONE]\n\n"), "{text}");
    for request in requests(&stage, pen) {
        assert_eq!(request["stream_options"]["include_usage"], true);
    }
}

#[tokio::test]
async fn only_the_first_request_has_the_clients_idempotency_key() {
    let script = [Round::new("", &[("call-1", "bmcp_kit_add", "{}")]), Round::new("Done.", &[])];
    for (pen, streaming) in ways() {
        let stage = rounds(pen, streaming, &Kit::new(&["add"]), |_| {}, &script).await;
        let request = stage.post(pen.path()).header("idempotency-key", "once");
        let request = request.header("anthropic-beta", "x").json(&pen.asked(streaming));
        request.send().await.unwrap().bytes().await.unwrap();
        let received = stage.all_received();
        assert_eq!(received[0].headers["idempotency-key"], "once");
        assert!(!received[1].headers.contains_key("idempotency-key"));
        assert_eq!(received[1].headers["anthropic-beta"], "x");
    }
}
