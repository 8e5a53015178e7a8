//! The real program as browsers meet it: asked by pages of other origins, and behind a proxy that
//! serves it below a path.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

#[path = "support/first_user.rs"]
mod first_user;
#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response};
use reqwest::redirect::Policy;
use reqwest::{Method, StatusCode};
use tokio::net::TcpListener;

use first_user::log_in;
use program::{Machine, Server};

const APP: &str = "https://app.example.com";

/// A provider that lets every page read its answers. Gives its address.
async fn open_provider() -> String {
    let router = Router::new().fallback(async || {
        let response = Response::builder()
            .header("content-type", "application/json")
            .header("access-control-allow-origin", "*")
            .header("access-control-allow-credentials", "true")
            .header("access-control-expose-headers", "x-secret");
        response.body(Body::from("{}")).unwrap()
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("http://{address}/")
}

/// A machine whose server asks the open provider.
async fn machine() -> Machine {
    Machine::new()
        .with("CODER_AIBRIDGE_ENABLED", "true")
        .with("CODER_AIBRIDGE_ANTHROPIC_BASE_URL", open_provider().await)
        .with("CODER_AIBRIDGE_ANTHROPIC_KEY", "secret")
}

fn of_cors(headers: &HeaderMap) -> Vec<(&str, &str)> {
    let names = headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    names.filter(|(name, _)| name.starts_with("access-control-")).collect()
}

const PATHS: [&str; 2] = ["/api/v2/users/me", "/api/v2/aibridge/anthropic/v1/messages"];

#[tokio::test]
async fn pages_of_other_origins_are_let_in_by_setting_only_and_preflights_without_a_token() {
    let http = reqwest::Client::new();
    for (origins, allowed) in [("", None), (APP, Some(APP)), ("https://other.example", None)] {
        let server = machine().await.with("CODER_CORS_ORIGINS", origins).serve().without_log();
        for path in PATHS {
            let url = format!("{}{path}", server.url);
            let preflight = http.request(Method::OPTIONS, &url).header("origin", APP);
            let preflight = preflight.header("access-control-request-method", "POST");
            let preflight = preflight.header("access-control-request-headers", "authorization");
            let answer = preflight.send().await.unwrap();
            let headers = answer.headers();
            let told = headers.get("access-control-allow-origin");
            assert_eq!(told.map(|value| value.to_str().unwrap()), allowed, "{path} {origins}");
            if allowed.is_some() {
                assert_eq!(answer.status(), StatusCode::OK, "{path}");
                assert_eq!(headers["access-control-allow-headers"], "authorization");
            }
            if origins.is_empty() {
                assert!(of_cors(headers).is_empty(), "{headers:?}");
                assert!(answer.status().is_client_error(), "{path}: {}", answer.status());
            }

            // Without a token, it is refused; its page may read why.
            let answer = http.post(&url).header("origin", APP).body("{}").send().await.unwrap();
            assert!(answer.status().is_client_error());
            let told = answer.headers().get("access-control-allow-origin");
            assert_eq!(told.map(|value| value.to_str().unwrap()), allowed, "{path} {origins}");
        }
    }
}

#[tokio::test]
async fn what_a_provider_lets_pages_do_never_comes_down() {
    let http = reqwest::Client::new();
    for (origins, expected) in [
        ("", &[][..]),
        (APP, &[("access-control-allow-origin", APP), ("access-control-expose-headers", "*")][..]),
    ] {
        let server = machine().await.with("CODER_CORS_ORIGINS", origins).serve().without_log();
        let token = log_in(&http, &server.url).await;
        let url = format!("{}{}", server.url, PATHS[1]);
        let body = serde_json::json!({"model": "m", "max_tokens": 1, "messages": []});
        let request = http.post(url).bearer_auth(token).header("origin", APP).json(&body);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let mut told = of_cors(answer.headers());
        told.sort_unstable();
        assert_eq!(told, expected);
    }
}

#[test]
fn an_origin_that_is_none_ends_the_start_with_the_reason() {
    let machine = Machine::new();
    let told = machine.reject(&["server", "--cors-origins", "https://app.example.com,*"]);
    assert!(told.contains("--cors-origins") && told.contains("requests carry tokens"), "{told}");
}

/// The path below which the proxy serves the server.
const PREFIX: &str = "/tools/coder";

/// Passes on what is below the prefix, without it; everything else is not the server's.
async fn pass_on(
    State((http, server)): State<(reqwest::Client, SocketAddr)>,
    request: Request,
) -> Response<Body> {
    let path = request.uri().path_and_query().unwrap().as_str();
    let below = path.strip_prefix(PREFIX).filter(|below| below.starts_with('/'));
    let Some(below) = below else {
        return Response::builder().status(418).body(Body::empty()).unwrap();
    };
    let url = format!("http://{server}{below}");
    let mut headers = request.headers().clone();
    headers.remove("host");
    let answer = http.request(request.method().clone(), url).headers(headers).send().await;
    Response::<reqwest::Body>::from(answer.unwrap()).map(Body::new)
}

/// A server behind a proxy that strips the prefix: the URL at which users see it.
struct Prefixed {
    http: reqwest::Client,
    url: String,
    _machine: Machine,
    _server: Server,
}

impl Prefixed {
    async fn start() -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let proxy = Router::new().fallback(pass_on).with_state((http.clone(), address));
        tokio::spawn(async move { axum::serve(listener, proxy).await.unwrap() });

        let url = format!("{origin}{PREFIX}");
        let machine = Machine::new()
            .with("CODER_ACCESS_URL", format!("{url}/"))
            .with("CODER_SWAGGER_ENABLE", "true")
            .with("CODER_DOCS_FOLDER", "book");
        std::fs::create_dir_all(machine.file("book/install")).unwrap();
        for (name, text) in [("index.html", "Home"), ("install/airgap.html", "Airgap")] {
            let mut file = std::fs::File::create(machine.file("book").join(name)).unwrap();
            std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        }
        let command = machine.coder(&["server", "--http-address", &address.to_string()]);
        let server = Server::start(command).without_log();
        assert_eq!(server.url, url);
        Self { http, url, _machine: machine, _server: server }
    }

    /// Asks as a browser does; gives the status, where it leads on, and the text.
    async fn open(&self, url: &str) -> (StatusCode, Option<String>, String) {
        let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
        let answer = self.http.get(url).header("accept", browser).send().await.unwrap();
        let status = answer.status();
        let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let location = location.map(|to| answer.url().join(&to).unwrap().to_string());
        (status, location, answer.text().await.unwrap())
    }

    /// Follows redirects from a path to a page that is there: its URL and its text.
    async fn follow(&self, path: &str) -> (String, String) {
        let mut url = format!("{}{path}", self.url);
        for _ in 0..5 {
            let (status, location, text) = self.open(&url).await;
            let Some(to) = location else {
                assert_eq!(status, StatusCode::OK, "{url}");
                return (url, text);
            };
            url = to;
        }
        panic!("{path} leads in a circle");
    }
}

/// The values of links and sources on a page, as a browser resolves them.
fn links(page: &str, text: &str) -> Vec<String> {
    let page = reqwest::Url::parse(page).unwrap();
    let attributes = ["src=\"", "href=\""].into_iter();
    let values = attributes.flat_map(|attribute| text.split(attribute).skip(1));
    let values = values.map(|rest| rest.split('"').next().unwrap());
    let values = values.filter(|value| !value.starts_with("data:"));
    values.map(|value| page.join(value).unwrap().to_string()).collect()
}

#[tokio::test]
async fn below_a_path_every_redirect_and_every_link_leads_to_a_page() {
    let server = Prefixed::start().await;
    for (path, ends, expected) in [
        ("/docs", "/docs/", "Home"),
        ("/docs/install/offline", "/docs/install/airgap", "Airgap"),
        ("/swagger", "/swagger/", "swagger-ui"),
    ] {
        let (url, text) = server.follow(path).await;
        assert_eq!(url, format!("{}{ends}", server.url));
        assert!(text.contains(expected), "{text}");
        for link in links(&url, &text) {
            assert_eq!(server.open(&link).await.0, StatusCode::OK, "{path}: {link}");
        }
    }

    let (status, _, page) = server.open(&format!("{}/no/such/page", server.url)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let links = links(&format!("{}/no/such/page", server.url), &page);
    assert!(links.contains(&format!("{}/docs/", server.url)), "{links:?}");
    for link in links {
        assert_eq!(server.open(&link).await.0, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn below_a_path_the_explorer_finds_the_document_and_the_document_the_api() {
    let server = Prefixed::start().await;
    let (url, script) = server.follow("/swagger/swagger-initializer.js").await;
    let quoted = script.split('"').find(|text| text.ends_with("doc.json")).unwrap();
    let document = reqwest::Url::parse(&url).unwrap().join(quoted).unwrap();
    let (status, _, text) = server.open(document.as_str()).await;
    assert_eq!(status, StatusCode::OK, "{document}");
    let described: serde_json::Value = serde_json::from_str(&text).unwrap();
    let base = described["servers"][0]["url"].as_str().unwrap();
    assert_eq!(base, format!("{PREFIX}/api/v2"));
    let operation = document.join(&format!("{base}/buildinfo")).unwrap();
    assert_eq!(server.open(operation.as_str()).await.0, StatusCode::OK, "{operation}");
}
