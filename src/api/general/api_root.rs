//! `GET /api/v2/`: shows that the API is there.

use axum::Json;

use crate::api::ApiResponse;
use crate::api::shared::Always;

/// API root handler
///
/// Returns a greeting. Use it to check that a URL leads to this API.
#[utoipa::path(
    get,
    path = "/",
    operation_id = "api-root-handler",
    tag = "General",
    responses((status = OK, description = "OK", body = ApiResponse), Always)
)]
pub(crate) async fn api_root() -> Json<ApiResponse> {
    Json(ApiResponse::message("👋"))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing;

    #[tokio::test]
    async fn the_root_greets_with_and_without_its_last_slash() {
        for path in ["/api/v2/", "/api/v2"] {
            let answer = testing::get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.body, json!({"message": "👋"}), "{path}");
        }
    }
}
