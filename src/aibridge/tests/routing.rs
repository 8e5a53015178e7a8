//! Which requests reach the provider, and as what.

use std::sync::{Arc, Mutex};

use axum::http::uri::PathAndQuery;
use axum::http::{Method, Response, StatusCode};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::bedrock::use_bedrock;
use super::scripted::{Stage, answer, channel, json};
use crate::aibridge::gateway::address;
use crate::aibridge::provider::PROVIDERS;
use crate::aibridge::provider_path::spelled;
use crate::aibridge::recorder::Entry;
use crate::aibridge::settings::ProviderSettings;

/// Sends a path as it is: clients and their libraries would change it.
async fn raw(stage: &Stage, method: &str, path: &str) -> u16 {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let mut stream = tokio::net::TcpStream::connect(stage.address()).await.unwrap();
    let body = r#"{"model":"m","messages":[],"input":"Hi"}"#;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: bridge\r\nconnection: close\r\n\
         authorization: Bearer user-one\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answered = String::new();
    stream.read_to_string(&mut answered).await.unwrap();
    answered.split(' ').nth(1).unwrap().parse().unwrap()
}

fn starts(records: &[Entry]) -> usize {
    records.iter().filter(|entry| matches!(entry, Entry::Started(_))).count()
}

#[tokio::test]
async fn every_spelling_of_an_intercepted_path_is_recorded_or_rejected() {
    let table = [
        ("/openai/v1/chat/completions", 200, "/v1/chat/completions"),
        ("/openai/chat/completions", 200, "/v1/chat/completions"),
        ("/openai/v1/%63hat/completions", 200, "/v1/chat/completions"),
        ("/openai/responses?a=b", 200, "/v1/responses?a=b"),
        ("/openai/deployments/m-1/chat/completions", 200, "/v1/chat/completions"),
        ("/openai/v1/deployments/m-1/chat/completions", 200, "/v1/chat/completions"),
        ("/anthropic/v1/messages", 200, "/v1/messages"),
        ("/openai/v1/./chat/completions", 400, ""),
        ("/openai/v1/x/../chat/completions", 400, ""),
        ("/openai/v1/x/%2e%2E/chat/completions", 400, ""),
        ("/openai/v1//chat/completions", 400, ""),
        ("/openai//v1/chat/completions", 400, ""),
        ("/openai/v1/chat/completions/", 400, ""),
        ("/openai/v1/chat%2fcompletions", 400, ""),
        ("/openai/v1/x%5c..%5cchat/completions", 400, ""),
        ("/openai/v1/../../other", 400, ""),
        ("/anthropic/v1/messages/", 400, ""),
        ("/anthropic/v1/./messages", 400, ""),
        ("/openai/v1/v1/chat/completions", 404, ""),
        ("/openai/V1/Chat/Completions", 404, ""),
        ("/anthropic/messages", 404, ""),
        ("/anthropic/v1/messages/batches", 404, ""),
    ];
    for (path, status, seen) in table {
        let stage = Stage::new(async |_| json("{\"id\":\"r\"}")).await;
        assert_eq!(raw(&stage, "POST", path).await, status, "{path}");
        let lines: Vec<String> = stage.all_received().into_iter().map(|one| one.line).collect();
        let expected = (!seen.is_empty()).then(|| format!("POST {seen}"));
        assert_eq!(lines, expected.into_iter().collect::<Vec<_>>(), "{path}");
        let recorded = usize::from(status == 200);
        assert_eq!(starts(&stage.records().await), recorded, "{path}");
    }
}

#[tokio::test]
async fn what_is_not_listed_is_not_found_and_the_answer_names_the_option() {
    let stage = Stage::new(async |_| json("{}")).await;
    let long = format!("GET /openai/v1/{}", "x".repeat(5_000));
    for line in [
        "GET /openai/v1/files",
        "DELETE /openai/v1/files/f",
        "GET /openai/v1/responses",
        "GET /openai/v1/chat/completions",
        "POST /openai/v1/embeddings",
        "GET /openai/v1/organization/users",
        "GET /anthropic/v1/organizations/api_keys",
        "GET /anthropic/v1/messages",
        &long,
    ] {
        let (method, path) = line.split_once(' ').unwrap();
        let method: Method = method.parse().unwrap();
        let request = stage.client.request(method, stage.url(path)).bearer_auth("user-one");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{line}");
        let body: Value = response.json().await.unwrap();
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.contains("--aibridge-passthrough"), "{message}");
        assert!(message.contains(&line[..line.len().min(100)]), "{message}");
        assert!(message.len() < 400, "{message}");
    }
    assert!(stage.all_received().is_empty());
}

