//! The bridge with the store of a server.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::RunningBridge;
use crate::aibridge::tests::scripted::{self, Received};
use crate::api::testing::TestServer;
use crate::store::Role;
use crate::telemetry::metrics::Metrics;

/// A server of several, behind which is one provider.
struct Replica {
    address: SocketAddr,
    bridge: RunningBridge,
    serving: tokio::task::JoinHandle<()>,
}

impl Replica {
    async fn start(server: &TestServer, provider: SocketAddr) -> Self {
        let (settings, metrics) = (scripted::settings(provider), Metrics::default());
        let clock = server.clock.clone();
        let bridge = RunningBridge::start(settings, &server.services, &metrics, clock).await;
        let bridge = bridge.unwrap();
        let (address, serving) = scripted::serve(bridge.router("")).await;
        Self { address, bridge, serving }
    }

    /// Asks for a response, and reads it to its end.
    async fn ask(&self, token: &str, body: &Value) -> (StatusCode, String) {
        let url = format!("http://{}/openai/v1/responses", self.address);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let response = client.post(url).bearer_auth(token).json(body).send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }

    async fn stop(self) {
        self.serving.abort();
        let _ = self.serving.await;
        self.bridge.finish().await;
    }
}

/// A response whose id is the model that is asked for, plain or as a stream.
fn respond(received: &Received) -> axum::http::Response<axum::body::Body> {
    let asked: Value = serde_json::from_slice(&received.body).unwrap();
    let response = json!({"id": asked["model"], "status": "completed", "output": []});
    if asked["stream"] != true {
        return scripted::answer("application/json", response.to_string());
    }
    let events = ["response.created", "response.completed"]
        .map(|kind| format!("data: {}\n\n", json!({"type": kind, "response": response})));
    scripted::answer("text/event-stream", events.concat())
}

#[tokio::test]
async fn a_response_goes_on_for_its_maker_on_every_server_and_for_nobody_else() {
    let script = Arc::new(|received| Box::pin(std::future::ready(respond(&received))) as _);
    let (provider, providing) = scripted::serve(scripted::provider(script, Arc::default())).await;
    for here in TestServer::on_each_store().await {
        let there = here.beside().await;
        here.owner().await;
        let (ada, bob) =
            (here.user("ada", Role::Member).await, here.user("bob", Role::Member).await);
        let (first, second) =
            (Replica::start(&here, provider).await, Replica::start(&there, provider).await);
        for (id, streaming) in [("resp_plain", false), ("resp_streamed", true)] {
            let made = json!({"model": id, "input": "Hi", "stream": streaming});
            assert_eq!(first.ask(&ada, &made).await.0, StatusCode::OK);
            let goes_on = json!({"model": "m", "input": "Hi", "previous_response_id": id});
            for (replica, token, expected) in [
                (&second, &ada, StatusCode::OK),
                (&first, &ada, StatusCode::OK),
                (&first, &bob, StatusCode::NOT_FOUND),
                (&second, &bob, StatusCode::NOT_FOUND),
            ] {
                let (status, body) = replica.ask(token, &goes_on).await;
                assert_eq!(status, expected, "{body}");
            }
        }
        first.stop().await;
        second.stop().await;
    }
    providing.abort();
}
