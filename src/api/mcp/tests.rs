//! The endpoint, used by a client of the protocol and by hand.

use std::net::SocketAddr;

use axum::http::StatusCode;
use rmcp::ServiceExt;
use rmcp::model::{CallToolRequestParams, CallToolResult};
use rmcp::service::{RoleClient, RunningService};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::PATH;
use crate::aibridge::operation::TokenUsage;
use crate::aibridge::recorder::{Detail, Ended, Entry, Journal, Prompt, Started};
use crate::api::testing::TestServer;
use crate::routes::{self, Exposure};
use crate::store::testing::START;
use crate::store::{InterceptionJournal, Role};

/// A server that listens, with what two members have asked.
struct Stage {
    server: TestServer,
    address: SocketAddr,
    ada: String,
    bob: String,
}

impl Stage {
    async fn new() -> Self {
        let server = TestServer::start().await;
        server.owner().await;
        let ada = server.user("ada", Role::Member).await;
        let bob = server.user("bob", Role::Auditor).await;
        record(&server).await;
        let exposure = Exposure {
            origin: Some("https://coder.example.com:443".to_owned()),
            ..Exposure::default()
        };
        let router = routes::router(&server.services, &exposure, None);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { server, address, ada, bob }
    }

    fn url(&self) -> String {
        format!("http://{}{PATH}", self.address)
    }

    /// A client that is logged in with this token.
    async fn client(&self, token: &str) -> RunningService<RoleClient, ()> {
        let config = StreamableHttpClientTransportConfig::with_uri(self.url()).auth_header(token);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        ().serve(StreamableHttpClientTransport::with_client(client, config)).await.unwrap()
    }

    /// A request by hand.
    fn post(&self, body: &Value) -> reqwest::RequestBuilder {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = client.post(self.url()).json(body);
        request.header("accept", "application/json, text/event-stream")
    }
}

/// Ada has asked twice and bob once.
async fn record(server: &TestServer) {
    let journal = InterceptionJournal::new(server.services.store.clone());
    let mut entries = Vec::new();
    for (id, name) in [(1, "ada"), (2, "ada"), (3, "bob")] {
        let user = server.services.identity.user(name).await.unwrap().unwrap();
        let at = (START + id) * 1_000_000;
        let id = Uuid::from_u128(id.try_into().unwrap());
        let metadata = Map::new();
        let usage = TokenUsage { input: 3, output: 4, ..TokenUsage::default() };
        entries.push(Entry::Started(Started {
            id,
            initiator: user.id,
            api_key: "key".to_owned(),
            provider: "openai",
            model: format!("model of {name}"),
            metadata: metadata.clone(),
            at,
            prompt: Some(Prompt::new(format!("from {name}"))),
        }));
        let usages = vec![Detail::new("r", usage)];
        entries.push(Entry::Ended(Ended {
            id,
            at,
            prompt_response: None,
            responses: Vec::new(),
            usages,
            tools: Vec::new(),
            metadata,
        }));
    }
    journal.commit(&entries).await.unwrap();
}

fn ping() -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": "ping"})
}

async fn call(
    client: &RunningService<RoleClient, ()>,
    name: &'static str,
    input: Value,
) -> CallToolResult {
    let Value::Object(input) = input else { panic!("{input} is no object") };
    client.call_tool(CallToolRequestParams::new(name).with_arguments(input)).await.unwrap()
}

/// The JSON text of a result.
fn read(result: &CallToolResult) -> Value {
    assert_eq!(result.is_error, Some(false), "{result:?}");
    serde_json::from_str(&result.content[0].as_text().unwrap().text).unwrap()
}

#[tokio::test]
async fn nobody_is_let_in_without_a_token() {
    let stage = Stage::new().await;
    for token in [None, Some("wrong")] {
        let mut request = stage.post(&ping());
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(answer.headers()["www-authenticate"], "Bearer");
        let body: Value = answer.json().await.unwrap();
        assert!(body["message"].is_string() && body["detail"].is_string(), "{body}");
    }
}

