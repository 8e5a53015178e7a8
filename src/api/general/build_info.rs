//! `GET /api/v2/buildinfo`: which build answers.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// Facts about the running build.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = codersdk::BuildInfoResponse)]
pub(crate) struct BuildInfo {
    /// Whether the server reports on its use to anyone. This build never does.
    #[schema(required = false)]
    telemetry: bool,
    /// The semantic version of the build, with a leading `v`.
    #[schema(required = false, examples("v0.1.0"))]
    version: &'static str,
}

/// Build info
///
/// Says which build answers. Needs no session, so that a client can find out which server it
/// talks to before it logs in.
#[utoipa::path(
    get,
    path = "/buildinfo",
    operation_id = "build-info",
    tag = "General",
    responses((status = OK, description = "OK", body = BuildInfo))
)]
pub(crate) async fn build_info() -> Json<BuildInfo> {
    Json(BuildInfo { telemetry: false, version: crate::VERSION })
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::exchange;

    #[tokio::test]
    async fn the_build_states_its_version() {
        let answer = exchange::get("/api/v2/buildinfo").await;

        assert_eq!(answer.status, StatusCode::OK);
        let version = format!("v{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(answer.body, json!({"telemetry": false, "version": version}));
    }
}
