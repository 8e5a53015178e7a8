//! Encrypted connections.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::plain::PlainListener;
use crate::options::Tls;

/// How long a TLS handshake may take.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// Maximum number of TLS handshakes in progress.
const MAX_HANDSHAKES: usize = 512;

/// Why connections cannot be encrypted.
#[derive(Debug, Error)]
pub(crate) enum TlsError {
    /// There is nothing to encrypt with, or not as many keys as certificates.
    #[error(
        "TLS is enabled with {certificates} certificate files and {keys} key files\n  \
         because each certificate needs a key\n  \
         set both with --tls-cert-file and --tls-key-file, in the same order"
    )]
    Unpaired {
        /// How many files there are with certificates.
        certificates: usize,
        /// How many files there are with keys.
        keys: usize,
    },
    /// A file cannot be read.
    #[error("cannot read `{}`\n  because {source}\n  check the path and its permissions", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file does not hold what it should.
    #[error("`{}` contains no {what} in PEM format\n  \
             because {reason}", path.display())]
    NotPem {
        /// The file.
        path: PathBuf,
        /// A certificate or a key.
        what: &'static str,
        /// What the parser said.
        reason: String,
    },
    /// A certificate and a key do not belong together.
    #[error(
        "`{}` is not the key of `{}`\n  \
         because {reason}\n  \
         list certificates and keys in the same order",
        key.display(), certificate.display()
    )]
    Mismatch {
        /// The file with the certificate.
        certificate: PathBuf,
        /// The file with the key.
        key: PathBuf,
        /// What the library said.
        reason: rustls::Error,
    },
}

/// What encrypts the connections that the settings ask for; nothing when they ask for none.
///
/// # Errors
/// The first file that is missing or wrong.
pub(crate) fn acceptor(settings: &Tls) -> Result<Option<TlsAcceptor>, TlsError> {
    if !settings.enable {
        return Ok(None);
    }
    let (certificates, keys) = (&settings.cert_files, &settings.key_files);
    if certificates.is_empty() || certificates.len() != keys.len() {
        let (certificates, keys) = (certificates.len(), keys.len());
        return Err(TlsError::Unpaired { certificates, keys });
    }
    let pairs = certificates.iter().zip(keys);
    let pairs = pairs.map(|(certificate, key)| pair(certificate.into(), key.into()));
    let certified = Certified(pairs.collect::<Result<_, _>>()?);
    let mut config = rustls::ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|reason| TlsError::Mismatch {
            certificate: certificates[0].clone().into(),
            key: keys[0].clone().into(),
            reason,
        })?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(certified));
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Some(TlsAcceptor::from(Arc::new(config))))
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// A certificate, with those that sign it, and its key.
fn pair(certificate: PathBuf, key: PathBuf) -> Result<Arc<CertifiedKey>, TlsError> {
    let chain = CertificateDer::pem_slice_iter(&read(&certificate)?).collect::<Result<Vec<_>, _>>();
    let chain = chain.map_err(|error| error.to_string()).and_then(|chain| {
        if chain.is_empty() { Err("the file contains none".to_owned()) } else { Ok(chain) }
    });
    let chain = chain.map_err(|reason| TlsError::NotPem {
        path: certificate.clone(),
        what: "certificate",
        reason,
    })?;
    let secret = PrivateKeyDer::from_pem_slice(&read(&key)?);
    let secret = secret.map_err(|error| TlsError::NotPem {
        path: key.clone(),
        what: "private key",
        reason: error.to_string(),
    })?;
    CertifiedKey::from_der(chain, secret, &provider())
        .map(Arc::new)
        .map_err(|reason| TlsError::Mismatch { certificate, key, reason })
}

fn read(path: &PathBuf) -> Result<Vec<u8>, TlsError> {
    fs::read(path).map_err(|source| TlsError::Unreadable { path: path.clone(), source })
}

/// The certificates of this server.
#[derive(Debug)]
struct Certified(Vec<Arc<CertifiedKey>>);

impl ResolvesServerCert for Certified {
    /// The first certificate for the name that the client asks for; else the first of all.
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name().and_then(|name| ServerName::try_from(name).ok());
        let fits = |one: &&Arc<CertifiedKey>| {
            let end = one.cert.first().and_then(|der| webpki::EndEntityCert::try_from(der).ok());
            let named = name.as_ref().zip(end);
            named.is_some_and(|(name, end)| end.verify_is_valid_for_subject_name(name).is_ok())
        };
        self.0.iter().find(fits).or(self.0.first()).cloned()
    }
}

/// A socket whose connections are encrypted before the router sees them.
pub(super) struct TlsListener {
    agreed: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

impl TlsListener {
    /// Starts to accept connections. Clients agree on encryption side by side, so that a slow one
    /// keeps no other waiting.
    pub(super) fn start(listener: TcpListener, acceptor: TlsAcceptor) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (send, agreed) = mpsc::channel(1);
        tokio::spawn(accept(listener, acceptor, send));
        Ok(Self { agreed, address })
    }
}

async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    agreed: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let mut listener = PlainListener(listener);
    let places = Arc::new(Semaphore::new(MAX_HANDSHAKES));
    loop {
        let (stream, address) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = agreed.closed() => return,
        };
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let (acceptor, agreed) = (acceptor.clone(), agreed.clone());
        tokio::spawn(async move {
            let agreement = tokio::time::timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)).await;
            drop(place);
            match agreement {
                // When nobody receives it, the server is stopping.
                Ok(Ok(stream)) => drop(agreed.send((stream, address)).await),
                Ok(Err(error)) => tracing::debug!(%address, %error, "a TLS handshake failed"),
                Err(_) => tracing::debug!(%address, "a TLS handshake took too long"),
            }
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
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
