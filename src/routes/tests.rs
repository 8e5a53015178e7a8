//! Tests of what is mounted against what is documented.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

use super::*;
use crate::api::testing::{self, Answer, TestServer};

/// The paths that axum has been given. Its `Debug` output is the only place that lists them.
fn paths_of<S>(router: &Router<S>) -> BTreeSet<String> {
    let debug = format!("{router:?}");
    let listed = debug.split("node: Node { paths: {").nth(1).unwrap();
    let listed = listed.split("fallback_router").next().unwrap();
    listed.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

async fn ask(method: &str, path: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    TestServer::start().await.send(request).await
}

/// The methods that `path` answers, by asking for one that nothing answers.
async fn methods_at(path: &str) -> BTreeSet<String> {
    let answer = ask("PROPFIND", path).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    let allowed = answer.headers["allow"].to_str().unwrap();
    allowed.split(',').map(str::to_lowercase).collect()
}

/// The methods of each path of the document. Answering GET includes HEAD.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let document = serde_json::to_value(openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let methods = |item: &Value| {
        let mut methods: BTreeSet<String> = item.as_object().unwrap().keys().cloned().collect();
        if methods.contains("get") {
            methods.insert("head".to_owned());
        }
        methods
    };
    paths.iter().map(|(path, item)| (path.clone(), methods(item))).collect()
}

#[tokio::test]
async fn what_is_documented_is_served_and_what_is_served_is_documented() {
    let documented = documented();
    assert!(documented.contains_key("/buildinfo"), "{documented:?}");

    let (router, _, _) = api().split();
    let served = paths_of(&Router::from(router));
    assert_eq!(served, documented.keys().cloned().collect());

    for (path, methods) in documented {
        // Any text does for a path parameter: the method is looked at before the handler runs.
        let path = path.replace(['{', '}'], "");
        let path = format!("{}{path}", document::BASE_PATH);
        assert_eq!(methods_at(&path).await, methods, "{path}");
    }
}

#[tokio::test]
async fn outside_the_api_only_the_list_is_served() {
    let services = TestServer::start().await.services;
    for swagger in [true, false] {
        let exposure = Exposure { swagger, ..Exposure::default() };
        let mounted = mounted(&services, &exposure);
        let api = |path: &String| path.starts_with(document::BASE_PATH) && path != mcp::PATH;
        // What is nested stands there with a slash and with what is below it.
        let served: BTreeSet<String> = paths_of(&mounted)
            .into_iter()
            .filter(|path| !api(path))
            .map(|path| path.split("/{*").next().unwrap().trim_end_matches('/').to_owned())
            .collect();
        let listed = OUTSIDE.iter().filter(|outside| (outside.is_served)(&exposure));
        assert_eq!(served, listed.map(|outside| outside.path.to_owned()).collect());
    }
}

#[tokio::test]
async fn the_api_explorer_is_served_only_where_it_is_wanted() {
    let services = TestServer::start().await.services;
    for (swagger, expected) in [(true, StatusCode::OK), (false, StatusCode::NOT_FOUND)] {
        let router = router(&services, &Exposure { swagger, ..Exposure::default() }, None);
        let request = Request::get("/swagger/").body(Body::empty()).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), expected);
        if swagger {
            let policy = answer.headers()["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'self'"), "{policy}");
        }
    }
}

#[tokio::test]
async fn the_api_explorer_shows_the_document_of_this_server() {
    let services = TestServer::start().await.services;
    let exposure = Exposure { swagger: true, ..Exposure::default() };
    let request = Request::get("/swagger/doc.json").body(Body::empty()).unwrap();
    let answer = router(&services, &exposure, None).oneshot(request).await.unwrap();
    let shown = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let shown: Value = serde_json::from_slice(&shown).unwrap();
    assert_eq!(shown, serde_json::to_value(openapi()).unwrap());
}

#[test]
fn the_facts_have_every_route() {
    let (_, routes, parts) = described();
    let (outside, inside): (Vec<&Route>, Vec<&Route>) =
        routes.iter().partition(|route| route.outside.is_some());
    let mut served: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for route in inside {
        served.entry(route.path.clone()).or_default().extend(route.methods.iter().cloned());
    }
    let documented = documented().into_iter().map(|(path, mut methods)| {
        methods.remove("head");
        let methods = methods.iter().map(|method| method.to_uppercase()).collect();
        (format!("{}{path}", document::BASE_PATH), methods)
    });
    assert_eq!(served, documented.collect());
    let gateway = gateway_routes().count();
    assert_eq!(outside.len(), OUTSIDE.len() + 1 + gateway, "and the documentation");
    assert!(!parts.is_empty());
}

#[test]
fn routes_outside_the_api_give_a_reason() {
    for outside in OUTSIDE {
        assert!(outside.path.starts_with('/'), "{}", outside.path);
        assert!(outside.reason.len() > 20, "{}", outside.path);
    }
}

#[tokio::test]
async fn unknown_routes_answer_with_the_error_body() {
    for path in ["/", "/nowhere", "/api/v2/nowhere", "/api/v1/", "/healthz/"] {
        let answer = testing::get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        let detail = format!("Nothing is served at `{path}`.");
        assert_eq!(
            answer.body,
            serde_json::json!({"message": "Route not found.", "detail": detail})
        );
    }
}

#[tokio::test]
async fn wrong_methods_answer_with_the_error_body_and_the_right_methods() {
    for path in ["/api/v2/", "/api/v2/buildinfo", "/healthz"] {
        for method in [Method::POST, Method::DELETE] {
            let answer = ask(method.as_str(), path).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert_eq!(answer.headers["allow"], "GET,HEAD", "{path}");
            let detail = format!("`{path}` does not support {method}; it supports GET, HEAD.");
            assert_eq!(
                answer.body,
                serde_json::json!({"message": "Method not allowed.", "detail": detail})
            );
        }
    }
}
