//! A connection of HTTP/1.1 that works only while it is polled: in the task of the request that is on
//! it. A task of its own would have to be woken for each piece of an answer, and would wake the other
//! one for it, mostly from another thread.

use std::pin::{Pin, pin};
use std::task::{Context, Waker};

use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A connection on which one request after the other is answered.
pub(super) struct DrivenConnection {
    sender: SendRequest<reqwest::Body>,
    work: http1::Connection<TokioIo<TcpStream>, reqwest::Body>,
    /// Whether the work is done: it must not be polled any more.
    is_over: bool,
}

impl DrivenConnection {
    /// A connection on which nothing was sent yet.
    ///
    /// # Errors
    /// The connection ended already.
    pub(super) async fn new(stream: TokioIo<TcpStream>) -> hyper::Result<Box<Self>> {
        let (sender, work) = http1::handshake(stream).await?;
        Ok(Box::new(Self { sender, work, is_over: false }))
    }

    /// Does what can be done now.
    pub(super) fn drive(&mut self, cx: &mut Context<'_>) {
        // How it went is told to the request and to its answer's body.
        self.is_over = self.is_over || Pin::new(&mut self.work).poll(cx).is_ready();
    }

    /// Whether another request can be sent, as far as is known now.
    pub(super) fn is_free(&mut self) -> bool {
        self.drive(&mut Context::from_waker(Waker::noop()));
        !self.is_over && self.sender.is_ready()
    }

    /// Sends a request, and gives the answer as soon as its head is there, with the connection that its
    /// body comes on.
    ///
    /// # Errors
    /// The connection ended before. The error holds the request where none of it was sent.
    pub(super) async fn ask(
        mut self: Box<Self>,
        request: Request<reqwest::Body>,
    ) -> Result<(Response<Incoming>, Box<Self>), TrySendError<Request<reqwest::Body>>> {
        let mut answered = pin!(self.sender.try_send_request(request));
        let response = std::future::poll_fn(|cx| {
            self.drive(cx);
            answered.as_mut().poll(cx)
        });
        Ok((response.await?, self))
    }
}
