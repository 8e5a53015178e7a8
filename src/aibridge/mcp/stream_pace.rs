//! How often a stream of events is opened again that a server has ended.
//!
//! A server chooses when a stream ends and how soon it is asked for again (`retry`), and one that
//! ends each at once would keep both sides busy for nothing. So the beginnings of one stream are at
//! least [`FLOOR`] apart, and ever further as long as it brings nothing; after [`MOST`] beginnings
//! for nothing it is given up. Calls do not need it.
//!
//! It is the same stream that goes on behind the same event (`Last-Event-ID`); the one that goes on
//! behind none is that of what the server says unasked.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use futures_util::StreamExt;
use lru::LruCache;
use rmcp::transport::common::client_side_sse::BoxedSseResponse;
use tokio::time::{Instant, sleep_until};

/// The least time between two beginnings of a stream.
pub(super) const FLOOR: Duration = Duration::from_secs(1);

/// The most time that is waited before a stream begins again.
pub(super) const LONGEST: Duration = Duration::from_secs(30);

/// Maximum number of beginnings of a stream in a row that bring nothing.
const MOST: u32 = 8;

/// A stream that was there for so long is worth having, whether or not something was said: proxies
/// end streams that are quiet.
const LASTING: Duration = Duration::from_secs(20);

/// Maximum number of streams of one connection whose pace is kept.
const MAX_STREAMS: NonZeroUsize = NonZeroUsize::new(64).unwrap();

/// How it went with a stream.
#[derive(Debug, Clone, Copy)]
struct Pace {
    began: Instant,
    /// How many beginnings in a row have brought nothing.
    vain: u32,
}

/// The streams of a connection, by the last event of each.
type Streams = LruCache<Option<String>, Pace>;

/// The paces of the streams of one connection. Clones are of the same connection.
#[derive(Debug, Clone)]
pub(super) struct StreamPaces(Arc<Mutex<Streams>>);

impl Default for StreamPaces {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(LruCache::new(MAX_STREAMS))))
    }
}

impl StreamPaces {
    /// Waits until the stream behind an event may begin; absent when it is given up.
    pub(super) async fn begin(&self, last_event: Option<&str>) -> Option<KeptPace> {
        let key = last_event.map(str::to_owned);
        let known = self.streams().get(&key).copied();
        let vain = known.map_or(0, |known| known.vain);
        if vain >= MOST {
            return None;
        }
        if let Some(known) = known {
            sleep_until(known.began + wait(vain)).await;
        }
        let pace = Pace { began: Instant::now(), vain: vain + 1 };
        self.streams().put(key.clone(), pace);
        Some(KeptPace { paces: self.clone(), key, began: pace.began })
    }

    fn streams(&self) -> MutexGuard<'_, Streams> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far the next beginning is from the last, behind so many that brought nothing.
fn wait(vain: u32) -> Duration {
    FLOOR.saturating_mul(2_u32.saturating_pow(vain.saturating_sub(1))).min(LONGEST)
}

/// The pace of a stream that has begun.
pub(super) struct KeptPace {
    paces: StreamPaces,
    key: Option<String>,
    began: Instant,
}

impl KeptPace {
    /// The events of the stream, which are noted on their way.
    pub(super) fn kept(mut self, events: BoxedSseResponse) -> BoxedSseResponse {
        let mut events = events;
        let noted = futures_util::stream::poll_fn(move |cx| {
            let event = events.poll_next_unpin(cx);
            if let Poll::Ready(event) = &event {
                match event {
                    Some(Ok(event)) => {
                        let is_message = event.data.as_deref().is_some_and(|data| !data.is_empty());
                        self.note(event.id.as_deref(), is_message);
                    }
                    Some(Err(_)) | None => self.ended(),
                }
            }
            event
        });
        noted.boxed()
    }

    /// Notes an event with this id.
    fn note(&mut self, id: Option<&str>, is_message: bool) {
        let mut streams = self.paces.streams();
        let Some(mut pace) = streams.pop(&self.key) else { return };
        if is_message {
            pace.vain = 0;
        }
        if let Some(id) = id {
            self.key = Some(id.to_owned());
        }
        streams.put(self.key.clone(), pace);
    }

    /// Notes the end.
    fn ended(&self) {
        if self.began.elapsed() >= LASTING
            && let Some(pace) = self.paces.streams().get_mut(&self.key)
        {
            pace.vain = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use sse_stream::Sse;

    use super::*;

    /// Opens a stream with these events as often as it is allowed, and goes on behind its last
    /// event; gives the seconds between the beginnings, up to so many.
    async fn gaps(events: &[Sse], lasting: Duration, most: usize) -> Vec<u64> {
        let paces = StreamPaces::default();
        let (mut gaps, mut last, mut before) = (Vec::new(), None, Instant::now());
        while gaps.len() < most {
            let Some(pace) = paces.begin(last.as_deref()).await else { break };
            gaps.push(before.elapsed().as_secs());
            before = Instant::now();
            let all: Vec<_> = events.iter().cloned().map(Ok).collect();
            let mut told = pace.kept(stream::iter(all).boxed());
            while let Some(Ok(event)) = told.next().await {
                last = event.id.or(last);
                tokio::time::advance(lasting).await;
            }
        }
        gaps
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_that_brings_nothing_begins_ever_less_often_and_then_not_at_all() {
        let expected = [0, 1, 2, 4, 8, 16, 30, 30];
        assert_eq!(gaps(&[], Duration::ZERO, 99).await, expected);
        let empty = Sse::default().id("5").data("").retry(0);
        assert_eq!(gaps(&[empty], Duration::ZERO, 99).await, expected);
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_that_is_worth_having_goes_on() {
        let message = Sse::default().id("5").data("{}");
        assert_eq!(gaps(&[message], Duration::ZERO, 50).await[1..], [1; 49]);
        let quiet = Sse::default().id("5").data("");
        assert_eq!(gaps(&[quiet], LASTING, 50).await.len(), 50);
    }

    #[tokio::test(start_paused = true)]
    async fn streams_do_not_wait_for_each_other() {
        let paces = StreamPaces::default();
        let before = Instant::now();
        for last in [None, Some("1"), Some("2")] {
            assert!(paces.begin(last).await.is_some());
        }
        assert_eq!(before.elapsed(), Duration::ZERO);
    }
}
