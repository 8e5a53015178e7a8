//! The bodies of requests on their way in, which must come at some pace.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use thiserror::Error;
use tokio::time::Instant;

use crate::alarm::Alarm;

/// How long may be waited for a body in all, however small it is.
const GRACE: Duration = Duration::from_secs(30);

/// How many bytes give one second more.
const BYTES_A_SECOND: u64 = 1024;

/// A client sent its request too slowly.
#[derive(Debug, Error)]
#[error("the request arrived too slowly")]
pub(super) struct TooSlow;

/// A body that breaks off when its client is silent for too long, or sends a byte now and then.
///
/// Only time spent waiting for the body counts: a slow provider does not break it off.
pub(super) struct Arriving {
    body: Body,
    /// How long nothing may come.
    silence: Duration,
    received: u64,
    /// How long has been waited before now.
    waited: Duration,
    waiting_since: Option<Instant>,
    late: Alarm,
}

impl Arriving {
    pub(super) fn new(body: Body, silence: Duration) -> Self {
        let (waited, waiting_since) = (Duration::ZERO, None);
        Self { body, silence, received: 0, waited, waiting_since, late: Alarm::default() }
    }

    /// How long may be waited now.
    fn patience(&self) -> Duration {
        let allowed = GRACE + Duration::from_secs(self.received / BYTES_A_SECOND);
        self.silence.min(allowed.saturating_sub(self.waited))
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            if let Some(since) = self.waiting_since.take() {
                self.waited += since.elapsed();
            }
            if let Some(Ok(frame)) = &frame {
                self.received += frame.data_ref().map_or(0, |piece| piece.len() as u64);
            }
            return Poll::Ready(frame);
        }
        let patience = self.patience();
        let this = &mut *self;
        let since = *this.waiting_since.get_or_insert_with(Instant::now);
        ready!(this.late.poll(cx, since + patience));
        Poll::Ready(Some(Err(axum::Error::new(TooSlow))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::{StreamExt, stream};
    use http_body_util::BodyExt;

    use super::*;

    const SILENCE: Duration = Duration::from_mins(1);

    /// A body of pieces, each so long after the one before.
    fn body(pieces: usize, size: usize, apart: Duration) -> Body {
        let pieces = stream::iter(0..pieces).then(move |_| async move {
            tokio::time::sleep(apart).await;
            Ok::<_, Infallible>(Bytes::from(vec![0; size]))
        });
        Body::from_stream(pieces.boxed())
    }

    #[tokio::test(start_paused = true)]
    async fn bodies_must_come_at_some_pace() {
        let seconds = Duration::from_secs;
        let table = [
            // A byte a second.
            (body(1000, 1, seconds(1)), Some(seconds(30))),
            (body(20, 1, seconds(1)), None),
            // A kilobyte a second, for long.
            (body(1000, 1024, seconds(1)), None),
            (body(1000, 512, seconds(1)), Some(seconds(60))),
            // Nothing for too long, after a good start.
            (body(2, 1024 * 1024, seconds(61)), Some(seconds(30))),
            (body(2, 1024 * 1024, seconds(29)), None),
        ];
        for (at, (body, expected)) in table.into_iter().enumerate() {
            let began = Instant::now();
            let collected = Arriving::new(body, SILENCE).collect().await;
            let ended = collected.is_err().then(|| began.elapsed());
            match expected {
                None => assert_eq!(ended, None, "{at}"),
                // Pieces come a bit later than they are due, and kilobytes count as a whole.
                Some(expected) => {
                    let ended = ended.expect("it breaks off");
                    assert!(ended.abs_diff(expected) <= seconds(2), "{at} {ended:?}");
                }
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn silence_breaks_a_body_off() {
        let began = Instant::now();
        let silence = Duration::from_secs(2);
        let collected = Arriving::new(body(1, 1, SILENCE), silence).collect().await;
        assert!(collected.is_err());
        assert_eq!(began.elapsed(), silence);
    }

    #[tokio::test(start_paused = true)]
    async fn time_in_which_nobody_reads_does_not_count() {
        let mut body = Arriving::new(body(5, 1, Duration::from_secs(5)), SILENCE);
        while let Some(frame) = body.frame().await {
            assert!(frame.is_ok());
            tokio::time::sleep(Duration::from_mins(10)).await;
        }
    }
}
