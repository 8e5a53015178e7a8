//! The tokens that are recorded, whatever providers make of telling them.

use axum::body::Body;
use axum::http::Response;
use serde_json::{Value, json};

use super::recording::one;
use super::scripted::{Stage, answer};
use crate::aibridge::operation::TokenUsage;
use crate::aibridge::recorder::{Ended, Started};
use crate::aibridge::settings::BridgeSettings;

const CHAT: &str = "/openai/v1/chat/completions";
const RESPONSES: &str = "/openai/v1/responses";
const MESSAGES: &str = "/anthropic/v1/messages";

async fn recorded(
    change: impl FnOnce(&mut BridgeSettings),
    path: &str,
    asked: &Value,
    answered: impl Fn() -> Response<Body> + Send + Sync + 'static,
) -> (Started, Ended) {
    let stage = Stage::with(change, move |_| std::future::ready(answered())).await;
    let response = stage.post(path).json(asked).send().await.unwrap();
    response.bytes().await.unwrap();
    while stage.bridge.concurrency.in_flight() > 0 {
        tokio::task::yield_now().await;
    }
    one(stage.records().await)
}

fn only(ended: &Ended) -> TokenUsage {
    let [usage] = ended.usages.as_slice() else { panic!("{:?}", ended.usages) };
    usage.of
}

fn untyped(body: &'static str) -> Response<Body> {
    Response::new(Body::from(body))
}

#[tokio::test]
async fn cached_tokens_stand_beside_the_input_of_every_provider() {
    let table = [
        (
            CHAT,
            r#"{"usage":{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":60}}}"#,
        ),
        (
            RESPONSES,
            r#"{"usage":{"input_tokens":100,"output_tokens":20,"input_tokens_details":{"cached_tokens":60}}}"#,
        ),
        (
            MESSAGES,
            r#"{"usage":{"input_tokens":40,"output_tokens":20,"cache_read_input_tokens":60}}"#,
        ),
    ];
    let expected = TokenUsage { input: 40, output: 20, cached: 60, ..TokenUsage::default() };
    for (path, body) in table {
        let json = move || answer("application/json", body);
        let (_, ended) = recorded(|_| {}, path, &json!({"model": "m"}), json).await;
        assert_eq!(only(&ended), expected, "{path}");
    }
}

#[tokio::test]
async fn a_missing_type_hides_no_usage() {
    const STREAM: &str = "\r\nevent: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":7}}}\n\n\
        data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":4}}\n\n\
        data: {\"type\":\"message_stop\"}\n\n";
    const PLAIN: &str = "\u{feff} {\"id\":\"m\",\"x\":\"\\ud83e\",\"usage\":{\"input_tokens\":7.0,\"output_tokens\":4}}";
    let expected = TokenUsage { input: 7, output: 4, ..TokenUsage::default() };
    for kind in ["", "application/octet-stream", "text/plain"] {
        for body in [STREAM, PLAIN] {
            let answered = move || match kind {
                "" => untyped(body),
                kind => answer(kind, body),
            };
            let asked = json!({"model": "m", "stream": body == STREAM});
            let (_, ended) = recorded(|_| {}, MESSAGES, &asked, answered).await;
            assert_eq!(only(&ended), expected, "{kind} {body}");
            assert_eq!(ended.metadata["outcome"], "completed");
        }
    }
    let page = || answer("text/html", "<html>");
    let (_, ended) = recorded(|_| {}, MESSAGES, &json!({"model": "m"}), page).await;
    assert!(ended.usages.is_empty());
}

#[tokio::test]
async fn streams_that_are_cut_have_an_estimate_that_says_so() {
    let table = [
        (CHAT, "data: {\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"12345678\"}}]}\n\n", 3),
        (
            RESPONSES,
            "data: {\"type\":\"response.output_text.delta\",\"delta\":\"12345678\"}\n\n",
            3,
        ),
        (
            MESSAGES,
            "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n\
             data: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"12345678\"}}\n\n",
            9,
        ),
    ];
    for (path, events, input) in table {
        // Twelve bytes of text are about three tokens.
        let asked = json!({"model": "mmmm", "stream": true, "x": "12345678"});
        let cut = move || answer("text/event-stream", events);
        let (_, ended) = recorded(|_| {}, path, &asked, cut).await;
        assert_eq!(ended.metadata["outcome"], "broken");
        let expected = TokenUsage { input, output: 2, is_estimated: true, ..TokenUsage::default() };
        assert_eq!(only(&ended), expected, "{path}");
    }
}

#[tokio::test]
async fn streams_are_not_asked_for_usage_where_that_is_turned_off() {
    const STREAM: &str = "data: {\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";
    for is_asked in [true, false] {
        let change = move |settings: &mut BridgeSettings| settings.stream_usage = is_asked;
        let stage = Stage::with(change, async |_| answer("text/event-stream", STREAM)).await;
        let asked = json!({"model": "m", "stream": true});
        stage.post(CHAT).json(&asked).send().await.unwrap().bytes().await.unwrap();
        let received: Value = serde_json::from_slice(&stage.received().body).unwrap();
        assert_eq!(received.get("stream_options").is_some(), is_asked);
        let (_, ended) = one(stage.records().await);
        assert!(only(&ended).is_estimated, "the provider has not told it");
        assert_eq!(ended.metadata["outcome"], "completed");
    }
}

#[tokio::test]
async fn the_prompt_is_the_users_text_and_not_the_clients() {
    let reminder = json!({"type": "text", "text": "<system-reminder>\nToday.\n</system-reminder>"});
    let asked = json!({"model": "m", "messages": [
        {"role": "user", "content": [reminder, {"type": "text", "text": "Half: \u{1f980}"}]},
        {"role": "system", "content": "This model is new."},
    ]});
    let json = || answer("application/json", "{\"id\":\"x\"}");
    let (started, _) = recorded(|_| {}, MESSAGES, &asked, json).await;
    assert_eq!(started.prompt.unwrap().text, "Half: \u{1f980}");
}
