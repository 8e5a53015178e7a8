//! The answers that tests get, for a comparison with the API document: one JSON object a line, in
//! the file that `TEST_ANSWERS` names.
//!
//! `sourcebook check --answers FILE` then says which operation answered with a status that it does
//! not document.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::{LazyLock, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use serde_json::json;

/// The file, where one is named. Tests of several programs may write to it at once, so each line is
/// appended by one write.
static FILE: LazyLock<Option<Mutex<File>>> = LazyLock::new(|| {
    #[expect(clippy::disallowed_methods, reason = "it is no setting of the server")]
    let path = std::env::var_os("TEST_ANSWERS")?;
    let file = OpenOptions::new().append(true).create(true).open(path);
    Some(Mutex::new(file.expect("the file of the answers can be written")))
});

/// A router whose answers are written down, where a file is named.
pub(crate) fn recorded(router: Router) -> Router {
    if FILE.is_some() { router.layer(from_fn(record)) } else { router }
}

async fn record(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let response = next.run(request).await;
    if let Some(file) = FILE.as_ref() {
        let answer = json!({"method": method, "path": path, "status": response.status().as_u16()});
        let line = format!("{answer}\n");
        let mut file = file.lock().expect("no test fails while it writes");
        file.write_all(line.as_bytes()).expect("the file of the answers can be written");
    }
    response
}
