//! The documentation as this server serves it: the built book with its redirects, and error pages.

mod book;
pub(crate) mod error_page;
mod media_type;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sourcebook_pages::redirects::Table;

use crate::path_prefix::PathPrefix;

pub(crate) use book::BookError;
use book::{Book, File, Found};

/// Where the book is served.
pub(crate) const BASE_PATH: &str = "/docs";

/// The redirects of the documentation, as `sourcebook gen` wrote them.
const REDIRECTS: &str = include_str!("../site/redirects.json");

/// What pages of the book may load: files of this server, and what stands in the page itself.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
                      script-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      object-src 'none'; base-uri 'self'; frame-ancestors 'self'";

/// A file whose name holds the hash of its contents never changes; others are asked about each time.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// The documentation, in memory.
#[derive(Debug, Default)]
pub(crate) struct Site {
    book: Book,
    redirects: Table,
}

impl Site {
    /// Reads the book in `folder`, or takes the one that was compiled in. Without either, only the
    /// redirects are there.
    ///
    /// # Errors
    /// When the folder cannot be read, or is no book.
    pub(crate) fn open(folder: Option<&Path>) -> Result<Self, BookError> {
        let redirects = Table::from_json(REDIRECTS).map_err(BookError::Redirects)?;
        let mut book = match folder {
            Some(folder) => Book::read(folder)?,
            None => Book::embedded(),
        };
        // Pages of mdBook's that only lead on would hide the redirects from clients without HTML.
        book.forget(|path| redirects.find(&format!("/{path}")).is_some());
        tracing::debug!(files = book.len(), redirects = redirects.len(), "documentation");
        Ok(Self { book, redirects })
    }

    /// The documentation as a service for every path below [`BASE_PATH`], whose links to itself have
    /// a prefix.
    pub(crate) fn router(self, prefix: &PathPrefix) -> Router {
        let state = (Arc::new(self), prefix.clone());
        Router::new().fallback(get(answer)).with_state(state)
    }

    /// Where a path below the book's root leads, if nothing is served at it: to another page by a
    /// rule, or to the folder of an index page, against which that page's links are meant.
    fn way_on(&self, path: &str, prefix: &PathPrefix) -> Option<(StatusCode, String)> {
        let base = prefix.before(BASE_PATH);
        let found = self.book.find(path);
        if let Some(location) = self.redirects.find(path)
            && (location.force || matches!(found, Found::Nothing))
        {
            let status = StatusCode::from_u16(location.status).unwrap_or(StatusCode::FOUND);
            if location.is_external() {
                return Some((status, location.to));
            }
            let (page, fragment) = match location.to.split_once('#') {
                Some((page, fragment)) => (page, format!("#{fragment}")),
                None => (location.to.as_str(), String::new()),
            };
            let slash = if matches!(self.book.find(page), Found::Folder) { "/" } else { "" };
            return Some((status, format!("{base}{page}{slash}{fragment}")));
        }
        match found {
            Found::Folder => Some((StatusCode::PERMANENT_REDIRECT, format!("{base}{path}/"))),
            Found::File(_) | Found::Nothing => None,
        }
    }
}

/// A file of the book, the way on from an old address, or nothing, which becomes an error page.
async fn answer(
    State((site, prefix)): State<(Arc<Site>, PathPrefix)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let path = uri.path().strip_prefix(BASE_PATH).unwrap_or_default();
    if let Some((status, to)) = site.way_on(path, &prefix) {
        // What was asked for besides the page is asked for at the new place as well.
        let query = uri.query().filter(|_| !to.contains(['?', '#']));
        let to = query.map_or(to.clone(), |query| format!("{to}?{query}"));
        return match HeaderValue::from_str(&to) {
            Ok(to) => (status, [(header::LOCATION, to)]).into_response(),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        };
    }
    match site.book.find(path) {
        Found::File(file) => serve(file, &headers),
        Found::Folder | Found::Nothing => StatusCode::NOT_FOUND.into_response(),
    }
}

fn serve(file: &File, asked: &HeaderMap) -> Response {
    let caching = if file.is_for_ever { FOR_EVER } else { ASK_AGAIN };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(file.media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
        (header::ETAG, file.tag.clone()),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
    ];
    if knows(asked, &file.tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, Body::from(file.contents.clone())).into_response()
}

/// Whether the client has these contents already (RFC 9110, section 13.1.2).
fn knows(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let tags = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = tags.flat_map(|value| value.split(','));
    tags.any(|known| {
        let known = known.trim();
        known == "*" || known.trim_start_matches("W/").as_bytes() == tag.as_bytes()
    })
}

#[cfg(test)]
mod tests;
