//! A provider of models for the real program, which keeps what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Response};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::program::Machine;

/// What a provider was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A provider that keeps what it was asked, and holds requests for the model `held`.
#[derive(Clone)]
pub(crate) struct Provider {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    pub(crate) arrived: Arc<Semaphore>,
    pub(crate) release: Arc<Semaphore>,
}

impl Provider {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
            arrived: Arc::new(Semaphore::new(0)),
            release: Arc::new(Semaphore::new(0)),
        };
        let answering = provider.clone();
        let router = Router::new().fallback(move |request: Request| {
            let answering = answering.clone();
            async move { answering.answer(request).await }
        });
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        provider
    }

    async fn answer(&self, request: Request) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        let is_held = body["model"] == "held";
        let path = parts.uri.to_string();
        self.asked.lock().unwrap().push(Asked { path, headers: parts.headers, body });
        if is_held {
            self.arrived.add_permits(1);
            self.release.acquire().await.unwrap().forget();
        }
        let answer = json!({
            "id": "a", "type": "message", "role": "assistant", "model": "m", "content": [],
            "stop_reason": "end_turn", "stop_sequence": null, "choices": [],
            "usage": {"input_tokens": 1, "output_tokens": 2},
        });
        let response = Response::builder()
            .header("content-type", "application/json")
            .header("x-request-id", "of-the-provider")
            .header("request-id", "of-the-provider");
        response.body(Body::from(answer.to_string())).unwrap()
    }

    /// The last request.
    pub(crate) fn last(&self) -> Asked {
        self.asked.lock().unwrap().last().unwrap().clone()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A machine whose bridge is on and asks this provider for everything.
    pub(crate) fn machine(&self) -> Machine {
        Machine::new()
            .with("CODER_AIBRIDGE_ENABLED", "true")
            .with("CODER_AIBRIDGE_OPENAI_BASE_URL", self.url("/v1/"))
            .with("CODER_AIBRIDGE_OPENAI_KEY", "key-of-openai")
            .with("CODER_LOGGING_HUMAN", "/dev/null")
    }
}
