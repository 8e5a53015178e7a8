//! Connections that are kept for the next request to the same origin, until nobody wanted them for too
//! long.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use axum::http::uri::Authority;
use tokio::runtime::Handle;
use tokio::time::Instant;

use super::driven::DrivenConnection;

/// Where a connection leads: host and port.
pub(super) type Origin = Authority;

/// The connections to all origins that no request is on.
pub(super) struct IdleConnections {
    /// How long one is kept.
    timeout: Duration,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// Those of each origin, the one that was used last at the end.
    by_origin: HashMap<Origin, VecDeque<Idle>>,
    /// Whether a task closes those that are kept for too long.
    is_swept: bool,
}

struct Idle {
    connection: Box<DrivenConnection>,
    until: Instant,
}

impl IdleConnections {
    /// Nothing is kept yet.
    pub(super) fn new(timeout: Duration) -> Arc<Self> {
        Arc::new(Self { timeout, kept: Mutex::default() })
    }

    /// The connection to an origin that was used last, if one is still open.
    pub(super) fn take(&self, origin: &Origin) -> Option<Box<DrivenConnection>> {
        let mut kept = self.lock();
        let of_origin = kept.by_origin.get_mut(origin)?;
        loop {
            let mut last = of_origin.pop_back()?;
            if last.until > Instant::now() && last.connection.is_free() {
                return Some(last.connection);
            }
        }
    }

    /// Keeps a connection that a request can be sent on.
    pub(super) fn keep(self: &Arc<Self>, origin: Origin, connection: Box<DrivenConnection>) {
        // Nobody would close it once the program stops.
        let Ok(runtime) = Handle::try_current() else { return };
        let until = Instant::now() + self.timeout;
        let mut kept = self.lock();
        kept.by_origin.entry(origin).or_default().push_back(Idle { connection, until });
        if !std::mem::replace(&mut kept.is_swept, true) {
            runtime.spawn(sweep(Arc::downgrade(self), until));
        }
    }

    /// Closes what was kept for long enough, and says when to do so again; never, if nothing is left.
    fn close_unused(&self) -> Option<Instant> {
        let mut kept = self.lock();
        let now = Instant::now();
        kept.by_origin.retain(|_, of_origin| {
            of_origin.retain_mut(|idle| idle.until > now && idle.connection.is_free());
            !of_origin.is_empty()
        });
        let next = kept.by_origin.values().filter_map(|of_origin| of_origin.front());
        let next = next.map(|idle| idle.until).min();
        kept.is_swept = next.is_some();
        next
    }

    /// Nothing is left half done in what the mutex holds, so it is good even after a panic.
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes connections when they were kept for long enough, as long as there are any.
async fn sweep(connections: Weak<IdleConnections>, first: Instant) {
    let mut next = Some(first);
    while let Some(at) = next {
        tokio::time::sleep_until(at).await;
        next = connections.upgrade().and_then(|connections| connections.close_unused());
    }
}
