//! Requests and their answers, for the tests of endpoints and layers.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sourcebook_options::Layers;
use tower::ServiceExt;

use super::answers;
use super::caller::SESSION_TOKEN;
use crate::clock::Clock;
use crate::deployment::DeploymentView;
use crate::identity::{Cost, IdentitySettings, UserDraft};
use crate::licensing::{LicenseKeys, LicensingSettings};
use crate::options::Settings;
use crate::proxies::Proxies;
use crate::routes::Exposure;
use crate::services::{ServiceSettings, Services};
use crate::store::Role;
use crate::store::testing::{self, TestStore};

/// The password of every user of the tests.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// An answer whose body was JSON.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: StatusCode,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The parsed body.
    pub(crate) body: Value,
}

/// Sends one request to `router` and reads the JSON that comes back.
pub(crate) async fn send(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.expect("a router never fails");
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("the body is whole").to_bytes();
    assert_eq!(parts.headers[header::CONTENT_TYPE], "application/json", "{bytes:?}");
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: serde_json::from_slice(&bytes).expect("the body is JSON"),
    }
}

/// Asks a fresh server for `path`.
pub(crate) async fn get(path: &str) -> Answer {
    let request = Request::get(path).body(Body::empty()).expect("a valid request");
    TestServer::start().await.send(request).await
}

/// A whole server on a fresh store, without a socket, and with a clock that stands still.
#[derive(Debug, Clone)]
pub(crate) struct TestServer {
    pub(crate) services: Services,
    pub(crate) clock: Clock,
    /// Holds the store.
    store: Arc<TestStore>,
}

impl TestServer {
    /// A server on SQLite without license keys.
    pub(crate) async fn start() -> Self {
        Self::with_keys(LicenseKeys::default()).await
    }

    /// A server on SQLite with these license keys.
    pub(crate) async fn with_keys(keys: LicenseKeys) -> Self {
        Self::on(testing::sqlite().await, keys).await
    }

    /// A server on each kind of store that there is.
    pub(crate) async fn on_each_store() -> Vec<Self> {
        let mut servers = Vec::new();
        for store in testing::each().await {
            servers.push(Self::on(store, LicenseKeys::default()).await);
        }
        servers
    }

    /// The same server, on the same store, which tells other settings.
    pub(crate) async fn deployed_as(&self, view: DeploymentView) -> Self {
        let (store, clock) = (self.store.clone(), self.clock.clone());
        Self::started(store, clock, LicenseKeys::default(), view).await
    }

    /// Another server on the same store, with connections of its own. On SQLite, which has one
    /// server, it is the same server once more.
    pub(crate) async fn beside(&self) -> Self {
        if self.store.settings.postgres_url.is_none() {
            return self.clone();
        }
        let store = testing::another(&self.store).await;
        let view = DeploymentView::new(&Settings::load(&Layers::new()).unwrap());
        Self::started(store.into(), self.clock.clone(), LicenseKeys::default(), view).await
    }

    async fn on(store: TestStore, keys: LicenseKeys) -> Self {
        let view = DeploymentView::new(&Settings::load(&Layers::new()).unwrap());
        Self::started(store.into(), testing::clock(), keys, view).await
    }

    async fn started(
        store: Arc<TestStore>,
        clock: Clock,
        keys: LicenseKeys,
        deployment: DeploymentView,
    ) -> Self {
        let settings = ServiceSettings {
            store: store.settings.clone(),
            identity: IdentitySettings {
                password_cost: Cost::Least,
                ..IdentitySettings::default()
            },
            licensing: LicensingSettings { keys, ..LicensingSettings::default() },
            proxies: Proxies::default(),
            deployment,
        };
        let services = Services::on(store.store.clone(), &settings, clock.clone()).await.unwrap();
        Self { services, clock, store }
    }

    /// The router of the server, for requests of every kind.
    pub(crate) fn router(&self) -> Router {
        answers::recorded(crate::routes::router(&self.services, &Exposure::default(), None))
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(self.router(), request).await
    }

    pub(crate) async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        self.send(request(Method::GET, path, token, &Value::Null)).await
    }

    pub(crate) async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        self.send(request(Method::POST, path, token, body)).await
    }

    pub(crate) async fn put(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        self.send(request(Method::PUT, path, token, body)).await
    }

    /// Deletes, and says only with which status: success has no body.
    pub(crate) async fn delete(&self, path: &str, token: Option<&str>) -> StatusCode {
        let request = request(Method::DELETE, path, token, &Value::Null);
        self.router().oneshot(request).await.unwrap().status()
    }

    /// Logs in, and gives the token of the session.
    pub(crate) async fn log_in(&self, email: &str, password: &str) -> String {
        let body = json!({"email": email, "password": password});
        let answer = self.post("/users/login", None, &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{:?}", answer.body);
        answer.body["session_token"].as_str().unwrap().to_owned()
    }

    /// The token of a new session of `owner`, who is created when there is nobody yet.
    pub(crate) async fn owner(&self) -> String {
        if !self.services.identity.has_users().await.unwrap() {
            let draft = draft("owner", Role::Owner);
            self.services.identity.create_first_user(&draft).await.unwrap();
        }
        self.log_in("owner@example.com", PASSWORD).await
    }

    /// Creates a user, and gives the token of a session.
    pub(crate) async fn user(&self, name: &str, role: Role) -> String {
        self.services.identity.create_user(&draft(name, role)).await.unwrap();
        self.log_in(&format!("{name}@example.com"), PASSWORD).await
    }
}

fn draft(name: &str, role: Role) -> UserDraft {
    UserDraft {
        username: name.to_owned(),
        email: format!("{name}@example.com"),
        name: String::new(),
        password: PASSWORD.to_owned(),
        role,
    }
}

/// A request below the base path, with a JSON body unless `body` is null.
pub(crate) fn request(
    method: Method,
    path: &str,
    token: Option<&str>,
    body: &Value,
) -> Request<Body> {
    let path = format!("{}{path}", crate::document::BASE_PATH);
    let mut request = Request::builder().method(method).uri(path);
    if let Some(token) = token {
        request = request.header(SESSION_TOKEN, token);
    }
    if body.is_null() {
        return request.body(Body::empty()).unwrap();
    }
    let request = request.header(header::CONTENT_TYPE, "application/json");
    request.body(Body::from(body.to_string())).unwrap()
}