#[tokio::test]
async fn a_response_is_there_for_whoever_made_it() {
    let stage = Stage::new(async |_| json("{\"id\":\"resp_made\",\"output\":[]}")).await;
    let ask = async |method: Method, path: &str| {
        let url = stage.url(&format!("/openai/v1/responses/{path}"));
        stage.client.request(method, url).bearer_auth("user-one").send().await.unwrap().status()
    };
    assert_eq!(ask(Method::GET, "resp_made").await, StatusCode::NOT_FOUND);
    let made = stage.post("/openai/v1/responses").json(&json!({"model": "m", "input": "Hi"}));
    made.send().await.unwrap().bytes().await.unwrap();
    for (method, path, status) in [
        (Method::GET, "resp_made", StatusCode::OK),
        (Method::DELETE, "resp_made", StatusCode::OK),
        (Method::POST, "resp_made/cancel", StatusCode::OK),
        (Method::GET, "resp_made/input_items", StatusCode::OK),
        (Method::GET, "resp_recorded", StatusCode::OK),
        (Method::GET, "resp_of_somebody", StatusCode::NOT_FOUND),
        (Method::POST, "resp_of_somebody/cancel", StatusCode::NOT_FOUND),
        (Method::GET, "resp_unavailable", StatusCode::SERVICE_UNAVAILABLE),
        (Method::GET, "resp_made/other", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(ask(method, path).await, status, "{path}");
    }
    assert_eq!(stage.all_received().len(), 6);
    let records = stage.records().await;
    let ended = records.iter().find_map(|entry| match entry {
        Entry::Ended(ended) => Some(ended),
        _ => None,
    });
    assert_eq!(ended.unwrap().responses, ["resp_made"]);
}

#[tokio::test]
async fn a_response_is_its_makers_while_it_is_being_streamed() {
    let (sender, body) = channel();
    let body = Mutex::new(Some(body));
    let stage = Stage::new(move |_| {
        let body = body.lock().unwrap().take();
        async { body.map_or_else(|| json("{}"), |body| answer("text/event-stream", body)) }
    })
    .await;
    let made = stage.post("/openai/v1/responses");
    let made = made.json(&json!({"model": "m", "input": "Hi", "stream": true}));
    let mut response = made.send().await.unwrap();
    let event = "data: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_new\"}}\n\n";
    sender.send(Ok(event)).await.unwrap();
    response.chunk().await.unwrap().unwrap();
    let cancel = stage.post("/openai/v1/responses/resp_new/cancel");
    assert_eq!(cancel.send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_redirect_ends_in_an_error_that_names_the_setting() {
    for (method, path, option) in [
        (Method::POST, "/openai/v1/chat/completions", "--aibridge-openai-base-url"),
        (Method::GET, "/openai/v1/models", "--aibridge-openai-base-url"),
        (Method::POST, "/anthropic/v1/messages", "--aibridge-anthropic-base-url"),
        (Method::POST, "/anthropic/v1/messages/count_tokens", "--aibridge-anthropic-base-url"),
    ] {
        for status in [301, 302, 303, 304, 307, 308] {
            let stage = Stage::new(move |_| async move {
                let response = Response::builder().status(status);
                let response = response.header("location", "http://elsewhere.example/");
                response.body(axum::body::Body::from("<p>Moved.</p>")).unwrap()
            })
            .await;
            let request = stage.client.request(method.clone(), stage.url(path));
            let request = request.bearer_auth("user-one").json(&json!({"model": "m"}));
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::BAD_GATEWAY, "{path}");
            assert!(!response.headers().contains_key("location"));
            let text = response.text().await.unwrap();
            assert!(text.contains(option) && !text.contains("elsewhere"), "{text}");
        }
    }
}

#[tokio::test]
async fn a_redirect_of_bedrock_ends_in_an_error_that_names_its_setting() {
    for status in [301, 302, 303, 304, 307, 308] {
        for (path, streaming) in
            [("messages", false), ("messages", true), ("messages/count_tokens", false)]
        {
            let stage = Stage::with(use_bedrock, move |_| async move {
                let response = Response::builder().status(status);
                let response = response.header("location", "http://elsewhere.example/");
                response.body(axum::body::Body::from("<p>Moved.</p>")).unwrap()
            })
            .await;
            let asked = json!({"model": "m", "messages": [], "max_tokens": 1, "stream": streaming});
            let request = stage.post(&format!("/anthropic/v1/{path}")).json(&asked);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::BAD_GATEWAY, "{status} {path}");
            assert!(!response.headers().contains_key("location"));
            let body: Value = response.json().await.unwrap();
            assert_eq!(body["type"], "error");
            let message = body["error"]["message"].as_str().unwrap();
            assert!(message.contains("--aibridge-bedrock-base-url"), "{message}");
            assert!(!message.contains("elsewhere"), "{message}");
            assert_eq!(stage.all_received().len(), 1, "it is neither followed nor tried again");
        }
    }
}

#[tokio::test]
async fn a_websocket_is_refused_at_once_also_to_who_has_no_token() {
    let stage = Stage::new(async |_| json("{}")).await;
    for token in ["user-one", "nobody"] {
        let request = stage.client.get(stage.url("/openai/v1/responses")).bearer_auth(token);
        let request = request.header("connection", "Upgrade").header("upgrade", "WebSocket");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UPGRADE_REQUIRED);
        assert_eq!(response.headers()["upgrade"], "HTTP/1.1");
    }
    assert!(stage.all_received().is_empty());
}

