//! What a license says.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// The claims of a license, as far as this server understands them.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Claims {
    /// The license's own id.
    pub(super) jti: Option<String>,
    /// The start of the term.
    pub(super) nbf: Option<Seconds>,
    /// The end of the paid term.
    pub(super) license_expires: Option<Seconds>,
    /// The end of the grace period.
    pub(super) exp: Option<Seconds>,
    /// When it was issued.
    pub(super) iat: Option<Seconds>,
    /// Which deployments may use it; all, when empty.
    #[serde(default, deserialize_with = "or_default")]
    pub(super) deployment_ids: Vec<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) trial: bool,
    /// A set of features.
    #[serde(default, deserialize_with = "or_default")]
    pub(super) feature_set: String,
    /// Single features.
    #[serde(default, deserialize_with = "or_default")]
    pub(super) features: BTreeMap<String, i64>,
    /// The version of this format.
    pub(super) version: Option<i64>,
}

/// Seconds since 1970. RFC 7519 lets them have a fraction, which is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seconds(pub(super) i64);

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let fraction = || number.as_f64().unwrap_or(f64::MAX).floor();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the cast saturates, and an instant that far away is far away"
        )]
        Ok(Self(number.as_i64().unwrap_or_else(|| fraction() as i64)))
    }
}

/// Some issuers write `null` for what is empty.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