#[tokio::test]
async fn everybody_sees_their_own_and_nothing_else() {
    let stage = Stage::new().await;
    // Bob is an auditor, who may see all: these tools are about oneself all the same.
    for (name, token, count) in [("ada", &stage.ada, 2), ("bob", &stage.bob, 1)] {
        let client = stage.client(token).await;
        let tools = client.list_all_tools().await.unwrap();
        let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
        assert_eq!(names, ["whoami", "my_interceptions", "my_token_usage"]);
        assert!(
            tools
                .iter()
                .all(|tool| { tool.annotations.as_ref().unwrap().read_only_hint == Some(true) })
        );

        let me = read(&call(&client, "whoami", json!({})).await);
        let token = Some(token.as_str());
        assert_eq!(me, stage.server.get("/users/me", token).await.body);

        let found = read(&call(&client, "my_interceptions", json!({"limit": 1})).await);
        let path = "/aibridge/interceptions?q=initiator:me&limit=1";
        assert_eq!(found, stage.server.get(path, token).await.body);
        assert_eq!(found["count"], count);

        let usage = read(&call(&client, "my_token_usage", json!({})).await);
        let model = json!({
            "provider": "openai",
            "model": format!("model of {name}"),
            "interceptions": count,
            "input_tokens": 3 * count,
            "output_tokens": 4 * count,
        });
        assert_eq!(usage, json!({"models": [model]}));
    }
}

#[tokio::test]
async fn no_input_reaches_the_records_of_others() {
    let stage = Stage::new().await;
    let client = stage.client(&stage.bob).await;
    for input in [
        json!({"model": "x\" initiator:\"ada"}),
        json!({"provider": "openai initiator:ada"}),
        json!({"model": "model of ada"}),
    ] {
        let result = call(&client, "my_interceptions", input.clone()).await;
        let is_refused = result.is_error == Some(true);
        assert!(is_refused || read(&result)["count"] == 0, "{input}: {result:?}");
    }
}

#[tokio::test]
async fn wrong_input_is_an_error_that_says_what_is_wrong() {
    let stage = Stage::new().await;
    let client = stage.client(&stage.ada).await;
    for (tool, input, expected) in [
        ("whoami", json!({"user": "bob"}), "user"),
        ("my_interceptions", json!({"initiator": "bob"}), "initiator"),
        ("my_interceptions", json!({"started_after": "yesterday"}), "RFC 3339"),
        ("my_interceptions", json!({"limit": 0}), "It must be between 1 and 1000."),
        ("my_token_usage", json!({"started_before": 7}), "expected a string"),
    ] {
        let result = call(&client, tool, input.clone()).await;
        assert_eq!(result.is_error, Some(true), "{input}");
        let text = &result.content[0].as_text().unwrap().text;
        assert!(text.contains(expected), "{input}: {text}");
    }
    let unknown = client.call_tool(CallToolRequestParams::new("delete_everything")).await;
    assert!(unknown.unwrap_err().to_string().contains("unknown tool"));
}

#[tokio::test]
async fn pages_of_others_large_bodies_and_other_methods_are_refused() {
    let stage = Stage::new().await;
    let origins = [
        ("https://coder.example.com", StatusCode::OK),
        ("https://evil.example.com", StatusCode::FORBIDDEN),
        ("http://127.0.0.1:1", StatusCode::FORBIDDEN),
        ("null", StatusCode::FORBIDDEN),
    ];
    for (origin, expected) in origins {
        let request = stage.post(&ping()).bearer_auth(&stage.ada).header("origin", origin);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), expected, "{origin}");
        if expected == StatusCode::FORBIDDEN {
            let body: Value = answer.json().await.unwrap();
            assert!(body["message"].is_string(), "{body}");
        }
    }
    let large = json!({"jsonrpc": "2.0", "id": 1, "method": "x".repeat(65 * 1024)});
    let answer = stage.post(&large).bearer_auth(&stage.ada).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let stream = client.get(stage.url()).header("accept", "text/event-stream");
    let answer = stream.bearer_auth(&stage.ada).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
}
