//! Taking connections from a socket, also when there are no descriptors left for them.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};

use super::connections::Connections;

/// How long to wait when no connection can be taken and none can make room.
const PAUSE: Duration = Duration::from_millis(100);

/// The next connection. It sends small pieces at once: otherwise the kernel keeps an event of a
/// stream until the client has acknowledged the one before, up to 40 ms.
pub(super) async fn accept(
    listener: &TcpListener,
    connections: &Connections,
) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, address)) => {
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%address, %error, "cannot set TCP_NODELAY");
                }
                return (stream, address);
            }
            // The client has left before it was taken.
            Err(error) if is_of_client(&error) => {}
            Err(error) => {
                // Most likely all descriptors are in use.
                let made_room = connections.make_room();
                tracing::debug!(%error, made_room, "cannot accept a connection");
                connections.metrics().refused();
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}
