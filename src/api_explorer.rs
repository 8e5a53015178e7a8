//! The API explorer: a page that shows the API document and sends requests from the browser. All of
//! its files are part of the program, and none of them names another host.

use std::sync::{Arc, LazyLock};

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use utoipa_swagger_ui::Config;

/// The folder of the explorer.
const FOLDER: &str = "/swagger/";

/// The API document in the folder.
const DOCUMENT: &str = "doc.json";

/// What the page may load: its own files and the answers of this server. It draws its icons from
/// `data:` URLs and sets styles on its elements.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

static CONFIG: LazyLock<Arc<Config<'static>>> =
    LazyLock::new(|| Arc::new(Config::from(format!("{FOLDER}{DOCUMENT}"))));

/// The document does not change while the server runs.
static DOCUMENT_TEXT: LazyLock<Bytes> =
    LazyLock::new(|| serde_json::to_vec(&crate::openapi()).unwrap_or_default().into());

/// Leads to the folder: names in the page are relative to it.
pub(crate) async fn to_folder() -> Redirect {
    Redirect::to(FOLDER)
}

/// The page itself.
pub(crate) async fn page() -> Response {
    answer("index.html")
}

/// A file of the page, or the API document.
pub(crate) async fn file(Path(name): Path<String>) -> Response {
    answer(&name)
}

fn answer(name: &str) -> Response {
    if name == DOCUMENT {
        let headers = [(header::CONTENT_TYPE, "application/json")];
        return (headers, DOCUMENT_TEXT.clone()).into_response();
    }
    match utoipa_swagger_ui::serve(name, CONFIG.clone()) {
        Ok(Some(file)) => {
            let kind = file.content_type;
            let headers = [
                (header::CONTENT_TYPE, kind.as_str()),
                (header::CONTENT_SECURITY_POLICY, POLICY),
            ];
            (headers, Bytes::from(file.bytes.into_owned())).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, name, "a file of the API explorer cannot be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    async fn text_of(name: &str) -> (StatusCode, String, String) {
        let answer = answer(name);
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
            let answer = answer(name.trim_start_matches("./"));
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
        let document: serde_json::Value = serde_json::from_str(&document).unwrap();
        assert_eq!(document, serde_json::to_value(crate::openapi()).unwrap());
    }

    #[tokio::test]
    async fn nothing_else_is_in_the_folder() {
        for name in ["none.js", "../Cargo.toml", "", "/"] {
            let (status, _, _) = text_of(name).await;
            let expected =
                if name.trim_matches('/').is_empty() { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(status, expected, "{name}");
        }
    }
}
