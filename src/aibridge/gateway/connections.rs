//! Connections to providers: HTTP/2 where they offer it, and as many as their requests need.

mod body;
mod driven;
mod driven_body;
mod idle;
mod plain;

use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::uri::Scheme;
use axum::http::{HeaderValue, Request, Response, Uri, header};
use hyper_util::client::proxy::matcher::Matcher;
use thiserror::Error;

use crate::outgoing::{self, Versions};
pub(super) use body::ProviderBody;
use plain::PlainConnections;

/// Maximum number of requests that share a connection of HTTP/2. Servers are asked to allow at least
/// as many (RFC 9113, section 6.5.2); beyond what a server allows, a request would wait for another
/// one's end, and answers of models take minutes.
const REQUESTS_PER_CONNECTION: u32 = 100;

/// Maximum number of bytes of an answer that are taken from a provider before its client has read
/// them.
const STREAM_WINDOW: u32 = 256 * 1024;

/// The same for all answers on a connection of HTTP/2: as much as they can take together, so that
/// clients that do not read keep nothing from the others.
const CONNECTION_WINDOW: u32 = REQUESTS_PER_CONNECTION * STREAM_WINDOW;

/// How often a connection of HTTP/2 is tested while requests are in flight on it, and how long the
/// reply may take: they all wait on one connection, and new ones would join them.
const PING_EVERY: Duration = Duration::from_secs(30);
const PING_TIMEOUT: Duration = Duration::from_secs(10);

/// The clients of all providers. Each keeps connections of its own: one to each provider with HTTP/2,
/// any number with HTTP/1.1.
///
/// What is neither encrypted nor goes through a proxy has connections without a client around them.
pub(in crate::aibridge) struct ProviderClients {
    connect_timeout: Duration,
    idle_timeout: Duration,
    plain: PlainConnections,
    proxies: Matcher,
    first: CountedClient,
    others: Mutex<Vec<CountedClient>>,
}

