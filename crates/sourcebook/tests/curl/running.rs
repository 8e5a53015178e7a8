//! Runs commands of curl, unchanged, so that whatever host they name is the answering server.

use std::process::Command;

use sourcebook_model::request::ConcreteRequest;
use tempfile::TempDir;

use super::answering_server::{AnsweringServer, Certificates, Received};
use super::comparing::{Client, Parts, Values};
use super::requests::{write, write_files};

/// Whether curl can be run. A test that needs it says so where it cannot, and fails where the
/// corpus is required.
#[expect(clippy::disallowed_methods, reason = "tests are told by variables what they need")]
pub(crate) fn curl_is_here() -> bool {
    let is_here = Command::new("curl").arg("--version").output().is_ok();
    let required = std::env::var_os("SOURCEBOOK_REQUIRE_CORPUS").is_some_and(|value| value == "1");
    assert!(is_here || !required, "curl cannot be run, and is required");
    if !is_here {
        #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
        {
            eprintln!("SKIPPED: install curl to run this");
        }
    }
    is_here
}

/// What curl does by itself.
pub(crate) const CURL: Client = Client {
    headers: &["Accept", "Content-Length", "Content-Type", "Expect", "Host", "User-Agent"],
    values: Values::AsTheyAre,
    parts: Parts::AsTheyAre,
};

/// A folder in which commands run, and the server that they reach.
pub(crate) struct CurlHome {
    folder: TempDir,
    server: AnsweringServer,
}

impl CurlHome {
    pub(crate) fn new() -> Self {
        let certificates = Certificates::new();
        let server = AnsweringServer::start(&certificates);
        let folder = tempfile::tempdir().expect("a folder");
        let settings = format!(
            "silent\nshow-error\ninsecure\nhttp1.1\nmax-time = 60\nnoproxy = \"*\"\n\
             connect-to = \"::{}\"\n",
            server.address
        );
        write(&folder.path().join(".curlrc"), settings.as_bytes());
        certificates.write(folder.path());
        Self { folder, server }
    }

    /// What the server receives from a command that sends a request; the files that the request
    /// names are there.
    pub(crate) fn run(&self, command: &str, request: &ConcreteRequest) -> Result<Received, String> {
        write_files(self.folder.path(), request);
        let output = Command::new("sh")
            .args(["-c", command])
            .current_dir(self.folder.path())
            .env("CURL_HOME", self.folder.path())
            .output()
            .map_err(|error| error.to_string())?;
        let mut received = self.server.take();
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        match (received.pop(), received.len()) {
            (Some(received), 0) => Ok(received),
            (_, more) => Err(format!("{more} more requests than one arrived")),
        }
    }
}
