//! Listening on addresses, plain and encrypted, and stopping in good order.

use std::future::IntoFuture;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use futures_util::FutureExt;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

mod accepting;
mod activity;
mod certificates;
mod connections;
pub(crate) mod descriptors;
pub(crate) mod metrics;
mod peer;
mod plain;
mod preface;
mod refusal;
mod requests;
mod tls;
mod validity;
mod watched;

pub(crate) use activity::ConnectionLimits;
pub(crate) use certificates::{Certificates, TlsError};
pub(crate) use peer::Peer;
pub(crate) use requests::WriteTimeout;

use connections::Connections;
use metrics::ConnectionMetrics;
use plain::PlainListener;
use requests::Serving;

/// The flag of the address for plain connections.
pub(crate) const HTTP_ADDRESS: &str = "http-address";

/// The flag of the address for encrypted connections.
const TLS_ADDRESS: &str = "tls-address";

/// Sockets that are open. Clients that connect wait until they are served.
pub(crate) struct Listening {
    listener: TcpListener,
    encrypted: Option<(TcpListener, TlsAcceptor)>,
    address: SocketAddr,
    connections: Arc<Connections>,
}

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShutdownOutcome {
    /// Every request in flight was answered.
    Finished,
    /// Some connection was still open when waiting for it was given up.
    GivenUp,
}

/// Why an address cannot be listened on.
#[derive(Debug, Error)]
pub(crate) enum ListenError {
    /// The text is not a host and a port.
    #[error(
        "`{text}` is not a valid listen address\n  \
         because it is not a host and a port ({source})\n  \
         try `127.0.0.1:3000`, or `0.0.0.0:3000` for all networks of this machine"
    )]
    NotAnAddress {
        /// What was given.
        text: String,
        /// What the parser found.
        source: io::Error,
    },
    /// Another socket has the address.
    #[error(
        "cannot listen on {address}\n  \
         because the address is already in use ({source})\n  \
         try another port with `coder server --{flag} 127.0.0.1:3001`, or port 0 for any free one"
    )]
    InUse {
        /// What was given.
        address: String,
        /// The flag of the setting.
        flag: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The system does not let this user have the address.
    #[error(
        "cannot listen on {address}\n  \
         because this user lacks permission ({source})\n  \
         try a port above 1023 with `coder server --{flag} 127.0.0.1:3000`"
    )]
    Forbidden {
        /// What was given.
        address: String,
        /// The flag of the setting.
        flag: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The host is not known, or not an address of this machine.
    #[error(
        "cannot listen on {address}\n  \
         because the host is not an address of this machine ({source})\n  \
         try `coder server --{flag} 127.0.0.1:3000`"
    )]
    NotHere {
        /// What was given.
        address: String,
        /// The flag of the setting.
        flag: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl ListenError {
    fn new(address: &str, flag: &'static str, source: io::Error) -> Self {
        let address = address.to_owned();
        match source.kind() {
            io::ErrorKind::InvalidInput => Self::NotAnAddress { text: address, source },
            io::ErrorKind::AddrInUse => Self::InUse { address, flag, source },
            io::ErrorKind::PermissionDenied => Self::Forbidden { address, flag, source },
            _ => Self::NotHere { address, flag, source },
        }
    }
}

impl Listening {
    /// Opens a socket on `address`, a host and a port. Port 0 stands for any free port.
    pub(crate) async fn open(address: &str) -> Result<Self, ListenError> {
        let rejected = |source| ListenError::new(address, HTTP_ADDRESS, source);
        let listener = TcpListener::bind(address).await.map_err(rejected)?;
        let bound = listener.local_addr().map_err(rejected)?;
        let connections =
            Connections::new(ConnectionLimits::default(), ConnectionMetrics::default());
        Ok(Self { listener, encrypted: None, address: bound, connections })
    }

    /// Limits the connections of both sockets, and counts them.
    pub(crate) fn limit(mut self, limits: ConnectionLimits, metrics: ConnectionMetrics) -> Self {
        self.connections = Connections::new(limits, metrics);
        self
    }

    /// Opens a second socket, for encrypted connections.
    pub(crate) async fn encrypt(
        mut self,
        address: &str,
        acceptor: TlsAcceptor,
    ) -> Result<Self, ListenError> {
        let rejected = |source| ListenError::new(address, TLS_ADDRESS, source);
        let listener = TcpListener::bind(address).await.map_err(rejected)?;
        self.encrypted = Some((listener, acceptor));
        Ok(self)
    }

    /// The address of the socket for encrypted connections.
    pub(crate) fn encrypted_address(&self) -> Option<SocketAddr> {
        self.encrypted.as_ref().and_then(|(listener, _)| listener.local_addr().ok())
    }

    /// The URL under which a program on this machine reaches the server.
    pub(crate) fn url(&self) -> String {
        let mut address = self.address;
        match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            IpAddr::V4(_) | IpAddr::V6(_) => {}
        }
        format!("http://{address}")
    }

    /// The address of the socket.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves `router` until `stop` is done, then finishes the requests in flight, until `give_up`
    /// is done.
    pub(crate) async fn serve(
        self,
        router: Router,
        stop: impl Future<Output = ()> + Send + 'static,
        give_up: impl Future<Output = ()>,
    ) -> io::Result<ShutdownOutcome> {
        let stop = stop.shared();
        let service = Serving(router);
        let listener = PlainListener::new(self.listener, Arc::clone(&self.connections));
        let plain = axum::serve(listener, service.clone());
        let plain = plain.with_graceful_shutdown(stop.clone()).into_future();
        let encrypted = async {
            let Some((listener, acceptor)) = self.encrypted else { return Ok(()) };
            let listener = tls::TlsListener::start(listener, acceptor, self.connections)?;
            axum::serve(listener, service).with_graceful_shutdown(stop).await
        };
        tokio::select! {
            ended = async { tokio::try_join!(plain, encrypted) } => ended.map(|_| ShutdownOutcome::Finished),
            () = give_up => Ok(ShutdownOutcome::GivenUp),
        }
    }
}

#[cfg(test)]
mod tests;
