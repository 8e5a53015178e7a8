//! `GET /api/v2/aibridge/mcp/servers`: the MCP servers of the AI Bridge, asked now.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::aibridge::mcp::{McpServers, ServerState};
use crate::api::ApiError;
use crate::api::caller::{Caller, ForAuditors};
use crate::api::shared::{Always, MayBeMissing};

/// State of an MCP server.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeMCPServerState)]
#[serde(rename_all = "lowercase")]
pub(crate) enum McpServerState {
    /// Its tools are offered.
    Ready,
    /// Its tools are currently unavailable.
    Failing,
}

/// An MCP server of the AI Bridge.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeMCPServerStatus)]
pub(crate) struct McpServerStatus {
    /// Digest of the tools that the server offers, for `tools_digest` of its configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    digest: Option<String>,
    /// Display name.
    #[schema(required = false)]
    display_name: String,
    /// Why its tools are unavailable, if they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<String>,
    /// ID of the server in the configuration and in the names of its tools.
    #[schema(required = false)]
    id: String,
    /// State of the server.
    #[schema(required = false)]
    state: McpServerState,
    /// All tools of the server, sorted by name.
    #[schema(required = false)]
    tools: Vec<McpTool>,
    /// URL of the server, without query.
    #[schema(required = false)]
    url: String,
}

/// A tool of an MCP server.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeMCPTool)]
pub(crate) struct McpTool {
    /// Whether `allow` and `deny` let the tool through.
    #[schema(required = false)]
    allowed: bool,
    /// Description of the tool, from its server.
    #[schema(required = false)]
    description: String,
    /// Name of the tool on its server.
    #[schema(required = false)]
    name: String,
    /// Whether models are offered the tool.
    #[schema(required = false)]
    offered: bool,
    /// What is wrong with the tool, if it is not offered to all models because of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    problem: Option<String>,
}

impl From<ServerState> for McpServerStatus {
    fn from(state: ServerState) -> Self {
        let tools = state.tools.into_iter().map(|tool| McpTool {
            allowed: tool.allowed,
            description: tool.description,
            name: tool.name,
            offered: tool.offered,
            problem: tool.problem,
        });
        Self {
            display_name: state.display_name,
            state: if state.error.is_some() {
                McpServerState::Failing
            } else {
                McpServerState::Ready
            },
            error: state.error,
            digest: state.digest,
            id: state.id,
            tools: tools.collect(),
            url: state.url,
        }
    }
}

/// List AI Bridge MCP servers
///
/// The servers are contacted over the caller's own connections, unless they have just failed.
#[utoipa::path(
    get,
    path = "/aibridge/mcp/servers",
    operation_id = "list-ai-bridge-mcp-servers",
    tag = "AI Bridge",
    security(("CoderSessionToken" = [])),
    responses(
        (status = OK, description = "OK", body = Vec<McpServerStatus>),
        ForAuditors,
        MayBeMissing,
        Always
    )
)]
pub(crate) async fn list_mcp_servers(
    caller: Caller<ForAuditors>,
    servers: Option<Extension<Arc<McpServers>>>,
) -> Result<Json<Vec<McpServerStatus>>, ApiError> {
    let Some(Extension(servers)) = servers else {
        return Err(ApiError::new(StatusCode::NOT_FOUND, "The AI Bridge is not enabled.")
            .because("Start the server with `--aibridge-enabled`."));
    };
    let states = servers.inspect(caller.user().id).await;
    Ok(Json(states.into_iter().map(McpServerStatus::from).collect()))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::Value;
    use sourcebook_options::Layers;

    use super::*;
    use crate::aibridge::mcp::McpSettings;
    use crate::aibridge::mcp::metrics::ToolMetrics;
    use crate::api::testing::{TestServer, request, send};
    use crate::options::Settings;
    use crate::telemetry::metrics::Metrics;

    #[tokio::test]
    async fn servers_are_told_with_why_they_give_no_tools() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        // Nothing listens there, since the listener is gone.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let text = format!(
            "aibridge_mcp: {{servers: [{{id: docs, url: 'http://{address}/mcp?profile=marker'}}]}}"
        );
        let loaded = Settings::load(&Layers::new().yaml("coder.yaml", text)).unwrap();
        let settings = McpSettings::read(&loaded.settings).unwrap();
        let servers = McpServers::new(settings, ToolMetrics::new(&Metrics::default()));
        let router = server.router().layer(Extension(Arc::new(servers)));
        let asked = request(Method::GET, "/aibridge/mcp/servers", Some(&owner), &Value::Null);
        let answer = send(router, asked).await;
        assert_eq!(answer.status, StatusCode::OK);
        let told = &answer.body[0];
        assert_eq!((&told["id"], &told["display_name"]), (&"docs".into(), &"docs".into()));
        assert_eq!(told["url"], format!("http://{address}/mcp"));
        assert_eq!(told["state"], "failing");
        assert!(told["error"].as_str().unwrap().starts_with("the connection failed ("), "{told}");
        assert_eq!(told["tools"], Value::Array(Vec::new()));
    }
}
