//! `DELETE /api/v2/licenses/{id}`: removes a license.

use axum::extract::State;
use axum::http::StatusCode;

use crate::api::caller::{Caller, ForOwners};
use crate::api::shared::{Always, MayBeMissing, WithParameters};
use crate::api::{ApiError, PathParameters};
use crate::services::Services;

/// Why no license was removed.
#[derive(Debug)]
enum Error {
    NotANumber,
    Missing,
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotANumber => Self::new(StatusCode::BAD_REQUEST, "A license ID is an integer.")
                .field("id", "To see the IDs, run `coder licenses list`."),
            Error::Missing => Self::new(StatusCode::NOT_FOUND, "License not found.")
                .because("To see all licenses, run `coder licenses list`."),
        }
    }
}

/// Delete license
#[utoipa::path(
    delete,
    path = "/licenses/{id}",
    operation_id = "delete-license",
    tag = "Enterprise",
    security(("CoderSessionToken" = [])),
    params(("id" = String, Path, description = "License ID", format = "number")),
    responses(
        (status = OK, description = "OK"),
        ForOwners,
        MayBeMissing,
        WithParameters,
        Always
    )
)]
pub(crate) async fn delete(
    State(services): State<Services>,
    _: Caller<ForOwners>,
    PathParameters(id): PathParameters<String>,
) -> Result<StatusCode, ApiError> {
    let id: i64 = id.parse().map_err(|_| Error::NotANumber)?;
    if services.licensing.remove(id).await? {
        Ok(StatusCode::OK)
    } else {
        Err(Error::Missing.into())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing::TestServer;
    use crate::licensing::testing::{Issuer, claims};

    #[tokio::test]
    async fn a_removed_license_entitles_to_nothing_at_once() {
        let issuer = Issuer::new();
        let server = TestServer::with_keys(issuer.keys()).await;
        let owner = server.owner().await;
        let has_license =
            async || server.get("/entitlements", Some(&owner)).await.body["has_license"].clone();
        let body = json!({"license": issuer.sign(&claims())});
        let added = server.post("/licenses", Some(&owner), &body).await;
        assert_eq!(has_license().await, true);

        let path = format!("/licenses/{}", added.body["id"]);
        assert_eq!(server.delete(&path, Some(&owner)).await, StatusCode::OK);
        assert_eq!(has_license().await, false);
        assert_eq!(server.delete(&path, Some(&owner)).await, StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn what_is_no_number_is_no_id() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        for id in ["x", "1.5", "99999999999999999999", "%00", "%FF"] {
            let status = server.delete(&format!("/licenses/{id}"), Some(&owner)).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{id}");
        }
        let status = server.delete("/licenses/-1", Some(&owner)).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}
