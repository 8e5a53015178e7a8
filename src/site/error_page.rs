//! Errors as pages for people: what a browser gets in place of the JSON that programs get.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use sourcebook_pages::error_page::{Action, ErrorPage, ErrorTemplate};

use super::BASE_PATH;
use crate::path_prefix::PathPrefix;

/// The template with its theme, as `sourcebook gen` wrote it.
const TEMPLATE: &str = include_str!("../../site/errors/error-page.json");

/// What the page may load: its own styles and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static PAGE: LazyLock<Option<ErrorTemplate>> = LazyLock::new(|| {
    let template = ErrorTemplate::from_json(TEMPLATE);
    template.inspect_err(|error| tracing::error!(%error, "error pages are not available")).ok()
});

/// Whether a client would rather read a page than JSON (RFC 9110, section 12.5.1). Browsers name
/// `text/html` when they open an address; programs name JSON, or take anything.
pub(crate) fn is_wanted(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut html = 0.0;
    let mut json = 0.0;
    for range in values.flat_map(|value| value.split(',')) {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, weight);
        match name.to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => html = f32::max(html, weight),
            "application/json" => json = f32::max(json, weight),
            _ => {}
        }
    }
    html > json
}

/// A weight between 0 and 1; what is none counts as nothing.
fn weight(text: &str) -> f32 {
    let number = text.parse::<f32>().ok();
    number.filter(|number| (0.0..=1.0).contains(number)).unwrap_or(0.0)
}

/// The page for an error that a program would read as message and detail. Nothing when there is no
/// template, so that the error itself still arrives.
pub(crate) fn respond(
    status: StatusCode,
    message: &str,
    detail: Option<&str>,
    request: Option<&str>,
    prefix: &PathPrefix,
) -> Option<Response<Body>> {
    let description =
        detail.map_or_else(|| message.to_owned(), |detail| format!("{message}\n\n{detail}"));
    let page = ErrorPage {
        status: Some(status.as_u16()),
        title: status.canonical_reason().unwrap_or("The request failed").to_owned(),
        description,
        additional_info: request.map(|id| format!("Request {id}")),
        warnings: Vec::new(),
        actions: actions(status, prefix),
    };
    let html = PAGE.as_ref()?.render(&page);
    let html = html
        .inspect_err(|error| tracing::error!(%error, "an error page could not be rendered"))
        .ok()?;
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::VARY, HeaderValue::from_static("accept"));
    Some(response)
}

/// What a person can do: try again where that may help, and read.
fn actions(status: StatusCode, prefix: &PathPrefix) -> Vec<Action> {
    let href = prefix.before(&format!("{BASE_PATH}/"));
    let docs = Action::Link { label: "Go to the documentation".to_owned(), href };
    let is_passing = status.is_server_error()
        || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
    if is_passing {
        vec![Action::Retry { label: "Try again".to_owned() }, docs]
    } else {
        vec![docs]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(value: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(value).expect("a header"));
        is_wanted(&headers)
    }

    #[test]
    fn browsers_want_pages_and_programs_do_not() {
        assert!(accepts("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(accepts("application/json;q=0.5, text/html"));
        for program in
            ["*/*", "application/json", "application/json, text/html;q=0.5", "text/*", ""]
        {
            assert!(!accepts(program), "{program:?}");
        }
        assert!(!accepts("text/html;q=0"));
        assert!(!is_wanted(&HeaderMap::new()));
    }
}
