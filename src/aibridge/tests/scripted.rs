//! A bridge with a provider that does what a test says.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, HeaderValue, Response};
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http_body_util::BodyExt;
use reqwest::RequestBuilder;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::aibridge::Bridge;
use crate::aibridge::access::{Access, AuthenticatedUser, Denied};
use crate::aibridge::mcp::McpSettings;
use crate::aibridge::metrics::BridgeMetrics;
use crate::aibridge::overload::concurrency::ConcurrencyLimits;
use crate::aibridge::overload::rate_limit::RateLimits;
use crate::aibridge::passthrough::FurtherOperations;
use crate::aibridge::recorder::{
    Entry, Journal, JournalError, Recorder, RecorderSettings, Writing,
};
use crate::aibridge::settings::{BridgeSettings, ProviderSettings};
use crate::aibridge::tools::{NoTools, ToolSource};
use crate::telemetry::metrics::Metrics;

/// The key that the bridge has for every provider.
pub(super) const PROVIDER_KEY: &str = "provider-secret";

/// What reached the provider.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(super) line: String,
    pub(super) headers: HeaderMap,
    pub(crate) body: Bytes,
}

pub(crate) type Script = Arc<dyn Fn(Received) -> BoxFuture<'static, Response<Body>> + Send + Sync>;

/// Lets in everybody whose credential starts with `user-`; the rest of it is the key's id. The key
/// `leaving` is removed in the moment in which it is first let in, and the key `other` is that of
/// another user.
#[derive(Default)]
struct Doorkeeper {
    revision: AtomicU64,
    /// How often the record was asked for `resp_late`, which is there the second time.
    asked: AtomicU64,
    /// Whether all requests come from a trusted proxy.
    trusts: Arc<AtomicBool>,
}

impl Access for Doorkeeper {
    fn authenticate<'a>(
        &'a self,
        credential: Option<&'a str>,
    ) -> BoxFuture<'a, Result<AuthenticatedUser, Denied>> {
        let caller = credential.and_then(|credential| credential.strip_prefix("user-"));
        let caller = caller.map(|key| {
            let user = Uuid::from_u128(if key == "other" { 8 } else { 7 });
            AuthenticatedUser { user, api_key: key.into() }
        });
        let caller = caller.filter(|caller| {
            *caller.api_key != *"leaving" || self.revision.fetch_add(1, Ordering::SeqCst) == 0
        });
        let denied = || Denied::Unauthenticated("Send your session token.".to_owned());
        async move { caller.ok_or_else(denied) }.boxed()
    }

    fn entitled(&self) -> Result<(), Denied> {
        Ok(())
    }

    fn revision(&self) -> u64 {
        self.revision.load(Ordering::SeqCst)
    }

    fn made_response<'a>(
        &'a self,
        _: Uuid,
        _: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<bool, Denied>> {
        let made = match id {
            "resp_recorded" => Ok(true),
            "resp_late" => Ok(self.asked.fetch_add(1, Ordering::SeqCst) > 0),
            "resp_unavailable" => Err(Denied::StoreAway),
            _ => Ok(false),
        };
        async move { made }.boxed()
    }

    fn is_from_trusted_proxy(&self, _: &Extensions) -> bool {
        self.trusts.load(Ordering::SeqCst)
    }

    fn address(&self, _: &Extensions, _: &HeaderMap) -> Option<IpAddr> {
        Some([192, 0, 2, 9].into())
    }
}

/// Keeps records in memory.
#[derive(Default)]
pub(super) struct MemoryJournal {
    entries: Mutex<Vec<Entry>>,
    /// Whether nothing can be kept at the moment.
    pub(super) is_away: AtomicBool,
}

impl Journal for MemoryJournal {
    fn commit<'j>(&'j self, entries: &'j [Entry]) -> BoxFuture<'j, Result<(), JournalError>> {
        if self.is_away.load(Ordering::Relaxed) {
            let away = JournalError::Unavailable("the disk is full".to_owned());
            return async { Err(away) }.boxed();
        }
        self.entries.lock().unwrap().extend_from_slice(entries);
        async { Ok(()) }.boxed()
    }
}

/// A bridge that listens, and the provider behind it.
pub(super) struct Stage {
    pub(super) bridge: Arc<Bridge>,
    pub(super) client: reqwest::Client,
    /// Whether requests come from a trusted proxy.
    pub(super) trusts: Arc<AtomicBool>,
    /// What Prometheus would be shown.
    pub(super) metrics: Metrics,
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    pub(super) journal: Arc<MemoryJournal>,
    writing: Writing,
    servers: Vec<tokio::task::JoinHandle<()>>,
}

