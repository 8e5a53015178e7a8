//! What can be licensed.

use std::fmt;

/// A feature that a license can give. Names that are not here entitle to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Feature {
    /// The gateway to AI providers.
    AiBridge,
    /// A log of who changed what.
    AuditLog,
    /// More than one server on one store.
    HighAvailability,
    /// How many users there may be.
    UserLimit,
}

impl Feature {
    /// Every feature.
    pub(crate) const ALL: [Self; 4] =
        [Self::AiBridge, Self::AuditLog, Self::HighAvailability, Self::UserLimit];

    /// The name in licenses and in the API.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::AiBridge => "aibridge",
            Self::AuditLog => "audit_log",
            Self::HighAvailability => "high_availability",
            Self::UserLimit => "user_limit",
        }
    }

    /// Whether the value in a license is a limit; otherwise the feature is on or off.
    pub(crate) fn is_limit(self) -> bool {
        matches!(self, Self::UserLimit)
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The feature sets that a license can name, and the features of each: all that are on or off.
/// A limit is always named by itself.
pub(super) const FEATURE_SETS: [&str; 3] = ["", "enterprise", "premium"];

/// The features of the set `name`.
pub(super) fn features_of_set(name: &str) -> impl Iterator<Item = Feature> {
    let some = !name.is_empty();
    Feature::ALL.into_iter().filter(move |feature| some && !feature.is_limit())
}
