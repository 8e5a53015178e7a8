//! A server that keeps what it receives: one request after the other, plain and encrypted on the
//! same port.

mod encrypted;
mod message;
pub(crate) mod parts;

use std::io::{BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

pub(crate) use encrypted::Certificates;
pub(crate) use message::Received;

/// The first byte of an encrypted connection (RFC 8446, section 5.1: a handshake).
const HANDSHAKE: u8 = 0x16;

/// A server on a port of its own. It runs until the process ends.
pub(crate) struct AnsweringServer {
    pub(crate) address: SocketAddr,
    received: Receiver<Received>,
}

impl AnsweringServer {
    /// Starts a server that knows clients by these certificates.
    pub(crate) fn start(certificates: &Certificates) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let (sender, received) = channel();
        let config = certificates.server();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that gives up is told by what is missing.
                let _ = answer(stream, &config, &sender);
            }
        });
        Self { address, received }
    }

    /// What came since the last time.
    pub(crate) fn take(&self) -> Vec<Received> {
        self.received.try_iter().collect()
    }
}

/// Reads one request and answers it; it is handed on before the client learns of it.
fn answer(
    stream: TcpStream,
    config: &Arc<ServerConfig>,
    sender: &Sender<Received>,
) -> std::io::Result<()> {
    let mut first = [0];
    if stream.peek(&mut first)? == 0 {
        return Ok(());
    }
    if first[0] != HANDSHAKE {
        let mut stream = BufReader::new(stream);
        let received = Received::read(&mut stream, false)?;
        return respond(stream.get_mut(), received, sender);
    }
    let connection = ServerConnection::new(Arc::clone(config)).map_err(std::io::Error::other)?;
    let mut stream = BufReader::new(StreamOwned::new(connection, stream));
    let mut received = Received::read(&mut stream, true)?;
    received.has_certificate = stream.get_ref().conn.peer_certificates().is_some();
    let stream = stream.get_mut();
    respond(stream, received, sender)?;
    stream.conn.send_close_notify();
    stream.flush()
}

fn respond(
    stream: &mut (impl Read + Write),
    received: Received,
    sender: &Sender<Received>,
) -> std::io::Result<()> {
    let _ = sender.send(received);
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
    stream.flush()
}
