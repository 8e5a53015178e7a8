//! How interceptions end: by what the answers say themselves, and not by their connections.

use std::sync::Mutex;

use axum::body::Body;
use axum::http::Response;
use serde_json::{Value, json};

use super::recording::one;
use super::scripted::{Stage, answer, channel};

const CHAT: &str = "/openai/v1/chat/completions";
const RESPONSES: &str = "/openai/v1/responses";
const MESSAGES: &str = "/anthropic/v1/messages";

const EVENTS: &str = "text/event-stream";
const JSON: &str = "application/json";

/// The start of a stream, its end, and the event with which it fails instead.
struct Stream {
    path: &'static str,
    start: &'static str,
    end: &'static str,
    error: &'static str,
}

const STREAMS: [Stream; 3] = [
    Stream {
        path: CHAT,
        start: "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}]}\n\n",
        end: "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
        error: "data: {\"error\":{\"message\":\"mid\",\"type\":\"server_error\"}}\n\n",
    },
    Stream {
        path: RESPONSES,
        start: "data: {\"type\":\"response.created\",\"response\":{\"id\":\"r\"}}\n\n",
        end: "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\"}}\n\n",
        error: "data: {\"type\":\"response.failed\",\"response\":{\"id\":\"r\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"mid\"}}}\n\n",
    },
    Stream {
        path: MESSAGES,
        start: "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":9}}}\n\n",
        end: "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
        error: "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"server_error\",\"message\":\"mid\"}}\n\n",
    },
];

/// What the record says of a request that is answered so: the outcome and the reason.
async fn outcome(path: &str, response: Response<Body>) -> (Value, Value) {
    let response = Mutex::new(Some(response));
    let stage = Stage::new(move |_| {
        let response = response.lock().unwrap().take().unwrap();
        async { response }
    })
    .await;
    let request = stage.post(path).json(&json!({"model": "m", "stream": true}));
    // A body that breaks off is an error to the client.
    let _ = request.send().await.unwrap().bytes().await;
    ended(stage).await
}

async fn ended(stage: Stage) -> (Value, Value) {
    while stage.bridge.concurrency.in_flight() > 0 {
        tokio::task::yield_now().await;
    }
    let (_, mut ended) = one(stage.records().await);
    let error = ended.metadata.remove("error").unwrap_or_default();
    (ended.metadata.remove("outcome").unwrap(), error)
}

#[tokio::test]
async fn the_events_of_a_stream_say_how_it_ended() {
    for Stream { path, start, end, error } in STREAMS {
        let cut = &end[..end.len() / 2];
        let table = [
            (format!("{start}{end}"), "completed", Value::Null),
            (format!("{start}{}", end.trim_end()), "completed", Value::Null),
            (start.to_owned(), "broken", json!("the response ended early")),
            (format!("{start}{cut}"), "broken", json!("the response ended early")),
            (format!("{start}{error}"), "failed", json!("server_error: mid")),
            (format!("{start}{error}{end}"), "failed", json!("server_error: mid")),
            (String::new(), "failed", json!("the response is empty")),
        ];
        for (events, expected, why) in table {
            let (found, reason) = outcome(path, answer(EVENTS, events.clone())).await;
            assert_eq!((found, reason), (json!(expected), why), "{path} {events}");
        }
    }
}

