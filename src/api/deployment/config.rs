//! `GET /api/v2/deployment/config`: every setting, its value and where it comes from.

use axum::Json;
use axum::extract::State;

use super::model::DeploymentConfig;
use crate::api::caller::{Caller, ForAuditors};
use crate::api::shared::Always;
use crate::deployment::DeploymentView;
use crate::services::Services;

/// Get deployment config
#[utoipa::path(
    get,
    path = "/deployment/config",
    operation_id = "get-deployment-config",
    tag = "General",
    security(("CoderSessionToken" = [])),
    responses((status = OK, description = "OK", body = DeploymentConfig), ForAuditors, Always)
)]
pub(crate) async fn config(
    State(services): State<Services>,
    _: Caller<ForAuditors>,
) -> Json<DeploymentView> {
    Json(services.deployment.clone())
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};
    use sourcebook_options::Layers;

    use crate::api::testing::TestServer;
    use crate::deployment::DeploymentView;
    use crate::options::Settings;

    /// What a server tells whose settings come from these layers.
    async fn told(layers: &Layers) -> Value {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        let loaded = Settings::load(layers).unwrap();
        let server = server.deployed_as(DeploymentView::new(&loaded)).await;
        let answer = server.get("/deployment/config", Some(&owner)).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.body
    }

    #[tokio::test]
    async fn values_are_told_with_their_names_and_sources() {
        let layers = Layers::new().environment([("CODER_SESSION_DURATION".into(), "2h".into())]);
        let told = told(&layers).await;
        assert_eq!(told["config"]["session_lifetime"]["default_duration"], 7_200_000_000_000_u64);
        let options = told["options"].as_array().unwrap();
        let option = options.iter().find(|option| option["flag"] == "session-duration").unwrap();
        assert_eq!(option["value_source"], "env");
        assert_eq!(option["env"], "CODER_SESSION_DURATION");
        assert_eq!(option["yaml"], "sessionDuration");
        assert_eq!(option["group"]["parent"]["name"], "Networking");
    }

    #[tokio::test]
    async fn secrets_are_not_told() {
        let secret = "postgres://coder:swordfish@db.example.com/coder";
        let layers = Layers::new().environment([("CODER_PG_CONNECTION_URL".into(), secret.into())]);
        let told = told(&layers).await;
        assert_eq!(told["config"]["pg_connection_url"], json!(""));
        let options = told["options"].as_array().unwrap();
        let option = options.iter().find(|option| option["flag"] == "postgres-url").unwrap();
        assert_eq!(option["annotations"]["secret"], "true");
        assert_eq!(option["value_source"], "env");
        assert!(!told.to_string().contains("swordfish"));
    }
}
