//! Checking a license: signature first, then what it says.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Validation};
use serde::Deserialize;
use serde_json::value::RawValue;
use thiserror::Error;
use uuid::Uuid;

use super::claims::Claims;
use super::feature::{FEATURE_SETS, Feature, features_of_set};
use super::keys::LicenseKeys;
use crate::clock::Timestamp;

/// Maximum length of a license, in bytes.
const MAX_LENGTH: usize = 64 * 1024;

/// The version of the format that this server understands.
const VERSION: i64 = 3;

/// A license that was issued for this deployment. Whether it counts now, its instants say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct License {
    pub(crate) uuid: Uuid,
    /// The start of the term.
    pub(crate) begins: Timestamp,
    /// The end of the term, and the start of the grace period.
    pub(crate) term_ends: Timestamp,
    /// The end of the grace period. Never before the end of the term.
    pub(crate) expires: Timestamp,
    /// When it was issued.
    pub(crate) issued: Timestamp,
    pub(crate) trial: bool,
    /// What it gives; for a limit, how much.
    pub(crate) grants: BTreeMap<Feature, i64>,
}

/// A license with its claims as they were signed.
#[derive(Debug, Clone)]
pub(crate) struct Verified {
    pub(crate) license: License,
    /// The claims as JSON, byte for byte.
    pub(crate) claims: String,
}

/// Why a license is not valid.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum LicenseError {
    /// There is nothing to check it with.
    #[error(
        "This deployment has no license keys, so it cannot verify licenses; every feature is \
         available without one. To use licenses, configure the issuer's public key."
    )]
    NoKeys,
    /// It is longer than any license.
    #[error(
        "It has {found} bytes, but a license has at most {MAX_LENGTH}. Upload a single license."
    )]
    TooLong {
        /// How long it is.
        found: usize,
    },
    /// It does not have the form of a license.
    #[error(
        "It is not a license: {reason}. A license is one line of three parts separated by dots; \
         check that you copied all of it."
    )]
    Malformed {
        /// Where it departs from the form.
        reason: String,
    },
    /// It is signed in a way that proves nothing.
    #[error(
        "It is signed with the algorithm `{found}`, but only EdDSA is trusted. Ask the issuer for \
         a new license."
    )]
    Algorithm {
        /// The algorithm that it names.
        found: String,
    },
    /// It does not say which key it was signed with.
    #[error("It does not name its signing key (`kid`). Ask the issuer for a new license.")]
    NoKeyId,
    /// The key is not configured.
    #[error(
        "It is signed with the key `{found}`, which is not configured; the configured keys are \
         {known}. Upload a license for this deployment, or configure the issuer's public key."
    )]
    UnknownKey {
        /// The key that it names.
        found: String,
        /// Those that there are.
        known: String,
    },
    /// The signature is not by the key.
    #[error(
        "Its signature does not match: it was modified after signing, or signed with a key other \
         than `{key}`. Upload it exactly as issued."
    )]
    Signature {
        /// The key that it names.
        key: String,
    },
    /// A claim has a wrong type.
    #[error("Its claim `{claim}` is invalid: {reason}. Ask the issuer for a new license.")]
    Claim {
        /// The name of the claim.
        claim: String,
        /// What is wrong.
        reason: String,
    },
    /// The format is another version.
    #[error(
        "It has version {}, but this server supports version {VERSION}. Ask the issuer for a new \
         license.",
        match .found { Some(found) => found.to_string(), None => "none".to_owned() }
    )]
    Version {
        /// The version that it names.
        found: Option<i64>,
    },
    /// It has no id of its own.
    #[error("Its ID (`jti`) is missing or not a UUID. Ask the issuer for a new license.")]
    NoId,
    /// It does not say when it ends.
    #[error("It has no expiry (`exp`). Ask the issuer for a new license.")]
    NoExpiry,
    /// It ends before it begins.
    #[error(
        "It expires on {expires}, before its term starts on {begins}. Ask the issuer for a new \
         license."
    )]
    NeverValid {
        /// When the term would begin.
        begins: Timestamp,
        /// When it would be over.
        expires: Timestamp,
    },
    /// The set of features is not known.
    #[error(
        "It contains the unknown feature set `{found}`; known sets are `enterprise` and `premium`. \
         Ask the issuer for a new license, or upgrade this server."
    )]
    FeatureSet {
        /// The set that it names.
        found: String,
    },
    /// It was issued for others.
    #[error(
        "It is for other deployments. The ID of this deployment is `{own}`; ask the issuer for a \
         license for that ID."
    )]
    Deployment {
        /// The id of this deployment.
        own: Uuid,
    },
    /// It is over.
    #[error("It expired on {at}. Ask the issuer for a new license.")]
    Expired {
        /// Since when.
        at: Timestamp,
    },
}

