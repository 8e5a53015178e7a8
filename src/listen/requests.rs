//! What a connection knows of the requests on it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::serve::IncomingStream;

use super::activity::Activity;
use super::peer::Peer;
use super::plain::PlainListener;
use super::tls::TlsListener;
use crate::guarded_body::GuardedBody;

/// In the extensions of an answer: how long the client may take nothing of it before its connection
/// is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WriteTimeout(pub(crate) Duration);

/// The connection that a request came over.
#[derive(Debug, Clone)]
pub(super) struct Connection {
    pub(super) peer: Peer,
    pub(super) activity: Arc<Activity>,
}

impl Connected<IncomingStream<'_, PlainListener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, PlainListener>) -> Self {
        let activity = Arc::clone(stream.io().activity());
        Self { peer: Peer(*stream.remote_addr()), activity }
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        let activity = Arc::clone(stream.io().activity());
        Self { peer: Peer(*stream.remote_addr()), activity }
    }
}

/// Tells connections when requests begin and end.
pub(super) fn tracked(router: Router) -> Router {
    router.layer(from_fn(track))
}

async fn track(mut request: Request, next: Next) -> Response {
    let connection = request.extensions_mut().remove::<ConnectInfo<Connection>>();
    let Some(ConnectInfo(Connection { peer, activity })) = connection else {
        return next.run(request).await;
    };
    request.extensions_mut().insert(ConnectInfo(peer));
    let under_way = activity.begin();
    let response = next.run(request).await;
    if let Some(WriteTimeout(timeout)) = response.extensions().get() {
        under_way.set_write_timeout(*timeout);
    }
    // With its body, the request is over.
    response.map(|body| GuardedBody::wrap(body, under_way))
}
