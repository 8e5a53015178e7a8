//! Certificates of the server and of its clients, made anew each time.

use std::path::Path;
use std::sync::Arc;

use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

/// The certificates of a test.
pub(crate) struct Certificates {
    server: CertifiedKey<KeyPair>,
    client: CertifiedKey<KeyPair>,
}

impl Certificates {
    pub(crate) fn new() -> Self {
        let make = |name: &str| generate_simple_self_signed([name.to_owned()]).expect("a key");
        Self { server: make("localhost"), client: make("client") }
    }

    /// Writes the client's certificate and key where programs look for them.
    pub(crate) fn write_client(&self, folder: &Path) {
        let files = [
            ("client.pem", self.client.cert.pem()),
            ("client.key", self.client.signing_key.serialize_pem()),
        ];
        for (name, text) in files {
            super::super::write(&folder.join(name), text.as_bytes());
        }
    }

    /// A server that asks for a certificate, and does without one.
    pub(super) fn server(&self) -> Arc<ServerConfig> {
        let mut known = RootCertStore::empty();
        known.add(self.client.cert.der().clone()).expect("a certificate");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let clients =
            WebPkiClientVerifier::builder_with_provider(Arc::new(known), Arc::clone(&provider))
                .allow_unauthenticated()
                .build()
                .expect("a verifier");
        let key = PrivatePkcs8KeyDer::from(self.server.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_client_cert_verifier(clients)
            .with_single_cert(vec![self.server.cert.der().clone()], PrivateKeyDer::Pkcs8(key));
        Arc::new(config.expect("a server"))
    }
}
