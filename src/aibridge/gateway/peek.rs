//! A body whose first character was looked at.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt;

/// Maximum number of frames that are waited for; a body that begins with more white space than they
/// hold is not looked at further.
const MAX_FRAMES: usize = 16;

/// The first character of a body that is no white space and no byte order mark, and the body as it
/// came. Waits until there is one.
pub(super) async fn first_character(mut body: Body) -> (Option<u8>, Body) {
    let mut frames = VecDeque::new();
    let mut first = None;
    while first.is_none() && frames.len() < MAX_FRAMES {
        let Some(frame) = body.frame().await else { break };
        let is_broken = frame.is_err();
        first = frame.as_ref().ok().and_then(Frame::data_ref).and_then(character);
        frames.push_back(frame);
        if is_broken {
            break;
        }
    }
    (first, Body::new(Peeked { frames, body }))
}

fn character(piece: &Bytes) -> Option<u8> {
    let is_mark = |byte: u8| matches!(byte, 0xEF | 0xBB | 0xBF);
    piece.iter().copied().find(|byte| !byte.is_ascii_whitespace() && !is_mark(*byte))
}

/// The frames that were taken, and the body behind them.
struct Peeked {
    frames: VecDeque<Result<Frame<Bytes>, axum::Error>>,
    body: Body,
}

impl HttpBody for Peeked {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match self.frames.pop_front() {
            Some(frame) => Poll::Ready(Some(frame)),
            None => Pin::new(&mut self.body).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.frames.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let taken = self.frames.iter().filter_map(|frame| frame.as_ref().ok()?.data_ref());
        let taken: u64 = taken.map(|piece| piece.len() as u64).sum();
        let rest = self.body.size_hint();
        let mut hint = SizeHint::new();
        hint.set_lower(rest.lower() + taken);
        if let Some(upper) = rest.upper() {
            hint.set_upper(upper + taken);
        }
        hint
    }
}
