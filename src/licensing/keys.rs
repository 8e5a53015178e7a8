//! The public keys that licenses are checked with.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use jsonwebtoken::DecodingKey;
use thiserror::Error;

/// How many bytes a public key of Ed25519 has (RFC 8032).
const KEY_BYTES: usize = 32;

/// The public keys of this deployment, by the id that licenses name. Several may hold at once:
/// that is how keys are changed.
#[derive(Clone, Default)]
pub(crate) struct LicenseKeys(BTreeMap<String, DecodingKey>);

impl fmt::Debug for LicenseKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Why a public key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum KeyError {
    /// There is no id before the key.
    #[error(
        "`{entry}` is not a license key\n  \
         because there is no ID before the key\n  \
         use `ID=KEY`, as printed by `coder licenses keygen`"
    )]
    NoId {
        /// The beginning of what was given.
        entry: String,
    },
    /// The key is no public key of Ed25519.
    #[error(
        "the license key `{id}` cannot be used\n  \
         because it is neither 32 bytes in base64 nor a public Ed25519 key in PEM\n  \
         use the line printed by `coder licenses keygen`"
    )]
    NotAKey {
        /// Its id.
        id: String,
    },
    /// A private key was given, which has no place on a server.
    #[error(
        "the license key `{id}` cannot be used\n  \
         because it is a private key, which only the issuer of licenses should have\n  \
         use the public key, in the line printed by `coder licenses keygen`"
    )]
    Private {
        /// Its id.
        id: String,
    },
    /// Two keys have one id.
    #[error(
        "there are two license keys with the ID `{id}`\n  \
         because it is in the list twice\n  \
         give each key a unique ID"
    )]
    Twice {
        /// The id.
        id: String,
    },
}

impl LicenseKeys {
    /// Reads `ID=KEY` entries. A key is PEM, or its 32 bytes in base64.
    pub(crate) fn parse<T: AsRef<str>>(
        entries: impl IntoIterator<Item = T>,
    ) -> Result<Self, KeyError> {
        let mut keys = BTreeMap::new();
        for entry in entries {
            let entry = entry.as_ref().trim();
            let (id, key) = split(entry)?;
            if keys.insert(id.to_owned(), public_key(id, key)?).is_some() {
                return Err(KeyError::Twice { id: id.to_owned() });
            }
        }
        Ok(Self(keys))
    }

    /// Whether there is no key at all: then nothing is licensed, and everything is free to use.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key with this id.
    pub(super) fn get(&self, id: &str) -> Option<&DecodingKey> {
        self.0.get(id)
    }

    /// The ids of all keys.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn split(entry: &str) -> Result<(&str, &str), KeyError> {
    let (id, key) = entry.split_once('=').unwrap_or_default();
    let is_id =
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    if is_id && !key.is_empty() {
        Ok((id, key))
    } else {
        // Only the beginning: what was given may have been a secret after all.
        Err(KeyError::NoId { entry: entry.chars().take(8).chain(['…']).collect() })
    }
}

fn public_key(id: &str, text: &str) -> Result<DecodingKey, KeyError> {
    if text.contains("PRIVATE KEY") {
        return Err(KeyError::Private { id: id.to_owned() });
    }
    let not_a_key = || KeyError::NotAKey { id: id.to_owned() };
    if text.contains("-----BEGIN") {
        return DecodingKey::from_ed_pem(text.as_bytes()).map_err(|_| not_a_key());
    }
    let engines = [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD];
    let bytes = engines.iter().find_map(|engine| engine.decode(text).ok()).ok_or_else(not_a_key)?;
    if bytes.len() == KEY_BYTES { Ok(DecodingKey::from_ed_der(&bytes)) } else { Err(not_a_key()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::licensing::signing::SigningKey;
    use crate::licensing::testing::public_pem;

    #[test]
    fn a_key_is_taken_in_every_form() {
        let key = SigningKey::generate().unwrap();
        let raw = key.public_base64();
        let unpadded = raw.trim_end_matches('=').to_owned();
        let url_safe = raw.replace('+', "-").replace('/', "_");
        for text in [raw, unpadded, url_safe, public_pem(&key)] {
            let keys = LicenseKeys::parse([format!(" a={text}\n")]).unwrap();
            assert_eq!(keys.ids().collect::<Vec<_>>(), ["a"], "{text}");
        }
    }

    #[test]
    fn what_is_no_public_key_is_refused_for_its_own_reason() {
        let key = SigningKey::generate().unwrap();
        let line = format!("a={}", key.public_base64());
        let cases = [
            (vec![key.public_base64()], "no ID before the key"),
            (vec!["=x".to_owned()], "no ID before the key"),
            (vec!["a b=x".to_owned()], "no ID before the key"),
            (vec!["a=".to_owned()], "no ID before the key"),
            (vec!["a=AAAA".to_owned()], "neither 32 bytes"),
            (vec!["a=!".to_owned()], "neither 32 bytes"),
            (vec![format!("a={}", key.private_pem())], "a private key"),
            (vec![line.clone(), line], "in the list twice"),
        ];
        for (entries, reason) in cases {
            let rejected = LicenseKeys::parse(&entries).unwrap_err().to_string();
            assert!(rejected.contains(reason), "{entries:?}: {rejected}");
        }
    }
}
