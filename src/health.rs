//! The health probe.

use axum::http::StatusCode;

/// What the probe answers: whether the server can do its work, for which it needs its store. Why it
/// cannot is in its log, and not for everybody to read.
pub(crate) fn answer(is_store_away: bool) -> (StatusCode, &'static str) {
    if is_store_away {
        (StatusCode::SERVICE_UNAVAILABLE, "the database is unavailable; see the server's log")
    } else {
        (StatusCode::OK, "OK")
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    #[tokio::test]
    async fn the_probe_and_the_api_say_when_the_store_is_away() {
        let server = crate::api::testing::TestServer::start().await;
        let owner = server.owner().await;
        server.services.store.close().await;
        let answer = server.get("/users", Some(&owner)).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
        assert_eq!(answer.headers[header::RETRY_AFTER], "5");
        assert_eq!(answer.body["message"], "The database is unavailable.");
        let request = Request::get("/healthz").body(Body::empty()).unwrap();
        let response = server.router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn the_probe_answers_plain_ok() {
        let request = Request::get("/healthz").body(Body::empty()).unwrap();
        let server = crate::api::testing::TestServer::start().await;
        let response = server.router().oneshot(request).await.unwrap();

        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/plain; charset=utf-8");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, "OK");
    }
}
