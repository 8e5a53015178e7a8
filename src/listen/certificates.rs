//! The certificates of this server: read at start, and again when their files change.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use thiserror::Error;
use tokio_rustls::TlsAcceptor;

use super::metrics::ConnectionMetrics;
use super::validity::Validity;
use crate::options::Tls;

/// How often the files are looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(10);

/// How often it is said that a certificate is not valid, or soon will not be.
const WARNED_EVERY: Duration = Duration::from_hours(24);

/// How long before its end a certificate is warned about, in seconds: services that renew
/// certificates do it earlier.
const SOON: i64 = 14 * 24 * 60 * 60;

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
    /// The library has no protocol that it may speak.
    #[error("cannot encrypt connections\n  because {0}")]
    Protocol(rustls::Error),
}

/// The certificates, in the order of the settings.
#[derive(Debug)]
pub(crate) struct Certificates {
    files: Vec<PairOfFiles>,
    current: RwLock<Vec<Certificate>>,
    /// The files as they were when they were last read.
    seen: Mutex<Vec<Option<Stamp>>>,
    metrics: ConnectionMetrics,
}

#[derive(Debug)]
struct PairOfFiles {
    certificate: PathBuf,
    key: PathBuf,
}

#[derive(Debug)]
struct Certificate {
    certified: Arc<CertifiedKey>,
    validity: Option<Validity>,
}

/// What changes when a file is written or replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Another one with the same name has another number.
    number: u64,
}

impl Certificates {
    /// Reads the certificates that the settings ask for; nothing when they ask for none.
    ///
    /// # Errors
    /// The first file that is missing or wrong.
    pub(crate) fn open(
        settings: &Tls,
        metrics: ConnectionMetrics,
    ) -> Result<Option<Arc<Self>>, TlsError> {
        if !settings.enable {
            return Ok(None);
        }
        let (certificates, keys) = (&settings.cert_files, &settings.key_files);
        if certificates.is_empty() || certificates.len() != keys.len() {
            let (certificates, keys) = (certificates.len(), keys.len());
            return Err(TlsError::Unpaired { certificates, keys });
        }
        let files = certificates.iter().zip(keys).map(|(certificate, key)| PairOfFiles {
            certificate: certificate.into(),
            key: key.into(),
        });
        let files: Vec<_> = files.collect();
        let seen = Mutex::new(stamps(&files));
        let current = RwLock::new(read_all(&files)?);
        let opened = Self { files, current, seen, metrics };
        opened.tell();
        Ok(Some(Arc::new(opened)))
    }

    /// What encrypts connections with the certificates of the moment.
    ///
    /// # Errors
    /// The versions of the protocol are not available.
    pub(crate) fn acceptor(self: &Arc<Self>) -> Result<TlsAcceptor, TlsError> {
        let mut config = rustls::ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Protocol)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(self) as _);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Reads the files again. New connections get what they hold, unless something is wrong with
    /// them: then the certificates stay as they were, which is logged.
    pub(crate) fn reload(&self) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = stamps(&self.files);
        match read_all(&self.files) {
            Ok(certificates) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = certificates;
                tracing::info!("TLS certificates were read again");
                self.tell();
            }
            Err(error) => tracing::error!(
                %error,
                "cannot read the TLS certificates again; the old ones stay in use"
            ),
        }
    }

    /// Reads the files again whenever they change, and warns every day, until it is dropped.
    pub(crate) async fn keep_current(&self) {
        let mut ticks = tokio::time::interval(LOOKED_AT_EVERY);
        let mut warned = tokio::time::Instant::now();
        loop {
            ticks.tick().await;
            if self.have_changed() {
                self.reload();
                warned = tokio::time::Instant::now();
            } else if warned.elapsed() >= WARNED_EVERY {
                self.tell();
                warned = tokio::time::Instant::now();
            }
        }
    }

    fn have_changed(&self) -> bool {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) != stamps(&self.files)
    }

    /// Tells in the log and as a metric how long the certificates are valid.
    fn tell(&self) {
        let now = jiff::Timestamp::now().as_second();
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        for (files, certificate) in self.files.iter().zip(current.iter()) {
            let Some(validity) = certificate.validity else { continue };
            let file = files.certificate.display().to_string();
            self.metrics.certificate(&file, validity.until);
            if let Some(warning) = warning(validity, now) {
                let (from, until) = (instant(validity.from), instant(validity.until));
                tracing::warn!(file, from, until, "{warning}");
            }
        }
    }
}

