//! A connection that ends when its client keeps it waiting for too long.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

use super::activity::{Activity, Awaited, Waiting};
use super::connections::Place;
use super::preface::Beginning;
use super::refusal;
use crate::alarm::Alarm;

/// A stream of bytes with the limits of a connection.
pub(super) struct Watched<Io> {
    io: Io,
    place: Place,
    beginning: Beginning,
    waiting: Alarm,
    stalled: Alarm,
    /// Since when the client takes nothing of what is sent to it.
    stalled_since: Option<Instant>,
}

impl<Io> Watched<Io> {
    pub(super) fn new(io: Io, place: Place) -> Self {
        Self {
            io,
            place,
            beginning: Beginning::default(),
            waiting: Alarm::default(),
            stalled: Alarm::default(),
            stalled_since: None,
        }
    }

    /// What the connection does now.
    pub(super) fn activity(&self) -> &Arc<Activity> {
        self.place.activity()
    }

    /// An error when the client has taken nothing for too long.
    fn watch<T>(
        &mut self,
        cx: &mut Context<'_>,
        taken: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if taken.is_ready() {
            self.stalled_since = None;
            return taken;
        }
        let since = *self.stalled_since.get_or_insert_with(Instant::now);
        ready!(self.stalled.poll(cx, since + self.activity().write_timeout()));
        Poll::Ready(Err(self.ended("write", "the client does not read the response")))
    }

    fn ended(&self, reason: &'static str, what: &'static str) -> io::Error {
        self.place.metrics().ended(reason);
        tracing::debug!(reason, "a connection was closed: {what}");
        io::Error::new(io::ErrorKind::TimedOut, what)
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin> Watched<Io> {
    /// An error when the client has kept the connection waiting for too long.
    fn await_client(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let (until, awaited) = match self.activity().waiting(cx) {
            Waiting::Busy => return Poll::Pending,
            Waiting::Evicted => {
                let what = "others need its place";
                return Poll::Ready(Err(io::Error::new(io::ErrorKind::ConnectionAborted, what)));
            }
            Waiting::Until(until, awaited) => (until, awaited),
        };
        ready!(self.waiting.poll(cx, until));
        Poll::Ready(Err(match awaited {
            Awaited::Request => self.ended("idle", "it was not used"),
            Awaited::Head => {
                // Whether the client gets it, it knows best: nothing else is on its way to it.
                let _ = Pin::new(&mut self.io).poll_write(cx, refusal::HEAD_TOO_SLOW);
                self.ended("head", "the head of a request did not arrive in time")
            }
        }))
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin> AsyncRead for Watched<Io> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.io).poll_read(cx, buffer);
        if read.is_pending() {
            return this.await_client(cx);
        }
        let received = &buffer.filled()[before..];
        if this.beginning.completes_preface(received) {
            let what = "this server does not speak HTTP/2";
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, what)));
        }
        if !received.is_empty() {
            this.activity().received();
        }
        read
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Watched<Io> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let taken = Pin::new(&mut this.io).poll_write(cx, bytes);
        this.watch(cx, taken)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let taken = Pin::new(&mut this.io).poll_write_vectored(cx, pieces);
        this.watch(cx, taken)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let taken = Pin::new(&mut this.io).poll_flush(cx);
        this.watch(cx, taken)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let taken = Pin::new(&mut this.io).poll_shutdown(cx);
        this.watch(cx, taken)
    }
}

#[cfg(test)]
mod tests;
