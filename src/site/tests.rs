//! Tests of the served documentation, with small books.

use std::path::Path;

use axum::http::{Method, Request};
use tempfile::TempDir;
use tower::ServiceExt;

use super::*;

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        #[expect(clippy::disallowed_methods, reason = "a new file in a temporary folder")]
        std::fs::write(file, text).expect("written");
    }
}

fn book() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        &[
            ("index.html", "<h1>Home</h1>"),
            ("install/airgap.html", "<h1>Airgap</h1>"),
            ("install/offline.html", "<meta http-equiv=\"refresh\" content=\"0;URL=airgap.html\">"),
            ("kept.html", "<meta http-equiv=\"refresh\" content=\"0;URL=x.html\">"),
            ("admin/templates/managing-templates/envbuilder/index.html", "<h1>Envbuilder</h1>"),
            ("css/general-0a1b2c3d.css", "body {}"),
            ("two words.txt", "plain"),
        ],
    );
    folder
}

/// Status, headers and body of an answer to a request with one header more.
async fn ask(path: &str, header: (&str, &str)) -> (StatusCode, HeaderMap, String) {
    let folder = book();
    let site = Site::open(Some(folder.path())).expect("a site");
    let server = crate::api::testing::TestServer::start().await;
    let router = crate::routes::with_documentation(server.router(), site, &PathPrefix::default());
    let request = Request::builder().method(Method::GET).uri(path).header(header.0, header.1);
    let request = request.body(Body::empty()).expect("a request");
    let response = router.oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

const PROGRAM: (&str, &str) = ("accept", "*/*");
const BROWSER: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

#[tokio::test]
async fn files_are_found_with_and_without_their_ending() {
    for (path, text, media_type) in [
        ("/docs/", "<h1>Home</h1>", "text/html; charset=utf-8"),
        ("/docs/index.html", "<h1>Home</h1>", "text/html; charset=utf-8"),
        ("/docs/install/airgap", "<h1>Airgap</h1>", "text/html; charset=utf-8"),
        ("/docs/install/airgap.html", "<h1>Airgap</h1>", "text/html; charset=utf-8"),
        ("/docs/two%20words.txt", "plain", "text/plain; charset=utf-8"),
    ] {
        let (status, headers, body) = ask(path, PROGRAM).await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, text), "{path}");
        assert_eq!(headers[header::CONTENT_TYPE], media_type, "{path}");
        assert_eq!(headers[header::CACHE_CONTROL], ASK_AGAIN, "{path}");
        assert_eq!(headers[header::CONTENT_SECURITY_POLICY], POLICY, "{path}");
    }
    let (_, headers, _) = ask("/docs/css/general-0a1b2c3d.css", PROGRAM).await;
    assert_eq!(headers[header::CACHE_CONTROL], FOR_EVER);
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
    let (_, headers, _) = ask("/docs/", PROGRAM).await;
    let tag = headers[header::ETAG].to_str().expect("text").to_owned();
    for known in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let (status, _, body) = ask("/docs/", ("if-none-match", &known)).await;
        assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{known}");
    }
    let (status, ..) = ask("/docs/", ("if-none-match", "\"other\"")).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn old_addresses_lead_on() {
    const ENVBUILDER: &str = "/docs/admin/templates/managing-templates/envbuilder/";
    let old = "/docs/admin/templates/managing-templates/devcontainers";
    for (path, status, to) in [
        ("/docs", 308, "/docs/"),
        ("/docs/install/offline", 301, "/docs/install/airgap"),
        ("/docs/install/offline/", 301, "/docs/install/airgap"),
        ("/docs/install/offline.html", 301, "/docs/install/airgap"),
        ("/docs/install/offline?theme=dark", 301, "/docs/install/airgap?theme=dark"),
        (old, 301, ENVBUILDER),
        (ENVBUILDER.trim_end_matches('/'), 308, ENVBUILDER),
    ] {
        let (found, headers, _) = ask(path, BROWSER).await;
        assert_eq!(found.as_u16(), status, "{path}");
        assert_eq!(headers[header::LOCATION], to, "{path}");
    }
    let (status, ..) = ask("/docs/kept", PROGRAM).await;
    assert_eq!(status, StatusCode::OK, "no rule takes its place");
}

#[tokio::test]
async fn nothing_outside_of_the_book_is_served() {
    for path in [
        "/docs/../Cargo.toml",
        "/docs/%2e%2e/Cargo.toml",
        "/docs/..%2fCargo.toml",
        "/docs//etc/passwd",
        "/docs/%00",
        "/docs/%ff",
        "/docs/nowhere",
        "/docs/install",
        "/docs/install/",
    ] {
        let (status, ..) = ask(path, PROGRAM).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn errors_are_pages_for_browsers_and_json_for_programs() {
    for path in ["/docs/nowhere<b>", "/api/v2/nowhere", "/nowhere"] {
        let path = path.replace('<', "%3C").replace('>', "%3E");
        let (status, headers, body) = ask(&path, BROWSER).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8", "{path}");
        assert_eq!(headers[header::VARY], "accept", "{path}");
        assert!(
            headers[header::CONTENT_SECURITY_POLICY]
                .to_str()
                .is_ok_and(|policy| policy.contains("default-src 'none'"))
        );
        assert!(body.contains("<p class=\"status\">404</p>") && !body.contains("<b>"), "{body}");
        assert!(body.contains("href=\"/docs/\""), "{body}");

        let (status, headers, body) = ask(&path, PROGRAM).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/json", "{path}");
        assert!(body.starts_with("{\"message\":\"Route not found.\""), "{body}");
    }
}

#[test]
fn a_folder_that_is_no_book_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let rejected = Site::open(Some(folder.path())).expect_err("no start page").to_string();
    assert!(rejected.contains("it has no index.html"), "{rejected}");
    let rejected =
        Site::open(Some(&folder.path().join("none"))).expect_err("no folder").to_string();
    assert!(rejected.contains("cannot read the documentation"), "{rejected}");
}

#[cfg(feature = "embed-docs")]
#[test]
fn the_book_is_part_of_the_program() {
    let site = Site::open(None).expect("a site");
    for path in ["/", "/install/airgap", "/reference/api/index.html"] {
        assert!(matches!(site.book.find(path), Found::File(_)), "{path}");
    }
    assert!(matches!(site.book.find("/install/offline"), Found::Nothing), "a rule answers");
}
