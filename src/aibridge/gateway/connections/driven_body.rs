//! The body of an answer that comes on a driven connection.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use hyper::body::Incoming;

use super::driven::DrivenConnection;
use super::idle::{IdleConnections, Origin};

/// The body of an answer, with the connection that it comes on.
pub(super) struct DrivenBody {
    body: Incoming,
    /// Whether all of it was given.
    is_over: bool,
    /// The connection, and where it is kept afterwards.
    kept: Option<(Box<DrivenConnection>, Origin, Arc<IdleConnections>)>,
}

impl DrivenBody {
    /// A body that comes on a connection to `origin`, which is kept among `idle` when it is over.
    pub(super) fn new(
        body: Incoming,
        connection: Box<DrivenConnection>,
        origin: Origin,
        idle: &Arc<IdleConnections>,
    ) -> Self {
        Self { body, is_over: false, kept: Some((connection, origin, Arc::clone(idle))) }
    }
}

impl HttpBody for DrivenBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        let this = &mut *self;
        let mut frame = Pin::new(&mut this.body).poll_frame(cx);
        if frame.is_pending()
            && let Some((connection, ..)) = &mut this.kept
        {
            connection.drive(cx);
            frame = Pin::new(&mut this.body).poll_frame(cx);
        }
        this.is_over |= matches!(frame, Poll::Ready(None));
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.is_over || self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for DrivenBody {
    fn drop(&mut self) {
        // What is left of an answer would have to be read first: that connection is closed.
        if self.is_end_stream()
            && let Some((mut connection, origin, idle)) = self.kept.take()
            && connection.is_free()
        {
            idle.keep(origin, connection);
        }
    }
}
