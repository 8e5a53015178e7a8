//! The bodies of answers: relayed as they come, and read on the way.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Response, header};
use bytes::{Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame, SizeHint};
use thiserror::Error;
use tokio::time::Instant;

use super::connections::ProviderBody;
use super::encoding::{self, Encoding};
use super::peek;
use crate::aibridge::event_stream::{Event, EventReader};
use crate::aibridge::interception::Interception;
use crate::aibridge::lenient_json;
use crate::aibridge::operation::Ending;
use crate::alarm::Alarm;

/// Maximum number of bytes of a whole answer that is read. A larger one is relayed unread.
const MAX_ANSWER_BYTES: usize = 32 * 1024 * 1024;

/// The other side was silent for too long in the middle of a body.
#[derive(Debug, Error)]
#[error("nothing was received for {} seconds", .0.as_secs())]
struct Silent(Duration);

/// A provider's body, which breaks off when nothing comes for so long.
///
/// Only time spent waiting for the body counts: a slow reader does not break it off.
struct Timed {
    body: ProviderBody,
    limit: Duration,
    waiting_since: Option<Instant>,
    silent: Alarm,
}

/// Relays a provider's body; breaks off when nothing comes for so long.
pub(super) fn timed(body: ProviderBody, limit: Duration) -> Body {
    Body::new(Timed { body, limit, waiting_since: None, silent: Alarm::default() })
}

