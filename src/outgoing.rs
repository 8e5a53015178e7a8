//! What all HTTP clients of this process are made from: one list of trusted authorities.
//!
//! Reading the list takes longer than anything else about a client, and MCP connections have a client
//! each. Clients share nothing else: no connection, and no session of TLS that would let a server see
//! that two of them belong together.

use std::sync::{Arc, OnceLock};

use rustls::ClientConfig;
use rustls::client::Resumption;
use rustls::crypto::aws_lc_rs;
use rustls_platform_verifier::Verifier;

/// Which versions of HTTP a client offers to servers (ALPN, RFC 7301). Without encryption, all
/// clients speak HTTP/1.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Versions {
    /// HTTP/1.1 only.
    Http1,
    /// HTTP/2, and HTTP/1.1 where a server does not have it.
    Http2,
}

impl Versions {
    fn protocols(self) -> Vec<Vec<u8>> {
        let names: &[&str] = match self {
            Self::Http1 => &["http/1.1"],
            Self::Http2 => &["h2", "http/1.1"],
        };
        names.iter().map(|name| name.as_bytes().to_vec()).collect()
    }
}

/// The beginning of a client. It follows no redirect: what it sends may hold credentials.
pub(crate) fn client(versions: Versions) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    match configuration() {
        Some(shared) => builder.tls_backend_preconfigured(own(shared, versions)),
        // It tries again by itself, and its error says what is wrong.
        None => builder,
    }
}

/// The configuration of one client.
fn own(shared: &ClientConfig, versions: Versions) -> ClientConfig {
    let mut own = shared.clone();
    own.alpn_protocols = versions.protocols();
    own.resumption = Resumption::default();
    own
}

/// What all configurations begin as; nothing where the authorities cannot be read.
fn configuration() -> Option<&'static ClientConfig> {
    static CONFIGURATION: OnceLock<ClientConfig> = OnceLock::new();
    if let Some(read) = CONFIGURATION.get() {
        return Some(read);
    }
    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier = Verifier::new(Arc::clone(&provider)).ok()?;
    let builder = ClientConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions().ok()?;
    let read = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    Some(CONFIGURATION.get_or_init(|| read.with_no_client_auth()))
}

#[cfg(test)]
mod tests {
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
    use rustls::{HandshakeKind, RootCertStore, ServerConfig};
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    use tokio_rustls::{TlsAcceptor, TlsConnector};

    use super::*;

    /// A server, and what its clients begin as.
    fn server() -> (TlsAcceptor, ClientConfig) {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(made.cert.der().clone()).unwrap();
        let server = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let client = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap();
        let client = client.with_root_certificates(roots).with_no_client_auth();
        (TlsAcceptor::from(Arc::new(server)), client)
    }

    /// How a client and the server agree.
    async fn agree(server: &TlsAcceptor, client: &Arc<ClientConfig>) -> HandshakeKind {
        let (near, far) = duplex(64 * 1024);
        let (server, connector) = (server.clone(), TlsConnector::from(Arc::clone(client)));
        let answering = tokio::spawn(async move {
            let mut stream = server.accept(far).await.unwrap();
            stream.write_all(b"x").await.unwrap();
            stream.get_ref().1.handshake_kind().unwrap()
        });
        let name = ServerName::try_from("localhost").unwrap();
        let mut stream = connector.connect(name, near).await.unwrap();
        // What a later connection may refer to comes before the first byte.
        stream.read_u8().await.unwrap();
        answering.await.unwrap()
    }

    #[tokio::test]
    async fn a_server_cannot_tell_that_two_clients_belong_together() {
        let (server, shared) = server();
        let [one, other] = [Versions::Http1, Versions::Http1].map(|v| Arc::new(own(&shared, v)));
        assert_eq!(agree(&server, &one).await, HandshakeKind::Full);
        assert_eq!(agree(&server, &one).await, HandshakeKind::Resumed);
        assert_eq!(agree(&server, &other).await, HandshakeKind::Full);
    }

    #[test]
    fn the_authorities_are_read_once() {
        let first = configuration().unwrap();
        assert!(std::ptr::eq(first, configuration().unwrap()));
        for versions in [Versions::Http1, Versions::Http2] {
            client(versions).build().unwrap();
        }
    }
}
