//! The server of a site that is being written, and how it tells browsers of a new build.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;

use axum::Router;
use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::Stream;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::super::config;
use super::super::markup::escape;

/// Where browsers are told of new builds; no page has such a name.
const EVENTS: &str = "/.sourcebook/events";

/// What is put into each page: it reloads the page after a build, and shows what is wrong.
const RELOAD: &str = include_str!("reload.html");

/// How the last build ended.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct State {
    /// The number of the build.
    pub(super) version: u64,
    /// Why there is no new site.
    pub(super) failed: Option<String>,
    /// What a check says of the new site.
    pub(super) problems: Option<String>,
}

/// A server on a thread of its own.
pub(super) struct Server {
    site: Arc<Site>,
}

struct Site {
    /// The folder of the HTML.
    html: RwLock<Option<PathBuf>>,
    /// The path at which the site stands: `/docs/`.
    base: String,
    state: Mutex<watch::Sender<State>>,
    seen: watch::Receiver<State>,
}

impl Server {
    /// Starts the server; answers with the address of the site.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub(super) fn start(address: SocketAddr, folder: &Path) -> io::Result<(Self, String)> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind(address))?;
        let (state, seen) = watch::channel(State::default());
        let html = config(folder).ok().and_then(|config| config.html_config());
        let base = html.and_then(|html| html.site_url).unwrap_or_default();
        let base = format!("/{}/", base.trim_matches('/')).replace("//", "/");
        let url = format!("http://{}{base}", listener.local_addr()?);
        let site = Arc::new(Site { html: RwLock::new(None), base, state: Mutex::new(state), seen });
        let router = router(Arc::clone(&site));
        thread::spawn(move || runtime.block_on(async { axum::serve(listener, router).await }));
        Ok((Self { site }, url))
    }

    /// Serves the files of a new build; answers with the folder of those before.
    pub(super) fn replace(&self, html: PathBuf) -> Option<PathBuf> {
        self.site.html.write().unwrap_or_else(PoisonError::into_inner).replace(html)
    }

    /// Tells every browser how the build ended.
    pub(super) fn tell(&self, state: State) {
        let sender = self.site.state.lock().unwrap_or_else(PoisonError::into_inner);
        sender.send_replace(state);
    }
}

#[expect(clippy::disallowed_methods, reason = "this server has no API, and so no document of one")]
fn router(site: Arc<Site>) -> Router {
    Router::new().route(EVENTS, get(events)).fallback(get(file)).with_state(site)
}

/// The builds as they end, the last one first.
async fn events(
    Shared(site): Shared<Arc<Site>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut seen = site.seen.clone();
    seen.mark_changed();
    let builds = futures_util::stream::unfold(seen, |mut seen| async {
        seen.changed().await.ok()?;
        let state = seen.borrow_and_update().clone();
        let text = serde_json::to_string(&state).unwrap_or_default();
        Some((Ok(Event::default().data(text)), seen))
    });
    Sse::new(builds).keep_alive(KeepAlive::default())
}

/// A file of the site; instead of a page, why there is none.
async fn file(Shared(site): Shared<Arc<Site>>, uri: Uri) -> Response {
    let Some(path) = uri.path().strip_prefix(&site.base) else {
        return Redirect::temporary(&site.base).into_response();
    };
    let failed = site.seen.borrow().failed.clone();
    let html = site.html.read().unwrap_or_else(PoisonError::into_inner);
    let found = html.as_ref().and_then(|html| found(html, path));
    let is_page = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "html");
    match (found, failed) {
        (Some(file), None) => answer(StatusCode::OK, &file),
        (Some(file), Some(_)) if !is_page(&file) => answer(StatusCode::OK, &file),
        (_, Some(failed)) => page(StatusCode::INTERNAL_SERVER_ERROR, &error_page(&failed)),
        (None, None) => {
            let lost = html.as_ref().map(|html| html.join("404.html"));
            lost.filter(|lost| lost.is_file()).map_or_else(
                || page(StatusCode::NOT_FOUND, &error_page("There is no such page.")),
                |lost| answer(StatusCode::NOT_FOUND, &lost),
            )
        }
    }
}

/// The file of a path: an index for a folder, and the ending `.html` where it was left out.
fn found(html: &Path, path: &str) -> Option<PathBuf> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let parts = path.split('/').filter(|part| !part.is_empty());
    let mut file = html.to_owned();
    for part in parts {
        // Nothing outside of the folder, on any system.
        if part == ".." || part == "." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    let candidates =
        [file.clone(), file.join("index.html"), PathBuf::from(format!("{}.html", file.display()))];
    candidates.into_iter().find(|file| file.is_file())
}

fn answer(status: StatusCode, file: &Path) -> Response {
    let Ok(bytes) = std::fs::read(file) else {
        return page(StatusCode::NOT_FOUND, &error_page("There is no such page."));
    };
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => page(status, &String::from_utf8_lossy(&bytes)),
        ending => respond(status, media_type(ending.unwrap_or_default()), Body::from(bytes)),
    }
}

/// A page with what reloads it.
fn page(status: StatusCode, html: &str) -> Response {
    let (before, behind) = html.rsplit_once("</body>").unwrap_or((html, ""));
    let body = format!("{before}{}</body>{behind}", RELOAD.replace("{events}", EVENTS));
    respond(status, "text/html; charset=utf-8", Body::from(body))
}

fn respond(status: StatusCode, media_type: &'static str, body: Body) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn media_type(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "xml" => "application/xml",
        "txt" | "md" | "yaml" | "yml" | "toml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Why there is no page, in the words of the terminal.
fn error_page(text: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not built</title>\
         <meta name=\"color-scheme\" content=\"light dark\"></head><body>\
         <pre style=\"margin:2rem;font:0.875rem/1.6 ui-monospace,monospace;white-space:pre-wrap\">{}</pre>\
         </body></html>",
        escape(text)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::replace;

    #[test]
    fn only_files_of_the_site_are_found() {
        let folder = tempfile::tempdir().expect("a folder");
        for file in ["html/index.html", "html/a/index.html", "html/b c.html", "secret.txt"] {
            replace(&folder.path().join(file), b"x", None).expect("written");
        }
        let html = folder.path().join("html");
        let table = [
            ("", Some("index.html")),
            ("a", Some("a/index.html")),
            ("a/", Some("a/index.html")),
            ("b%20c", Some("b c.html")),
            ("b%20c.html", Some("b c.html")),
            ("c", None),
            ("../secret.txt", None),
            ("a/../../secret.txt", None),
            ("%2e%2e/secret.txt", None),
            ("..%2fsecret.txt", None),
            ("a/..%5c..%5csecret.txt", None),
        ];
        for (path, expected) in table {
            assert_eq!(found(&html, path), expected.map(|file| html.join(file)), "{path}");
        }
    }
}
