//! An issuer of licenses, for the tests.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use uuid::Uuid;

use super::LicenseKeys;
use super::signing::SigningKey;
use crate::store::testing::START;

/// The seconds of a day.
pub(crate) const DAY: i64 = 24 * 60 * 60;

/// What stands before the 32 bytes of an Ed25519 key in `SubjectPublicKeyInfo` (RFC 8410).
const PUBLIC_PREFIX: [u8; 12] =
    [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0];

/// The public key in PEM, as other programs write it.
pub(crate) fn public_pem(key: &SigningKey) -> String {
    let mut info = PUBLIC_PREFIX.to_vec();
    info.extend(STANDARD.decode(key.public_base64()).unwrap());
    pem::encode(&pem::Pem::new("PUBLIC KEY", info))
}

/// The signer.
pub(crate) struct Issuer {
    pub(crate) key: SigningKey,
}

impl Issuer {
    pub(crate) fn new() -> Self {
        Self { key: SigningKey::generate().unwrap() }
    }

    /// The public key, under the id `k1`.
    pub(crate) fn keys(&self) -> LicenseKeys {
        LicenseKeys::parse([format!("k1={}", self.key.public_base64())]).unwrap()
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        self.key.sign("k1", claims).unwrap()
    }
}

/// A license for a year from when tests begin, with a grace period of ten days.
pub(crate) fn claims() -> Value {
    json!({
        "jti": Uuid::new_v4(),
        "iss": "tests",
        "iat": START - DAY,
        "nbf": START - DAY,
        "license_expires": START + 365 * DAY,
        "exp": START + 375 * DAY,
        "account_type": "test",
        "account_id": "1",
        "trial": false,
        "feature_set": "premium",
        "version": 3,
    })
}
