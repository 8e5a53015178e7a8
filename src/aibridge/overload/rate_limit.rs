//! At most so many requests of one key, and of one user, in any window of time.

use std::cmp::Reverse;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use futures_util::future::{Either, Ready, ready};
use tokio::time::Instant;
use tower::{Layer, Service};
use uuid::Uuid;

use super::sliding_log::SlidingLogs;
use crate::aibridge::error::{BridgeError, add_limit_state, reject};
use crate::aibridge::limit_state::LimitState;

/// Whose requests are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Counted {
    /// The requests of one verified API key, and of its user.
    ApiKey {
        /// The id of the key.
        key: Arc<str>,
        /// Whose key it is.
        user: Uuid,
    },
    /// The requests from one address that did not authenticate.
    Address(IpAddr),
}

impl Counted {
    /// The requests from an address. Those of one IPv6 network of 64 bits count together: that is
    /// what one customer of a provider is given.
    pub(crate) fn from_address(address: IpAddr) -> Self {
        Self::Address(match address {
            IpAddr::V6(six) => match six.to_ipv4_mapped() {
                Some(four) => IpAddr::V4(four),
                None => IpAddr::V6((six.to_bits() >> 64 << 64).into()),
            },
            four @ IpAddr::V4(_) => four,
        })
    }
}

/// How many requests are let through in a window; zero for any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RateLimits {
    /// With one key, and from one address without a valid key.
    pub(crate) per_key: usize,
    /// Of one user, with whichever keys.
    pub(crate) per_user: usize,
    /// How long a window is; zero for no limit at all.
    pub(crate) window: Duration,
}

/// Counts the requests of each key and each user, and rejects those over the limit.
///
/// Expects a [`Counted`] in a request's extensions; a request without one is not limited.
#[derive(Debug, Clone)]
pub(crate) struct RateLimit {
    logs: Arc<Logs>,
}

/// Keys, users and addresses are kept apart: however many addresses come, no key is forgotten for
/// them. A log is absent where there is no limit.
#[derive(Debug)]
struct Logs {
    users: Option<Mutex<SlidingLogs<Uuid>>>,
    api_keys: Option<Mutex<SlidingLogs<Arc<str>>>>,
    addresses: Option<Mutex<SlidingLogs<IpAddr>>>,
}

fn logs<K: Hash + Eq>(limit: usize, window: Duration) -> Option<Mutex<SlidingLogs<K>>> {
    (limit > 0 && window > Duration::ZERO).then(|| Mutex::new(SlidingLogs::new(limit, window)))
}

impl RateLimit {
    /// Nothing is counted yet.
    pub(crate) fn new(limits: RateLimits) -> Self {
        let RateLimits { per_key, per_user, window } = limits;
        let per_address = if per_key > 0 { per_key } else { per_user };
        let logs = Logs {
            users: logs(per_user, window),
            api_keys: logs(per_key, window),
            addresses: logs(per_address, window),
        };
        Self { logs: Arc::new(logs) }
    }

    /// Counts a request, or rejects it. Absent when nothing is limited.
    pub(crate) fn take(&self, counted: &Counted) -> Option<Result<LimitState, LimitState>> {
        let now = Instant::now();
        match counted {
            Counted::ApiKey { key, user } => self.take_both(key, *user, now),
            Counted::Address(address) => {
                let addresses = self.logs.addresses.as_ref()?;
                Some(lock(addresses).take(*address, now))
            }
        }
    }

    /// Counts a request for its key and its user, or, where one of them has no room, for neither.
    fn take_both(
        &self,
        key: &Arc<str>,
        user: Uuid,
        now: Instant,
    ) -> Option<Result<LimitState, LimitState>> {
        // Held from the look to the count, so that nobody else takes the room.
        let mut users = self.logs.users.as_ref().map(lock);
        let of_user = users.as_ref().map(|users| users.limit_state(&user, now));
        if let Some(of_user) = of_user.filter(|of_user| of_user.remaining == 0) {
            return Some(Err(of_user));
        }
        let of_key = self.logs.api_keys.as_ref().map(|keys| lock(keys).take(Arc::clone(key), now));
        let of_key = match of_key.transpose() {
            Ok(of_key) => of_key,
            Err(of_key) => return Some(Err(of_key)),
        };
        let of_user = match users.as_mut().map(|users| users.take(user, now)).transpose() {
            Ok(of_user) => of_user,
            Err(of_user) => return Some(Err(of_user)),
        };
        tighter(of_key, of_user).map(Ok)
    }

