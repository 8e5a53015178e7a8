//! `GET /api/v2/licenses`: every license.

use axum::Json;
use axum::extract::State;

use super::model::LicenseBody;
use crate::api::ApiError;
use crate::api::caller::{Caller, ForAuditors};
use crate::api::shared::Always;
use crate::services::Services;

/// Get licenses
#[utoipa::path(
    get,
    path = "/licenses",
    operation_id = "get-licenses",
    tag = "Enterprise",
    security(("CoderSessionToken" = [])),
    responses((status = OK, description = "OK", body = [LicenseBody]), ForAuditors, Always)
)]
pub(crate) async fn list(
    State(services): State<Services>,
    _: Caller<ForAuditors>,
) -> Result<Json<Vec<LicenseBody>>, ApiError> {
    let licenses = services.licensing.licenses().await?;
    Ok(Json(licenses.into_iter().map(LicenseBody::try_from).collect::<Result<_, _>>()?))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing::TestServer;
    use crate::licensing::testing::{Issuer, claims};

    #[tokio::test]
    async fn licenses_that_no_longer_count_stay_listed() {
        let issuer = Issuer::new();
        let server = TestServer::with_keys(issuer.keys()).await;
        let owner = server.owner().await;
        let body = json!({"license": issuer.sign(&claims())});
        let added = server.post("/licenses", Some(&owner), &body).await;
        assert_eq!(added.status, StatusCode::CREATED, "{:?}", added.body);

        server.clock.advance(Duration::from_hours(24 * 1000));
        let owner = server.owner().await;
        let listed = server.get("/licenses", Some(&owner)).await;
        assert_eq!(listed.body, json!([added.body]));
        let again = server.post("/licenses", Some(&owner), &body).await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST);
        assert!(again.body["detail"].as_str().unwrap().starts_with("It expired on"));
    }
}
