//! Plain connections.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};

use super::accepting::accept;
use super::connections::Connections;
use super::refusal::Refusals;
use super::watched::Watched;

/// A socket whose connections are watched.
pub(super) struct PlainListener {
    listener: TcpListener,
    connections: Arc<Connections>,
    refusals: Refusals,
}

impl PlainListener {
    pub(super) fn new(listener: TcpListener, connections: Arc<Connections>) -> Self {
        Self { listener, connections, refusals: Refusals::default() }
    }
}

impl Listener for PlainListener {
    type Io = Watched<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = accept(&self.listener, &self.connections).await;
            match self.connections.enter() {
                Some(place) => return (Watched::new(stream, place), address),
                None => self.refusals.refuse(async { Ok::<_, Infallible>(stream) }),
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}
