//! Pages of other origins that may use the server from a browser (CORS, in the Fetch standard).
//!
//! Tokens are sent in headers, which pages set by themselves. Browsers are therefore never told to
//! add credentials of their own.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, header};
use tower::{Layer, ServiceExt, service_fn};
use tower_http::cors::{AllowHeaders, AllowOrigin, Any, CorsLayer};

/// How long a browser may remember what a preflight was answered.
const REMEMBERED: Duration = Duration::from_mins(10);

/// What pages may do here.
const METHODS: [Method; 6] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// Lets pages of `origins` use everything of `router`; without any, nothing is changed.
pub(crate) fn allow(router: Router, origins: Vec<HeaderValue>) -> Router {
    if origins.is_empty() {
        return router;
    }
    let layer = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods(METHODS)
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(Any)
        .max_age(REMEMBERED);
    let shared = layer.layer(router.clone());
    let service = service_fn(move |request: Request<Body>| {
        let (own, shared) = (router.clone(), shared.clone());
        async move {
            // The layer would answer it in place of the handlers.
            if is_other_question(&request) {
                own.oneshot(request).await
            } else {
                shared.oneshot(request).await
            }
        }
    });
    Router::new().fallback_service(service)
}

/// Whether a request asks for the options of a resource, and is no preflight.
fn is_other_question(request: &Request<Body>) -> bool {
    request.method() == Method::OPTIONS
        && !request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, StatusCode};

    use super::*;

    const APP: &str = "https://app.example.com";

    /// The answer to a request with these headers.
    async fn answer(
        origins: &[&'static str],
        method: Method,
        headers: &[(&'static str, &'static str)],
    ) -> (StatusCode, HeaderMap) {
        let origins = origins.iter().copied().map(HeaderValue::from_static).collect();
        let get = axum::routing::get(async || ([(header::VARY, "accept")], "hello"));
        let router = allow(Router::new().fallback_service(get), origins);
        let mut request = Request::builder().method(method).uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        (answer.status(), answer.headers().clone())
    }

    fn of_cors(headers: &HeaderMap) -> Vec<&str> {
        let names = headers.keys().map(header::HeaderName::as_str);
        names.filter(|name| name.starts_with("access-control-")).collect()
    }

    const PREFLIGHT: [(&str, &str); 3] = [
        ("origin", APP),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization,x-stainless-os"),
    ];

    #[tokio::test]
    async fn without_origins_nothing_is_said_of_them() {
        let (status, headers) = answer(&[], Method::GET, &[("origin", APP)]).await;
        assert_eq!((status, headers[header::VARY].to_str().unwrap()), (StatusCode::OK, "accept"));
        assert!(of_cors(&headers).is_empty(), "{headers:?}");
        let (status, headers) = answer(&[], Method::OPTIONS, &PREFLIGHT).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(of_cors(&headers).is_empty(), "{headers:?}");
    }

    #[tokio::test]
    async fn pages_of_a_listed_origin_may_ask_and_read() {
        let origins = ["http://localhost:5173", APP];
        let (status, headers) = answer(&origins, Method::OPTIONS, &PREFLIGHT).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers["access-control-allow-origin"], APP);
        assert_eq!(headers["access-control-allow-headers"], "authorization,x-stainless-os");
        assert!(headers["access-control-allow-methods"].to_str().unwrap().contains("POST"));
        assert!(!headers.contains_key("access-control-allow-credentials"));

        let (status, headers) = answer(&origins, Method::GET, &[("origin", APP)]).await;
        assert_eq!(
            (status, &headers["access-control-allow-origin"]),
            (StatusCode::OK, &APP.parse().unwrap())
        );
        assert_eq!(headers["access-control-expose-headers"], "*");
        let vary: Vec<&str> =
            headers.get_all(header::VARY).iter().filter_map(|value| value.to_str().ok()).collect();
        assert!(vary.join(",").contains("origin") && vary.contains(&"accept"), "{vary:?}");
    }

    #[tokio::test]
    async fn pages_of_other_origins_may_not_and_caches_keep_the_answers_apart() {
        for origin in [
            "https://app.example.com.evil.example",
            "http://app.example.com",
            "null",
            "https://app.example.com:444",
        ] {
            for (method, further) in [(Method::GET, None), (Method::OPTIONS, Some(PREFLIGHT[1]))] {
                let headers: Vec<_> = [("origin", origin)].into_iter().chain(further).collect();
                let (_, headers) = answer(&[APP], method, &headers).await;
                assert!(!headers.contains_key("access-control-allow-origin"), "{origin}");
                let vary = headers.get_all(header::VARY).iter();
                let vary = vary.map(|value| value.to_str().unwrap()).collect::<Vec<_>>().join(",");
                assert!(vary.contains("origin"), "{vary}");
            }
        }
    }

    #[tokio::test]
    async fn a_question_that_is_no_preflight_reaches_the_handlers() {
        let (status, headers) = answer(&[APP], Method::OPTIONS, &[("origin", APP)]).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(headers.contains_key(header::ALLOW));
    }
}
