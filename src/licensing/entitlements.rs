//! What a deployment is entitled to, and what that is computed from.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

use super::verify::License;
use crate::clock::Timestamp;

/// How far a feature may be used. Each one allows less than the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entitlement {
    /// No license gives it.
    NotEntitled,
    /// The term of the license is over, its grace period is not.
    GracePeriod,
    /// A license gives it.
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

/// The term of a license.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::UsagePeriod)]
pub(crate) struct UsagePeriod {
    /// The end of the term.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) end: Timestamp,
    /// When the license was issued.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) issued_at: Timestamp,
    /// The start of the term.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) start: Timestamp,
}

/// One feature, and how far it may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::Feature)]
pub(crate) struct FeatureState {
    /// How much of the limit is used. Only limits have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) actual: Option<i64>,
    /// Whether the configuration asks for the feature.
    #[schema(required = false)]
    pub(crate) enabled: bool,
    // The best that any license gives. It is told at the type: beside the reference, a description
    // would need an `allOf` in Swagger 2.0, which clients read as another type.
    #[schema(required = false)]
    pub(crate) entitlement: Entitlement,
    /// How much the licenses allow. Only limits have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) limit: Option<i64>,
    /// A limit that is shown and not enforced. No feature of this server has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) soft_limit: Option<i64>,
    /// The term of the license that the limit comes from. Only limits have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) usage_period: Option<UsagePeriod>,
}

/// What a deployment may use, and what somebody should know about its licenses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::Entitlements)]
pub(crate) struct Entitlements {
    /// What is wrong with stored licenses.
    #[schema(required = false)]
    pub(crate) errors: Vec<String>,
    /// Each feature by its name.
    #[schema(required = false, value_type = std::collections::HashMap<String, FeatureState>)]
    pub(crate) features: BTreeMap<&'static str, FeatureState>,
    /// Whether any license counts at present.
    #[schema(required = false)]
    pub(crate) has_license: bool,
    /// When this was computed.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) refreshed_at: Timestamp,
    /// Whether the licenses demand telemetry. This server has none, so they never do.
    #[schema(required = false)]
    pub(crate) require_telemetry: bool,
    /// Whether all licenses that count are trials.
    #[schema(required = false)]
    pub(crate) trial: bool,
    /// What will need somebody's attention, when, and what to do.
    #[schema(required = false)]
    pub(crate) warnings: Vec<String>,
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
    /// Whether there are license keys. Without, nothing is licensed and everything free to use.
    pub(crate) licensed: bool,
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
