//! Who may do what: every operation with every kind of caller.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};

use super::testing::{TestServer, request};
use crate::store::Role;
use tower::ServiceExt;

/// What a caller without a token, with an expired token, a member, an auditor and an owner get.
type Statuses = [u16; 5];

/// Everything that is neither a session's business nor a role's.
const OPEN: [(&str, &str); 5] = [
    ("get", "/"),
    ("get", "/buildinfo"),
    ("get", "/users/first"),
    ("post", "/users/first"),
    ("post", "/users/login"),
];

/// What only owners do to users, also to others.
const OF_OWNERS: [(&str, &str); 4] = [
    ("put", "/users/{user}/roles"),
    ("put", "/users/{user}/status/suspend"),
    ("put", "/users/{user}/status/activate"),
    ("delete", "/users/{user}"),
];

/// Every operation, a path and a body for it, and the statuses.
fn table() -> Vec<(&'static str, &'static str, &'static str, Value, Statuses)> {
    let user = json!({"username": "n", "email": "n@example.com", "password": "long enough"});
    let credentials = json!({"email": "member@example.com", "password": "wrong"});
    let none = Value::Null;
    let mut table = vec![
        ("get", "/", "/", none.clone(), [200; 5]),
        ("get", "/buildinfo", "/buildinfo", none.clone(), [200; 5]),
        ("get", "/users/first", "/users/first", none.clone(), [200; 5]),
        ("post", "/users/first", "/users/first", user.clone(), [409; 5]),
        ("post", "/users/login", "/users/login", credentials, [401; 5]),
        (
            "get",
            "/deployment/config",
            "/deployment/config",
            none.clone(),
            [401, 401, 403, 200, 200],
        ),
        ("get", "/entitlements", "/entitlements", none.clone(), [401, 401, 200, 200, 200]),
        ("get", "/licenses", "/licenses", none.clone(), [401, 401, 403, 200, 200]),
        ("post", "/licenses", "/licenses", json!({"license": "x"}), [401, 401, 403, 403, 400]),
        (
            "post",
            "/licenses/refresh-entitlements",
            "/licenses/refresh-entitlements",
            none.clone(),
            [401, 401, 403, 403, 201],
        ),
        ("delete", "/licenses/{id}", "/licenses/1", none.clone(), [401, 401, 403, 403, 404]),
        (
            "get",
            "/aibridge/interceptions",
            "/aibridge/interceptions",
            none.clone(),
            [401, 401, 200, 200, 200],
        ),
        (
            "get",
            "/aibridge/mcp/servers",
            "/aibridge/mcp/servers",
            none.clone(),
            [401, 401, 403, 404, 404],
        ),
    ];
    table.extend(of_users());
    table
}

/// The operations on users, of which the last ones end what the others need.
fn of_users() -> Vec<(&'static str, &'static str, &'static str, Value, Statuses)> {
    let user = json!({"username": "n", "email": "n@example.com", "password": "long enough"});
    let (none, nothing) = (Value::Null, json!({}));
    vec![
        ("get", "/users", "/users", none.clone(), [401, 401, 403, 200, 200]),
        ("post", "/users", "/users", user, [401, 401, 403, 403, 201]),
        ("get", "/users/{user}", "/users/me", none.clone(), [401, 401, 200, 200, 200]),
        ("get", "/users/{user}", "/users/other", none.clone(), [401, 401, 403, 200, 200]),
        (
            "put",
            "/users/{user}/roles",
            "/users/other/roles",
            nothing.clone(),
            [401, 401, 403, 403, 200],
        ),
        (
            "get",
            "/users/{user}/keys/tokens",
            "/users/me/keys/tokens",
            none.clone(),
            [401, 401, 200, 200, 200],
        ),
        (
            "get",
            "/users/{user}/keys/tokens",
            "/users/other/keys/tokens",
            none.clone(),
            [401, 401, 403, 403, 200],
        ),
        (
            "post",
            "/users/{user}/keys/tokens",
            "/users/me/keys/tokens",
            nothing.clone(),
            [401, 401, 201, 201, 201],
        ),
        (
            "post",
            "/users/{user}/keys/tokens",
            "/users/other/keys/tokens",
            nothing,
            [401, 401, 403, 403, 201],
        ),
        (
            "delete",
            "/users/{user}/keys/{keyid}",
            "/users/me/keys/abcdefghij",
            none.clone(),
            [401, 401, 404, 404, 404],
        ),
        (
            "delete",
            "/users/{user}/keys/{keyid}",
            "/users/other/keys/abcdefghij",
            none.clone(),
            [401, 401, 403, 403, 404],
        ),
        ("get", "/users/{user}/keys", "/users/me/keys", none.clone(), [401, 401, 200, 200, 200]),
        ("get", "/users/{user}/keys", "/users/other/keys", none.clone(), [401, 401, 403, 403, 200]),
        (
            "delete",
            "/users/{user}/keys",
            "/users/other/keys",
            none.clone(),
            [401, 401, 403, 403, 204],
        ),
        (
            "put",
            "/users/{user}/password",
            "/users/me/password",
            json!({"password": "long enough", "old_password": "wrong"}),
            [401, 401, 400, 400, 400],
        ),
        (
            "put",
            "/users/{user}/password",
            "/users/other/password",
            json!({"password": "long enough"}),
            [401, 401, 403, 403, 204],
        ),
        (
            "put",
            "/users/{user}/status/suspend",
            "/users/other/status/suspend",
            none.clone(),
            [401, 401, 403, 403, 200],
        ),
        (
            "put",
            "/users/{user}/status/activate",
            "/users/other/status/activate",
            none.clone(),
            [401, 401, 403, 403, 200],
        ),
        ("delete", "/users/{user}", "/users/other", none.clone(), [401, 401, 403, 403, 200]),
        ("post", "/users/logout", "/users/logout", none, [401, 401, 200, 200, 200]),
    ]
}

