//! `GET /api/v2/buildinfo`: which build answers.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::shared::Always;
use crate::services::Services;

/// Information about the running build.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = codersdk::BuildInfoResponse)]
pub(crate) struct BuildInfo {
    /// ID of this deployment, which licenses can be bound to.
    #[schema(required = false)]
    deployment_id: Uuid,
    /// Whether the server sends telemetry. This build never does.
    #[schema(required = false)]
    telemetry: bool,
    /// Semantic version of the build, with a leading `v`.
    #[schema(required = false, examples("v0.1.0"))]
    version: &'static str,
}

/// Build info
///
/// Returns the version of the server. Needs no session, so that clients can identify the server
/// before logging in.
#[utoipa::path(
    get,
    path = "/buildinfo",
    operation_id = "build-info",
    tag = "General",
    responses((status = OK, description = "OK", body = BuildInfo), Always)
)]
pub(crate) async fn build_info(State(services): State<Services>) -> Json<BuildInfo> {
    let deployment_id = services.deployment_id;
    Json(BuildInfo { deployment_id, telemetry: false, version: crate::VERSION })
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing::TestServer;

    #[tokio::test]
    async fn the_build_states_its_version_and_its_deployment() {
        let server = TestServer::start().await;
        let answer = server.get("/buildinfo", None).await;

        assert_eq!(answer.status, StatusCode::OK);
        let version = format!("v{}", env!("CARGO_PKG_VERSION"));
        let id = server.services.deployment_id;
        assert_eq!(
            answer.body,
            json!({"deployment_id": id, "telemetry": false, "version": version})
        );
    }
}
