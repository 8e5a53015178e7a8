//! `GET /api/v2/entitlements`: what the deployment may use.

use axum::Json;
use axum::extract::State;

use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::Always;
use crate::licensing::entitlements::Entitlements;
use crate::services::Services;

/// Get entitlements
#[utoipa::path(
    get,
    path = "/entitlements",
    operation_id = "get-entitlements",
    tag = "Enterprise",
    security(("CoderSessionToken" = [])),
    responses((status = OK, description = "OK", body = Entitlements), ForMembers, Always)
)]
pub(crate) async fn get(
    State(services): State<Services>,
    _: Caller<ForMembers>,
) -> Json<Entitlements> {
    Json(Entitlements::clone(&services.licensing.entitlements()))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing::TestServer;
    use crate::licensing::testing::{Issuer, claims};

    #[tokio::test]
    async fn without_license_keys_everything_is_free_to_use() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        let answer = server.get("/entitlements", Some(&owner)).await;
        assert_eq!(answer.status, StatusCode::OK);
        let body = answer.body;
        assert_eq!(
            body["features"]["aibridge"],
            json!({"enabled": false, "entitlement": "entitled"})
        );
        assert_eq!(body["has_license"], false);
        assert_eq!((&body["warnings"], &body["errors"]), (&json!([]), &json!([])));
    }

    #[tokio::test]
    async fn with_license_keys_a_license_decides() {
        let issuer = Issuer::new();
        let server = TestServer::with_keys(issuer.keys()).await;
        let owner = server.owner().await;
        let features =
            async || server.get("/entitlements", Some(&owner)).await.body["features"].clone();
        assert_eq!(features().await["aibridge"]["entitlement"], "not_entitled");

        let mut claims = claims();
        claims["feature_set"] = json!("");
        claims["features"] = json!({"aibridge": 1, "user_limit": 10});
        let body = json!({"license": issuer.sign(&claims)});
        let added = server.post("/licenses", Some(&owner), &body).await;
        assert_eq!(added.status, StatusCode::CREATED, "{:?}", added.body);
        let features = features().await;
        assert_eq!(features["aibridge"]["entitlement"], "entitled");
        assert_eq!(features["audit_log"]["entitlement"], "not_entitled");
        assert_eq!(features["user_limit"]["limit"], 10);
        assert_eq!(features["user_limit"]["actual"], 1);
    }
}
