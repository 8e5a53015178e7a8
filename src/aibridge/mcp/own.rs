//! The control plane's own tools for a caller of the bridge: the same code as behind `/api/v2/mcp`,
//! without a way over the network.

use std::sync::Arc;

use axum::http::HeaderMap;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rmcp::model::{CallToolResult, JsonObject};
use sourcebook_options::Secret;

use super::failure::{Failure, Reason};
use super::source::Callee;
use crate::aibridge::gateway::Caller;
use crate::aibridge::headers;
use crate::aibridge::tools::Tool;
use crate::api::mcp;
use crate::options::mcp::OWN_ID;
use crate::services::Services;

/// The own tools of a server.
pub(crate) struct OwnTools(Services);

impl OwnTools {
    /// Tools that work on these services.
    pub(crate) fn new(services: Services) -> Self {
        Self(services)
    }

    /// The tools, and who carries them out for the caller with the credentials of the request.
    pub(super) fn for_caller(
        &self,
        caller: &Caller,
        headers: &HeaderMap,
    ) -> Option<(Vec<Tool>, OwnSession)> {
        let token = Secret::new(headers::credentials(headers)?);
        let session = OwnSession { services: self.0.clone(), caller: caller.clone(), token };
        let (server, server_url): (Arc<str>, Arc<str>) = (OWN_ID.into(), mcp::PATH.into());
        let tools = mcp::tools().into_iter().map(|tool| Tool {
            server: Arc::clone(&server),
            server_url: Arc::clone(&server_url),
            name: tool.name.into_owned(),
            description: tool.description.unwrap_or_default().into_owned(),
            input_schema: (*tool.input_schema).clone(),
        });
        Some((tools.collect(), session))
    }
}

/// Calls as the caller, and only as long as the caller's session holds.
pub(super) struct OwnSession {
    services: Services,
    caller: Caller,
    token: Secret,
}

impl Callee for OwnSession {
    fn call<'a>(
        &'a self,
        name: &'a str,
        input: JsonObject,
    ) -> BoxFuture<'a, Result<CallToolResult, Failure>> {
        async move {
            let refused = || Failure::new(Reason::Refused, "the session does not hold any more");
            let session = self.services.identity.authenticate(self.token.expose()).await;
            let session = session.map_err(|_| refused())?;
            if session.user.id != self.caller.user {
                return Err(refused());
            }
            let called = mcp::call(&self.services, &session, name, input).await;
            called.ok_or_else(|| Failure::new(Reason::Refused, "there is no such tool"))
        }
        .boxed()
    }
}
