//! What a connection knows of the requests on it.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tower::Service;

use super::activity::{Activity, UnderWay};
use super::peer::Peer;
use super::watched::Watched;
use crate::guarded_body::GuardedBody;

/// In the extensions of an answer: how long the client may take nothing of it before its connection
/// is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WriteTimeout(pub(crate) Duration);

/// Serves connections with one router.
#[derive(Clone)]
pub(super) struct Serving(pub(super) Router);

impl<L, Io> Service<IncomingStream<'_, L>> for Serving
where
    L: Listener<Io = Watched<Io>, Addr = SocketAddr>,
{
    type Response = Connection;
    type Error = Infallible;
    type Future = Ready<Result<Connection, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, stream: IncomingStream<'_, L>) -> Self::Future {
        ready(Ok(Connection {
            router: self.0.clone(),
            peer: Peer(*stream.remote_addr()),
            activity: Arc::clone(stream.io().activity()),
        }))
    }
}

/// One connection: it is told when requests begin and end, and they are told whose they are.
#[derive(Clone)]
pub(super) struct Connection {
    router: Router,
    peer: Peer,
    activity: Arc<Activity>,
}

impl Service<Request> for Connection {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering<<Router as Service<Request>>::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request>::poll_ready(&mut self.router, cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        request.extensions_mut().insert(ConnectInfo(self.peer));
        Answering { answer: self.router.call(request), under_way: Some(self.activity.begin()) }
    }
}

pin_project_lite::pin_project! {
    /// An answer that is being made.
    pub(super) struct Answering<F> {
        #[pin]
        answer: F,
        under_way: Option<UnderWay>,
    }
}

impl<F> Future for Answering<F>
where
    F: Future<Output = Result<Response<Body>, Infallible>>,
{
    type Output = Result<Response<Body>, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let Ok(response) = std::task::ready!(this.answer.poll(cx));
        let Some(under_way) = this.under_way.take() else { return Poll::Ready(Ok(response)) };
        if let Some(WriteTimeout(timeout)) = response.extensions().get() {
            under_way.set_write_timeout(*timeout);
        }
        // With its body, the request is over.
        Poll::Ready(Ok(response.map(|body| GuardedBody::wrap(body, under_way))))
    }
}
