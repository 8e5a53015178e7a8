//! Encrypted connections.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::accepting::accept;
use super::connections::{Connections, Place};
use super::refusal::Refusals;
use super::watched::Watched;

/// How long a TLS handshake may take.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// An encrypted connection, and where it comes from.
type Agreed = (Watched<TlsStream<TcpStream>>, SocketAddr);

/// A socket whose connections are encrypted before the router sees them.
pub(super) struct TlsListener {
    agreed: mpsc::Receiver<Agreed>,
    address: SocketAddr,
}

impl TlsListener {
    /// Starts to accept connections. Clients agree on encryption side by side, so that a slow one
    /// keeps no other waiting.
    pub(super) fn start(
        listener: TcpListener,
        acceptor: TlsAcceptor,
        connections: Arc<Connections>,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (send, agreed) = mpsc::channel(1);
        tokio::spawn(agree_with_all(listener, acceptor, connections, send));
        Ok(Self { agreed, address })
    }
}

async fn agree_with_all(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    connections: Arc<Connections>,
    agreed: mpsc::Sender<Agreed>,
) {
    let refusals = Refusals::default();
    loop {
        let (stream, address) = tokio::select! {
            accepted = accept(&listener, &connections) => accepted,
            () = agreed.closed() => return,
        };
        let (acceptor, agreed) = (acceptor.clone(), agreed.clone());
        let Some(place) = connections.enter() else {
            // Only what is encrypted reaches the client.
            refusals.refuse(async move { acceptor.accept(stream).await });
            continue;
        };
        tokio::spawn(async move {
            if let Some(connection) = agree(&acceptor, stream, address, place).await {
                // When nobody receives it, the server is stopping.
                let _ = agreed.send((connection, address)).await;
            }
        });
    }
}

/// Agrees with one client on encryption, if it does so in time and its place is not needed.
async fn agree(
    acceptor: &TlsAcceptor,
    stream: TcpStream,
    address: SocketAddr,
    place: Place,
) -> Option<Watched<TlsStream<TcpStream>>> {
    let agreement = tokio::select! {
        agreement = tokio::time::timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)) => agreement,
        () = place.activity().evicted() => return None,
    };
    match agreement {
        Ok(Ok(stream)) => return Some(Watched::new(stream, place)),
        Ok(Err(error)) => tracing::debug!(%address, %error, "a TLS handshake failed"),
        Err(_) => tracing::debug!(%address, "a TLS handshake took too long"),
    }
    None
}

impl Listener for TlsListener {
    type Io = Watched<TlsStream<TcpStream>>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.agreed.recv().await {
            Some(connection) => connection,
            // The task that accepts ends only after this listener.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