/// Pieces of paths that servers have been found to read in different ways.
fn any_path() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "/?(v1|chat|completions|responses|messages|models|m-1)",
        "[/.%;\\\\a-z0-9]{1,4}",
        "(%2[eEfF5]|%5[cC]|%3[bB]|%[0-9a-fA-F]{2}|\\.\\.|//|/\\./)",
        "\\PC",
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| format!("/{}", pieces.concat()))
}

proptest! {
    #[test]
    fn what_was_decided_about_is_what_the_provider_sees(path in any_path()) {
        let Ok(path) = spelled(&path) else { return Ok(()) };
        let again = spelled(&path);
        prop_assert_eq!(again.as_deref(), Ok(&*path), "it has one spelling");
        for provider in PROVIDERS {
            let path = provider.versioned(&path);
            for base in ["http://p.example", "http://p.example/base/v1/"] {
                let base: url::Url = base.parse().unwrap();
                let settings =
                    ProviderSettings { base_url: base.clone(), api_version: None, key: None };
                let asked: PathAndQuery = path.parse().unwrap();
                let url = address(&settings, *provider, &asked);
                let behind = provider.upstream_path(&path, &settings);
                let expected = format!("{}{behind}", base.path().trim_end_matches('/'));
                // A URL without a path has the path of the root.
                let expected = if expected.is_empty() { "/".to_owned() } else { expected };
                prop_assert_eq!(url.path(), expected);
                let sent = reqwest::Request::new(Method::GET, url);
                let decoded = percent_encoding::percent_decode_str(sent.url().path());
                let decoded = decoded.decode_utf8_lossy().into_owned();
                prop_assert!(decoded.split('/').all(|part| part != ".." && part != "."));
            }
        }
    }
}

#[tokio::test]
async fn the_provider_sees_the_base_path_in_front() {
    let stage = Stage::with(
        |settings| settings.openai.base_url.set_path("/tenant/openai/"),
        async |_| json("{}"),
    )
    .await;
    let all = Arc::new(stage);
    for path in ["/openai/v1/models", "/openai/models/%2e%2e", "/openai/models/..%2f.."] {
        raw(&all, "GET", path).await;
    }
    assert_eq!(all.received().line, "GET /tenant/openai/models");
}

#[tokio::test]
async fn azure_gets_its_version_and_key_as_its_clients_send_them() {
    let stage = Stage::with(
        |settings| settings.openai.api_version = Some("2025-04-01-preview".to_owned()),
        async |_| json("{}"),
    )
    .await;
    for (query, expected) in [
        ("", "api-version=2025-04-01-preview"),
        ("?api-version=2023-05-15", "api-version=2025-04-01-preview"),
        ("?a=%20b&api-version=x&c", "a=%20b&c&api-version=2025-04-01-preview"),
    ] {
        let path = format!("/openai/deployments/m/chat/completions{query}");
        let request = stage.client.post(stage.url(&path)).header("api-key", "user-one");
        let response = request.json(&json!({"model": "m"})).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let received = stage.all_received().pop().unwrap();
        assert_eq!(received.line, format!("POST /v1/deployments/m/chat/completions?{expected}"));
        assert_eq!(received.headers["api-key"], super::scripted::PROVIDER_KEY);
        assert!(!received.headers.contains_key("authorization"));
    }
}
