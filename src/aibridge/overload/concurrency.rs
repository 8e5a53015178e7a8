//! At most so many requests in flight, each until the last byte of its answer.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{Request, Response};
use bytes::Bytes;
use futures_util::future::{Either, Ready, ready};
use http_body::{Body as HttpBody, Frame, SizeHint};
use prometheus::IntGauge;
use tower::{Layer, Service};
use uuid::Uuid;

use crate::aibridge::access::AuthenticatedUser;
use crate::aibridge::error::{BridgeError, reject};

/// How many requests are in flight at a time; zero for any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ConcurrencyLimits {
    /// Of everybody.
    pub(crate) total: usize,
    /// Of one user, with whichever keys.
    pub(crate) per_user: usize,
}

/// Counts the requests in flight, and rejects those over the limit.
#[derive(Debug, Clone)]
pub(crate) struct Concurrency {
    limits: ConcurrencyLimits,
    in_flight: Arc<AtomicUsize>,
    /// Those of each user who has any; empty where users have no limit.
    by_user: Arc<Mutex<HashMap<Uuid, usize>>>,
    /// Shows the same number to the outside.
    shown: IntGauge,
}

impl Concurrency {
    pub(crate) fn new(limits: ConcurrencyLimits, shown: IntGauge) -> Self {
        Self { limits, in_flight: Arc::default(), by_user: Arc::default(), shown }
    }

    /// How many requests are in flight now.
    #[cfg(test)]
    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    /// Lets one more request in, unless the gateway is full or its user has too many.
    fn enter(&self, user: Option<Uuid>) -> Result<Permit, BridgeError> {
        let of_user = user.filter(|_| self.limits.per_user > 0);
        let of_user = of_user.map(|user| self.enter_as(user)).transpose()?;
        let limit = self.limits.total;
        let enter = |now: usize| (limit == 0 || now < limit).then_some(now + 1);
        let entered = self.in_flight.fetch_update(Ordering::AcqRel, Ordering::Acquire, enter);
        entered.map_err(|_| BridgeError::AtCapacity)?;
        self.shown.inc();
        let in_flight = Arc::clone(&self.in_flight);
        Ok(Permit { in_flight, shown: self.shown.clone(), _of_user: of_user })
    }

    fn enter_as(&self, user: Uuid) -> Result<UserPermit, BridgeError> {
        let limit = self.limits.per_user;
        let mut by_user = lock(&self.by_user);
        let count = by_user.entry(user).or_default();
        if *count >= limit {
            return Err(BridgeError::UserAtCapacity(limit));
        }
        *count += 1;
        Ok(UserPermit { user, by_user: Arc::clone(&self.by_user) })
    }
}

/// One request's place; given back when it is dropped, however the request ended.
#[derive(Debug)]
struct Permit {
    in_flight: Arc<AtomicUsize>,
    shown: IntGauge,
    _of_user: Option<UserPermit>,
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.in_flight.fetch_sub(1, Ordering::AcqRel);
        self.shown.dec();
    }
}

/// One request's place among those of its user.
#[derive(Debug)]
struct UserPermit {
    user: Uuid,
    by_user: Arc<Mutex<HashMap<Uuid, usize>>>,
}

impl Drop for UserPermit {
    fn drop(&mut self) {
        let mut by_user = lock(&self.by_user);
        if let Some(count) = by_user.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                by_user.remove(&self.user);
            }
        }
    }
}

/// Nothing is left half done in what the mutex holds, so it is good even after a panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S> Layer<S> for Concurrency {
    type Service = ConcurrencyLimited<S>;

    fn layer(&self, inner: S) -> ConcurrencyLimited<S> {
        ConcurrencyLimited { inner, concurrency: self.clone() }
    }
}

/// A service with a limit on its requests in flight.
#[derive(Debug, Clone)]
pub(crate) struct ConcurrencyLimited<S> {
    inner: S,
    concurrency: Concurrency,
}

impl<S> Service<Request<Body>> for ConcurrencyLimited<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Either<Ready<Result<Response<Body>, S::Error>>, WithPermit<S::Future>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let user = request.extensions().get::<AuthenticatedUser>().map(|caller| caller.user);
        match self.concurrency.enter(user) {
            Err(error) => Either::Left(ready(Ok(reject(&request, &error)))),
            Ok(permit) => {
                Either::Right(WithPermit { inner: self.inner.call(request), permit: Some(permit) })
            }
        }
    }
}

pin_project_lite::pin_project! {
    /// An answer that is being made, with the request's place.
    #[derive(Debug)]
    pub(crate) struct WithPermit<F> {
        #[pin]
        inner: F,
        permit: Option<Permit>,
    }
}

impl<F, E> Future for WithPermit<F>
where
    F: Future<Output = Result<Response<Body>, E>>,
{
    type Output = Result<Response<Body>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = std::task::ready!(this.inner.poll(cx))?;
        let permit = this.permit.take();
        Poll::Ready(Ok(response.map(|body| Body::new(HeldBody { body, permit }))))
    }
}

/// A body that gives the request's place back with its last byte.
struct HeldBody {
    body: Body,
    permit: Option<Permit>,
}

impl HttpBody for HeldBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = std::task::ready!(Pin::new(&mut self.body).poll_frame(cx));
        if !matches!(frame, Some(Ok(_))) {
            self.permit = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
