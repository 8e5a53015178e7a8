//! The loop: reads a round's answer, carries out the calls of the bridge's tools in it, and asks
//! again with their results, until the model is done or waits for the client.
//!
//! It ends early at three bounds: when results were sent `--aibridge-max-tool-rounds` times, when
//! `--aibridge-tool-rounds-timeout` has passed (an answer that is coming is still relayed), and
//! when the request has grown by [`MAX_GROWTH_BYTES`]. The client's answer then ends like one that
//! was cut off at a limit.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use bytes::{Bytes, BytesMut};
use futures_util::future::join_all;
use http_body_util::{BodyExt, Limited};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tracing::Span;

use super::carrying::{bytes, carry_out};
use super::driven::Driven;
use super::{AnswerEnd, CompletedCall, Conversation, InjectedCall, InjectedTools, tool_of};
use crate::aibridge::error::BridgeError;
use crate::aibridge::event_stream::{Event, EventReader};
use crate::aibridge::gateway::{AnswerKind, DONE, ProviderRequest, Relay};
use crate::aibridge::interception::{Interception, Outcome};
use crate::aibridge::lenient_json;
use crate::aibridge::operation::{Ending, error_in};

/// Maximum number of bytes by which a request may grow.
const MAX_GROWTH_BYTES: usize = 32 * 1024 * 1024;

/// Maximum number of bytes of an answer that are kept in memory.
const MAX_ANSWER_BYTES: usize = 32 * 1024 * 1024;

/// Maximum number of bytes of a provider's error that are read.
const MAX_ERROR_BYTES: usize = 1024 * 1024;

/// How often a stream in which tools run shows that it is alive.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// A comment, which readers of events skip (HTML standard, section 9.2.6).
const COMMENT: &[u8] = b": tools are running\n\n";

/// Limits of the loop for one request.
#[derive(Debug, Clone, Copy)]
pub(in crate::aibridge) struct LoopLimits {
    /// Maximum number of times that results are sent.
    pub(in crate::aibridge) rounds: usize,
    /// Maximum duration, from the client's request on.
    pub(in crate::aibridge) time: Duration,
}

/// A client's request that takes several rounds.
pub(in crate::aibridge) struct ToolLoop {
    provider: ProviderRequest,
    offered: Arc<InjectedTools>,
    conversation: Box<dyn Conversation>,
    interception: Interception,
    /// The request of this round.
    request: Bytes,
    /// How large the first one was.
    first: usize,
    /// How often results may still be sent.
    left: usize,
    deadline: Instant,
    /// Whether this round is not the first.
    is_later: bool,
}

/// Why a stream does not go on: what the client is told, in the provider's shape, and how the
/// interception ends.
struct BrokenOff {
    told: Value,
    outcome: Outcome,
}

/// How it goes on after a round.
enum Next {
    /// With a further round.
    Ask(Bytes),
    /// Not at all.
    End(AnswerEnd),
}

impl ToolLoop {
    /// Rounds of which the first was asked with this request.
    pub(in crate::aibridge) fn new(
        mut provider: ProviderRequest,
        offered: Arc<InjectedTools>,
        conversation: Box<dyn Conversation>,
        request: Bytes,
        bounds: LoopLimits,
        mut interception: Interception,
    ) -> Self {
        provider.is_asked_again();
        interception.offers(&offered);
        let deadline = interception.since() + bounds.time;
        let (first, left) = (request.len(), bounds.rounds);
        Self {
            provider,
            offered,
            conversation,
            interception,
            request,
            first,
            left,
            deadline,
            is_later: false,
        }
    }

    /// The client's answer: a stream that goes on while it is read, after the first round's.
    pub(in crate::aibridge) fn streamed(self, first: Response<Body>) -> Response<Body> {
        first.map(|body| Body::new(Driven::new(|out| self.drive(body, out))))
    }

    async fn drive(mut self, mut answer: Body, out: mpsc::Sender<Bytes>) {
        let outcome = loop {
            let next = match self.relay(answer, &out).await {
                Ok(()) => kept_alive(self.next(), &out).await,
                Err(error) => break Err(error),
            };
            match next {
                Next::End(ending) => break self.end(ending),
                Next::Ask(request) => match self.stream_of(request).await {
                    Ok(body) => answer = body,
                    Err(error) => break Err(error),
                },
            }
        };
        match outcome {
            Ok((end, ending)) => {
                send(&out, end).await;
                self.interception.end_as(ending);
            }
            Err(BrokenOff { told, outcome }) => {
                send(&out, self.conversation.error_event(&told)).await;
                self.interception.end(outcome);
            }
        }
    }

