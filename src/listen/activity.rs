//! What a connection does now: whether a request is under way on it, or it waits for one.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::task::AtomicWaker;
use tokio::time::Instant;

/// How many connections there may be, and how long each may wait for its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ConnectionLimits {
    /// Maximum number of open connections.
    pub(crate) count: usize,
    /// How long the head of a request may take.
    pub(crate) head_timeout: Duration,
    /// How long a connection may be unused between two requests.
    pub(crate) idle_timeout: Duration,
    /// How long a client may take nothing of an answer, unless the answer says otherwise.
    pub(crate) write_timeout: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            count: 1024,
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_mins(2),
            write_timeout: Duration::from_mins(1),
        }
    }
}

/// What one connection does, known to the connection and to the requests on it.
#[derive(Debug)]
pub(super) struct Activity {
    limits: ConnectionLimits,
    /// How many requests are under way; with HTTP/1.1 never more than one. It is changed under the
    /// lock of the state: while there is one, nothing of the state counts, and nobody takes the lock.
    requests: AtomicUsize,
    state: Mutex<State>,
    /// Wakes the task of the connection when it is to make room.
    waker: AtomicWaker,
}

#[derive(Debug)]
struct State {
    /// Since when the connection waits for what it waits for.
    since: Instant,
    /// Whether the head of a request is awaited, and not only the first byte of one.
    in_head: bool,
    /// How long the client may take nothing of what is sent to it.
    write_timeout: Duration,
    /// Whether the connection must make room for another.
    is_evicted: bool,
}

/// What a connection without a request under way waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Awaited {
    /// The rest of the head of a request.
    Head,
    /// Another request.
    Request,
}

/// How long a connection may go on waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
    /// A request is under way: for the connection, there is no limit.
    Busy,
    /// Until this instant.
    Until(Instant, Awaited),
    /// Not any longer: others need its place.
    Evicted,
}

impl Activity {
    /// A connection that was just made, and owes the head of a request.
    pub(super) fn new(limits: ConnectionLimits) -> Self {
        let state = State {
            since: Instant::now(),
            in_head: true,
            write_timeout: limits.write_timeout,
            is_evicted: false,
        };
        let (requests, state) = (AtomicUsize::new(0), Mutex::new(state));
        Self { limits, requests, state, waker: AtomicWaker::new() }
    }

    /// Nothing is left half done in the state, so it is good even after a panic.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_busy(&self) -> bool {
        self.requests.load(Ordering::Acquire) > 0
    }

    /// Bytes have come from the client.
    pub(super) fn received(&self) {
        if self.is_busy() {
            return;
        }
        let mut state = self.state();
        if !self.is_busy() && !state.in_head {
            state.in_head = true;
            state.since = Instant::now();
        }
    }

    /// How long the connection may wait for its client. Where there is a limit, its task is woken when
    /// that changes.
    pub(super) fn waiting(&self, cx: &Context<'_>) -> Waiting {
        if self.is_busy() {
            return Waiting::Busy;
        }
        self.waker.register(cx.waker());
        let state = self.state();
        match (self.is_busy(), state.is_evicted, state.in_head) {
            (true, ..) => Waiting::Busy,
            (false, true, _) => Waiting::Evicted,
            (false, false, true) => {
                Waiting::Until(state.since + self.limits.head_timeout, Awaited::Head)
            }
            (false, false, false) => {
                Waiting::Until(state.since + self.limits.idle_timeout, Awaited::Request)
            }
        }
    }

    /// How long the client may take nothing of what is sent to it.
    pub(super) fn write_timeout(&self) -> Duration {
        self.state().write_timeout
    }

    /// Since when the connection waits for a request; nothing while one is under way.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        let state = self.state();
        (!self.is_busy()).then_some(state.since)
    }

    /// Ends the connection unless a request has begun on it; whether it will end.
    pub(super) fn evict(&self) -> bool {
        let mut state = self.state();
        if self.is_busy() {
            return false;
        }
        state.is_evicted = true;
        drop(state);
        self.waker.wake();
        true
    }

    /// Waits until the connection must make room. For connections that are not yet served.
    pub(super) async fn evicted(&self) {
        std::future::poll_fn(|cx| match self.waiting(cx) {
            Waiting::Evicted => Poll::Ready(()),
            Waiting::Busy | Waiting::Until(..) => Poll::Pending,
        })
        .await;
    }

    /// A request begins, and ends when what is given back is dropped.
    pub(super) fn begin(self: &Arc<Self>) -> UnderWay {
        let mut state = self.state();
        self.requests.fetch_add(1, Ordering::AcqRel);
        state.write_timeout = self.limits.write_timeout;
        drop(state);
        UnderWay(Arc::clone(self))
    }
}

/// A request that is under way, until the last byte of its answer was handed to the connection.
#[derive(Debug)]
pub(super) struct UnderWay(Arc<Activity>);

impl UnderWay {
    /// For this answer, the client may take nothing for so long.
    pub(super) fn set_write_timeout(&self, timeout: Duration) {
        self.0.state().write_timeout = timeout;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut state = self.0.state();
        if self.0.requests.fetch_sub(1, Ordering::AcqRel) == 1 {
            state.in_head = false;
            state.since = Instant::now();
        }
    }
}