impl ResolvesServerCert for Certificates {
    /// The first certificate for the name that the client asks for; else the first of all.
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let name = hello.server_name().and_then(|name| ServerName::try_from(name).ok());
        let fits = |one: &&Certificate| {
            let end = one.certified.cert.first();
            let end = end.and_then(|der| webpki::EndEntityCert::try_from(der).ok());
            let named = name.as_ref().zip(end);
            named.is_some_and(|(name, end)| end.verify_is_valid_for_subject_name(name).is_ok())
        };
        let chosen = current.iter().find(fits).or(current.first());
        chosen.map(|one| Arc::clone(&one.certified))
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

fn read_all(files: &[PairOfFiles]) -> Result<Vec<Certificate>, TlsError> {
    files.iter().map(Certificate::read).collect()
}

impl Certificate {
    /// A certificate, with those that sign it, and its key.
    fn read(files: &PairOfFiles) -> Result<Self, TlsError> {
        let PairOfFiles { certificate, key } = files;
        let chain = CertificateDer::pem_slice_iter(&read(certificate)?).collect::<Result<_, _>>();
        let chain = chain.map_err(|error| error.to_string()).and_then(|chain: Vec<_>| {
            if chain.is_empty() { Err("the file contains none".to_owned()) } else { Ok(chain) }
        });
        let chain = chain.map_err(|reason| TlsError::NotPem {
            path: certificate.clone(),
            what: "certificate",
            reason,
        })?;
        let secret = PrivateKeyDer::from_pem_slice(&read(key)?);
        let secret = secret.map_err(|error| TlsError::NotPem {
            path: key.clone(),
            what: "private key",
            reason: error.to_string(),
        })?;
        let validity = chain.first().and_then(|der: &CertificateDer<'_>| Validity::of(der));
        let certified = CertifiedKey::from_der(chain, secret, &provider());
        let mismatch = |reason| TlsError::Mismatch {
            certificate: certificate.clone(),
            key: key.clone(),
            reason,
        };
        Ok(Self { certified: certified.map(Arc::new).map_err(mismatch)?, validity })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(path).map_err(|source| TlsError::Unreadable { path: path.to_owned(), source })
}

/// The files as they are now; nothing for one that cannot be looked at.
fn stamps(files: &[PairOfFiles]) -> Vec<Option<Stamp>> {
    let paths = files.iter().flat_map(|files| [&files.certificate, &files.key]);
    paths.map(|path| fs::metadata(path).ok().map(|metadata| Stamp::of(&metadata))).collect()
}

impl Stamp {
    fn of(metadata: &fs::Metadata) -> Self {
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(metadata);
        #[cfg(not(unix))]
        let number = 0;
        Self { modified: metadata.modified().ok(), length: metadata.len(), number }
    }
}

/// What is wrong with a certificate now, or soon will be.
fn warning(validity: Validity, now: i64) -> Option<&'static str> {
    if now > validity.until {
        Some("a TLS certificate has expired")
    } else if now < validity.from {
        Some("a TLS certificate is not valid yet")
    } else if validity.until - now < SOON {
        Some("a TLS certificate expires soon")
    } else {
        None
    }
}

/// An instant as people read it.
fn instant(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |at| at.to_string())
}

#[cfg(test)]
pub(super) mod tests;