    /// The state of the limit, without counting a request. Absent when nothing is limited.
    pub(crate) fn limit_state(&self, counted: &Counted) -> Option<LimitState> {
        let now = Instant::now();
        match counted {
            Counted::ApiKey { key, user } => {
                let api_keys = self.logs.api_keys.as_ref();
                let of_key = api_keys.map(|keys| lock(keys).limit_state(key, now));
                let users = self.logs.users.as_ref();
                tighter(of_key, users.map(|users| lock(users).limit_state(user, now)))
            }
            Counted::Address(address) => {
                let addresses = self.logs.addresses.as_ref()?;
                Some(lock(addresses).limit_state(address, now))
            }
        }
    }
}

/// The limit that leaves less: that is the one to know.
fn tighter(of_key: Option<LimitState>, of_user: Option<LimitState>) -> Option<LimitState> {
    let states = of_key.into_iter().chain(of_user);
    states.min_by_key(|state| (state.remaining, Reverse(state.retry_after)))
}

/// The logs hold whatever was counted, so they are good even after a panic.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S> Layer<S> for RateLimit {
    type Service = RateLimited<S>;

    fn layer(&self, inner: S) -> RateLimited<S> {
        RateLimited { inner, limit: self.clone() }
    }
}

/// A service with a limit on the requests of each key.
#[derive(Debug, Clone)]
pub(crate) struct RateLimited<S> {
    inner: S,
    limit: RateLimit,
}

impl<S> Service<Request<Body>> for RateLimited<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Either<Ready<Result<Response<Body>, S::Error>>, Marked<S::Future>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let counted = request.extensions().get::<Counted>();
        match counted.and_then(|counted| self.limit.take(counted)) {
            Some(Err(limit_state)) => {
                Either::Left(ready(Ok(reject(&request, &BridgeError::RateLimited(limit_state)))))
            }
            taken => {
                let limit_state = taken.and_then(Result::ok);
                Either::Right(Marked { inner: self.inner.call(request), limit_state })
            }
        }
    }
}

pin_project_lite::pin_project! {
    /// An answer that is being made, and what it will say about the limit.
    #[derive(Debug)]
    pub(crate) struct Marked<F> {
        #[pin]
        inner: F,
        limit_state: Option<LimitState>,
    }
}

