//! Every option of the AI Bridge changes what the real program does.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;
#[path = "support/provider.rs"]
mod provider;

use std::collections::BTreeSet;
use std::path::PathBuf;

use rustix::process::Signal;
use serde_json::{Value, json};
use sqlx::Connection;

use program::{Machine, Server};
use provider::{Asked, Provider};

const CHAT: &str = "openai/v1/chat/completions";
const MESSAGES: &str = "anthropic/v1/messages";

/// A running server, and its first user.
struct Client {
    server: Server,
    http: reqwest::Client,
    token: String,
}

impl Client {
    /// Starts the server; its first user is created where there is none.
    async fn start(machine: &Machine) -> Self {
        let (server, http) = (machine.serve().without_log(), reqwest::Client::new());
        let user = json!({
            "username": "ada", "email": "ada@example.com", "password": "correct horse battery",
        });
        let url = format!("{}/api/v2/users", server.url);
        http.post(format!("{url}/first")).json(&user).send().await.unwrap();
        let session = http.post(format!("{url}/login")).json(&user).send().await.unwrap();
        let session: Value = session.json().await.unwrap();
        let token = session["session_token"].as_str().unwrap().to_owned();
        Self { server, http, token }
    }

    async fn ask(&self, path: &str, model: &str) -> reqwest::Response {
        let url = format!("{}/api/v2/aibridge/{path}", self.server.url);
        let asked = json!({"model": model, "max_tokens": 9, "messages": []});
        self.http.post(url).bearer_auth(&self.token).json(&asked).send().await.unwrap()
    }

    /// Asks for something with a token, without a body.
    async fn get(&self, path: &str, token: &str) -> u16 {
        let url = format!("{}/api/v2/aibridge/{path}", self.server.url);
        self.http.get(url).bearer_auth(token).send().await.unwrap().status().as_u16()
    }

    /// The token of a further user.
    async fn other(&self, name: &str) -> String {
        let url = format!("{}/api/v2/users", self.server.url);
        let email = format!("{name}@example.com");
        let user = json!({"username": name, "email": email, "password": "correct horse battery"});
        let request = self.http.post(&url).header("Coder-Session-Token", &self.token);
        assert_eq!(request.json(&user).send().await.unwrap().status(), 201);
        let session = self.http.post(format!("{url}/login")).json(&user).send().await.unwrap();
        let session: Value = session.json().await.unwrap();
        session["session_token"].as_str().unwrap().to_owned()
    }

    async fn status(&self, path: &str, model: &str) -> u16 {
        self.ask(path, model).await.status().as_u16()
    }

    /// How many interceptions there are.
    async fn recorded(&self) -> i64 {
        let url = format!("{}/api/v2/aibridge/interceptions", self.server.url);
        let request = self.http.get(url).header("Coder-Session-Token", &self.token);
        let page: Value = request.send().await.unwrap().json().await.unwrap();
        page["count"].as_i64().unwrap()
    }

    fn stop(mut self) {
        self.server.signal(Signal::TERM);
        let (code, errors) = self.server.end();
        assert_eq!(code, Some(0), "{errors}");
    }
}

/// The options that the tests below show, by their flags.
const SHOWN: [&str; 15] = [
    "aibridge-enabled",
    "aibridge-openai-base-url",
    "aibridge-openai-key",
    "aibridge-anthropic-base-url",
    "aibridge-anthropic-key",
    "aibridge-bedrock-region",
    "aibridge-bedrock-access-key",
    "aibridge-bedrock-access-key-secret",
    "aibridge-bedrock-model",
    "aibridge-bedrock-small-fastmodel",
    "aibridge-inject-coder-mcp-tools",
    "aibridge-retention",
    "aibridge-max-concurrency",
    "aibridge-rate-limit",
    "aibridge-rate-window",
];

/// The flags of the options in the group AI Bridge.
fn flags(command: &Value, found: &mut BTreeSet<String>) {
    for option in command["options"].as_array().into_iter().flatten() {
        if option["group"] == json!(["AI Bridge"]) {
            found.insert(option["flag"].as_str().unwrap().to_owned());
        }
    }
    for child in command["children"].as_array().into_iter().flatten() {
        flags(child, found);
    }
}

#[test]
fn every_option_of_the_group_is_shown_here() {
    let facts = serde_json::to_value(coderd::facts()).unwrap();
    let mut found = BTreeSet::new();
    flags(&facts["cli"], &mut found);
    assert_eq!(found, SHOWN.map(str::to_owned).into());
}

#[tokio::test]
async fn a_bridge_that_is_not_enabled_is_not_there() {
    let client = Client::start(&Machine::new().with("CODER_LOGGING_HUMAN", "/dev/null")).await;
    assert_eq!(client.status(CHAT, "m").await, 404);
    let provider = Provider::start().await;
    let client = Client::start(&provider.machine()).await;
    assert_eq!(client.status(CHAT, "m").await, 200);
}

