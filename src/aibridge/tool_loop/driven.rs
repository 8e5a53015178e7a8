//! A body that is made while it is read.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http_body::{Body, Frame};
use tokio::sync::mpsc;

/// A body together with what makes it.
///
/// Nothing happens unless the body is read, and no more than one piece waits: its maker waits for a
/// slow reader. When the body is dropped, what makes it is dropped in the middle.
pub(super) struct Driven {
    driver: Option<BoxFuture<'static, ()>>,
    pieces: mpsc::Receiver<Bytes>,
}

impl Driven {
    /// The body of the pieces that `drive` sends.
    pub(super) fn new<F>(drive: impl FnOnce(mpsc::Sender<Bytes>) -> F) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (sender, pieces) = mpsc::channel(1);
        Self { driver: Some(Box::pin(drive(sender))), pieces }
    }
}

impl Body for Driven {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(driver) = &mut self.driver
            && driver.as_mut().poll(cx).is_ready()
        {
            self.driver = None;
        }
        let piece = ready!(self.pieces.poll_recv(cx));
        Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.driver.is_none() && self.pieces.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn nothing_is_made_that_nobody_reads_and_all_is_dropped_with_the_body() {
        let made = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&made);
        let mut body = Driven::new(|out| async move {
            for _ in 0..10 {
                count.fetch_add(1, Ordering::Relaxed);
                out.send(Bytes::from_static(b"piece")).await.unwrap();
            }
        });
        assert_eq!(made.load(Ordering::Relaxed), 0);
        for read in 1..=3 {
            body.frame().await.unwrap().unwrap();
            // One piece is ready, and the next is being handed over.
            assert!(made.load(Ordering::Relaxed) <= read + 2);
        }
        assert!(!body.is_end_stream());
        drop(body);
        assert_eq!(Arc::strong_count(&made), 1);
    }

    #[tokio::test]
    async fn the_body_ends_behind_the_last_piece() {
        let body = Driven::new(|out| async move {
            for piece in ["a", "b", "c"] {
                out.send(Bytes::from_static(piece.as_bytes())).await.unwrap();
            }
        });
        assert_eq!(body.collect().await.unwrap().to_bytes(), "abc");
    }
}
