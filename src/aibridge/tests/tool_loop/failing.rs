//! Providers that fail in a later round, and clients that go away in one.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Response, StatusCode};
use futures_util::FutureExt;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use super::super::scripted::{Stage, answer, channel};
use super::pen::{PENS, Pen, Round, events, stage, told, written};
use super::toolbox::Kit;
use crate::aibridge::recorder::Entry;

fn calling() -> Round {
    Round::new("One. ", &[("call-1", "bmcp_kit_add", "{}")])
}

fn rejected(pen: &dyn Pen) -> Response<Body> {
    let error = json!({"message": "slow down", "type": "rate_limit_error", "code": "429"});
    let mut body = json!({ "error": error });
    if pen.path().starts_with("/anthropic") {
        body["type"] = "error".into();
    }
    let response = Response::builder().status(429).header("retry-after", "7");
    response.header("content-type", "application/json").body(Body::from(body.to_string())).unwrap()
}

/// An error in the middle of a stream, as the provider itself tells it.
fn own_error(pen: &dyn Pen) -> String {
    let error = json!({"message": "slow down"});
    written(&[match pen.path() {
        "/anthropic/v1/messages" => json!({"type": "error", "error": error}),
        "/openai/v1/responses" => {
            json!({"type": "error", "message": "slow down", "sequence_number": 0})
        }
        _ => json!({ "error": error }),
    }])
}

/// How the interceptions of a stage ended.
async fn outcomes(stage: Stage) -> Vec<Value> {
    let records = stage.records().await.into_iter();
    let ended = records.filter_map(|entry| match entry {
        Entry::Ended(ended) => Some(ended.metadata["outcome"].clone()),
        _ => None,
    });
    ended.collect()
}

#[tokio::test]
async fn a_plain_answer_is_what_the_failing_round_gave() {
    for pen in PENS {
        let answers = vec![told(pen, false, 0, &calling()), rejected(pen)];
        let stage = stage(&Kit::new(&["add"]), |_| {}, answers).await;
        let response = stage.post(pen.path()).json(&pen.asked(false)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()["retry-after"], "7");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["error"]["message"], "slow down");
        assert_eq!(outcomes(stage).await, ["failed"]);
    }
}

#[tokio::test]
async fn a_stream_ends_with_an_error_of_the_api_when_a_later_round_fails() {
    const BROKEN: &str = "data: {\"type\":\"ping\"}\n\n";
    for pen in PENS {
        let (pieces, body) = channel();
        pieces.send(Ok(BROKEN)).await.unwrap();
        let breaking = tokio::spawn(async move {
            pieces.send(Err(std::io::Error::other("broke off"))).await.unwrap();
        });
        let page = Response::builder().status(502).body(Body::from("<html>")).unwrap();
        for (second, message, outcome) in [
            (rejected(pen), "slow down", "failed"),
            (page, "later round", "failed"),
            (answer("application/json", "{}"), "later round", "failed"),
            (answer("text/event-stream", BROKEN), "ended early", "broken"),
            (answer("text/event-stream", own_error(pen)), "slow down", "failed"),
            (answer("text/event-stream", body), "ended early", "broken"),
        ] {
            let answers = vec![told(pen, true, 0, &calling()), second];
            let stage = stage(&Kit::new(&["add"]), |_| {}, answers).await;
            let response = stage.post(pen.path()).json(&pen.asked(true)).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::OK);
            let text = response.text().await.unwrap();
            assert!(text.contains("One. "), "{text}");
            let last = events(&text).pop().unwrap();
            let told = pen.error(&last).unwrap();
            assert!(told.contains(message), "{pen:?}: {told}");
            let is_error = |event: &&Value| event["type"] == "error" || event["error"].is_object();
            assert_eq!(events(&text).iter().filter(is_error).count(), 1, "{text}");
            assert_eq!(stage.bridge.concurrency.in_flight(), 0);
            assert_eq!(outcomes(stage).await, [outcome]);
        }
        breaking.await.unwrap();
    }
}

#[tokio::test]
async fn a_client_that_goes_away_in_round_two_ends_the_request_to_the_provider() {
    for pen in PENS {
        let (pieces, body) = channel();
        let answers = vec![told(pen, true, 0, &calling()), answer("text/event-stream", body)];
        let stage = stage(&Kit::new(&["add"]), |_| {}, answers).await;
        let mut response = stage.post(pen.path()).json(&pen.asked(true)).send().await.unwrap();
        pieces.send(Ok(": still here\n\n")).await.unwrap();
        let mut seen = String::new();
        while !seen.ends_with(": still here\n\n") {
            seen += std::str::from_utf8(&response.chunk().await.unwrap().unwrap()).unwrap();
        }
        assert_eq!(stage.bridge.concurrency.in_flight(), 1, "the place is held");
        drop(response);
        pieces.closed().await;
        while stage.bridge.concurrency.in_flight() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(outcomes(stage).await, ["cancelled"]);
    }
}

#[tokio::test]
async fn a_client_that_goes_away_ends_the_calls_of_tools() {
    for pen in PENS {
        for streaming in [false, true] {
            let (began, mut starts) = mpsc::channel(1);
            let (alive, dropped) = oneshot::channel::<()>();
            let alive = Arc::new(Mutex::new(Some(alive)));
            let kit = Kit::doing(&["add"], move |_, _| {
                let (began, alive) = (began.clone(), alive.lock().unwrap().take());
                async move {
                    began.send(()).await.unwrap();
                    std::future::pending::<()>().await;
                    drop(alive);
                    unreachable!()
                }
                .boxed()
            });
            let stage = stage(&kit, |_| {}, vec![told(pen, streaming, 0, &calling())]).await;
            let request = stage.post(pen.path()).json(&pen.asked(streaming));
            let asking = tokio::spawn(async move {
                let response = request.send().await.unwrap();
                response.text().await
            });
            starts.recv().await.unwrap();
            asking.abort();
            let _ = asking.await;
            assert!(dropped.await.is_err(), "the call was dropped");
            let mut records = stage.records().await;
            let Some(Entry::Ended(ended)) = records.pop() else { panic!("it has an end") };
            assert_eq!(ended.metadata["outcome"], "cancelled");
            let [call] = ended.tools.as_slice() else { panic!("{:?}", ended.tools) };
            assert_eq!((call.of.call.name.as_str(), call.of.injected), ("add", true));
            assert!(call.of.error.as_deref().unwrap().contains("the request ended"));
        }
    }
}
