//! The liveness probe.

/// Answers as long as the process can answer at all.
pub(crate) async fn check() -> &'static str {
    "OK"
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

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
