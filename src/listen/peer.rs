//! Who is at the other end of a connection, whether it is encrypted or not.

use std::net::SocketAddr;

/// The address at the other end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Peer(pub(crate) SocketAddr);
