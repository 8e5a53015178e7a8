//! An MCP server that listens, can be killed, and does what a test says.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorCode, ErrorData,
    JsonObject, ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::{NotificationContext, Peer, RequestContext, RoleServer};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use serde_json::json;
use tokio::runtime::Runtime;

/// So many tools stand on a page.
const PAGE: usize = 2;

/// How a server lists its tools.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Listing {
    /// Page by page.
    #[default]
    Pages,
    /// Always the same page, which says that there is another one.
    Circle,
    /// Page after page without an end, each without a tool.
    Endless,
    /// Never.
    Hangs,
}

/// A call that arrived.
#[derive(Debug, Clone)]
pub(super) struct ReceivedCall {
    pub(super) tool: String,
    pub(super) input: JsonObject,
    pub(super) authorization: Option<String>,
    pub(super) session: String,
    pub(super) peer: SocketAddr,
}

/// What a server does, and what it saw.
#[derive(Default)]
pub(super) struct Script {
    pub(super) tools: Mutex<Vec<String>>,
    pub(super) listing: Listing,
    /// Whether sessions that it does not know are a bad request, as servers on the SDK for
    /// TypeScript often say, and not the status that the protocol has for it.
    pub(super) is_rough: bool,
    /// The code and the words of the error with which every call ends after it ran.
    pub(super) closing_error: Option<(i32, &'static str)>,
    /// Whether every call meets the status for a session that is not known.
    pub(super) forgets_calls: bool,
    pub(super) forgotten: AtomicUsize,
    pub(super) calls: Mutex<Vec<ReceivedCall>>,
    pub(super) requests: AtomicUsize,
    pub(super) farewells: AtomicUsize,
    pub(super) sessions: Mutex<HashSet<String>>,
    pub(super) peers: Mutex<Vec<Peer<RoleServer>>>,
}

impl Script {
    pub(super) fn with(tools: &[&str]) -> Self {
        let tools = tools.iter().map(|name| (*name).to_owned()).collect();
        Self { tools: Mutex::new(tools), ..Self::default() }
    }

    pub(super) fn calls(&self) -> Vec<ReceivedCall> {
        self.calls.lock().unwrap().clone()
    }

    /// Has other tools from now on, and says so to whoever is connected.
    pub(super) async fn change(&self, tools: &[&str]) {
        *self.tools.lock().unwrap() = tools.iter().map(|name| (*name).to_owned()).collect();
        let peers = self.peers.lock().unwrap().clone();
        for peer in peers {
            peer.notify_tool_list_changed().await.unwrap();
        }
    }
}

/// A server on a runtime of its own, so that it can be killed with all its connections.
pub(super) struct ScriptedServer {
    pub(super) script: Arc<Script>,
    pub(super) address: SocketAddr,
    runtime: Option<Runtime>,
}

impl ScriptedServer {
    pub(super) fn start(script: Script) -> Self {
        let mut server = Self {
            script: Arc::new(script),
            address: "127.0.0.1:0".parse().unwrap(),
            runtime: None,
        };
        server.start_again();
        server
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/mcp", self.address)
    }

    /// Kills it.
    pub(super) fn kill(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // A runtime waits for its tasks to be dropped, which no async code may do.
            let stopped = std::thread::spawn(|| runtime.shutdown_timeout(Duration::from_secs(10)));
            stopped.join().unwrap();
        }
    }

    /// Starts it at the same address; it knows no session any more.
    pub(super) fn start_again(&mut self) {
        self.script.sessions.lock().unwrap().clear();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = std::net::TcpListener::bind(self.address).unwrap();
        listener.set_nonblocking(true).unwrap();
        self.address = listener.local_addr().unwrap();
        let router = router(&self.script);
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.unwrap();
        });
        self.runtime = Some(runtime);
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn router(script: &Arc<Script>) -> Router {
    let factory = Arc::clone(script);
    let service = StreamableHttpService::new(
        move || Ok(Handler(Arc::clone(&factory))),
        Arc::<LocalSessionManager>::default(),
        StreamableHttpServerConfig::default(),
    );
    let router = Router::new().nest_service("/mcp", service);
    router.layer(from_fn_with_state(Arc::clone(script), watch))
}