    /// The end of the stream. The client has seen the start of a message, so that one which stops
    /// without an end has failed, unless the provider has said so itself.
    fn end(&mut self, ending: AnswerEnd) -> Result<(Bytes, Ending), BrokenOff> {
        let end = self.conversation.end(ending);
        let told = self.interception.ending();
        if end.is_empty() && self.is_later && told == Ending::Open {
            let why = "its response ended early.".to_owned();
            return Err(self.error(&BridgeError::Unreachable(why)));
        }
        Ok((end, told))
    }

    /// Relays one round's stream up to its end.
    async fn relay(&mut self, mut body: Body, out: &mpsc::Sender<Bytes>) -> Result<(), BrokenOff> {
        let mut reader = EventReader::new();
        while let Some(frame) = body.frame().await {
            let frame = match frame {
                Ok(frame) => frame,
                // What becomes of the connection behind the end of the answer says nothing.
                Err(_) if self.interception.ending() != Ending::Open => break,
                Err(error) => {
                    let why = format!("its response ended early ({error}).");
                    return Err(self.error(&BridgeError::Unreachable(why)));
                }
            };
            let Ok(piece) = frame.into_data() else { continue };
            reader.push(&piece);
            let mut shown = BytesMut::new();
            while let Some(event) = reader.next_event() {
                shown.extend_from_slice(&self.event(&event.tidied()).unwrap_or_default());
            }
            send(out, shown.freeze()).await;
            if reader.has_overflowed() || self.conversation.held() > MAX_ANSWER_BYTES {
                return Err(self.error(&too_large()));
            }
        }
        // Some providers leave out the empty line behind the last event.
        reader.push(b"\n\n");
        while let Some(event) = reader.next_event().map(Event::tidied) {
            let is_whole = event.data().is_some_and(|data| {
                data.trim() == DONE || lenient_json::read_answer(data.as_bytes()).is_ok()
            });
            if is_whole {
                send(out, self.event(&event).unwrap_or_default()).await;
            }
        }
        self.interception.round_is_over();
        Ok(())
    }

    /// Reads an event; gives what of it the client gets.
    fn event(&mut self, event: &Event) -> Option<Bytes> {
        let Some(data) = event.data() else { return Some(event.clone().into_bytes()) };
        if data.trim() == DONE {
            self.interception.observer().done();
        } else if let Ok(value) = lenient_json::read_answer(data.as_bytes()) {
            self.interception.observer().event(&value, &data);
            self.interception.note_response();
        }
        self.conversation.event(event, &data)
    }

    /// The stream of a further round.
    async fn stream_of(&mut self, request: Bytes) -> Result<Body, BrokenOff> {
        let response = self.ask(request).await.map_err(|error| self.error(&error))?;
        let (response, answer) = AnswerKind::of(response, false).await;
        let status = response.status();
        if status.is_success() && matches!(answer, AnswerKind::Events { .. }) {
            return Ok(response.into_body());
        }
        let body = Limited::new(response.into_body(), MAX_ERROR_BYTES).collect().await;
        let told = body.ok().and_then(|body| serde_json::from_slice(&body.to_bytes()).ok());
        let told = told.filter(|told: &Value| told["error"].is_object());
        let why = told.as_ref().and_then(error_in).map(|why| format!(": {why}"));
        let why = format!("the response to a later round is {status}{}", why.unwrap_or_default());
        let told = told.unwrap_or_else(|| {
            let status = if status.is_success() { StatusCode::BAD_GATEWAY } else { status };
            self.provider.error_body(status, "The provider did not respond to a later round.")
        });
        Err(BrokenOff { told, outcome: Outcome::Failed(why) })
    }

    fn error(&self, error: &BridgeError) -> BrokenOff {
        let told = self.provider.error_body(error.status(), &error.message());
        BrokenOff { told, outcome: Outcome::from(error) }
    }

    async fn ask(&mut self, request: Bytes) -> Result<Response<Body>, BridgeError> {
        self.interception.next_round(request.len().saturating_sub(self.request.len()));
        self.is_later = true;
        self.request = request;
        let span = self.interception.upstream().clone();
        self.provider.ask(self.request.clone(), &span).await
    }

    /// The client's answer, whole. When a later round fails, it is what that round gave.
    pub(in crate::aibridge) async fn whole(
        mut self,
        mut response: Response<Body>,
    ) -> Result<Response<Body>, BridgeError> {
        loop {
            let (head, body) = response.into_parts();
            let text = match collect(body).await {
                Ok(text) => text,
                Err(error) => return Err(self.give_up(error)),
            };
            self.interception.round_is_over();
            let ending = self.interception.read_whole(&text);
            let last = if self.take(&text) {
                match self.next().await {
                    Next::End(ending) => self.conversation.whole(ending),
                    Next::Ask(request) => {
                        response = match self.ask(request).await {
                            Ok(response) => response,
                            Err(error) => return Err(self.give_up(error)),
                        };
                        let answer;
                        (response, answer) = AnswerKind::of(response, false).await;
                        if response.status().is_success() && answer == AnswerKind::Whole {
                            continue;
                        }
                        self.interception.answered(response.status().as_u16());
                        let relay = |body| Body::new(Relay::new(body, answer, self.interception));
                        return Ok(response.map(relay));
                    }
                }
            } else {
                text
            };
            self.interception.end_as(ending);
            let relay = Relay::of_known(Body::from(last), self.interception);
            return Ok(Response::from_parts(head, Body::new(relay)));
        }
    }

