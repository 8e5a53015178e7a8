//! Creating keys and licenses, for issuers. A server never needs this.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use thiserror::Error;

/// Why a key or a license was not made.
#[derive(Debug, Error)]
pub(crate) enum SigningError {
    /// The system gives no random bytes.
    #[error("cannot create a key\n  because the system provides no random bytes")]
    Generate,
    /// The text is no private key.
    #[error(
        "the signing key cannot be used\n  \
         because it is not a private Ed25519 key in PEM\n  \
         use the file written by `coder licenses keygen`"
    )]
    NotAKey,
    /// Signing failed.
    #[error("cannot sign the license\n  because {0}")]
    Sign(#[from] jsonwebtoken::errors::Error),
}

/// A private key.
pub(crate) struct SigningKey {
    pair: Ed25519KeyPair,
    pkcs8: Vec<u8>,
}

impl SigningKey {
    /// A new key.
    pub(crate) fn generate() -> Result<Self, SigningError> {
        let pair = Ed25519KeyPair::generate().map_err(|_| SigningError::Generate)?;
        let document = pair.to_pkcs8v1().map_err(|_| SigningError::Generate)?;
        Ok(Self { pair, pkcs8: document.as_ref().to_vec() })
    }

    /// Reads a private key in PEM (PKCS#8).
    pub(crate) fn from_pem(text: &str) -> Result<Self, SigningError> {
        let block = pem::parse(text).map_err(|_| SigningError::NotAKey)?;
        let pkcs8 = block.into_contents();
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&pkcs8)
            .map_err(|_| SigningError::NotAKey)?;
        Ok(Self { pair, pkcs8 })
    }

    /// The private key in PEM (PKCS#8).
    pub(crate) fn private_pem(&self) -> String {
        pem::encode(&pem::Pem::new("PRIVATE KEY", self.pkcs8.clone()))
    }

    /// The 32 bytes of the public key in base64.
    pub(crate) fn public_base64(&self) -> String {
        STANDARD.encode(self.pair.public_key())
    }

    /// An id that is the same for the same key and differs for others.
    pub(crate) fn id(&self) -> String {
        let hash = digest(&SHA256, self.pair.public_key().as_ref());
        let first = hash.as_ref().iter().take(4).fold(0, |id, byte| id << 8 | u32::from(*byte));
        format!("{first:08x}")
    }

    /// A license with these claims, signed under the key id `kid`.
    pub(crate) fn sign(&self, kid: &str, claims: &impl Serialize) -> Result<String, SigningError> {
        let header = Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::EdDSA) };
        Ok(jsonwebtoken::encode(&header, claims, &EncodingKey::from_ed_der(&self.pkcs8))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::licensing::testing::public_pem;

    #[test]
    fn a_key_survives_its_file() {
        let key = SigningKey::generate().unwrap();
        let again = SigningKey::from_pem(&key.private_pem()).unwrap();
        assert_eq!(again.public_base64(), key.public_base64());
        assert_eq!((again.id(), key.id().len()), (key.id(), 8));
        assert_ne!(SigningKey::generate().unwrap().id(), key.id());
    }

    #[test]
    fn what_is_no_private_key_is_refused() {
        let key = SigningKey::generate().unwrap();
        for text in ["", "x", &public_pem(&key)] {
            assert!(matches!(SigningKey::from_pem(text), Err(SigningError::NotAKey)), "{text}");
        }
    }
}
