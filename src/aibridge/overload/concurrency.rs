//! At most so many requests in flight, each until the last byte of its answer.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{Request, Response};
use bytes::Bytes;
use futures_util::future::{Either, Ready, ready};
use http_body::{Body as HttpBody, Frame, SizeHint};
use prometheus::IntGauge;
use tower::{Layer, Service};

use crate::aibridge::error::{BridgeError, reject};

/// Counts the requests in flight, and rejects those over the limit.
#[derive(Debug, Clone)]
pub(crate) struct Concurrency {
    /// The most requests at a time; zero for any number.
    limit: usize,
    in_flight: Arc<AtomicUsize>,
    /// Shows the same number to the outside.
    shown: IntGauge,
}

impl Concurrency {
    pub(crate) fn new(limit: usize, shown: IntGauge) -> Self {
        Self { limit, in_flight: Arc::default(), shown }
    }

    /// How many requests are in flight now.
    #[cfg(test)]
    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    /// Lets one more request in, unless the gateway is full.
    fn enter(&self) -> Option<Permit> {
        let enter = |now: usize| (self.limit == 0 || now < self.limit).then_some(now + 1);
        self.in_flight.fetch_update(Ordering::AcqRel, Ordering::Acquire, enter).ok()?;
        self.shown.inc();
        Some(Permit { in_flight: Arc::clone(&self.in_flight), shown: self.shown.clone() })
    }
}

/// One request's place; given back when it is dropped, however the request ended.
#[derive(Debug)]
struct Permit {
    in_flight: Arc<AtomicUsize>,
    shown: IntGauge,
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.in_flight.fetch_sub(1, Ordering::AcqRel);
        self.shown.dec();
    }
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
        match self.concurrency.enter() {
            None => Either::Left(ready(Ok(reject(&request, &BridgeError::AtCapacity)))),
            Some(permit) => {
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
