//! The AI Bridge of the real program: what it has recorded when it was stopped, and when it was
//! killed.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::Response;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use rustix::process::Signal;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;

use program::{Machine, Server};

const MANY: usize = 10_000;

/// So many requests are on their way at a time.
const AT_ONCE: usize = 64;

/// A provider that answers at once, and holds requests for the model `held` until it is told.
async fn provider() -> (SocketAddr, Arc<Notify>, Arc<AtomicUsize>) {
    let (release, holding) = (Arc::new(Notify::new()), Arc::new(AtomicUsize::new(0)));
    let (held, counted) = (Arc::clone(&release), Arc::clone(&holding));
    let router = Router::new().fallback(move |body: String| {
        let (held, counted) = (Arc::clone(&held), Arc::clone(&counted));
        async move {
            if body.contains("\"held\"") {
                counted.fetch_add(1, Ordering::SeqCst);
                held.notified().await;
            }
            let answer =
                r#"{"id":"c","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}"#;
            Response::builder()
                .header("content-type", "application/json")
                .body(Body::from(answer))
                .unwrap()
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, release, holding)
}

/// A machine whose server sends everything to `provider`.
fn machine(provider: SocketAddr) -> Machine {
    Machine::new()
        .with("CODER_AIBRIDGE_ENABLED", "true")
        .with("CODER_AIBRIDGE_OPENAI_BASE_URL", format!("http://{provider}/v1/"))
        .with("CODER_AIBRIDGE_OPENAI_KEY", "secret")
        .with("CODER_LOGGING_HUMAN", "/dev/null")
}

/// A user of a server.
struct Client {
    http: reqwest::Client,
    url: String,
    token: String,
}

impl Client {
    /// The first user, who is created.
    async fn first(server: &Server) -> Self {
        let user = json!({
            "username": "ada", "email": "ada@example.com", "password": "correct horse battery",
        });
        let http = reqwest::Client::new();
        let url = format!("{}/api/v2", server.url);
        let created = http.post(format!("{url}/users/first")).json(&user).send().await.unwrap();
        assert!(created.status().is_success());
        Self::log_in(server).await
    }

    async fn log_in(server: &Server) -> Self {
        let credentials = json!({"email": "ada@example.com", "password": "correct horse battery"});
        let (http, url) = (reqwest::Client::new(), format!("{}/api/v2", server.url));
        let request = http.post(format!("{url}/users/login")).json(&credentials);
        let session: Value = request.send().await.unwrap().json().await.unwrap();
        let token = session["session_token"].as_str().unwrap().to_owned();
        Self { http, url, token }
    }

    /// Asks for a model; whether a whole answer came back.
    async fn ask(&self, model: String) -> bool {
        let url = format!("{}/aibridge/openai/v1/chat/completions", self.url);
        let asked = json!({"model": model, "messages": [{"role": "user", "content": "Hi"}]});
        let request = self.http.post(url).bearer_auth(&self.token).json(&asked);
        let Ok(response) = request.send().await else { return false };
        response.status().is_success() && response.bytes().await.is_ok()
    }

    /// Everything that was recorded, page by page.
    async fn recorded(&self) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        loop {
            let mut url = format!("{}/aibridge/interceptions?limit=1000", self.url);
            if let Some(last) = all.last() {
                url = format!("{url}&after_id={}", last["id"].as_str().unwrap());
            }
            let request = self.http.get(url).header("Coder-Session-Token", &self.token);
            let mut page: Value = request.send().await.unwrap().json().await.unwrap();
            let results = page["results"].as_array_mut().unwrap();
            if results.is_empty() {
                return all;
            }
            all.append(results);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answered_request_is_recorded_when_the_server_is_stopped_in_the_middle() {
    let (provider, ..) = provider().await;
    let machine = machine(provider);
    let mut server = machine.serve().without_log();
    let client = Client::first(&server).await;
    let mut answered: HashSet<String> = HashSet::new();
    let mut waiting = FuturesUnordered::new();
    let mut next = 0;
    loop {
        while next < MANY && waiting.len() < AT_ONCE {
            let (model, client) = (format!("m-{next}"), &client);
            waiting.push(async move { client.ask(model.clone()).await.then_some(model) });
            next += 1;
        }
        let Some(model) = waiting.next().await else { break };
        answered.extend(model);
        if answered.len() == MANY / 2 {
            server.signal(Signal::TERM);
        }
    }
    let (code, errors) = server.end();
    assert_eq!(code, Some(0), "{errors}");
    assert!((MANY / 2..MANY).contains(&answered.len()), "{}", answered.len());

    let server = machine.serve().without_log();
    let recorded = Client::log_in(&server).await.recorded().await;
    let whole = recorded.iter().filter(|one| {
        one["metadata"]["outcome"] == "completed"
            && one["token_usages"][0]["output_tokens"] == 2
            && one["user_prompts"][0]["prompt"] == "Hi"
    });
    let whole: HashSet<String> =
        whole.map(|one| one["model"].as_str().unwrap().to_owned()).collect();
    let lost: Vec<&String> = answered.difference(&whole).collect();
    assert!(lost.is_empty(), "{} of {} are lost", lost.len(), answered.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_started_request_is_there_after_the_server_was_killed() {
    let (provider, release, holding) = provider().await;
    let machine = machine(provider);
    let mut server = machine.serve().without_log();
    let client = Arc::new(Client::first(&server).await);
    let whole = (0..100).map(|at| client.ask(format!("whole-{at}")));
    assert!(futures_util::future::join_all(whole).await.into_iter().all(|whole| whole));
    let asking = (0..AT_ONCE).map(|_| {
        let client = Arc::clone(&client);
        tokio::spawn(async move { client.ask("held".to_owned()).await })
    });
    let asking: Vec<_> = asking.collect();
    while holding.load(Ordering::SeqCst) < AT_ONCE {
        tokio::task::yield_now().await;
    }
    server.signal(Signal::KILL);
    server.end();
    release.notify_waiters();
    for asked in asking {
        assert!(!asked.await.unwrap(), "nobody was left to answer");
    }

    let server = machine.serve().without_log();
    let recorded = Client::log_in(&server).await.recorded().await;
    assert_eq!(recorded.len(), 100 + AT_ONCE);
    let held = recorded.iter().filter(|one| one["model"] == "held");
    let interrupted = held
        .filter(|one| one["metadata"]["outcome"] == "interrupted" && one["ended_at"].is_string());
    assert_eq!(interrupted.count(), AT_ONCE);
    assert!(recorded.iter().all(|one| one["ended_at"].is_string()), "none goes on");
}
