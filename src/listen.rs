//! Listening on an address, and stopping in good order.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::Router;
use thiserror::Error;
use tokio::net::TcpListener;

/// A socket that is open. Whoever connects waits until it is served.
#[derive(Debug)]
pub(crate) struct Listening {
    listener: TcpListener,
    address: SocketAddr,
}

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
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
        "`{text}` is not an address to listen on\n  \
         because it is not a host and a port ({source})\n  \
         try `127.0.0.1:3000`, or `0.0.0.0:3000` for every network of this machine"
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
         because another program already does ({source})\n  \
         try another port with `coder server --http-address 127.0.0.1:3001` or in \
         $CODER_HTTP_ADDRESS; port 0 takes any free one"
    )]
    InUse {
        /// What was given.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// The system does not let this user have the address.
    #[error(
        "cannot listen on {address}\n  \
         because this user may not ({source})\n  \
         try a port above 1023 with `coder server --http-address 127.0.0.1:3000` or in \
         $CODER_HTTP_ADDRESS"
    )]
    Forbidden {
        /// What was given.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// The host is not known, or not an address of this machine.
    #[error(
        "cannot listen on {address}\n  \
         because the host is not one of this machine's addresses ({source})\n  \
         try `coder server --http-address 127.0.0.1:3000`, or set $CODER_HTTP_ADDRESS"
    )]
    NotHere {
        /// What was given.
        address: String,
        /// What the system said.
        source: io::Error,
    },
}

impl ListenError {
    fn new(address: &str, source: io::Error) -> Self {
        let address = address.to_owned();
        match source.kind() {
            io::ErrorKind::InvalidInput => Self::NotAnAddress { text: address, source },
            io::ErrorKind::AddrInUse => Self::InUse { address, source },
            io::ErrorKind::PermissionDenied => Self::Forbidden { address, source },
            _ => Self::NotHere { address, source },
        }
    }
}

impl Listening {
    /// Opens a socket on `address`, a host and a port. Port 0 stands for any free port.
    pub(crate) async fn open(address: &str) -> Result<Self, ListenError> {
        let refused = |source| ListenError::new(address, source);
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let bound = listener.local_addr().map_err(refused)?;
        Ok(Self { listener, address: bound })
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

    /// Serves `router` until `stop` is done, then finishes the requests in flight, until `give_up` is done.
    pub(crate) async fn serve(
        self,
        router: Router,
        stop: impl Future<Output = ()> + Send + 'static,
        give_up: impl Future<Output = ()>,
    ) -> io::Result<Ending> {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(self.listener, service).with_graceful_shutdown(stop);
        tokio::select! {
            ended = served => ended.map(|()| Ending::Finished),
            () = give_up => Ok(Ending::GivenUp),
        }
    }
}

#[cfg(test)]
mod tests;