/// Why a request has no answer.
#[derive(Debug, Error)]
pub(super) enum SendError {
    /// The address has no host that can be named.
    #[error("the address has no valid host")]
    NoHost,
    /// There is no connection.
    #[error("cannot connect")]
    Connect(#[source] Box<dyn Error + Send + Sync>),
    /// A connection took too long.
    #[error("there was no connection within {} seconds", .0.as_secs())]
    ConnectTimeout(Duration),
    /// A connection ended too early.
    #[error(transparent)]
    Connection(#[from] hyper::Error),
    /// The client of encrypted connections has no answer.
    #[error(transparent)]
    Client(#[from] reqwest::Error),
}

impl SendError {
    /// Whether there was no connection to send the request on.
    pub(super) fn is_connect(&self) -> bool {
        match self {
            Self::NoHost | Self::Connect(_) | Self::ConnectTimeout(_) => true,
            Self::Connection(_) => false,
            Self::Client(error) => error.is_connect(),
        }
    }
}

/// A client, and how many requests are in flight on it.
struct CountedClient {
    client: reqwest::Client,
    count: Arc<AtomicU32>,
}

/// The place of a request on a connection, until it is dropped.
#[derive(Debug)]
struct Place(Arc<AtomicU32>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl ProviderClients {
    /// A connection must be there within `connect_timeout`, and is kept unused for `idle_timeout`.
    ///
    /// # Errors
    /// No client can be made: the system's certificates cannot be read.
    pub(in crate::aibridge) fn new(
        connect_timeout: Duration,
        idle_timeout: Duration,
    ) -> reqwest::Result<Self> {
        Ok(Self {
            connect_timeout,
            idle_timeout,
            plain: PlainConnections::new(connect_timeout, idle_timeout),
            proxies: Matcher::from_system(),
            first: CountedClient::new(connect_timeout, idle_timeout)?,
            others: Mutex::default(),
        })
    }

    /// Sends a request to the address that it has, and gives the answer as soon as its head is there.
    ///
    /// # Errors
    /// There is no connection, or it ended before the head of the answer.
    pub(super) async fn send(
        &self,
        mut request: Request<reqwest::Body>,
    ) -> Result<Response<ProviderBody>, SendError> {
        let any = HeaderValue::from_static("*/*");
        request.headers_mut().entry(header::ACCEPT).or_insert(any);
        if self.is_plain(request.uri()) {
            let answer = self.plain.send(request).await?;
            return Ok(answer.map(ProviderBody::plain));
        }
        let (client, place) = self.take();
        let answer = client.execute(request.try_into()?).await?;
        Ok(Response::from(answer).map(|body| ProviderBody::of_client(body, place)))
    }

    fn is_plain(&self, address: &Uri) -> bool {
        address.scheme() == Some(&Scheme::HTTP) && self.proxies.intercept(address).is_none()
    }

    /// The first client with a place for a request, and the place.
    fn take(&self) -> (reqwest::Client, Place) {
        if let Some(taken) = self.first.take() {
            return taken;
        }
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = others.iter().find_map(CountedClient::take) {
            return taken;
        }
        match CountedClient::new(self.connect_timeout, self.idle_timeout) {
            Ok(another) => {
                let taken = another.take_anyway();
                others.push(another);
                taken
            }
            Err(error) => {
                tracing::warn!(%error, "cannot create another HTTP client");
                self.first.take_anyway()
            }
        }
    }
}

impl CountedClient {
    fn new(connect_timeout: Duration, idle_timeout: Duration) -> reqwest::Result<Self> {
        let client = outgoing::client(Versions::Http2)
            .connect_timeout(connect_timeout)
            .tcp_nodelay(true)
            .pool_max_idle_per_host(usize::MAX)
            .pool_idle_timeout(idle_timeout)
            .http2_initial_stream_window_size(STREAM_WINDOW)
            .http2_initial_connection_window_size(CONNECTION_WINDOW)
            .http2_keep_alive_interval(PING_EVERY)
            .http2_keep_alive_timeout(PING_TIMEOUT)
            .build()?;
        Ok(Self { client, count: Arc::default() })
    }

    /// A place, if there is one left.
    fn take(&self) -> Option<(reqwest::Client, Place)> {
        let one_more = |count| (count < REQUESTS_PER_CONNECTION).then_some(count + 1);
        let taken = self.count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more);
        taken.is_ok().then(|| (self.client.clone(), Place(Arc::clone(&self.count))))
    }

    /// A place, also beyond the last one.
    fn take_anyway(&self) -> (reqwest::Client, Place) {
        self.count.fetch_add(1, Ordering::Relaxed);
        (self.client.clone(), Place(Arc::clone(&self.count)))
    }
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::*;

    #[test]
    fn as_many_requests_share_a_client_as_every_server_allows() {
        let minute = Duration::from_mins(1);
        let clients = ProviderClients::new(minute, minute).unwrap();
        let mut places: Vec<Place> = (0..250).map(|_| clients.take().1).collect();
        let counts = || {
            let others = clients.others.lock().unwrap();
            let all = iter::once(&clients.first).chain(&*others);
            all.map(|one| one.count.load(Ordering::Relaxed)).collect::<Vec<u32>>()
        };
        assert_eq!(counts(), [100, 100, 50]);
        places.drain(10..20);
        assert_eq!(counts(), [90, 100, 50]);
        let _again = clients.take();
        assert_eq!(counts(), [91, 100, 50]);
        places.clear();
        assert_eq!(counts(), [1, 0, 0]);
    }

    #[test]
    fn only_what_is_neither_encrypted_nor_through_a_proxy_is_plain() {
        let second = Duration::from_secs(1);
        let mut clients = ProviderClients::new(second, second).unwrap();
        let all = ["http://a.example/v1/", "https://a.example/v1/", "http://b.example/v1/"];
        for (proxy, exception, expected) in [
            ("", "", [true, false, true]),
            ("http://proxy.example:3128", "b.example", [false, false, true]),
        ] {
            clients.proxies = Matcher::builder().http(proxy).no(exception).build();
            let plain = all.map(|address| clients.is_plain(&address.parse().unwrap()));
            assert_eq!(plain, expected, "{proxy}");
        }
    }
}
