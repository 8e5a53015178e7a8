//! Bedrock's event stream as the stream of server-sent events that Anthropic sends.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};
use thiserror::Error;

use super::events::{self, BrokenMessage};
use super::frames::{BrokenFrame, FrameReader};

/// Why a stream breaks off.
#[derive(Debug, Error)]
enum BrokenStream {
    /// Its bytes are no frames.
    #[error("Amazon Bedrock's stream is broken: {0}")]
    Frame(#[from] BrokenFrame),
    /// A frame's message is not understood.
    #[error("Amazon Bedrock's stream is broken: {0}")]
    Message(#[from] BrokenMessage),
    /// It ends inside of a frame.
    #[error("Amazon Bedrock's stream ends in the middle of a frame")]
    Truncated,
}

/// A body that is translated while it comes. More of it is asked for only when the events of what
/// came before are taken.
struct TranslatedBody {
    body: Body,
    reader: FrameReader,
    /// Why it breaks off, once the events before are taken.
    broken: Option<BrokenStream>,
    is_over: bool,
}

/// The events of a stream.
pub(super) fn events(body: Body) -> Body {
    let reader = FrameReader::default();
    Body::new(TranslatedBody { body, reader, broken: None, is_over: false })
}

impl TranslatedBody {
    /// The events whose frames are whole.
    fn read(&mut self, piece: &[u8]) -> String {
        self.reader.push(piece);
        let mut events = String::new();
        loop {
            let event = match self.reader.next_message() {
                Ok(None) => return events,
                Ok(Some(message)) => events::event(&message).map_err(BrokenStream::from),
                Err(broken) => Err(broken.into()),
            };
            match event {
                Ok(event) => events.push_str(&event.unwrap_or_default()),
                Err(broken) => {
                    self.broken = Some(broken);
                    return events;
                }
            }
        }
    }

    fn break_off(&mut self, broken: BrokenStream) -> axum::Error {
        tracing::warn!(reason = %broken, "a response ended early");
        self.is_over = true;
        axum::Error::new(broken)
    }
}

impl HttpBody for TranslatedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        loop {
            if self.is_over {
                return Poll::Ready(None);
            }
            if let Some(broken) = self.broken.take() {
                return Poll::Ready(Some(Err(self.break_off(broken))));
            }
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                None if self.reader.is_inside() => {
                    let error = self.break_off(BrokenStream::Truncated);
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.is_over = true,
                Some(Err(error)) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                // Trailers say nothing to the client.
                Some(Ok(frame)) => {
                    let events = frame.into_data().map(|piece| self.read(&piece));
                    if let Some(events) = events.ok().filter(|events| !events.is_empty()) {
                        return Poll::Ready(Some(Ok(Frame::data(events.into()))));
                    }
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.is_over
    }
}

#[cfg(test)]
mod tests;
