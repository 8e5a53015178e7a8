//! Connections to providers: HTTP/2 where they offer it, and as many as their requests need.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use url::Url;

use crate::outgoing::{self, Versions};

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
pub(in crate::aibridge) struct ProviderClients {
    connect_timeout: Duration,
    idle_timeout: Duration,
    first: CountedClient,
    others: Mutex<Vec<CountedClient>>,
}

/// A client, and how many requests are in flight on it.
struct CountedClient {
    client: reqwest::Client,
    count: Arc<AtomicU32>,
}

/// The place of a request on a connection, until it is dropped.
#[derive(Debug)]
pub(in crate::aibridge) struct Place(Option<Arc<AtomicU32>>);

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(count) = &self.0 {
            count.fetch_sub(1, Ordering::Relaxed);
        }
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
        let first = CountedClient::new(connect_timeout, idle_timeout)?;
        Ok(Self { connect_timeout, idle_timeout, first, others: Mutex::default() })
    }

    /// The first client with a place for a request to `url`, and the place. Without encryption all is
    /// HTTP/1.1, and one client has places for all.
    pub(in crate::aibridge) fn take(&self, url: &Url) -> (reqwest::Client, Place) {
        if url.scheme() == "http" {
            return (self.first.client.clone(), Place(None));
        }
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
        taken.is_ok().then(|| (self.client.clone(), Place(Some(Arc::clone(&self.count)))))
    }

    /// A place, also beyond the last one.
    fn take_anyway(&self) -> (reqwest::Client, Place) {
        self.count.fetch_add(1, Ordering::Relaxed);
        (self.client.clone(), Place(Some(Arc::clone(&self.count))))
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
        let provider: Url = "https://p.example/v1/".parse().unwrap();
        let mut places: Vec<Place> = (0..250).map(|_| clients.take(&provider).1).collect();
        let counts = || {
            let others = clients.others.lock().unwrap();
            let all = iter::once(&clients.first).chain(&*others);
            all.map(|one| one.count.load(Ordering::Relaxed)).collect::<Vec<u32>>()
        };
        assert_eq!(counts(), [100, 100, 50]);
        places.drain(10..20);
        assert_eq!(counts(), [90, 100, 50]);
        let _again = clients.take(&provider);
        assert_eq!(counts(), [91, 100, 50]);
        let plain: Url = "http://p.example/v1/".parse().unwrap();
        let _plain: Vec<Place> = (0..250).map(|_| clients.take(&plain).1).collect();
        assert_eq!(counts(), [91, 100, 50]);
        places.clear();
        assert_eq!(counts(), [1, 0, 0]);
    }
}