impl Stage {
    /// A bridge with default settings.
    pub(super) async fn new<F>(script: impl Fn(Received) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Response<Body>> + Send + 'static,
    {
        Self::with(|_| {}, script).await
    }

    /// A bridge with settings of its own.
    pub(super) async fn with<F>(
        change: impl FnOnce(&mut BridgeSettings),
        script: impl Fn(Received) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Response<Body>> + Send + 'static,
    {
        Self::with_tools(Arc::new(NoTools), change, script).await
    }

    /// A bridge with tools, and settings of its own.
    pub(super) async fn with_tools<F>(
        tools: Arc<dyn ToolSource>,
        change: impl FnOnce(&mut BridgeSettings),
        script: impl Fn(Received) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Response<Body>> + Send + 'static,
    {
        let script: Script = Arc::new(move |received| script(received).boxed());
        let received = Arc::<Mutex<Vec<Received>>>::default();
        let provider = provider(script, Arc::clone(&received));
        let (provider_address, provider) = serve(provider).await;
        let mut settings = settings(provider_address);
        change(&mut settings);
        let journal = Arc::<MemoryJournal>::default();
        let metrics = Metrics::default();
        let bridge_metrics = BridgeMetrics::new(&metrics);
        let tally = bridge_metrics.recorder_tally();
        let (recorder, writing) =
            Recorder::start(Arc::clone(&journal) as _, settings.recording, tally);
        let trusts = Arc::new(AtomicBool::new(true));
        let access = Doorkeeper { trusts: Arc::clone(&trusts), ..Doorkeeper::default() };
        let bridge =
            Bridge::new(settings, Arc::new(access), recorder, bridge_metrics, tools).unwrap();
        let (address, server) = serve(bridge.router("")).await;
        Self {
            bridge,
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            metrics,
            trusts,
            address,
            received,
            journal,
            writing,
            servers: vec![provider, server],
        }
    }

    /// A request to the bridge, authenticated as the key `one`.
    pub(super) fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.url(path)).bearer_auth("user-one")
    }

    /// Where the bridge listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The bridge's address for a path.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests that reached the provider, in order.
    pub(super) fn all_received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The only request that reached the provider.
    pub(super) fn received(&self) -> Received {
        let received = self.received.lock().unwrap();
        assert_eq!(received.len(), 1);
        received[0].clone()
    }

    /// Stops everything, and gives what was recorded.
    pub(super) async fn records(self) -> Vec<Entry> {
        let Self { bridge, client, journal, writing, servers, .. } = self;
        drop(client);
        for server in servers {
            server.abort();
            let _ = server.await;
        }
        drop(bridge);
        writing.finish().await;
        Arc::try_unwrap(journal).ok().expect("the writer has ended").entries.into_inner().unwrap()
    }
}

/// Settings for a provider of every API.
pub(crate) fn settings(provider: SocketAddr) -> BridgeSettings {
    let provider = |path: &str| ProviderSettings {
        base_url: format!("http://{provider}{path}").parse().unwrap(),
        api_version: None,
        key: Some(HeaderValue::from_static(PROVIDER_KEY)),
    };
    BridgeSettings {
        openai: provider("/v1/"),
        anthropic: provider("/"),
        bedrock: None,
        concurrency: ConcurrencyLimits { total: 0, per_user: 0 },
        rate: RateLimits { per_key: 0, per_user: 0, window: Duration::from_mins(1) },
        max_body: 1024 * 1024,
        connect_timeout: Duration::from_secs(10),
        connection_idle_timeout: Duration::from_mins(1),
        idle_timeout: Duration::from_mins(1),
        recording: RecorderSettings {
            patience: Duration::from_secs(10),
            allows_unrecorded: false,
            max_text: 64 * 1024,
        },
        max_tool_rounds: 25,
        tool_rounds_timeout: Duration::from_mins(10),
        stream_usage: true,
        forward_headers: Vec::new(),
        passthrough: FurtherOperations::default(),
        retention: Duration::from_hours(1),
        mcp: McpSettings::default(),
    }
}

/// A provider that keeps what it received.
pub(crate) fn provider(script: Script, received: Arc<Mutex<Vec<Received>>>) -> Router {
    Router::new().fallback(move |request: Request| {
        let (script, received) = (Arc::clone(&script), Arc::clone(&received));
        async move {
            let (parts, body) = request.into_parts();
            let body = match body.collect().await {
                Ok(body) => body.to_bytes(),
                Err(_) => return Response::new(Body::empty()),
            };
            let line = format!("{} {}", parts.method, parts.uri);
            let one = Received { line, headers: parts.headers, body };
            received.lock().unwrap().push(one.clone());
            script(one).await
        }
    })
}

/// Serves on a free port, until the task is aborted.
pub(crate) async fn serve(router: Router) -> (SocketAddr, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        axum::serve(listener, router).await.unwrap();
    });
    (address, server)
}

/// An answer of a type, with a body.
pub(crate) fn answer(content_type: &'static str, body: impl Into<Body>) -> Response<Body> {
    let response = Response::builder().header("content-type", content_type);
    response.body(body.into()).unwrap()
}

/// A JSON answer.
pub(super) fn json(body: &'static str) -> Response<Body> {
    answer("application/json", body)
}

/// A body whose pieces come when the test sends them, and which ends when the sender is gone.
pub(super) fn channel() -> (mpsc::Sender<io::Result<&'static str>>, Body) {
    let (sender, mut pieces) = mpsc::channel(1);
    let stream = futures_util::stream::poll_fn(move |cx| pieces.poll_recv(cx));
    (sender, Body::from_stream(stream))
}
