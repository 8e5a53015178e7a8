//! At most so many requests of one key in any window of time.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use futures_util::future::{Either, Ready, ready};
use tokio::time::Instant;
use tower::{Layer, Service};

use super::sliding_log::SlidingLogs;
use crate::aibridge::error::{BridgeError, add_limit_state, reject};
use crate::aibridge::limit_state::LimitState;

/// Whose requests are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Counted {
    /// The requests of one verified API key.
    ApiKey(Arc<str>),
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

/// Counts the requests of each key, and rejects those over the limit.
///
/// Expects a [`Counted`] in a request's extensions; a request without one is not limited.
#[derive(Debug, Clone)]
pub(crate) struct RateLimit {
    /// Absent when there is no limit.
    logs: Option<Arc<Logs>>,
}

/// Keys and addresses are kept apart: however many addresses come, no key is forgotten for them.
#[derive(Debug)]
struct Logs {
    api_keys: Mutex<SlidingLogs<Arc<str>>>,
    addresses: Mutex<SlidingLogs<IpAddr>>,
}

impl RateLimit {
    /// A limit of so many requests in a window; zero of either is no limit.
    pub(crate) fn new(limit: usize, window: Duration) -> Self {
        let logs = (limit > 0 && window > Duration::ZERO).then(|| {
            Arc::new(Logs {
                api_keys: Mutex::new(SlidingLogs::new(limit, window)),
                addresses: Mutex::new(SlidingLogs::new(limit, window)),
            })
        });
        Self { logs }
    }

    /// Counts a request, or rejects it. Absent when nothing is limited.
    pub(crate) fn take(&self, counted: &Counted) -> Option<Result<LimitState, LimitState>> {
        let logs = self.logs.as_ref()?;
        let now = Instant::now();
        Some(match counted {
            Counted::ApiKey(id) => lock(&logs.api_keys).take(Arc::clone(id), now),
            Counted::Address(address) => lock(&logs.addresses).take(*address, now),
        })
    }
}

impl RateLimit {
    /// The state of the limit, without counting a request. Absent when nothing is limited.
    pub(crate) fn limit_state(&self, counted: &Counted) -> Option<LimitState> {
        let logs = self.logs.as_ref()?;
        let now = Instant::now();
        Some(match counted {
            Counted::ApiKey(id) => lock(&logs.api_keys).limit_state(id, now),
            Counted::Address(address) => lock(&logs.addresses).limit_state(address, now),
        })
    }
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
                let rate = RateLimit::new(limit, window);
                let one = Counted::ApiKey("one".into());
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
        let key = Counted::ApiKey("one".into());
        let address = Counted::from_address([192, 0, 2, 1].into());
        let limit = RateLimit::new(1, Duration::from_mins(1));
        assert!(limit.take(&key).unwrap().is_ok());
        assert!(limit.take(&address).unwrap().is_ok());
        assert!(limit.take(&key).unwrap().is_err());
        assert!(limit.take(&address).unwrap().is_err());
        for (max, window) in [(0, Duration::from_mins(1)), (1, Duration::ZERO)] {
            assert_eq!(RateLimit::new(max, window).take(&key), None);
        }
    }
}
