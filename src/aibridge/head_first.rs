//! A body that breaks no sooner than the head of its answer is written.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::BoxError;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// A body whose error waits for one turn if it comes at once.
///
/// The server writes head and body together. When the body fails before anything of either is written,
/// it closes the connection, and the client learns nothing, not even the status.
#[derive(Debug)]
pub(super) struct HeadFirst<B> {
    body: B,
    is_first: bool,
    error: Option<BoxError>,
}

impl<B> HeadFirst<B> {
    pub(super) fn new(body: B) -> Self {
        Self { body, is_first: true, error: None }
    }
}

impl<B> Body for HeadFirst<B>
where
    B: Body<Data = Bytes, Error: Into<BoxError>> + Unpin,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(error) = self.error.take() {
            return Poll::Ready(Some(Err(error)));
        }
        let is_first = std::mem::replace(&mut self.is_first, false);
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(Some(Err(error))) if is_first => {
                self.error = Some(error.into());
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Poll::Ready(frame) => Poll::Ready(frame.map(|frame| frame.map_err(Into::into))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.error.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