impl HttpBody for Timed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            self.waiting_since = None;
            return Poll::Ready(frame.map(|frame| frame.map_err(axum::Error::new)));
        }
        let this = &mut *self;
        let since = *this.waiting_since.get_or_insert_with(Instant::now);
        ready!(this.silent.poll(cx, since + this.limit));
        Poll::Ready(Some(Err(axum::Error::new(Silent(this.limit)))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The mark behind the last event of some APIs; it is no JSON.
pub(in crate::aibridge) const DONE: &str = "[DONE]";

/// How an answer is read on its way.
enum Reading {
    /// As one JSON value, when it is whole.
    Whole(BytesMut),
    /// Event by event. With the mark, events that only tell the usage are withheld.
    Events(EventReader, bool),
    /// Not at all.
    Nothing,
    /// Not at all: how it ended is known already.
    Known,
}

/// What kind of answer is relayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::aibridge) enum AnswerKind {
    /// One JSON value.
    Whole,
    /// A stream of events.
    Events {
        /// Whether the client did not ask for the event that tells the usage.
        hides_usage: bool,
    },
    /// Something that is not understood.
    Other,
}

impl AnswerKind {
    /// What kind of answer comes, decompressed. Where the type is missing or says nothing, the body is
    /// looked at.
    pub(in crate::aibridge) async fn of(
        answer: Response<Body>,
        hides_usage: bool,
    ) -> (Response<Body>, Self) {
        let answer = match Encoding::all(answer.headers()) {
            Ok(encodings) => encoding::decompressed(answer, encodings),
            Err(name) => {
                tracing::warn!(
                    name,
                    "a response in an unknown encoding is relayed without being read"
                );
                return (answer, Self::Other);
            }
        };
        let content_type = answer.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
        match content_type.split(';').next().unwrap_or_default().trim() {
            "text/event-stream" => (answer, Self::Events { hides_usage }),
            kind if kind == "application/json" || kind.ends_with("+json") => (answer, Self::Whole),
            _ => {
                let (parts, body) = answer.into_parts();
                let (first, body) = peek::first_character(body).await;
                let kind = match first {
                    Some(b'{' | b'[') => Self::Whole,
                    // The names of fields, and the mark of a comment.
                    Some(b'd' | b'e' | b'i' | b'r' | b':') => Self::Events { hides_usage },
                    _ => Self::Other,
                };
                (Response::from_parts(parts, body), kind)
            }
        }
    }
}

/// An intercepted answer on its way to the client.
pub(in crate::aibridge) struct Relay {
    body: Body,
    reading: Reading,
    interception: Interception,
    is_empty: bool,
    is_over: bool,
}

impl Relay {
    pub(in crate::aibridge) fn new(
        body: Body,
        answer: AnswerKind,
        interception: Interception,
    ) -> Self {
        let reading = match answer {
            AnswerKind::Whole => Reading::Whole(BytesMut::new()),
            AnswerKind::Events { hides_usage } => Reading::Events(EventReader::new(), hides_usage),
            AnswerKind::Other => Reading::Nothing,
        };
        let mut relay = Self { body, reading, interception, is_empty: true, is_over: false };
        // Nobody asks for a body that is known to have nothing in it.
        if relay.body.is_end_stream() || relay.body.size_hint().exact() == Some(0) {
            relay.finish(true);
        }
        relay
    }

    /// An answer that was read before, and whose end was noted.
    pub(in crate::aibridge) fn of_known(body: Body, interception: Interception) -> Self {
        Self { body, reading: Reading::Known, interception, is_empty: true, is_over: false }
    }

    /// Reads a piece of the answer, and gives what of it goes to the client.
    fn read(&mut self, piece: Bytes) -> Bytes {
        self.is_empty &= piece.is_empty();
        match &mut self.reading {
            Reading::Nothing | Reading::Known => piece,
            Reading::Whole(text) => {
                if text.len() + piece.len() > MAX_ANSWER_BYTES {
                    self.reading = Reading::Nothing;
                } else {
                    text.extend_from_slice(&piece);
                }
                piece
            }
            Reading::Events(reader, false) => {
                reader.push(&piece);
                while let Some(event) = reader.next_event() {
                    observe(&mut self.interception, &event);
                }
                if reader.has_overflowed() {
                    self.reading = Reading::Nothing;
                }
                piece
            }
            Reading::Events(reader, true) => {
                reader.push(&piece);
                let mut kept = BytesMut::new();
                while let Some(event) = reader.next_event() {
                    if !observe(&mut self.interception, &event) {
                        kept.extend_from_slice(&event.into_bytes());
                    }
                }
                if reader.has_overflowed() {
                    kept.extend_from_slice(&reader.take_rest());
                    self.reading = Reading::Nothing;
                }
                kept.freeze()
            }
        }
    }

    /// The body is over: reads what waited for that, notes how the answer ended, and gives what
    /// was held back.
    fn finish(&mut self, is_clean: bool) -> Option<Bytes> {
        self.is_over = true;
        let reading = std::mem::replace(&mut self.reading, Reading::Known);
        let (ending, rest) = match reading {
            Reading::Known => return None,
            _ if self.is_empty && is_clean => {
                (Ending::Failed("the response is empty".to_owned()), None)
            }
            // What cannot be read is taken for what its connection makes of it.
            Reading::Nothing if is_clean => (Ending::Whole, None),
            Reading::Nothing => (Ending::Open, None),
            Reading::Whole(text) if text.is_empty() => (Ending::Open, None),
            Reading::Whole(text) => (self.interception.read_whole(&text), None),
            Reading::Events(mut reader, hides_usage) => {
                let rest = reader.take_rest();
                if let Some(event) = unended(&rest) {
                    observe(&mut self.interception, &event);
                }
                let rest = Some(rest).filter(|rest| hides_usage && !rest.is_empty());
                (self.interception.ending(), rest)
            }
        };
        self.interception.end_as(ending);
        rest
    }
}

/// The event at the end of a stream whose empty line was left out, as some providers do; one that
/// was cut off is no JSON, and says nothing.
fn unended(rest: &Bytes) -> Option<Event> {
    let mut reader = EventReader::new();
    reader.push(rest);
    reader.push(b"\n\n");
    reader.next_event()
}

/// Shows an event to the observer; `true` when it tells the usage and nothing else.
fn observe(interception: &mut Interception, event: &Event) -> bool {
    let Some(data) = event.data() else { return false };
    if data.trim() == DONE {
        interception.observer().done();
        return false;
    }
    let Ok(value) = lenient_json::read_answer(data.as_bytes()) else { return false };
    interception.observer().event(&value, &data);
    interception.note_response();
    let observer = interception.observer();
    observer.is_only_usage(&value)
}

impl HttpBody for Relay {
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
            let frame = match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                None => match self.finish(true) {
                    Some(rest) => return Poll::Ready(Some(Ok(Frame::data(rest)))),
                    None => return Poll::Ready(None),
                },
                Some(Err(error)) => {
                    self.finish(false);
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(frame)) => frame,
            };
            match frame.into_data() {
                Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                Ok(piece) => {
                    let kept = self.read(piece);
                    // The server stops asking when it knows that nothing more comes.
                    if self.body.is_end_stream() && !self.is_over {
                        let rest = self.finish(true);
                        let all = [Some(kept), rest].into_iter().flatten();
                        let all: Vec<Bytes> = all.filter(|bytes| !bytes.is_empty()).collect();
                        return Poll::Ready(match all.as_slice() {
                            [] => None,
                            [one] => Some(Ok(Frame::data(one.clone()))),
                            several => Some(Ok(Frame::data(several.concat().into()))),
                        });
                    }
                    if !kept.is_empty() {
                        return Poll::Ready(Some(Ok(Frame::data(kept))));
                    }
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.is_over
    }

    fn size_hint(&self) -> SizeHint {
        match self.reading {
            // What is withheld is not known before it comes.
            Reading::Events(_, true) => SizeHint::default(),
            _ if self.is_over => SizeHint::with_exact(0),
            _ => self.body.size_hint(),
        }
    }
}
