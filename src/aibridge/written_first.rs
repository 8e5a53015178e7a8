//! A body that breaks no sooner than what came before is written.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::BoxError;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// A body whose error waits for one turn if it comes at once behind something else.
///
/// The server writes all that comes together, and the head with it. When the body fails before that is
/// written, it closes the connection, and the client does not get what came before; of an answer that
/// fails at once it learns nothing, not even the status.
#[derive(Debug)]
pub(super) struct WrittenFirst<B> {
    body: B,
    /// Whether the server has something that it could not write yet.
    has_unwritten: bool,
    error: Option<BoxError>,
}

impl<B> WrittenFirst<B> {
    pub(super) fn new(body: B) -> Self {
        Self { body, has_unwritten: true, error: None }
    }
}

impl<B> Body for WrittenFirst<B>
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
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(Some(Err(error))) if self.has_unwritten => {
                self.error = Some(error.into());
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Poll::Ready(frame) => {
                self.has_unwritten = true;
                Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
            }
            Poll::Pending => {
                self.has_unwritten = false;
                Poll::Pending
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.error.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::task::Waker;

    use super::*;

    /// What comes with each look; nothing where nothing has come.
    struct Scripted(VecDeque<Option<Result<&'static str, &'static str>>>);

    impl Body for Scripted {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            match self.0.pop_front() {
                None => Poll::Ready(None),
                Some(None) => Poll::Pending,
                Some(Some(Ok(piece))) => Poll::Ready(Some(Ok(Frame::data(piece.into())))),
                Some(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            }
        }
    }

    #[test]
    fn an_error_waits_for_one_turn_behind_what_is_not_written() {
        let (piece, error) = (Some(Ok("piece")), Some(Err("broken")));
        // `.` is a turn in which the server can write, `p` a piece and `e` the error.
        for (script, expected) in [
            (vec![error], ".e"),
            (vec![None, error], ".e"),
            (vec![piece, error], "p.e"),
            (vec![piece, piece, error], "pp.e"),
            (vec![piece, None, error], "p.e"),
            (vec![None, piece, None, None, error], ".p..e"),
        ] {
            let mut body = WrittenFirst::new(Scripted(script.clone().into()));
            let mut seen = String::new();
            while !seen.ends_with('e') {
                let mut context = Context::from_waker(Waker::noop());
                seen.push(match Pin::new(&mut body).poll_frame(&mut context) {
                    Poll::Pending => '.',
                    Poll::Ready(Some(Ok(_))) => 'p',
                    Poll::Ready(Some(Err(_))) => 'e',
                    Poll::Ready(None) => panic!("{script:?} ends without its error"),
                });
            }
            assert_eq!(seen, expected, "{script:?}");
        }
    }
}
