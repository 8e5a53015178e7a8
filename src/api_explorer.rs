//! The API explorer: a page that shows the API document and sends requests from the browser. All of
//! its files are part of the program, and none of them names another host.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use utoipa_swagger_ui::Config;

use crate::path_prefix::PathPrefix;

/// Where the explorer is served.
pub(crate) const PATH: &str = "/swagger";

/// The API document in the folder.
const DOCUMENT: &str = "doc.json";

/// What the page may load: its own files and the answers of this server. It draws its icons from
/// `data:` URLs and sets styles on its elements.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// What the explorer shows, and where.
#[derive(Clone)]
struct Explorer {
    /// The API document as JSON.
    document: Bytes,
    /// The folder as users see it.
    folder: Arc<str>,
    config: Arc<Config<'static>>,
}

impl Explorer {
    fn new(document: Bytes, prefix: &PathPrefix) -> Self {
        let folder = prefix.before(&format!("{PATH}/"));
        let config = Arc::new(Config::from(format!("{folder}{DOCUMENT}")));
        Self { document, folder: folder.into(), config }
    }
}

/// The router of everything below [`PATH`], with the API document as JSON. Links have the prefix.
pub(crate) fn router(document: Bytes, prefix: &PathPrefix) -> Router {
    Router::new().fallback(get(answer)).with_state(Explorer::new(document, prefix))
}

/// The page and its files. Their names are relative to the folder, so without its slash the way to
/// it is the answer.
async fn answer(State(explorer): State<Explorer>, OriginalUri(uri): OriginalUri) -> Response {
    match uri.path().strip_prefix(PATH) {
        Some("") => Redirect::to(&explorer.folder).into_response(),
        Some(path) => file(path.trim_start_matches('/'), explorer),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file of the page, or the API document.
fn file(name: &str, explorer: Explorer) -> Response {
    if name == DOCUMENT {
        let headers = [(header::CONTENT_TYPE, "application/json")];
        return (headers, explorer.document).into_response();
    }
    match utoipa_swagger_ui::serve(name, explorer.config) {
        Ok(Some(file)) => {
            let kind = file.content_type;
            let headers =
                [(header::CONTENT_TYPE, kind.as_str()), (header::CONTENT_SECURITY_POLICY, POLICY)];
            (headers, Bytes::from(file.bytes.into_owned())).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, name, "cannot render a file of the API explorer");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    fn document() -> Bytes {
        Bytes::from_static(br#"{"openapi":"3.1.0"}"#)
    }

    fn explorer() -> Explorer {
        Explorer::new(document(), &PathPrefix::default())
    }

    async fn text_of(name: &str) -> (StatusCode, String, String) {
        let answer = file(name, explorer());
        let kind = answer.headers().get(header::CONTENT_TYPE);
        let kind = kind.map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, kind, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn the_page_and_everything_that_it_loads_is_here() {
        let (status, kind, page) = text_of("index.html").await;
        assert_eq!((status, kind.as_str()), (StatusCode::OK, "text/html"));
        let attributes = ["src=\"", "href=\""];
        let loaded: Vec<&str> = attributes
            .iter()
            .flat_map(|attribute| page.split(attribute).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(loaded.len() > 4, "{page}");
        for name in loaded {
            assert!(!name.contains("//"), "{name} is on another host");
            let answer = file(name.trim_start_matches("./"), explorer());
            assert_eq!(answer.status(), StatusCode::OK, "{name}");
        }
    }

    #[tokio::test]
    async fn the_page_shows_the_document_of_this_server() {
        let (_, _, script) = text_of("swagger-initializer.js").await;
        assert!(script.contains("/swagger/doc.json"), "{script}");
        assert!(!script.contains("://"), "{script}");
        let (status, kind, document) = text_of(DOCUMENT).await;
        assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/json"));
        assert_eq!(document.as_bytes(), self::document());
    }

    #[tokio::test]
    async fn nothing_else_is_in_the_folder() {
        for name in ["none.js", "../Cargo.toml", "/etc/passwd"] {
            assert_eq!(file(name, explorer()).status(), StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[tokio::test]
    async fn without_its_slash_the_folder_leads_to_itself() {
        let table = [
            ("/swagger", StatusCode::SEE_OTHER),
            ("/swagger/", StatusCode::OK),
            ("/swagger/swagger-ui.css", StatusCode::OK),
            ("/swagger/none", StatusCode::NOT_FOUND),
        ];
        let router = Router::new().nest_service(PATH, router(document(), &PathPrefix::default()));
        for (path, expected) in table {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), expected, "{path}");
        }
    }
}
