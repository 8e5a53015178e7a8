//! The tools that a server offers through its bridge: those of MCP servers, and the control plane's
//! own, which run the same code as behind `/api/v2/mcp` without a request over the network.

use std::sync::Arc;

use axum::http::HeaderMap;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sourcebook_options::Secret;

use crate::aibridge::access::AuthenticatedUser;
use crate::aibridge::headers;
use crate::aibridge::mcp::{Callee, McpError, McpErrorKind, McpServers, McpTools};
use crate::aibridge::object::{Raw, raw};
use crate::aibridge::tool_schema::ToolSchema;
use crate::aibridge::tools::{Tool, ToolSource, Toolbox};
use crate::api::mcp;
use crate::options::mcp::OWN_ID;
use crate::services::Services;

/// The tools of MCP servers and, where the settings say so, the control plane's own.
pub(super) struct ServerTools {
    mcp: McpTools,
    own: Option<Services>,
}

impl ServerTools {
    /// The tools of these servers, and own tools that work on `services`.
    pub(super) fn new(servers: Arc<McpServers>, services: Services) -> Self {
        let own = servers.settings().inject_own.then_some(services);
        Self { mcp: McpTools::new(servers), own }
    }

    async fn for_caller(
        &self,
        caller: &AuthenticatedUser,
        headers: &HeaderMap,
    ) -> Arc<dyn Toolbox> {
        let mut offered = self.mcp.offered(caller).await;
        if let (Some(services), Some(token)) = (&self.own, headers::credentials(headers)) {
            let (services, caller) = (services.clone(), caller.clone());
            let session = OwnSession { services, caller, token: Secret::new(token) };
            let session: Arc<dyn Callee> = Arc::new(session);
            for tool in own_tools() {
                offered.add(tool, Arc::clone(&session));
            }
        }
        Arc::new(offered)
    }
}

impl ToolSource for ServerTools {
    fn tools<'a>(
        &'a self,
        caller: &'a AuthenticatedUser,
        headers: &'a HeaderMap,
    ) -> BoxFuture<'a, Arc<dyn Toolbox>> {
        self.for_caller(caller, headers).boxed()
    }
}

/// The control plane's own tools, as the bridge offers tools.
fn own_tools() -> impl Iterator<Item = Tool> {
    let (server, server_url): (Arc<str>, Arc<str>) = (OWN_ID.into(), mcp::PATH.into());
    mcp::tools().into_iter().map(move |tool| Tool {
        server: Arc::clone(&server),
        server_url: Arc::clone(&server_url),
        name: tool.name.into_owned(),
        description: tool.description.unwrap_or_default().into_owned(),
        schema: ToolSchema::read(&raw(&tool.input_schema)).unwrap_or_default(),
    })
}

/// Calls as the caller, and only as long as the caller's session holds.
struct OwnSession {
    services: Services,
    caller: AuthenticatedUser,
    token: Secret,
}

impl Callee for OwnSession {
    fn call<'a>(&'a self, name: &'a str, input: Raw) -> BoxFuture<'a, Result<Raw, McpError>> {
        async move {
            let rejected =
                || McpError::new(McpErrorKind::Rejected, "the session is no longer valid");
            let session = self.services.identity.authenticate(self.token.expose()).await;
            let session = session.map_err(|_| rejected())?;
            if session.user.id != self.caller.user {
                return Err(rejected());
            }
            let input = serde_json::from_str(input.get())
                .map_err(|_| McpError::new(McpErrorKind::Rejected, "the input is not an object"))?;
            let called = mcp::call(&self.services, &session, name, input).await;
            let called =
                called.ok_or_else(|| McpError::new(McpErrorKind::Rejected, "unknown tool"))?;
            Ok(raw(&called))
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests;