/// The header of a license.
#[derive(Deserialize)]
struct Header {
    alg: Option<String>,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

/// Checks who issued `token`, and for whom. Its instants are left to the caller.
pub(crate) fn verify(
    token: &str,
    keys: &LicenseKeys,
    deployment: Uuid,
) -> Result<Verified, LicenseError> {
    if keys.is_empty() {
        return Err(LicenseError::NoKeys);
    }
    if token.len() > MAX_LENGTH {
        return Err(LicenseError::TooLong { found: token.len() });
    }
    let kid = key_id(token)?;
    let claims = signed_claims(token, &kid, keys)?;
    let license = read(&claims, deployment)?;
    Ok(Verified { license, claims })
}

/// The key that the header names. The algorithm is looked at before anything else is.
fn key_id(token: &str) -> Result<String, LicenseError> {
    let malformed = |reason: &str| LicenseError::Malformed { reason: reason.to_owned() };
    let parts: Vec<&str> = token.split('.').collect();
    let [header, _, _] = parts[..] else {
        let dots = parts.len() - 1;
        return Err(malformed(&match dots {
            0 => "it has no dot".to_owned(),
            1 => "it has only one dot".to_owned(),
            dots => format!("it has {dots} dots"),
        }));
    };
    let header =
        URL_SAFE_NO_PAD.decode(header).map_err(|_| malformed("its first part is not base64url"))?;
    let header: Header = serde_json::from_slice(&header)
        .map_err(|_| malformed("its first part is not the header of a signed token"))?;
    let alg = header.alg.unwrap_or_else(|| "none".to_owned());
    if alg != "EdDSA" {
        return Err(LicenseError::Algorithm { found: alg });
    }
    if header.crit.is_some() {
        return Err(malformed("its header requires unknown extensions (`crit`)"));
    }
    header.kid.filter(|kid| !kid.is_empty()).ok_or(LicenseError::NoKeyId)
}

/// The claims, once the signature is known to be the key's.
fn signed_claims(token: &str, kid: &str, keys: &LicenseKeys) -> Result<String, LicenseError> {
    let key = keys.get(kid).ok_or_else(|| {
        let known: Vec<String> = keys.ids().map(|id| format!("`{id}`")).collect();
        LicenseError::UnknownKey { found: kid.to_owned(), known: known.join(", ") }
    })?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    // Instants, audience and required claims have rules of their own, and reasons of their own.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    match jsonwebtoken::decode::<Box<RawValue>>(token, key, &validation) {
        Ok(decoded) => Ok(decoded.claims.get().to_owned()),
        Err(error) => Err(match error.kind() {
            ErrorKind::InvalidSignature => LicenseError::Signature { key: kid.to_owned() },
            ErrorKind::Json(_) | ErrorKind::Utf8(_) => {
                LicenseError::Malformed { reason: "its claims are not a JSON object".to_owned() }
            }
            _ => LicenseError::Malformed { reason: format!("a part cannot be read ({error})") },
        }),
    }
}

/// Understands the claims.
fn read(claims: &str, deployment: Uuid) -> Result<License, LicenseError> {
    let mut deserializer = serde_json::Deserializer::from_str(claims);
    let claims: Claims = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        LicenseError::Claim { claim: error.path().to_string(), reason: error.inner().to_string() }
    })?;
    if claims.version != Some(VERSION) {
        return Err(LicenseError::Version { found: claims.version });
    }
    let id = claims.jti.as_deref().and_then(|id| id.parse::<Uuid>().ok());
    let uuid = id.ok_or(LicenseError::NoId)?;
    let is_own = |id: &String| id.trim().parse() == Ok(deployment);
    if !claims.deployment_ids.is_empty() && !claims.deployment_ids.iter().any(is_own) {
        return Err(LicenseError::Deployment { own: deployment });
    }
    if !FEATURE_SETS.contains(&claims.feature_set.as_str()) {
        return Err(LicenseError::FeatureSet { found: claims.feature_set });
    }
    instants(&claims, uuid)
}

fn instants(claims: &Claims, uuid: Uuid) -> Result<License, LicenseError> {
    let at = |seconds: super::claims::Seconds| Timestamp::from_seconds(seconds.0);
    let expires = claims.exp.map(at).ok_or(LicenseError::NoExpiry)?;
    let term_ends = claims.license_expires.map_or(expires, at).min(expires);
    let issued = claims.iat.map_or(Timestamp::from_seconds(0), at);
    let begins = claims.nbf.map_or(issued, at);
    if begins >= expires {
        return Err(LicenseError::NeverValid { begins, expires });
    }
    let grants = grants(claims);
    Ok(License { uuid, begins, term_ends, expires, issued, trial: claims.trial, grants })
}

fn grants(claims: &Claims) -> BTreeMap<Feature, i64> {
    let of_set = features_of_set(&claims.feature_set).map(|feature| (feature, 1));
    let mut grants: BTreeMap<Feature, i64> = of_set.collect();
    for feature in Feature::ALL {
        let value = claims.features.get(feature.name()).copied().filter(|value| *value > 0);
        grants.extend(value.map(|value| (feature, value)));
    }
    grants
}

#[cfg(test)]
mod tests;
