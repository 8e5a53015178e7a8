//! Where the tools are reached: streamable HTTP without sessions.
//!
//! Without sessions there is nothing that could belong to somebody else: every request is
//! authenticated by itself, and runs as its caller.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::http::request::Parts;
use axum::routing::any;
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, ErrorData, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};

use super::{call, tools};
use crate::api::ApiError;
use crate::api::caller::{Caller, ForMembers};
use crate::identity::Session;
use crate::services::Services;

/// Where it is mounted.
pub(crate) const PATH: &str = "/api/v2/mcp";

/// Maximum number of bytes of a request. The tools take next to nothing.
const MAX_REQUEST_BYTES: usize = 64 * 1024;

/// The server of the protocol.
type Protocol = StreamableHttpService<OwnTools, NeverSessionManager>;

/// What the handler works with.
#[derive(Clone)]
struct Endpoint {
    services: Services,
    protocol: Protocol,
}

impl axum::extract::FromRef<Endpoint> for Services {
    fn from_ref(endpoint: &Endpoint) -> Self {
        endpoint.services.clone()
    }
}

/// The endpoint, for the list of routes. Pages of `origins` may use it from a browser, and no others:
/// a page of somebody else must not reach a server through the browser of who is logged in there.
pub(crate) fn mount<'o>(
    router: Router,
    path: &str,
    services: Services,
    origins: impl IntoIterator<Item = &'o str>,
) -> Router {
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(MAX_REQUEST_BYTES)
        .with_allowed_origins(origins)
        .enforce_origin_validation()
        // The names under which the server is reached are not known here, and a name proves
        // nothing: what counts is the token, which no browser adds by itself.
        .disable_allowed_hosts();
    let own = OwnTools { services: services.clone() };
    let protocol = Protocol::new(move || Ok(own.clone()), Arc::default(), config);
    let endpoint = Endpoint { services, protocol };
    #[expect(
        clippy::disallowed_methods,
        reason = "the protocol is not one of operations that the API document could describe; the \
                  list of routes outside of it names this one"
    )]
    router.merge(Router::new().route(path, any(serve)).with_state(endpoint))
}

/// Serves one request as its caller.
async fn serve(
    State(endpoint): State<Endpoint>,
    caller: Caller<ForMembers>,
    mut request: Request,
) -> Result<Response<Body>, ApiError> {
    request.extensions_mut().insert(caller.session);
    Ok(endpoint.protocol.handle(request).await.map(Body::new))
}

/// The tools as the protocol serves them.
#[derive(Clone)]
struct OwnTools {
    services: Services,
}

impl ServerHandler for OwnTools {
    fn get_info(&self) -> ServerConfig {
        let own = Implementation::new("coder", crate::VERSION).with_title("Coder control plane");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(own)
            .with_instructions("Read-only tools about the current user.")
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools()))
    }

    async fn call_tool(
        &self,
        asked: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let parts = context.extensions.get::<Parts>();
        let session = parts.and_then(|parts| parts.extensions.get::<Session>());
        let session = session.ok_or_else(|| ErrorData::internal_error("not logged in", None))?;
        let input = asked.arguments.unwrap_or_default();
        let result = call(&self.services, session, &asked.name, input).await;
        let unknown = || ErrorData::invalid_params(format!("unknown tool `{}`", asked.name), None);
        result.map(CallToolResponse::from).ok_or_else(unknown)
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        tools().into_iter().find(|tool| tool.name == name)
    }
}