    fn give_up(&mut self, error: BridgeError) -> BridgeError {
        self.interception.not_answered(&error);
        error
    }

    /// Takes a whole answer; `false` when it cannot be taken as one.
    fn take(&mut self, text: &[u8]) -> bool {
        std::str::from_utf8(text).is_ok_and(|text| self.conversation.answer(text))
    }

    /// Carries out the calls of the round that was read, and says how it goes on.
    async fn next(&mut self) -> Next {
        let turn = self.conversation.turn();
        if !turn.waits || turn.calls.is_empty() {
            if turn.calls.is_empty() {
                self.conversation.remember(&[], self.interception.memory());
            }
            self.note_left(&turn.calls, "the response was cut off before the call could be made");
            return Next::End(AnswerEnd::Own);
        }
        if turn.has_own {
            let carried = self.carry_out(turn.calls).await;
            self.conversation.remember(&carried, self.interception.memory());
            return Next::End(AnswerEnd::Own);
        }
        if self.left == 0 {
            self.note_left(&turn.calls, "results were sent --aibridge-max-tool-rounds times");
            return self.cut("rounds");
        }
        let carried = self.carry_out(turn.calls).await;
        if Instant::now() >= self.deadline {
            return self.cut("time");
        }
        let results: usize = carried.iter().map(|carried| bytes(&carried.result)).sum();
        let next_size = self.request.len() + self.conversation.held() + results;
        if next_size > self.first + MAX_GROWTH_BYTES {
            return self.cut("size");
        }
        let request = std::str::from_utf8(&self.request).ok();
        let next = request.and_then(|request| self.conversation.proceed(request, &carried));
        let Some(next) = next else { return self.cut("request") };
        self.left -= 1;
        Next::Ask(next.into())
    }

    fn cut(&self, bound: &str) -> Next {
        let interception_id = self.interception.id();
        tracing::warn!(%interception_id, bound, "a response with tool calls is cut off at a limit");
        Next::End(AnswerEnd::Cut)
    }

    /// Carries out calls at the same time; gives the results in the order of the calls.
    async fn carry_out(&mut self, calls: Vec<InjectedCall>) -> Vec<CompletedCall> {
        let offered = Arc::clone(&self.offered);
        let span = |call: &InjectedCall| match tool_of(&offered, call) {
            Some(tool) => self.interception.tool_call(tool),
            None => Span::none(),
        };
        let spans: Vec<Span> = calls.iter().map(span).collect();
        let calls = calls.into_iter().zip(spans);
        let carried =
            join_all(calls.map(|(call, span)| carry_out(&offered, call, self.deadline, span)))
                .await;
        for CompletedCall { call, result } in &carried {
            self.interception.called(&call.id, result.error.clone());
        }
        carried
    }

    /// Notes calls that are not carried out.
    fn note_left(&mut self, calls: &[InjectedCall], why: &str) {
        for call in calls {
            self.interception.called(&call.id, Some(why.to_owned()));
        }
    }
}

fn too_large() -> BridgeError {
    BridgeError::Unreachable(format!("its response has more than {MAX_ANSWER_BYTES} bytes."))
}

/// A whole answer.
async fn collect(body: Body) -> Result<Bytes, BridgeError> {
    let collected = Limited::new(body, MAX_ANSWER_BYTES).collect().await;
    match collected {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Err(too_large()),
        Err(error) => Err(BridgeError::Unreachable(format!("its response ended early ({error})."))),
    }
}

/// What `work` gives. While it takes long, the client and what is between are told that the stream
/// is not dead.
async fn kept_alive<T>(work: impl Future<Output = T>, out: &mpsc::Sender<Bytes>) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        match tokio::time::timeout(KEEP_ALIVE, &mut work).await {
            Ok(done) => return done,
            Err(_) => send(out, Bytes::from_static(COMMENT)).await,
        }
    }
}

/// Passes a piece on, and waits for a slow reader. The reader owns who sends, so it is there.
async fn send(out: &mpsc::Sender<Bytes>, piece: Bytes) {
    if !piece.is_empty() {
        let _ = out.send(piece).await;
    }
}
