//! What is recorded of interceptions.

use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use serde_json::{Value, json};

use super::scripted::{Stage, answer, channel, json};
use crate::aibridge::operation::TokenUsage;
use crate::aibridge::recorder::{Ended, Entry, Started, ToolUsage};

/// The one interception that was recorded.
pub(super) fn one(records: Vec<Entry>) -> (Started, Ended) {
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
             data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":4}}\n\n\
             data: {\"type\":\"message_stop\"}\n\n",
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
        assert_eq!(started.api_key, "one");
        assert_eq!(started.metadata["client"], "Claude Code");
        let (prompt, response) = (started.prompt.unwrap(), ended.prompt_response.unwrap());
        assert_eq!(prompt.text, "Add.");
        assert_eq!((response.prompt, response.response_id.as_str()), (prompt.id, "msg_1"));
        let [usage] = ended.usages.as_slice() else { panic!("{:?}", ended.usages) };
        let counted = TokenUsage { input: 3, output: 4, ..TokenUsage::default() };
        assert_eq!((usage.response_id.as_str(), usage.of), ("msg_1", counted));
        let [tool] = ended.tools.as_slice() else { panic!("{:?}", ended.tools) };
        let ToolUsage { call, injected, .. } = &tool.of;
        assert_eq!(tool.response_id, "msg_1");
        assert_eq!((call.name.as_str(), call.input.as_str()), ("add", "{\"a\":1}"));
        assert!(!injected);
        let metadata = json!({
            "client": "Claude Code", "streaming": started.metadata["streaming"],
            "outcome": "completed", "status": 200,
        });
        assert_eq!(Value::from(ended.metadata), metadata);
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
    assert_eq!(ended.usages[0].of.input, 9, "what was told before is kept");
}

#[tokio::test]
async fn a_request_with_the_result_of_a_tool_continues_the_one_that_called_it() {
    let stage = Stage::new(async |_| {
        json(r#"{"id":"m","content":[{"type":"tool_use","id":"toolu_1","name":"add","input":{}}]}"#)
    })
    .await;
    let ask = async |key: &str, content: Value| {
        let messages = json!([{"role": "user", "content": content}]);
        let request = stage.client.post(stage.url("/anthropic/v1/messages")).bearer_auth(key);
        let request = request.json(&json!({"model": "m", "messages": messages}));
        request.send().await.unwrap().bytes().await.unwrap();
    };
    ask("user-one", json!("Add.")).await;
    ask("user-one", json!([{"type": "tool_result", "tool_use_id": "toolu_1"}])).await;
    ask("user-one", json!([{"type": "tool_result", "tool_use_id": "another"}])).await;
    let records = stage.records().await;
    let started: Vec<Started> = records
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Started(started) => Some(started),
            _ => None,
        })
        .collect();
    let continues = |at: usize| started[at].metadata.get("continues").cloned();
    assert_eq!(continues(0), None);
    assert_eq!(continues(1), Some(json!(started[0].id)));
    assert_eq!(continues(2), None);
}

#[tokio::test]
async fn what_cannot_be_recorded_is_refused_unless_that_is_allowed() {
    for allows_unrecorded in [false, true] {
        let stage = Stage::with(
            |settings| {
                settings.recording.patience = Duration::from_millis(300);
                settings.recording.allows_unrecorded = allows_unrecorded;
            },
            |_| std::future::ready(json("{}")),
        )
        .await;
        let ask = async || {
            let asked = stage.post("/openai/v1/chat/completions").json(&json!({"model": "m"}));
            asked.send().await.unwrap()
        };
        stage.journal.is_away.store(true, Ordering::Relaxed);
        let response = ask().await;
        if allows_unrecorded {
            assert_eq!(response.status(), 200);
        } else {
            assert_eq!(response.status(), 503);
            assert_eq!(response.headers()["retry-after"], "5");
            let body: Value = response.json().await.unwrap();
            let told = body["error"]["message"].as_str().unwrap();
            assert!(told.contains("database is unavailable"), "{body}");
            assert!(stage.all_received().is_empty(), "the provider was not asked");
            let counted = r#"coder_aibridged_refusals_total{provider="openai",reason="store"} 1"#;
            assert!(stage.metrics.text().unwrap().contains(counted));
        }
        stage.journal.is_away.store(false, Ordering::Relaxed);
        assert_eq!(ask().await.status(), 200, "it works as soon as the journal does");
        let records = stage.records().await;
        assert_eq!(records.iter().filter(|one| matches!(one, Entry::Ended(_))).count(), 1);
    }
}

#[tokio::test]
async fn a_server_that_stops_records_what_it_cuts_off_as_interrupted() {
    let (pieces, body) = channel();
    let body = Mutex::new(Some(body));
    let stage = Stage::new(move |_| {
        let body = body.lock().unwrap().take().unwrap();
        async { answer("text/event-stream", body) }
    })
    .await;
    let request = stage.post("/anthropic/v1/messages").json(&json!({"model": "m", "stream": true}));
    let mut response = request.send().await.unwrap();
    pieces.send(Ok("data: {\"type\":\"ping\"}\n\n")).await.unwrap();
    response.chunk().await.unwrap().unwrap();
    // The client does not read on.
    assert_eq!(stage.bridge.in_flight().stop(), 1);
    pieces.closed().await;
    let (_, ended) = one(stage.records().await);
    assert_eq!(ended.metadata["outcome"], "interrupted");
}
