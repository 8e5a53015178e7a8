//! What a deployment is entitled to, and what that is computed from.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

use super::verify::License;
use crate::clock::Timestamp;

/// Entitlement to a feature, in increasing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entitlement {
    /// No license includes the feature.
    NotEntitled,
    /// The license term has ended, but its grace period has not.
    GracePeriod,
    /// A license includes the feature.
    Entitled,
}

impl PartialSchema for Entitlement {
    fn schema() -> RefOr<Schema> {
        // The derive takes no extensions for an enum; clients are generated with these names.
        let names = ["EntitlementEntitled", "EntitlementGracePeriod", "EntitlementNotEntitled"];
        let extensions = Extensions::builder().add("x-enum-varnames", names.to_vec()).build();
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .enum_values(Some(["entitled", "grace_period", "not_entitled"]))
            .extensions(Some(extensions))
            .build()
            .into()
    }
}

impl ToSchema for Entitlement {
    fn name() -> std::borrow::Cow<'static, str> {
        "codersdk.Entitlement".into()
    }
}

/// Term of a license.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::UsagePeriod)]
pub(crate) struct UsagePeriod {
    /// End of the term.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) end: Timestamp,
    /// When the license was issued.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) issued_at: Timestamp,
    /// Start of the term.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) start: Timestamp,
}

/// State of a feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::Feature)]
pub(crate) struct FeatureState {
    /// Current usage. Only for limits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) actual: Option<i64>,
    /// Whether the feature is enabled in the configuration.
    #[schema(required = false)]
    pub(crate) enabled: bool,
    // The best that any license gives. It is told at the type: beside the reference, a description
    // would need an `allOf` in Swagger 2.0, which clients read as another type.
    #[schema(required = false)]
    pub(crate) entitlement: Entitlement,
    /// Limit set by the licenses. Only for limits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) limit: Option<i64>,
    /// Limit that is displayed but not enforced. No feature of this server has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) soft_limit: Option<i64>,
    /// Until when the licenses that count now give the feature; nothing when none limits it.
    #[serde(skip)]
    pub(crate) ends: Option<Timestamp>,
    /// Term of the license that sets the limit. Only for limits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) usage_period: Option<UsagePeriod>,
}

/// Features that a deployment may use, with warnings about its licenses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::Entitlements)]
pub(crate) struct Entitlements {
    /// Errors in stored licenses.
    #[schema(required = false)]
    pub(crate) errors: Vec<String>,
    /// Features by name.
    #[schema(required = false, value_type = std::collections::HashMap<String, FeatureState>)]
    pub(crate) features: BTreeMap<&'static str, FeatureState>,
    /// Whether any license is currently valid.
    #[schema(required = false)]
    pub(crate) has_license: bool,
    /// When the entitlements were computed.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) refreshed_at: Timestamp,
    /// Whether the licenses require telemetry. Always false: this server has none.
    #[schema(required = false)]
    pub(crate) require_telemetry: bool,
    /// Whether all valid licenses are trials.
    #[schema(required = false)]
    pub(crate) trial: bool,
    /// Issues that need attention, with their dates and remedies.
    #[schema(required = false)]
    pub(crate) warnings: Vec<String>,
    /// When the next license begins or ends: from then on it has to be computed anew.
    #[serde(skip)]
    pub(crate) changes_at: Option<Timestamp>,
}

/// What the configuration asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted {
    /// The gateway to AI providers.
    pub(crate) ai_bridge: bool,
    /// The audit log.
    pub(crate) audit_log: bool,
}

/// What a deployment is at the moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Situation {
    pub(crate) now: Timestamp,
    pub(crate) wanted: Wanted,
    /// How many users there are.
    pub(crate) users: i64,
    /// How many servers there are.
    pub(crate) replicas: u64,
    /// Whether there are license keys, or licenses. Without, nothing is licensed and everything
    /// free to use.
    pub(crate) licensed: bool,
    /// Whether this server has keys to check licenses with.
    pub(crate) has_keys: bool,
}

impl License {
    /// How far the license carries what it gives.
    pub(super) fn entitlement(&self, now: Timestamp) -> Entitlement {
        if now < self.begins || now >= self.expires {
            Entitlement::NotEntitled
        } else if now < self.term_ends {
            Entitlement::Entitled
        } else {
            Entitlement::GracePeriod
        }
    }
}
