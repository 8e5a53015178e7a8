//! Certificates of the server and of its clients, made anew each time.

use std::path::Path;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CertifiedKey, DnType, IsCa, KeyPair,
    KeyUsagePurpose, generate_simple_self_signed,
};
use rustls::crypto::aws_lc_rs::{default_provider, sign::any_supported_type};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier};
use rustls::sign::CertifiedKey as SigningCertificate;
use rustls::{RootCertStore, ServerConfig};

use super::super::requests::write;

/// Names of a server that clients reach by its address, without a name in their first message.
const ADDRESSES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// The certificates of a test.
pub(crate) struct Certificates {
    authority: Arc<Authority>,
    client: CertifiedKey<KeyPair>,
}

impl Certificates {
    pub(crate) fn new() -> Self {
        let client = generate_simple_self_signed(["client".to_owned()]).expect("a key");
        Self { authority: Arc::new(Authority::new()), client }
    }

    /// Writes the client's certificate and key where programs look for them, and the certificate of
    /// the authority that vouches for the server: `authority.pem`.
    pub(crate) fn write(&self, folder: &Path) {
        let files = [
            ("client.pem", self.client.cert.pem()),
            ("client.key", self.client.signing_key.serialize_pem()),
            ("authority.pem", self.authority.issuer.pem()),
        ];
        for (name, text) in files {
            write(&folder.join(name), text.as_bytes());
        }
    }

    /// A server that asks for a certificate, and does without one.
    pub(super) fn server(&self) -> Arc<ServerConfig> {
        let mut known = RootCertStore::empty();
        known.add(self.client.cert.der().clone()).expect("a certificate");
        let provider = Arc::new(default_provider());
        let clients =
            WebPkiClientVerifier::builder_with_provider(Arc::new(known), Arc::clone(&provider))
                .allow_unauthenticated()
                .build()
                .expect("a verifier");
        let resolver: Arc<Authority> = Arc::clone(&self.authority);
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_client_cert_verifier(clients)
            .with_cert_resolver(resolver);
        Arc::new(config)
    }
}

/// Vouches for whatever host a client asks for.
#[derive(Debug)]
struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    /// The key of all hosts.
    key: KeyPair,
}

impl Authority {
    fn new() -> Self {
        let key = || KeyPair::generate().expect("a key");
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        // A host whose certificate has the same name would pass for one that vouches for itself.
        params.distinguished_name.push(DnType::CommonName, "authority of a test");
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let issuer = CertifiedIssuer::self_signed(params, key()).expect("an authority");
        Self { issuer, key: key() }
    }

    fn certificate(&self, names: Vec<String>) -> Option<SigningCertificate> {
        let mut params = CertificateParams::new(names).ok()?;
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&self.key, &self.issuer).ok()?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let key = any_supported_type(&key).ok()?;
        Some(SigningCertificate::new(vec![certificate.der().clone()], key))
    }
}

impl ResolvesServerCert for Authority {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<SigningCertificate>> {
        let names = match hello.server_name() {
            Some(name) => vec![name.to_owned()],
            None => ADDRESSES.map(str::to_owned).to_vec(),
        };
        self.certificate(names).map(Arc::new)
    }
}
