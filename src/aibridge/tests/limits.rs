//! Overload: what is refused, and that what is let in is not disturbed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::scripted::{Stage, answer, channel, json};
use crate::aibridge::settings::BridgeSettings;

const CHAT: &str = "/openai/v1/chat/completions";
const MESSAGES: &str = "/anthropic/v1/messages";
const MAX_CONCURRENCY: usize = 4;

#[tokio::test]
async fn never_more_than_the_limit_reach_the_provider() {
    let (now, peak) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (gate, arrived) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let (in_flight, highest) = (Arc::clone(&now), Arc::clone(&peak));
    let (open, arrival) = (Arc::clone(&gate), Arc::clone(&arrived));
    let few = |settings: &mut BridgeSettings| settings.concurrency.total = MAX_CONCURRENCY;
    let stage = Stage::with(few, move |_| {
        let (now, peak) = (Arc::clone(&in_flight), Arc::clone(&highest));
        let (gate, arrived) = (Arc::clone(&open), Arc::clone(&arrival));
        async move {
            peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            arrived.add_permits(1);
            gate.acquire().await.unwrap().forget();
            now.fetch_sub(1, Ordering::SeqCst);
            json("{\"id\":\"c-1\"}")
        }
    })
    .await;
    let rejected = AtomicUsize::new(0);
    let ask = async |at: usize| {
        let path = if at.is_multiple_of(2) { CHAT } else { MESSAGES };
        let response = stage.post(path).json(&json!({"model": "m"})).send().await.unwrap();
        let (status, retry) = (response.status(), response.headers().contains_key("retry-after"));
        // The accepted ones are answered when all of them have arrived and all others were refused.
        if status != StatusCode::OK
            && rejected.fetch_add(1, Ordering::SeqCst) + 1 == 9 * MAX_CONCURRENCY
        {
            arrived.acquire_many(u32::try_from(MAX_CONCURRENCY).unwrap()).await.unwrap().forget();
            gate.add_permits(MAX_CONCURRENCY);
        }
        (status, retry, response.json::<Value>().await.unwrap())
    };
    let answers = join_all((0..10 * MAX_CONCURRENCY).map(ask)).await;
    let (accepted, rejected): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|(status, ..)| *status == StatusCode::OK);
    assert_eq!(peak.load(Ordering::SeqCst), MAX_CONCURRENCY);
    assert_eq!(accepted.len(), MAX_CONCURRENCY);
    assert!(accepted.iter().all(|(_, _, body)| body["id"] == "c-1"));
    for (status, retry, body) in rejected {
        assert_eq!((status, retry), (StatusCode::SERVICE_UNAVAILABLE, true));
        let message = "AI Bridge is currently at capacity. Please try again later.";
        assert_eq!(body["error"]["message"], message);
    }
    assert_eq!(stage.bridge.concurrency.in_flight(), 0);
}