#[tokio::test]
async fn providers_are_asked_at_their_addresses_with_their_keys() {
    let provider = Provider::start().await;
    let machine = provider
        .machine()
        .with("CODER_AIBRIDGE_ANTHROPIC_BASE_URL", provider.url("/elsewhere/"))
        .with("CODER_AIBRIDGE_ANTHROPIC_KEY", "key-of-anthropic");
    let client = Client::start(&machine).await;
    assert_eq!(client.status(CHAT, "m").await, 200);
    let asked = provider.last();
    assert_eq!(asked.path, "/v1/chat/completions");
    assert_eq!(asked.header("authorization"), "Bearer key-of-openai");
    assert_eq!(client.status(MESSAGES, "m").await, 200);
    let asked = provider.last();
    assert_eq!(asked.path, "/elsewhere/v1/messages");
    assert_eq!(asked.header("x-api-key"), "key-of-anthropic");
}

#[tokio::test]
async fn a_provider_without_a_key_is_refused_with_the_name_of_the_setting() {
    let provider = Provider::start().await;
    let client = Client::start(&provider.machine()).await;
    let refused = client.ask(MESSAGES, "m").await;
    assert_eq!(refused.status(), 503);
    assert!(refused.text().await.unwrap().contains("--aibridge-anthropic-key"));
}

#[tokio::test]
async fn further_operations_and_headers_cross_where_they_are_set() {
    let provider = Provider::start().await;
    let machine = provider
        .machine()
        .with("CODER_AIBRIDGE_PASSTHROUGH", "GET /openai/files/*,POST /openai/v1/embeddings")
        .with("CODER_AIBRIDGE_FORWARD_HEADERS", "X-Title");
    let client = Client::start(&machine).await;
    assert_eq!(client.status("openai/v1/embeddings", "m").await, 200);
    assert_eq!(client.status("openai/v1/moderations", "m").await, 404);
    assert_eq!(client.get("openai/v1/files/file_1", &client.token).await, 200);
    assert_eq!(provider.last().path, "/v1/files/file_1");
    let url = format!("{}/api/v2/aibridge/{CHAT}", client.server.url);
    let request = client.http.post(url).bearer_auth(&client.token).json(&json!({"model": "m"}));
    request.header("x-title", "a").header("x-other", "b").send().await.unwrap();
    let asked = provider.last();
    assert_eq!((asked.header("x-title"), asked.header("x-other")), ("a", ""));
}

#[tokio::test]
async fn the_id_of_a_request_is_the_servers_and_the_providers_stands_beside_it() {
    let provider = Provider::start().await;
    let client = Client::start(&provider.machine()).await;
    for path in [CHAT, "openai/v1/models"] {
        let url = format!("{}/api/v2/aibridge/{path}", client.server.url);
        let request = match path {
            CHAT => client.http.post(url).json(&json!({"model": "m"})),
            _ => client.http.get(url),
        };
        let request = request.bearer_auth(&client.token).header("x-request-id", "of-the-client");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        let ids: Vec<&str> = response
            .headers()
            .get_all("x-request-id")
            .iter()
            .map(|id| id.to_str().unwrap())
            .collect();
        assert!(matches!(ids[..], [id] if uuid::Uuid::parse_str(id).is_ok()), "{ids:?}");
        assert_eq!(response.headers()["x-provider-request-id"], "of-the-provider");
        assert_eq!(response.headers()["request-id"], "of-the-provider");
    }
}

#[tokio::test]
async fn azure_is_asked_for_its_version_with_its_own_header() {
    let provider = Provider::start().await;
    let machine = provider.machine().with("CODER_AIBRIDGE_OPENAI_API_VERSION", "2025-04-01");
    let client = Client::start(&machine).await;
    assert_eq!(client.status("openai/deployments/d/chat/completions", "m").await, 200);
    let asked = provider.last();
    assert_eq!(asked.path, "/v1/deployments/d/chat/completions?api-version=2025-04-01");
    assert_eq!((asked.header("api-key"), asked.header("authorization")), ("key-of-openai", ""));
    assert_eq!(client.recorded().await, 1);
}

#[tokio::test]
async fn a_response_is_its_makers_also_after_a_restart() {
    let provider = Provider::start().await;
    let machine = provider.machine();
    let client = Client::start(&machine).await;
    assert_eq!(client.status("openai/v1/responses", "m").await, 200);
    let other = client.other("bob").await;
    assert_eq!(client.get("openai/v1/responses/a", &client.token).await, 200);
    assert_eq!(client.get("openai/v1/responses/a", &other).await, 404);
    client.stop();

    let client = Client::start(&machine).await;
    assert_eq!(client.get("openai/v1/responses/a", &client.token).await, 200);
    assert_eq!(client.get("openai/v1/responses/a", &other).await, 404);
    assert_eq!(client.get("openai/v1/responses/b", &client.token).await, 404);
}

