//! The bridge's side of MCP, with servers on loopback that do what a test says.

mod calling;
mod failing;
mod malformed;
mod scripted_server;
mod watching;

use std::sync::Arc;

use axum::http::HeaderMap;
use serde_json::{Map, Value};
use sourcebook_options::Layers;
use uuid::Uuid;

use scripted_server::{Script, ScriptedServer};

use super::metrics::ToolMetrics;
use super::source::McpTools;
use super::{McpServers, McpSettings};
use crate::aibridge::access::AuthenticatedUser;
use crate::aibridge::object::raw;
use crate::aibridge::tools::{ToolContent, ToolResult, ToolSource, Toolbox};
use crate::options::Settings;
use crate::telemetry::metrics::Metrics;

/// What stands in the variable `DOCS_TOKEN`.
const SECRET: &str = "marker-of-a-secret";

/// The settings of one server `docs` at an address, with further lines of it.
fn settings(url: &str, lines: &str) -> McpSettings {
    let lines = lines.replace('\n', "\n    ");
    let text = format!("aibridge_mcp:\n  servers:\n  - id: docs\n    url: {url}\n    {lines}\n");
    let variables = [("DOCS_TOKEN".into(), SECRET.into())];
    let layers = Layers::new().environment(variables).yaml("coder.yaml", text);
    McpSettings::read(&Settings::load(&layers).unwrap().settings).unwrap()
}

/// The tool `search` of a real server `docs`, for tests of the whole bridge. The server is there as
/// long as what is given beside it.
pub(in crate::aibridge) fn searching() -> (Arc<dyn ToolSource>, impl Drop) {
    let server = ScriptedServer::start(Script::with(&["search"]));
    let stage = Stage::new(settings(&server.url(), ""));
    (Arc::new(stage.tools), server)
}

/// The tools of some servers, as the bridge has them.
struct Stage {
    tools: McpTools,
    servers: Arc<McpServers>,
    metrics: Metrics,
}

impl Stage {
    fn new(settings: McpSettings) -> Self {
        let metrics = Metrics::default();
        let servers = Arc::new(McpServers::new(settings, ToolMetrics::new(&metrics)));
        Self { tools: McpTools::new(Arc::clone(&servers)), servers, metrics }
    }

    /// What a user is offered.
    async fn toolbox(&self, user: u128) -> Arc<dyn Toolbox> {
        self.tools.tools(&caller(user), &HeaderMap::new()).await
    }

    async fn names(&self, user: u128) -> Vec<String> {
        names(&*self.toolbox(user).await)
    }

    /// Whether Prometheus would be shown this line.
    fn shows(&self, line: &str) -> bool {
        let text = self.metrics.text().unwrap();
        text.lines().any(|shown| shown == line)
    }
}

fn caller(user: u128) -> AuthenticatedUser {
    AuthenticatedUser { user: Uuid::from_u128(user), api_key: "key".into() }
}

pub(crate) fn names(toolbox: &dyn Toolbox) -> Vec<String> {
    toolbox.tools().iter().map(|tool| tool.name.clone()).collect()
}

/// Calls a tool by its name.
pub(crate) async fn call(toolbox: &dyn Toolbox, name: &str, input: Value) -> ToolResult {
    let at = toolbox.tools().iter().position(|tool| tool.name == name).unwrap();
    toolbox.call(at, raw(&input)).await
}

pub(crate) fn text(result: &ToolResult) -> &str {
    match result.content.as_slice() {
        [ToolContent::Text(text)] => text,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn nothing() -> Value {
    Value::Object(Map::new())
}
