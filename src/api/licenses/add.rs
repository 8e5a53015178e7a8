//! `POST /api/v2/licenses`: adds a license.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::model::LicenseBody;
use crate::api::caller::{Caller, ForOwners};
use crate::api::shared::{Always, MayConflict, WithBody};
use crate::api::{ApiError, JsonBody};
use crate::licensing::AddError;
use crate::services::Services;

/// A license to add.
#[derive(Deserialize, ToSchema)]
#[schema(as = codersdk::AddLicenseRequest)]
pub(crate) struct AddLicenseRequest {
    /// Signed token from the issuer.
    license: String,
}

impl From<AddError> for ApiError {
    fn from(error: AddError) -> Self {
        match error {
            AddError::Invalid(reason) => {
                Self::new(StatusCode::BAD_REQUEST, "The license is not valid.")
                    .because(reason.to_string())
                    .field("license", reason.to_string())
            }
            AddError::Duplicate { uuid } => {
                Self::new(StatusCode::CONFLICT, "This license was already added.").because(format!(
                    "A license with the ID `{uuid}` already exists, and each license counts once."
                ))
            }
            AddError::Store(error) => error.into(),
        }
    }
}

/// Add new license
#[utoipa::path(
    post,
    path = "/licenses",
    operation_id = "add-new-license",
    tag = "Enterprise",
    security(("CoderSessionToken" = [])),
    request_body(content = AddLicenseRequest, description = "Add license request"),
    responses(
        (status = CREATED, description = "Created", body = LicenseBody),
        ForOwners,
        WithBody,
        MayConflict,
        Always
    )
)]
pub(crate) async fn add(
    State(services): State<Services>,
    _: Caller<ForOwners>,
    JsonBody(request): JsonBody<AddLicenseRequest>,
) -> Result<(StatusCode, Json<LicenseBody>), ApiError> {
    let added = services.licensing.add(&request.license).await?;
    Ok((StatusCode::CREATED, Json(added.try_into()?)))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;
    use uuid::Uuid;

    use crate::api::testing::TestServer;
    use crate::licensing::testing::{Issuer, claims};

    #[tokio::test]
    async fn claims_come_back_as_they_were_signed_and_the_token_does_not() {
        let issuer = Issuer::new();
        let server = TestServer::with_keys(issuer.keys()).await;
        let owner = server.owner().await;
        let mut claims = claims();
        claims["z"] = json!({"b": 1.0, "a": [null, "é\u{0}"]});
        claims["features"] = json!({"not_known_yet": 7});
        let token = issuer.sign(&claims);

        let added = server.post("/licenses", Some(&owner), &json!({"license": token})).await;
        assert_eq!(added.status, StatusCode::CREATED, "{:?}", added.body);
        assert_eq!(added.body["claims"], claims);
        assert_eq!(added.body["uuid"], claims["jti"]);
        let list = server.get("/licenses", Some(&owner)).await;
        assert_eq!(list.body, json!([added.body]));
        assert!(!list.body.to_string().contains(&token));

        let again = server.post("/licenses", Some(&owner), &json!({"license": token})).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let id = claims["jti"].as_str().unwrap();
        assert!(again.body["detail"].as_str().unwrap().contains(id), "{:?}", again.body);
    }

    #[tokio::test]
    async fn a_refusal_says_why_and_names_the_field() {
        let issuer = Issuer::new();
        let server = TestServer::with_keys(issuer.keys()).await;
        let owner = server.owner().await;
        let mut foreign = claims();
        foreign["deployment_ids"] = json!([Uuid::new_v4()]);
        let body = json!({"license": issuer.sign(&foreign)});
        let rejected = server.post("/licenses", Some(&owner), &body).await;
        assert_eq!(rejected.status, StatusCode::BAD_REQUEST);
        assert_eq!(rejected.body["validations"][0]["field"], "license");
        let own = server.services.deployment_id.to_string();
        assert!(rejected.body["detail"].as_str().unwrap().contains(&own), "{:?}", rejected.body);
    }
}
