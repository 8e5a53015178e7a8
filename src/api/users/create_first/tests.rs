//! Tests of taking a deployment over.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::*;
use crate::api::testing::{Answer, TestServer};
use crate::listen::Peer;

const HERE: &str = "127.0.0.1:50000";
const ELSEWHERE: &str = "192.0.2.1:50000";

fn body() -> Value {
    json!({"email": "ada@example.com", "username": "ada", "password": "correct horse"})
}

/// A request as it arrives from `peer`.
fn request(peer: &str, headers: &[(&str, &str)], body: &Value) -> Request<Body> {
    let mut request = Request::post("/api/v2/users/first")
        .header(header::CONTENT_TYPE, "application/json")
        .extension(ConnectInfo(Peer(peer.parse().unwrap())));
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header(header::HOST, "localhost:3000");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_string())).unwrap()
}

async fn send(server: &TestServer, peer: &str, headers: &[(&str, &str)]) -> Answer {
    server.send(request(peer, headers, &body())).await
}

#[tokio::test]
async fn whoever_is_on_the_machine_creates_the_first_user_who_is_an_owner() {
    let server = TestServer::start().await;
    let created = send(&server, HERE, &[]).await;
    assert_eq!(created.status, StatusCode::CREATED, "{:?}", created.body);

    let token = server.log_in("ada@example.com", "correct horse").await;
    let me = server.get("/users/me", Some(&token)).await;
    assert_eq!(me.body["id"], created.body["user_id"]);
    assert_eq!(me.body["roles"], json!([{"name": "owner", "display_name": "Owner"}]));

    let again = send(&server, HERE, &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn nobody_else_on_the_network_takes_the_server_over() {
    let server = TestServer::start().await;
    let cases: [(&str, &[(&str, &str)]); 8] = [
        (ELSEWHERE, &[]),
        (HERE, &[("x-forwarded-for", "192.0.2.1")]),
        (HERE, &[("forwarded", "for=192.0.2.1")]),
        (HERE, &[("via", "1.1 proxy")]),
        (HERE, &[("host", "rebound.example.com:3000")]),
        (HERE, &[("host", "127.0.0.1.example.com")]),
        (ELSEWHERE, &[("Coder-Setup-Token", "guess")]),
        (HERE, &[("Coder-Setup-Token", "")]),
    ];
    for (peer, headers) in cases {
        let rejected = send(&server, peer, headers).await;
        assert_eq!(rejected.status, StatusCode::FORBIDDEN, "{peer} {headers:?}");
        let detail = rejected.body["detail"].as_str().unwrap();
        assert!(detail.contains("the server printed when it started"), "{detail}");
    }
    assert!(!server.services.identity.has_users().await.unwrap());
}

#[tokio::test]
async fn the_names_of_this_machine_are_its_own() {
    for host in ["localhost", "LOCALHOST:80", "127.0.0.1:3000", "127.1.2.3", "[::1]:3000"] {
        assert!(is_local_name(host), "{host}");
    }
    for host in ["", "example.com", "localhost.example.com", "[::2]", "192.0.2.1:3000"] {
        assert!(!is_local_name(host), "{host}");
    }
}

#[tokio::test]
async fn the_set_up_token_stands_for_the_machine_once() {
    let server = TestServer::start().await;
    let first = server.services.identity.setup_token().await.unwrap().unwrap();
    let second = server.services.identity.setup_token().await.unwrap().unwrap();
    assert_ne!(first, second);
    // Each server that starts prints one, and each holds.
    let created = send(&server, ELSEWHERE, &[("Coder-Setup-Token", &first)]).await;
    assert_eq!(created.status, StatusCode::CREATED, "{:?}", created.body);
    let late = send(&server, ELSEWHERE, &[("Coder-Setup-Token", &second)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(!server.services.identity.is_setup_token(&second).await.unwrap());
    assert_eq!(server.services.identity.setup_token().await.unwrap(), None);
}

#[tokio::test]
async fn of_many_requests_at_once_one_creates_the_first_user() {
    for server in TestServer::on_each_store().await {
        let mut sending = JoinSet::new();
        for number in 0..8 {
            let server = server.clone();
            sending.spawn(async move {
                let mut body = body();
                body["username"] = json!(format!("user{number}"));
                body["email"] = json!(format!("{number}@example.com"));
                server.send(request(HERE, &[], &body)).await.status
            });
        }
        let mut statuses = sending.join_all().await;
        statuses.sort();
        assert_eq!(statuses[0], StatusCode::CREATED);
        assert_eq!(statuses[1..], [StatusCode::CONFLICT; 7]);
    }
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let server = TestServer::start().await;
    let wrong = json!({"email": "x", "username": "a b", "password": "short"});
    let rejected = server.send(request(HERE, &[], &wrong)).await;
    assert_eq!(rejected.status, StatusCode::BAD_REQUEST);
    let fields: Vec<&Value> = rejected.body["validations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|validation| &validation["field"])
        .collect();
    assert_eq!(fields, ["username", "email", "password"]);
}
