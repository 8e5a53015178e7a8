//! Fetches the documents that a `$ref` names by URL, when the configuration asks for it.

use std::time::Duration;

use sourcebook_model::Fetch;
use sourcebook_syntax::MAX_TEXT_BYTES;
use ureq::Agent;

/// Maximum time that fetching one document may take, including redirects.
const TIMEOUT: Duration = Duration::from_secs(30);

/// HTTP and HTTPS, with bounded size and time.
pub(super) struct Http {
    agent: Agent,
    limit: u64,
}

impl Http {
    pub(super) fn new() -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(5)
            .user_agent(concat!("sourcebook/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.into(), limit: MAX_TEXT_BYTES as u64 }
    }
}

impl Fetch for Http {
    fn fetch(&mut self, url: &str) -> Result<String, String> {
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err("only http and https URLs are fetched".to_owned());
        }
        let mut response = self.agent.get(url).call().map_err(|error| error.to_string())?;
        response
            .body_mut()
            .with_config()
            .limit(self.limit)
            .read_to_string()
            .map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener};
    use std::thread;

    use super::*;

    /// Answers one request on this machine with the given bytes.
    fn answer(response: String) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a request");
            let mut request = [0; 4096];
            let read = stream.read(&mut request).expect("its head");
            assert!(request[..read].starts_with(b"GET /a.yaml HTTP/1.1\r\n"));
            stream.write_all(response.as_bytes()).expect("an answer");
        });
        address
    }

    fn ok(body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn the_text_behind_a_url_is_fetched() {
        let address = answer(ok("type: string"));
        let text = Http::new().fetch(&format!("http://{address}/a.yaml"));
        assert_eq!(text.as_deref(), Ok("type: string"));
    }

    #[test]
    fn what_is_too_large_is_rejected() {
        let address = answer(ok("type: string"));
        let mut http = Http { limit: 5, ..Http::new() };
        let error = http.fetch(&format!("http://{address}/a.yaml")).expect_err("too large");
        assert!(error.contains("too large") || error.contains("limit"), "{error}");
    }

    #[test]
    fn an_answer_that_is_no_success_is_rejected() {
        let address = answer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned());
        let error = Http::new().fetch(&format!("http://{address}/a.yaml")).expect_err("404");
        assert!(error.contains("404"), "{error}");
    }

    #[test]
    fn other_schemes_are_rejected_before_anything_is_opened() {
        for url in ["file:///etc/hostname", "ftp://a.test/b", "urn:a:b"] {
            let error = Http::new().fetch(url).expect_err("rejected");
            assert_eq!(error, "only http and https URLs are fetched", "{url}");
        }
    }
}
