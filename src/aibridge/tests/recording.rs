//! What is recorded of interceptions.

use std::sync::Mutex;

use axum::body::Body;
use serde_json::{Value, json};

use super::scripted::{Stage, answer, channel, json};
use crate::aibridge::operation::TokenUsage;
use crate::aibridge::recorder::{Ended, Entry, Started};

/// The one interception that was recorded.
fn one(records: Vec<Entry>) -> (Started, Ended) {
    let mut records = records.into_iter();
    match (records.next(), records.next(), records.next()) {
        (Some(Entry::Started(started)), Some(Entry::Ended(ended)), None) => {
            assert_eq!(started.id, ended.id);
            assert!(ended.at >= started.at);
            (started, ended)
        }
        other => panic!("{other:?}"),
    }
}

async fn intercepted(
    path: &str,
    asked: Value,
    answered: impl Fn() -> axum::http::Response<Body> + Send + Sync + 'static,
) -> (Started, Ended) {
    let stage = Stage::new(move |_| std::future::ready(answered())).await;
    let request = stage.post(path).header("user-agent", "claude-cli/2.0.14").json(&asked);
    request.send().await.unwrap().bytes().await.unwrap();
    one(stage.records().await)
}

#[tokio::test]
async fn plain_and_streamed_answers_are_recorded_alike() {
    let plain = || {
        json(
            r#"{"id":"msg_1","content":[{"type":"tool_use","name":"add","input":{"a":1}}],
            "usage":{"input_tokens":3,"output_tokens":4}}"#,
        )
    };
    let streamed = || {
        answer(
            "text/event-stream; charset=utf-8",
            "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n\
             data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"name\":\"add\",\"input\":{}}}\n\n\
             data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"partial_json\":\"{\\\"a\\\":1}\"}}\n\n\
             data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":4}}\n\n",
        )
    };
    let asked = |stream: bool| {
        json!({
            "model": "claude", "stream": stream, "messages": [{"role": "user", "content": "Add."}],
        })
    };
    let path = "/anthropic/v1/messages";
    let records = [
        intercepted(path, asked(false), plain).await,
        intercepted(path, asked(true), streamed).await,
    ];
    for (started, ended) in records {
        assert_eq!((started.provider, started.model.as_str()), ("anthropic", "claude"));
        assert_eq!((started.api_key.as_str(), started.client), ("one", Some("Claude Code")));
        assert_eq!(ended.prompt, Some(("msg_1".to_owned(), "Add.".to_owned())));
        let usage = TokenUsage { input: 3, output: 4, ..TokenUsage::default() };
        assert_eq!(ended.usages, [("msg_1".to_owned(), usage)]);
        let [(response, tool)] = ended.tools.as_slice() else { panic!("{:?}", ended.tools) };
        assert_eq!(
            (response.as_str(), tool.call.name.as_str(), tool.call.input.as_str()),
            ("msg_1", "add", "{\"a\":1}")
        );
        assert!(!tool.injected);
        assert_eq!(Value::from(ended.metadata), json!({"outcome": "completed", "status": 200}));
    }
}

#[tokio::test]
async fn interceptions_that_fail_are_recorded_too() {
    const START: &str = "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":9}}}\n\n";
    let (pieces, body) = channel();
    let body = Mutex::new(Some(body));
    let stage = Stage::new(move |_| {
        let body = body.lock().unwrap().take().unwrap();
        async { answer("text/event-stream", body) }
    })
    .await;
    let request = stage.post("/anthropic/v1/messages").json(&json!({"model": "m", "stream": true}));
    let mut response = request.send().await.unwrap();
    pieces.send(Ok(START)).await.unwrap();
    assert_eq!(response.chunk().await.unwrap().unwrap(), START);
    pieces.send(Err(std::io::Error::other("broke off"))).await.unwrap();
    assert!(response.chunk().await.is_err(), "the client learns that it is not whole");
    assert_eq!(stage.bridge.concurrency.in_flight(), 0);
    let (_, ended) = one(stage.records().await);
    assert_eq!(ended.metadata["outcome"], "broken");
    assert_eq!(ended.usages[0].1.input, 9, "what was told before is kept");
}