/// Notes requests and sessions.
async fn watch(State(script): State<Arc<Script>>, request: Request, next: Next) -> Response<Body> {
    script.requests.fetch_add(1, Ordering::SeqCst);
    if request.method() == Method::DELETE {
        script.farewells.fetch_add(1, Ordering::SeqCst);
    }
    let session = request.headers().get("mcp-session-id");
    let session = session.map(|session| session.to_str().unwrap().to_owned());
    let is_known = session.is_none_or(|id| script.sessions.lock().unwrap().contains(&id));
    if script.is_rough && !is_known {
        let error =
            json!({"code": -32_000, "message": "Bad Request: No valid session ID provided"});
        let body = Json(json!({"jsonrpc": "2.0", "error": error}));
        return (StatusCode::BAD_REQUEST, body).into_response();
    }
    if script.forgets_calls {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        if body.windows(12).any(|part| part == b"\"tools/call\"") {
            script.forgotten.fetch_add(1, Ordering::SeqCst);
            return StatusCode::NOT_FOUND.into_response();
        }
        return next.run(Request::from_parts(parts, Body::from(body))).await;
    }
    let response = next.run(request).await;
    if let Some(session) = response.headers().get("mcp-session-id") {
        script.sessions.lock().unwrap().insert(session.to_str().unwrap().to_owned());
    }
    response
}

/// One session.
struct Handler(Arc<Script>);

impl Handler {
    fn page(&self, at: usize) -> ListToolsResult {
        let names = self.0.tools.lock().unwrap();
        let names = names.iter().skip(at).take(PAGE);
        let tools = names.map(|name| {
            let mut schema = JsonObject::new();
            schema.insert("type".to_owned(), "object".into());
            if name.starts_with("huge") {
                schema.insert("description".to_owned(), "x".repeat(100_000).into());
            }
            Tool::new(name.clone(), format!("About {name}."), Arc::new(schema))
        });
        ListToolsResult::with_all_items(tools.collect())
    }
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        let tools = ServerCapabilities::builder().enable_tools().enable_tool_list_changed();
        ServerConfig::new(tools.build())
    }

    async fn on_initialized(&self, context: NotificationContext<RoleServer>) {
        self.0.peers.lock().unwrap().push(context.peer);
    }

    async fn list_tools(
        &self,
        page: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let cursor = page.and_then(|page| page.cursor);
        let at: usize = cursor.and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
        let mut page = self.page(at);
        page.next_cursor = match self.0.listing {
            Listing::Pages => {
                let more = at + PAGE < self.0.tools.lock().unwrap().len();
                more.then(|| (at + PAGE).to_string())
            }
            Listing::Circle => Some("0".to_owned()),
            Listing::Endless => Some((at + 1_000).to_string()),
            Listing::Hangs => std::future::pending().await,
        };
        Ok(page)
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let parts = context.extensions.get::<Parts>().unwrap();
        let header = |name: &str| {
            let value = parts.headers.get(name);
            value.map(|value| value.to_str().unwrap().to_owned())
        };
        let ConnectInfo(peer) = *parts.extensions.get::<ConnectInfo<SocketAddr>>().unwrap();
        let input = call.arguments.unwrap_or_default();
        self.0.calls.lock().unwrap().push(ReceivedCall {
            tool: call.name.to_string(),
            input: input.clone(),
            authorization: header("authorization"),
            session: header("mcp-session-id").unwrap_or_default(),
            peer,
        });
        if let Some((code, words)) = self.0.closing_error {
            return Err(ErrorData::new(ErrorCode(code), words, None));
        }
        let text = |text: String| vec![ContentBlock::text(text)];
        Ok(match &*call.name {
            "broken" => CallToolResult::error(text("no such page".to_owned())),
            "slow" => std::future::pending().await,
            "refused" => return Err(ErrorData::invalid_params("that will not do", None)),
            name => CallToolResult::success(text(format!("{name} of {}", json!(input)))),
        }
        .into())
    }
}
