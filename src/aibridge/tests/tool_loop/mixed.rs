//! Turns in which a model calls tools of the bridge and of the client, and the way back.

use serde_json::{Value, json};

use super::pen::{PENS, Pen, Round, Seen, ask, requests, rounds};
use super::toolbox::Kit;

fn script() -> [Round; 3] {
    [
        Round::new("One. ", &[("call-1", "bmcp_kit_add", r#"{"a":1}"#)]).thinking(),
        Round::new(
            "Two. ",
            &[
                ("call-2", "bmcp_kit_now", "{}"),
                ("call-3", "own", r#"{"b":1}"#),
                ("call-4", "bmcp_kit_add", r#"{"a":4}"#),
            ],
        )
        .thinking(),
        Round::new("Done.", &[]),
    ]
}

fn check(seen: &Seen, kit: &Kit) {
    assert_eq!((seen.text.as_str(), seen.end.as_str()), ("One. Two. ", "calls"));
    let own = ("call-3".to_owned(), "own".to_owned(), r#"{"b":1}"#.to_owned());
    assert_eq!(seen.calls, [own], "the client gets its own calls");
    assert_eq!(kit.called().len(), 3);
    assert_eq!(seen.usage, (20, 2));
}

#[tokio::test]
async fn what_was_withheld_is_put_back_when_the_client_returns() {
    for pen in PENS {
        for streaming in [false, true] {
            let kit = Kit::new(&["add", "now"]);
            let stage = rounds(pen, streaming, &kit, |_| {}, &script()).await;
            let asked = pen.asked(streaming);
            let seen = ask(&stage, pen, &asked).await;
            check(&seen, &kit);

            let returned = pen.go_on(&asked, &seen.said, &[("call-3", "mine")]);
            assert_eq!(ask(&stage, pen, &returned).await.text, "Done.");
            let requests = requests(&stage, pen);
            let mut results = pen.results(&requests[2]);
            results.sort();
            let expected = [
                ("call-1", r#"add: {"a":1}"#),
                ("call-2", "now: {}"),
                ("call-3", "mine"),
                ("call-4", r#"add: {"a":4}"#),
            ];
            let results: Vec<(&str, &str)> =
                results.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
            assert_eq!(results, expected, "{pen:?} {streaming}");
            check_order(pen, &requests[2]);
        }
    }
}

/// That the conversation is the one that the model has had.
fn check_order(pen: &dyn Pen, request: &Value) {
    match pen.path() {
        "/anthropic/v1/messages" => {
            let messages = request["messages"].as_array().unwrap();
            let kinds: Vec<Vec<&str>> = messages[1..]
                .iter()
                .map(|message| {
                    let blocks = message["content"].as_array().unwrap().iter();
                    blocks.map(|block| block["type"].as_str().unwrap()).collect()
                })
                .collect();
            let expected: [&[&str]; 4] = [
                &["thinking", "text", "tool_use"],
                &["tool_result"],
                &["thinking", "text", "tool_use", "tool_use", "tool_use"],
                &["tool_result"; 3],
            ];
            assert_eq!(kinds, expected);
            assert_eq!(messages[3]["content"][0]["signature"], "sig-1");
        }
        "/openai/v1/responses" => {
            let items = request["input"].as_array().unwrap()[1..].iter();
            let kinds: Vec<&str> = items.map(|item| item["type"].as_str().unwrap()).collect();
            let (call, output) = ("function_call", "function_call_output");
            let first = ["reasoning", "message", call, output];
            let second = ["reasoning", "message", call, output, call, call, output, output];
            assert_eq!(kinds, [&first[..], &second[..]].concat());
        }
        _ => {
            let messages = request["messages"].as_array().unwrap();
            let roles: Vec<&str> =
                messages.iter().map(|message| message["role"].as_str().unwrap()).collect();
            let expected = ["user", "assistant", "tool", "assistant", "tool", "tool", "tool"];
            assert_eq!(roles, expected);
            assert_eq!(messages[1]["content"], Value::Null, "the text stands further down");
            assert_eq!(messages[3]["content"], "One. Two. ");
        }
    }
}

#[tokio::test]
async fn where_it_was_forgotten_the_conversation_is_valid_without_it() {
    for pen in PENS {
        for streaming in [false, true] {
            let kit = Kit::new(&["add", "now"]);
            let first = rounds(pen, streaming, &kit, |_| {}, &script()).await;
            let asked = pen.asked(streaming);
            let seen = ask(&first, pen, &asked).await;

            let other = rounds(pen, streaming, &kit, |_| {}, &[Round::new("Done.", &[])]).await;
            let returned = pen.go_on(&asked, &seen.said, &[("call-3", "mine")]);
            assert_eq!(ask(&other, pen, &returned).await.text, "Done.");
            let results = pen.results(&requests(&other, pen)[0]);
            assert_eq!(results, [("call-3".to_owned(), "mine".to_owned())]);
        }
    }
}

#[tokio::test]
async fn a_client_that_changed_its_message_gets_nothing_put_back_into_it() {
    let pen = &super::messages::Messages;
    let kit = Kit::new(&["add", "now"]);
    let stage = rounds(pen, false, &kit, |_| {}, &script()).await;
    let asked = pen.asked(false);
    let seen = ask(&stage, pen, &asked).await;
    let mut said = seen.said.clone();
    said[0]["content"].as_array_mut().unwrap().retain(|block| block["type"] != "thinking");
    ask(&stage, pen, &pen.go_on(&asked, &said, &[("call-3", "mine")])).await;
    assert_eq!(pen.results(&requests(&stage, pen)[2]).len(), 1);
}

#[tokio::test]
async fn a_provider_that_keeps_the_conversation_gets_the_outputs_it_misses() {
    let pen = &super::responses::Responses;
    for streaming in [false, true] {
        for names_first in [false, true] {
            let kit = Kit::new(&["add", "now"]);
            let stage = rounds(pen, streaming, &kit, |_| {}, &script()).await;
            let mut asked = pen.asked(streaming);
            asked["store"] = true.into();
            let seen = ask(&stage, pen, &asked).await;
            // A stream begins before the id is known with which the provider goes on.
            assert_eq!(seen.id, if streaming { "r-0" } else { "r-1" });
            let output =
                json!({"type": "function_call_output", "call_id": "call-3", "output": "mine"});
            asked["input"] = json!([output]);
            asked["previous_response_id"] = if names_first { "r-0" } else { "r-1" }.into();
            assert_eq!(ask(&stage, pen, &asked).await.text, "Done.");
            let request = &requests(&stage, pen)[2];
            assert_eq!(request["previous_response_id"], "r-1");
            let mut results = pen.results(request);
            results.sort();
            let ids: Vec<&str> = results.iter().map(|(id, _)| id.as_str()).collect();
            assert_eq!(ids, ["call-2", "call-3", "call-4"], "the first round's is in r-1 already");
        }
    }
}