#[tokio::test]
async fn a_place_is_held_to_the_last_byte_and_given_back_however_a_stream_ends() {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    let receiver = Arc::new(tokio::sync::Mutex::new(receiver));
    let few = |settings: &mut BridgeSettings| settings.concurrency.total = 1;
    let stage = Stage::with(few, move |_| {
        let receiver = Arc::clone(&receiver);
        async move { answer("text/event-stream", receiver.lock().await.recv().await.unwrap()) }
    })
    .await;
    let ask = || stage.post(MESSAGES).json(&json!({"model": "m", "stream": true})).send();
    for vanishes in [true, false, true] {
        let (pieces, body) = channel();
        sender.send(body).await.unwrap();
        let mut response = ask().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        pieces.send(Ok("data: 1\n\n")).await.unwrap();
        response.chunk().await.unwrap().unwrap();
        assert_eq!(ask().await.unwrap().status(), StatusCode::SERVICE_UNAVAILABLE);
        if vanishes {
            drop(response);
            pieces.closed().await;
        } else {
            drop(pieces);
            assert_eq!(response.chunk().await.unwrap(), None);
        }
        while stage.bridge.concurrency.in_flight() > 0 {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn the_rate_of_each_key_is_limited_and_told() {
    let slow = |settings: &mut BridgeSettings| {
        settings.rate.per_key = 2;
        settings.rate.window = Duration::from_hours(1);
    };
    let stage = Stage::with(slow, async |_| json("{}")).await;
    let ask = |key: &'static str, path: &str| {
        stage
            .client
            .post(stage.url(path))
            .header("x-api-key", key)
            .json(&json!({"model": "m"}))
            .send()
    };
    let first = ask("user-one", CHAT).await.unwrap();
    assert_eq!(first.status(), StatusCode::OK);
    for family in ["ratelimit", "x-ratelimit"] {
        assert_eq!(first.headers()[&format!("{family}-limit")], "2");
        assert_eq!(first.headers()[&format!("{family}-remaining")], "1");
        assert_eq!(first.headers()[&format!("{family}-reset")], "3600");
    }
    let passed = ask("user-one", "/anthropic/v1/messages/count_tokens").await.unwrap();
    assert_eq!(passed.status(), StatusCode::OK, "what passes through counts too");

    let rejected = ask("user-one", MESSAGES).await.unwrap();
    assert_eq!(rejected.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(rejected.headers()["ratelimit-remaining"], "0");
    let wait: u64 = rejected.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
    let body: Value = rejected.json().await.unwrap();
    assert_eq!(body["error"]["type"], "rate_limit_error");
    assert_eq!(body["error"]["message"], "AI Bridge rate limit exceeded. Please try again later.");

    assert_eq!(ask("user-two", CHAT).await.unwrap().status(), StatusCode::OK);
    // Whoever has no valid key counts by address, whatever they send.
    let statuses = [
        ask("wrong", CHAT).await.unwrap().status(),
        ask("worse", CHAT).await.unwrap().status(),
        ask("still wrong", CHAT).await.unwrap().status(),
    ];
    let expected =
        [StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED, StatusCode::TOO_MANY_REQUESTS];
    assert_eq!(statuses, expected);
}

#[tokio::test]
async fn a_user_has_so_many_places_whatever_the_keys() {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    let receiver = Arc::new(tokio::sync::Mutex::new(receiver));
    let few = |settings: &mut BridgeSettings| settings.concurrency.per_user = 1;
    let stage = Stage::with(few, move |_| {
        let receiver = Arc::clone(&receiver);
        async move { answer("text/event-stream", receiver.lock().await.recv().await.unwrap()) }
    })
    .await;
    let ask = |key: &'static str| {
        let request = stage.client.post(stage.url(MESSAGES)).bearer_auth(key);
        request.json(&json!({"model": "m", "stream": true})).send()
    };
    for _ in 0..2 {
        let (pieces, body) = channel();
        sender.send(body).await.unwrap();
        let mut response = ask("user-one").await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let rejected = ask("user-two").await.unwrap();
        assert_eq!(rejected.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(rejected.headers().contains_key("retry-after"));
        let body: Value = rejected.json().await.unwrap();
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.contains("allows you 1 requests at a time"), "{message}");
        drop(pieces);
        assert_eq!(response.chunk().await.unwrap(), None);
        while stage.bridge.concurrency.in_flight() > 0 {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn keys_of_one_user_share_the_users_rate() {
    let slow = |settings: &mut BridgeSettings| {
        settings.rate.per_key = 2;
        settings.rate.per_user = 3;
        settings.rate.window = Duration::from_hours(1);
    };
    let stage = Stage::with(slow, async |_| json("{}")).await;
    let mut told = Vec::new();
    for key in ["user-one", "user-one", "user-two", "user-two", "user-three"] {
        let request = stage.client.post(stage.url(CHAT)).bearer_auth(key);
        let answer = request.json(&json!({"model": "m"})).send().await.unwrap();
        let remaining = answer.headers()["ratelimit-remaining"].to_str().unwrap().to_owned();
        told.push((answer.status().as_u16(), remaining));
    }
    let expected = [(200, "1"), (200, "0"), (200, "0"), (429, "0"), (429, "0")];
    assert_eq!(told, expected.map(|(status, remaining)| (status, remaining.to_owned())));
}
