//! The control plane's own tools through the bridge.

use axum::http::HeaderValue;
use serde_json::{Value, json};

use super::*;
use crate::aibridge::mcp::McpSettings;
use crate::aibridge::mcp::metrics::ToolMetrics;
use crate::aibridge::mcp::tests::{call, names, nothing, text};
use crate::api::testing::TestServer;
use crate::store::Role;
use crate::telemetry::metrics::Metrics;

fn tools(server: &TestServer, inject_own: bool) -> ServerTools {
    let settings = McpSettings { inject_own, ..McpSettings::default() };
    let servers = McpServers::new(settings, ToolMetrics::new(&Metrics::default()));
    ServerTools::new(Arc::new(servers), server.services.clone())
}

#[tokio::test]
async fn own_tools_are_offered_where_that_is_wanted_and_run_as_their_caller() {
    let server = TestServer::start().await;
    server.owner().await;
    let token = server.user("ada", Role::Member).await;
    let other = server.user("bob", Role::Member).await;
    let session = server.services.identity.authenticate(&token).await.unwrap();
    let caller = AuthenticatedUser { user: session.user.id, api_key: session.key.id.into() };
    let headers = |token: &str| {
        let bearer = HeaderValue::try_from(format!("Bearer {token}")).unwrap();
        HeaderMap::from_iter([("authorization".parse().unwrap(), bearer)])
    };
    let none = tools(&server, false).tools(&caller, &headers(&token)).await;
    assert_eq!(none.tools(), []);

    let own = tools(&server, true);
    let toolbox = own.tools(&caller, &headers(&token)).await;
    assert_eq!(names(&*toolbox), ["whoami", "my_interceptions", "my_token_usage"]);
    assert!(toolbox.tools().iter().all(|tool| &*tool.server == "coder"));
    let me: Value =
        serde_json::from_str(text(&call(&*toolbox, "whoami", nothing()).await)).unwrap();
    assert_eq!(me["username"], "ada");
    let rejected = call(&*toolbox, "whoami", json!({"user": "bob"})).await;
    assert!(rejected.error.is_some());

    // Credentials of somebody else are not the caller's.
    let foreign = own.tools(&caller, &headers(&other)).await;
    let rejected = call(&*foreign, "whoami", nothing()).await;
    assert_eq!(rejected.error.as_deref(), Some("the session is no longer valid"));

    let path = "/users/logout";
    server.post(path, Some(&token), &Value::Null).await;
    let rejected = call(&*toolbox, "whoami", nothing()).await;
    assert!(rejected.error.is_some(), "a session that has ended");
}