impl<F, E> Future for Marked<F>
where
    F: Future<Output = Result<Response<Body>, E>>,
{
    type Output = Result<Response<Body>, E>;

    fn poll(self: std::pin::Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let mut response = std::task::ready!(this.inner.poll(cx))?;
        if let Some(limit_state) = this.limit_state {
            add_limit_state(&mut response, limit_state);
        }
        Poll::Ready(Ok(response))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counted(key: &str, user: u128) -> Counted {
        Counted::ApiKey { key: key.into(), user: Uuid::from_u128(user) }
    }

    proptest! {
        /// The rule of the documentation: of the requests in any span of time as long as the
        /// window, at most as many as the limit are let through, and whoever waits as long as they
        /// are told is let through.
        #[test]
        fn no_window_holds_more_than_the_limit_whenever_requests_come(
            limit in 1usize..8,
            window in 1u64..1_000,
            gaps in prop::collection::vec((0u64..400, any::<bool>()), 1..150),
        ) {
            let window = Duration::from_millis(window);
            let runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = { runtime }.enable_time().start_paused(true).build().unwrap();
            runtime.block_on(async {
                let rate = RateLimit::new(RateLimits { per_key: limit, per_user: 0, window });
                let one = counted("one", 1);
                let mut admitted: Vec<Instant> = Vec::new();
                for (gap, is_patient) in gaps {
                    tokio::time::advance(Duration::from_millis(gap)).await;
                    let mut taken = rate.take(&one).unwrap();
                    if let (Err(limit_state), true) = (taken, is_patient) {
                        tokio::time::advance(limit_state.retry_after).await;
                        taken = rate.take(&one).unwrap();
                        prop_assert!(taken.is_ok(), "who waits is let through");
                    }
                    let limit_state = rate.limit_state(&one).unwrap();
                    if taken.is_ok() {
                        admitted.push(Instant::now());
                    }
                    let inside = admitted.iter().filter(|at| at.elapsed() < window).count();
                    prop_assert_eq!(limit_state.remaining, limit - inside);
                }
                for (at, first) in admitted.iter().enumerate() {
                    let inside = admitted[at..].iter().filter(|last| **last - *first < window);
                    prop_assert!(inside.count() <= limit);
                }
                Ok(())
            })?;
        }
    }

    #[test]
    fn addresses_of_one_network_count_together() {
        let counted = |text: &str| Counted::from_address(text.parse().unwrap());
        assert_eq!(counted("2001:db8::1"), counted("2001:db8::ffff:2"));
        assert_ne!(counted("2001:db8::1"), counted("2001:db8:0:1::1"));
        assert_eq!(counted("::ffff:192.0.2.1"), counted("192.0.2.1"));
        assert_ne!(counted("192.0.2.1"), counted("192.0.2.2"));
    }

    #[test]
    fn keys_and_addresses_have_limits_of_their_own_and_zero_is_none() {
        let key = counted("one", 1);
        let address = Counted::from_address([192, 0, 2, 1].into());
        let limits = |per_key, window| RateLimits { per_key, per_user: 0, window };
        let limit = RateLimit::new(limits(1, Duration::from_mins(1)));
        assert!(limit.take(&key).unwrap().is_ok());
        assert!(limit.take(&address).unwrap().is_ok());
        assert!(limit.take(&key).unwrap().is_err());
        assert!(limit.take(&address).unwrap().is_err());
        for (max, window) in [(0, Duration::from_mins(1)), (1, Duration::ZERO)] {
            assert_eq!(RateLimit::new(limits(max, window)).take(&key), None);
        }
    }

    #[test]
    fn a_user_has_a_limit_over_all_keys_and_what_is_rejected_counts_for_neither() {
        let limits = |per_key, per_user| {
            RateLimit::new(RateLimits { per_key, per_user, window: Duration::from_mins(1) })
        };
        // Keys of user 1 and 2 in turn, and whether each request is let through.
        for (per_key, per_user, requests) in [
            (2, 3, vec![("a", 1, true), ("a", 1, true), ("a", 1, false), ("b", 1, true)]),
            (2, 3, vec![("a", 1, true), ("b", 1, true), ("c", 1, true), ("d", 1, false)]),
            (0, 1, vec![("a", 1, true), ("b", 1, false), ("c", 2, true), ("c", 2, false)]),
            (1, 0, vec![("a", 1, true), ("b", 1, true), ("c", 1, true), ("a", 1, false)]),
        ] {
            let limit = limits(per_key, per_user);
            for (key, user, is_let_through) in requests {
                let taken = limit.take(&counted(key, user)).unwrap();
                assert_eq!(taken.is_ok(), is_let_through, "{per_key} {per_user} {key} {taken:?}");
            }
        }
        let limit = limits(1, 2);
        for (key, remaining) in [("a", 0), ("b", 0)] {
            let told = limit.take(&counted(key, 1)).unwrap().unwrap();
            assert_eq!(told.remaining, remaining, "{key}");
        }
        // The user's own limit is the one that is reached, and the key was not counted for it.
        assert_eq!(limit.take(&counted("c", 1)).unwrap().unwrap_err().limit, 2);
        assert_eq!(limit.limit_state(&counted("c", 2)).unwrap().remaining, 1);
    }
}
