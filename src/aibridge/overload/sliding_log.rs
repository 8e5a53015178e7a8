//! Which requests a key has made lately: exact, and bounded in memory.

use std::collections::VecDeque;
use std::hash::Hash;
use std::time::Duration;

use lru::LruCache;
use tokio::time::Instant;

use crate::aibridge::limit_state::LimitState;

/// Maximum number of keys that are remembered. Beyond it, the least recently active one is
/// forgotten.
const MAX_KEYS: usize = 100_000;

/// Maximum number of requests that are remembered, over all keys: 32 MiB.
const MAX_REQUESTS: usize = 2 * 1024 * 1024;

/// The instants of each key's requests inside the last window.
///
/// The rule: a request at `t` is let through when fewer than `limit` were let through in the
/// window `(t - window, t]`. So every such window, wherever it starts, holds at most `limit`.
/// Rejected requests are not counted, so a client that keeps asking is not kept out.
#[derive(Debug)]
pub(super) struct SlidingLogs<K: Hash + Eq> {
    limit: usize,
    window: Duration,
    /// The key that was quiet longest is the least recently used.
    by_key: LruCache<K, VecDeque<Instant>>,
    /// How many instants there are in all logs.
    requests: usize,
    max_keys: usize,
    max_requests: usize,
}

impl<K: Hash + Eq> SlidingLogs<K> {
    pub(super) fn new(limit: usize, window: Duration) -> Self {
        Self::bounded(limit, window, MAX_KEYS, MAX_REQUESTS)
    }

    fn bounded(limit: usize, window: Duration, max_keys: usize, max_requests: usize) -> Self {
        let by_key = LruCache::unbounded();
        Self { limit, window, by_key, requests: 0, max_keys, max_requests }
    }

    /// Counts a request of a key, or rejects it.
    pub(super) fn take(&mut self, key: K, now: Instant) -> Result<LimitState, LimitState> {
        self.forget_idle(now);
        let (limit, window) = (self.limit, self.window);
        let log = self.by_key.get_or_insert_mut(key, VecDeque::new);
        let before = log.len();
        while log.front().is_some_and(|&first| now.duration_since(first) >= window) {
            log.pop_front();
        }
        self.requests -= before - log.len();
        if log.len() >= limit {
            return Err(limit_state(log, limit, window, now));
        }
        log.push_back(now);
        self.requests += 1;
        let limit_state = limit_state(log, limit, window, now);
        self.forget_surplus();
        Ok(limit_state)
    }

    /// What a key may still do, without counting a request.
    pub(super) fn limit_state(&self, key: &K, now: Instant) -> LimitState {
        let (limit, window) = (self.limit, self.window);
        let log = self.by_key.peek(key).into_iter().flatten();
        let inside: VecDeque<Instant> =
            log.filter(|at| now.duration_since(**at) < window).copied().collect();
        limit_state(&inside, limit, window, now)
    }

    /// Forgets keys whose requests have all left the window. Two at each request keep up with the
    /// one key that a request can add.
    fn forget_idle(&mut self, now: Instant) {
        for _ in 0..2 {
            let Some((_, log)) = self.by_key.peek_lru() else { return };
            if log.back().is_some_and(|&last| now.duration_since(last) < self.window) {
                return;
            }
            self.forget_one();
        }
    }

    /// Keeps within the bounds on memory.
    fn forget_surplus(&mut self) {
        while self.by_key.len() > self.max_keys
            || (self.requests > self.max_requests && self.by_key.len() > 1)
        {
            self.forget_one();
        }
    }

    fn forget_one(&mut self) {
        if let Some((_, log)) = self.by_key.pop_lru() {
            self.requests -= log.len();
        }
    }
}

fn limit_state(
    log: &VecDeque<Instant>,
    limit: usize,
    window: Duration,
    now: Instant,
) -> LimitState {
    let until_out = |instant: Option<&Instant>| {
        instant.map_or(Duration::ZERO, |&instant| (instant + window).duration_since(now))
    };
    let remaining = limit - log.len().min(limit);
    let retry_after = if remaining == 0 { until_out(log.front()) } else { Duration::ZERO };
    LimitState { limit, remaining, retry_after, reset_after: until_out(log.back()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_window_holds_the_limit_and_says_when_there_is_room() {
        let start = Instant::now();
        let mut logs = SlidingLogs::new(2, 10 * SECOND);
        let first = logs.take("a", start).unwrap();
        assert_eq!((first.remaining, first.retry_after), (1, Duration::ZERO));
        let second = logs.take("a", start + 4 * SECOND).unwrap();
        assert_eq!((second.remaining, second.retry_after), (0, 6 * SECOND));
        assert_eq!(second.reset_after, 10 * SECOND);

        let rejected = logs.take("a", start + 5 * SECOND).unwrap_err();
        assert_eq!((rejected.remaining, rejected.retry_after), (0, 5 * SECOND));
        assert!(logs.take("b", start + 5 * SECOND).is_ok(), "keys do not share a limit");
        assert!(logs.take("a", start + 10 * SECOND).is_ok(), "the first has left the window");
        assert!(logs.take("a", start + 11 * SECOND).is_err());
    }

    #[test]
    fn keys_that_are_idle_or_too_many_are_forgotten() {
        let start = Instant::now();
        let mut logs = SlidingLogs::bounded(5, SECOND, 3, 7);
        for key in 0..100 {
            let _ = logs.take(key, start);
            assert!(logs.by_key.len() <= 3 && logs.requests <= 7, "{key}");
        }
        for _ in 0..5 {
            let _ = logs.take(99, start);
        }
        assert_eq!(logs.requests, logs.by_key.iter().map(|(_, log)| log.len()).sum::<usize>());
        for step in 0..3 {
            let _ = logs.take(1000, start + (5 + step) * SECOND);
        }
        assert_eq!((logs.by_key.len(), logs.requests), (1, 1));
    }

    proptest! {
        #[test]
        fn no_window_ever_holds_more_than_the_limit_and_nobody_starves(
            limit in 1usize..6,
            window in 1u64..50,
            gaps in prop::collection::vec((0u64..20, 0u8..3), 1..200),
        ) {
            let window = Duration::from_millis(window);
            let mut logs = SlidingLogs::new(limit, window);
            let mut now = Instant::now();
            let mut admitted: Vec<Vec<Instant>> = vec![Vec::new(); 3];
            for (gap, key) in gaps {
                now += Duration::from_millis(gap);
                let mine = &mut admitted[usize::from(key)];
                let inside = mine.iter().filter(|&&at| now.duration_since(at) < window).count();
                let taken = logs.take(key, now);
                prop_assert_eq!(taken.is_ok(), inside < limit);
                if let Err(limit_state) = taken {
                    // Exactly then, and not before, there is room again.
                    let room = mine.iter().filter(|&&at| {
                        (now + limit_state.retry_after).duration_since(at) < window
                    });
                    prop_assert!(room.count() < limit);
                    prop_assert!(limit_state.retry_after > Duration::ZERO);
                } else {
                    mine.push(now);
                }
            }
            for mine in &admitted {
                for (at, first) in mine.iter().enumerate() {
                    let inside = mine[at..].iter().filter(|last| last.duration_since(*first) < window);
                    prop_assert!(inside.count() <= limit);
                }
            }
        }
    }
}