/// A server, and the tokens of the callers in the order of [`Statuses`].
async fn callers() -> (TestServer, [Option<String>; 5]) {
    let server = TestServer::start().await;
    server.owner().await;
    let expired = server.user("expired", Role::Owner).await;
    server.clock.advance(Duration::from_hours(24 * 2));
    server.user("other", Role::Member).await;
    let member = server.user("member", Role::Member).await;
    let auditor = server.user("auditor", Role::Auditor).await;
    let tokens = [None, Some(expired), Some(member), Some(auditor), Some(server.owner().await)];
    (server, tokens)
}

#[tokio::test]
async fn every_operation_answers_every_caller_as_the_table_says() {
    let (server, tokens) = callers().await;
    for (method, _, path, body, statuses) in table() {
        for (token, expected) in tokens.iter().zip(statuses) {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let request = request(method.clone(), path, token.as_deref(), &body);
            let answer = server.router().oneshot(request).await.unwrap();
            assert_eq!(answer.status().as_u16(), expected, "{method} {path} {token:?}");
        }
    }
}

#[test]
fn the_table_holds_every_operation_and_no_other() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            documented.insert((method.clone(), path.clone()));
        }
    }
    let listed = table().into_iter().map(|row| (row.0.to_owned(), row.1.to_owned()));
    assert_eq!(listed.collect::<BTreeSet<_>>(), documented);
}

#[test]
fn the_document_says_of_every_operation_who_may_use_it() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    for (method, template, path, _, statuses) in table() {
        let operation = &document["paths"][template][method];
        let place = format!("{method} {path}");
        if OPEN.contains(&(method, template)) {
            assert!(operation["security"].is_null(), "{place}");
            continue;
        }
        assert_eq!(operation["security"], json!([{"CoderSessionToken": []}]), "{place}");
        let responses = &operation["responses"];
        let shared = |status: &str| responses[status]["$ref"].as_str().unwrap_or("none");
        assert_eq!(shared("401"), "#/components/responses/Unauthorized", "{place}");
        let own = path.contains("/me");
        let of_others =
            template.starts_with("/users/{user}") && !OF_OWNERS.contains(&(method, template));
        let [.., member, auditor, _] = statuses.map(|status| status == 403);
        let rejection = match (member, auditor) {
            // What is one's own says nothing about others; the row about others does.
            (false, _) if own => continue,
            (false, _) => "none",
            (true, false) if of_others => "#/components/responses/SelfOrAuditor",
            (true, false) => "#/components/responses/AuditorsOnly",
            (true, true) if of_others => "#/components/responses/SelfOrOwner",
            (true, true) => "#/components/responses/OwnersOnly",
        };
        assert_eq!(shared("403"), rejection, "{place}");
    }
}

#[tokio::test]
async fn every_answer_is_documented_and_carries_the_security_headers() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    let (server, tokens) = callers().await;
    for (method, template, path, body, _) in table() {
        for (token, body) in
            tokens.iter().zip([&body, &json!([]), &body, &json!({"name": 1}), &json!("x")])
        {
            let name = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let request = request(name, path, token.as_deref(), body);
            let answer = server.router().oneshot(request).await.unwrap();
            let status = answer.status().as_str().to_owned();
            let documented = &document["paths"][template][method]["responses"][&status];
            assert!(documented.is_object(), "{method} {path} {body}: {status}");
            for (header, value) in [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "no-referrer"),
                ("cache-control", "no-store"),
            ] {
                assert_eq!(answer.headers()[header], value, "{method} {path}");
            }
        }
    }
}
