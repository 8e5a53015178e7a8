//! The tools of MCP servers, and who carries out their calls.

use std::sync::Arc;

use axum::http::HeaderMap;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::time::{Instant, timeout};

use super::error::{McpError, McpErrorKind};
use super::result::{self, Outcome};
use super::server_proxy::ServerProxy;
use super::servers::McpServers;
use crate::aibridge::access::AuthenticatedUser;
use crate::aibridge::object::Raw;
use crate::aibridge::tools::{Tool, ToolResult, ToolSource, Toolbox};

/// Runs tools.
pub(crate) trait Callee: Send + Sync {
    /// Calls a tool by the name that it has there, with an object; gives the result, an object of
    /// the protocol (`CallToolResult`).
    fn call<'a>(&'a self, name: &'a str, input: Raw) -> BoxFuture<'a, Result<Raw, McpError>>;
}

impl Callee for ServerProxy {
    fn call<'a>(&'a self, name: &'a str, input: Raw) -> BoxFuture<'a, Result<Raw, McpError>> {
        async move { self.call(name, &input).await }.boxed()
    }
}

/// The tools of all servers.
pub(crate) struct McpTools {
    servers: Arc<McpServers>,
}

impl McpTools {
    /// The tools of these servers.
    pub(crate) fn new(servers: Arc<McpServers>) -> Self {
        Self { servers }
    }

    /// The tools that the caller is offered.
    pub(crate) async fn offered(&self, caller: &AuthenticatedUser) -> McpToolbox {
        let mut offered = McpToolbox {
            tools: Vec::new(),
            callees: Vec::new(),
            servers: Arc::clone(&self.servers),
        };
        for (proxy, offer) in self.servers.offers(caller).await {
            for tool in &offer.tools {
                offered.add(tool.clone(), Arc::clone(&proxy) as _);
            }
        }
        offered
    }
}

impl ToolSource for McpTools {
    fn tools<'a>(
        &'a self,
        caller: &'a AuthenticatedUser,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Arc<dyn Toolbox>> {
        async move { Arc::new(self.offered(caller).await) as Arc<dyn Toolbox> }.boxed()
    }
}

/// The tools for one request.
pub(crate) struct McpToolbox {
    tools: Vec<Tool>,
    /// Who carries out the calls of each tool.
    callees: Vec<Arc<dyn Callee>>,
    servers: Arc<McpServers>,
}

impl McpToolbox {
    /// Offers one more tool, whose calls `callee` carries out.
    pub(crate) fn add(&mut self, tool: Tool, callee: Arc<dyn Callee>) {
        self.tools.push(tool);
        self.callees.push(callee);
    }

    async fn carry_out(&self, tool: usize, input: Raw) -> ToolResult {
        let settings = self.servers.settings();
        let (Some(tool), Some(callee)) = (self.tools.get(tool), self.callees.get(tool)) else {
            let error = McpError::new(McpErrorKind::Protocol, "there is no such tool");
            return result::of(Err(error), settings.max_result).result;
        };
        let input = tool.schema.restored(input);
        let started = Instant::now();
        let outcome = timeout(settings.call_timeout, callee.call(&tool.name, input)).await;
        let outcome = outcome.unwrap_or_else(|_| Err(McpError::timeout(settings.call_timeout)));
        if let Err(error) = &outcome {
            let (server, tool) = (&*tool.server, tool.name.as_str());
            tracing::warn!(server, tool, %error, "cannot call a tool");
        }
        let Outcome { result, why, oddity } = result::of(outcome, settings.max_result);
        if let Some(oddity) = oddity {
            let (server, tool) = (&*tool.server, tool.name.as_str());
            tracing::warn!(server, tool, "a part of a result is given as JSON: {oddity}");
        }
        self.servers.metrics().called(&tool.server, &tool.name, started.elapsed(), why);
        result
    }
}

impl Toolbox for McpToolbox {
    fn tools(&self) -> &[Tool] {
        &self.tools
    }

    fn call(&self, tool: usize, input: Raw) -> BoxFuture<'_, ToolResult> {
        self.carry_out(tool, input).boxed()
    }
}