/// The signature of a request to Amazon Bedrock.
fn signature(asked: &Asked) -> &str {
    asked.header("authorization").rsplit("Signature=").next().unwrap()
}

#[tokio::test]
async fn bedrock_is_asked_in_its_region_with_the_key_for_the_models_that_are_set() {
    let provider = Provider::start().await;
    let mut signatures = BTreeSet::new();
    for secret in ["one", "another"] {
        let machine = provider
            .machine()
            .with("CODER_AIBRIDGE_BEDROCK_BASE_URL", provider.url(""))
            .with("CODER_AIBRIDGE_BEDROCK_REGION", "eu-west-9")
            .with("CODER_AIBRIDGE_BEDROCK_ACCESS_KEY", "AKIDEXAMPLE")
            .with("CODER_AIBRIDGE_BEDROCK_ACCESS_KEY_SECRET", secret)
            .with("CODER_AIBRIDGE_BEDROCK_MODEL", "the-model")
            .with("CODER_AIBRIDGE_BEDROCK_SMALL_FAST_MODEL", "the-small-one");
        let client = Client::start(&machine).await;
        assert_eq!(client.status(MESSAGES, "claude-haiku").await, 200);
        assert_eq!(provider.last().path, "/model/the-small-one/invoke");
        assert_eq!(client.status(MESSAGES, "claude-sonnet").await, 200);
        let asked = provider.last();
        assert_eq!(asked.path, "/model/the-model/invoke");
        let scope = asked.header("authorization");
        assert!(scope.contains("Credential=AKIDEXAMPLE/"), "{scope}");
        assert!(scope.contains("/eu-west-9/bedrock/aws4_request"), "{scope}");
        signatures.insert(signature(&asked).to_owned());
    }
    assert_eq!(signatures.len(), 2, "the secret is what is signed with");
}

#[tokio::test]
async fn the_tools_of_the_control_plane_are_offered_only_where_that_is_set() {
    let provider = Provider::start().await;
    for (value, is_offered) in [("false", false), ("true", true)] {
        let machine = provider.machine().with("CODER_AIBRIDGE_INJECT_CODER_MCP_TOOLS", value);
        let client = Client::start(&machine).await;
        assert_eq!(client.status(CHAT, "m").await, 200);
        let body = provider.last().body.to_string();
        assert_eq!(body.contains("bmcp_coder_whoami"), is_offered, "{body}");
    }
}

#[tokio::test]
async fn records_are_removed_when_they_are_older_than_they_are_kept() {
    let provider = Provider::start().await;
    let data = tempfile::tempdir().unwrap();
    let kept = |retention: &str| {
        let folder = data.path().to_str().unwrap().to_owned();
        let machine = provider.machine().with("CODER_AIBRIDGE_RETENTION", retention);
        machine.with("CODER_DATA_DIRECTORY", folder)
    };
    let client = Client::start(&kept("1h")).await;
    assert_eq!(client.status(CHAT, "m").await, 200);
    client.stop();
    age(data.path().join("coder.db"), 61).await;

    let client = Client::start(&kept("1h")).await;
    assert_eq!(client.recorded().await, 1);
    client.stop();
    let client = Client::start(&kept("1m")).await;
    while client.recorded().await > 0 {
        tokio::task::yield_now().await;
    }
}

/// Makes every record so many seconds older.
async fn age(store: PathBuf, seconds: i64) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(store);
    let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    let aged = sqlx::query("UPDATE aibridge_interceptions SET started_at = started_at - $1")
        .bind(seconds * 1_000_000)
        .execute(&mut connection)
        .await
        .unwrap();
    assert_eq!(aged.rows_affected(), 1);
    connection.close().await.unwrap();
}

#[tokio::test]
async fn requests_beyond_the_limits_are_refused() {
    let provider = Provider::start().await;
    let client =
        Client::start(&provider.machine().with("CODER_AIBRIDGE_MAX_CONCURRENCY", "1")).await;
    let held = client.ask(CHAT, "held");
    let other = async {
        provider.arrived.acquire().await.unwrap().forget();
        let status = client.status(CHAT, "m").await;
        provider.release.add_permits(1);
        status
    };
    let (held, other) = tokio::join!(held, other);
    assert_eq!((held.status().as_u16(), other), (200, 503));

    let machine = provider
        .machine()
        .with("CODER_AIBRIDGE_RATE_LIMIT", "1")
        .with("CODER_AIBRIDGE_RATE_WINDOW", "2h");
    let client = Client::start(&machine).await;
    let first = client.ask(CHAT, "m").await;
    assert_eq!(first.status(), 200);
    assert_eq!(first.headers()["ratelimit-limit"], "1");
    assert_eq!(first.headers()["ratelimit-reset"], "7200");
    assert_eq!(client.status(CHAT, "m").await, 429);
}