#[tokio::test]
async fn a_connection_that_breaks_behind_the_end_breaks_nothing() {
    for Stream { path, start, end, error } in STREAMS {
        for (pieces, expected) in [
            (vec![start, end], "completed"),
            (vec![start, error], "failed"),
            (vec![start], "broken"),
        ] {
            let (sender, body) = channel();
            let sending = tokio::spawn(async move {
                for piece in pieces {
                    sender.send(Ok(piece)).await.unwrap();
                }
                sender.send(Err(std::io::Error::other("broke off"))).await.unwrap();
            });
            let (found, _) = outcome(path, answer(EVENTS, body)).await;
            assert_eq!(found, expected, "{path}");
            sending.await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_client_may_leave_once_it_has_the_end() {
    for Stream { path, start, end, error } in STREAMS {
        for (piece, expected) in [(end, "completed"), (error, "failed"), (start, "cancelled")] {
            let (sender, body) = channel();
            let body = Mutex::new(Some(body));
            let stage = Stage::new(move |_| {
                let body = body.lock().unwrap().take().unwrap();
                async { answer(EVENTS, body) }
            })
            .await;
            let request = stage.post(path).json(&json!({"model": "m", "stream": true}));
            let mut response = request.send().await.unwrap();
            sender.send(Ok(piece)).await.unwrap();
            assert_eq!(response.chunk().await.unwrap().unwrap(), piece);
            drop(response);
            sender.closed().await;
            assert_eq!(ended(stage).await.0, expected, "{path} {piece}");
        }
    }
}

#[tokio::test]
async fn whole_answers_say_how_they_ended() {
    let answered = |status: u16, body: &'static str| {
        Response::builder()
            .status(status)
            .header("content-type", JSON)
            .body(Body::from(body))
            .unwrap()
    };
    let limited = r#"{"type":"error","error":{"type":"rate_limit_error","message":"slow"}}"#;
    for path in [CHAT, RESPONSES, MESSAGES] {
        let table = [
            (200, r#"{"id":"x"}"#, "completed", Value::Null),
            (200, "", "failed", json!("the response is empty")),
            (200, " \n", "failed", json!("the response is empty")),
            (200, r#"{"id":"x","cho"#, "broken", json!("the response ended early")),
            (200, limited, "failed", json!("rate_limit_error: slow")),
            (429, limited, "failed", json!("the response is 429: rate_limit_error: slow")),
            (429, "", "failed", json!("the response is 429")),
            (502, "<html>", "failed", json!("the response is 502")),
        ];
        for (status, body, expected, why) in table {
            let (found, reason) = outcome(path, answered(status, body)).await;
            assert_eq!((found, reason), (json!(expected), why), "{path} {status} {body}");
        }
        let (found, why) = outcome(path, answered(200, "<html>")).await;
        assert_eq!(found, "failed");
        assert!(why.as_str().unwrap().contains("not JSON"), "{why}");
    }
}

#[tokio::test]
async fn what_the_bridge_itself_answers_is_told_apart() {
    let asked = json!({"model": "m"});
    let keyless = |settings: &mut crate::aibridge::settings::BridgeSettings| {
        settings.openai.key = None;
    };
    let stage = Stage::with(keyless, async |_| answer(JSON, "{}")).await;
    assert_eq!(stage.post(CHAT).json(&asked).send().await.unwrap().status(), 503);
    let (found, why) = ended(stage).await;
    assert_eq!(found, "refused");
    assert!(why.as_str().unwrap().contains("aibridge-openai-key"), "{why}");

    let nobody = |settings: &mut crate::aibridge::settings::BridgeSettings| {
        // Port 9 is the discard service, which nothing runs on loopback.
        settings.openai.base_url = "http://127.0.0.1:9/v1".parse().unwrap();
    };
    let stage = Stage::with(nobody, async |_| answer(JSON, "{}")).await;
    assert_eq!(stage.post(CHAT).json(&asked).send().await.unwrap().status(), 502);
    let (found, why) = ended(stage).await;
    assert_eq!(found, "broken");
    assert!(why.as_str().unwrap().contains("cannot reach"), "{why}");
}

#[tokio::test]
async fn metrics_count_outcomes_by_their_names() {
    let table =
        [(STREAMS[2].end, "200"), (STREAMS[2].error, "failed"), (STREAMS[2].start, "broken")];
    for (events, status) in table {
        let stage = Stage::new(move |_| async move { answer(EVENTS, events) }).await;
        let request = stage.post(MESSAGES).json(&json!({"model": "m", "stream": true}));
        request.send().await.unwrap().bytes().await.unwrap();
        while stage.bridge.concurrency.in_flight() > 0 {
            tokio::task::yield_now().await;
        }
        let sample = format!(
            "coder_aibridged_interceptions_total{{model=\"m\",provider=\"anthropic\",\
             route=\"/v1/messages\",status=\"{status}\"}} 1"
        );
        let text = stage.metrics.text().unwrap();
        assert!(text.lines().any(|line| line == sample), "{sample} is not in\n{text}");
    }
}
