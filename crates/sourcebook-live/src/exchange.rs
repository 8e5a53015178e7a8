//! The HTTP client: sends a request to the byte, follows nothing, and reads no more than it must.

use std::fmt;
use std::io::{self, Read};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use sourcebook_model::media::Kind;
use ureq::http::{self, HeaderName, HeaderValue};
use ureq::{Agent, Error, Timeout};

/// Maximum number of bytes of a body that are read.
const MAX_BODY_BYTES: usize = 16 << 20;

/// Maximum number of bytes that are read of a body that need not end.
const MAX_STREAM_BYTES: usize = 256 << 10;

/// How long a body is read that need not end.
const STREAM_PATIENCE: Duration = Duration::from_millis(500);

/// How long a connection may take.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);

/// A request as it goes over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// The method.
    pub method: String,
    /// Path and query, encoded.
    pub target: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What follows them, if anything does.
    pub body: Option<Vec<u8>>,
    /// Whether what comes back need not end.
    pub is_stream: bool,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Names, in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// Whether the body went on: it is a stream, and the client hung up.
    pub is_cut: bool,
}

impl Answer {
    /// Whether it is one of success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The media type of the body.
    pub fn media_type(&self) -> Option<&str> {
        self.header("content-type")
    }
}

/// Why nothing whole came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The request has something that HTTP does not allow.
    Invalid(String),
    /// The server did not accept the connection, or ended it.
    Connection(String),
    /// Nothing, or not everything, came in time.
    Slow {
        /// How long was waited.
        patience: Duration,
        /// Whether the answer had begun.
        has_begun: bool,
    },
    /// The body is longer than what is read.
    Large,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(why) => write!(f, "the request cannot be sent: {why}"),
            Self::Connection(why) => f.write_str(why),
            Self::Slow { patience, has_begun: false } => {
                write!(f, "nothing came within {}", seconds(*patience))
            }
            Self::Slow { patience, has_begun: true } => {
                write!(f, "the answer began and did not end within {}", seconds(*patience))
            }
            Self::Large => write!(f, "the body is longer than {} MiB", MAX_BODY_BYTES >> 20),
        }
    }
}

/// A span of time in words.
pub(crate) fn seconds(time: Duration) -> String {
    match (time.as_secs(), time.subsec_millis()) {
        (1, 0) => "1 second".to_owned(),
        (seconds, 0) => format!("{seconds} seconds"),
        _ => format!("{} ms", time.as_millis()),
    }
}

/// A client of one server.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// Scheme, host, port, and the path before that of every request; without a slash at its end.
    url: String,
    agent: Agent,
    patience: Duration,
}

impl Exchange {
    /// The client of the server at a URL.
    pub fn new(url: &str, patience: Duration) -> Self {
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            // Servers end connections after some answers; the next request would find one that is closed.
            .max_idle_connections(0)
            .timeout_connect(Some(CONNECT_PATIENCE.min(patience)))
            .timeout_global(Some(patience))
            .user_agent(concat!("sourcebook/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("")
            .build();
        Self { url: url.to_owned(), agent: config.into(), patience }
    }

    /// Where the server is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether the server accepts connections.
    pub fn connects(&self) -> bool {
        let Ok(uri) = self.url.parse::<http::Uri>() else { return false };
        let port = if uri.scheme_str() == Some("https") { 443 } else { 80 };
        let address = (uri.host().unwrap_or_default(), uri.port_u16().unwrap_or(port));
        let mut addresses = address.to_socket_addrs().into_iter().flatten();
        addresses.any(|address| TcpStream::connect_timeout(&address, CONNECT_PATIENCE).is_ok())
    }

    /// Asks for a path.
    ///
    /// # Errors
    /// Why nothing whole came back.
    pub fn get(&self, target: &str) -> Result<Answer, Failure> {
        self.send(&Wire {
            method: "GET".to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: None,
            is_stream: false,
        })
    }

    /// Sends a request.
    ///
    /// # Errors
    /// Why nothing whole came back.
    pub fn send(&self, wire: &Wire) -> Result<Answer, Failure> {
        let request = self.request(wire).map_err(|error| Failure::Invalid(error.to_string()))?;
        let (head, body) = request.into_parts();
        let sent = match body {
            Some(body) => self.agent.run(http::Request::from_parts(head, body)),
            None => self.agent.run(http::Request::from_parts(head, ())),
        };
        let response = sent.map_err(|error| self.failure(&error))?;
        let status = response.status().as_u16();
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.as_str().to_owned(), text(value)));
        let mut answer =
            Answer { status, headers: headers.collect(), body: Vec::new(), is_cut: false };
        let kind = answer.media_type().map(Kind::of);
        let is_stream = wire.is_stream && answer.is_success() || kind == Some(Kind::EventStream);
        self.read(response.into_body().into_reader(), is_stream, &mut answer)?;
        Ok(answer)
    }

    fn request(&self, wire: &Wire) -> Result<http::Request<Option<Vec<u8>>>, http::Error> {
        let mut request = http::Request::builder()
            .method(wire.method.as_str())
            .uri(format!("{}{}", self.url, wire.target));
        for (name, value) in &wire.headers {
            let name = HeaderName::from_bytes(name.as_bytes())?;
            request = request.header(name, HeaderValue::from_bytes(value.as_bytes())?);
        }
        request.body(wire.body.clone())
    }

    fn read(
        &self,
        mut reader: impl Read,
        is_stream: bool,
        answer: &mut Answer,
    ) -> Result<(), Failure> {
        let begin = Instant::now();
        let limit = if is_stream { MAX_STREAM_BYTES } else { MAX_BODY_BYTES };
        let mut chunk = vec![0; 64 << 10];
        loop {
            let read = match reader.read(&mut chunk) {
                Ok(read) => read,
                Err(_) if is_stream && !answer.body.is_empty() => {
                    answer.is_cut = true;
                    return Ok(());
                }
                Err(error) => return Err(self.failure_of_body(&error)),
            };
            if read == 0 {
                return Ok(());
            }
            answer.body.extend_from_slice(&chunk[..read]);
            let is_over = answer.body.len() > limit;
            if is_stream && (is_over || begin.elapsed() > STREAM_PATIENCE) {
                answer.is_cut = true;
                return Ok(());
            }
            if is_over {
                return Err(Failure::Large);
            }
        }
    }

    fn failure(&self, error: &Error) -> Failure {
        match error {
            Error::Timeout(Timeout::Connect | Timeout::Resolve) => {
                Failure::Connection("the server does not accept connections".to_owned())
            }
            Error::Timeout(_) => Failure::Slow { patience: self.patience, has_begun: false },
            Error::Http(_) | Error::BadUri(_) => Failure::Invalid(error.to_string()),
            Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                Failure::Connection("the server does not accept connections".to_owned())
            }
            error => Failure::Connection(format!("the connection failed: {error}")),
        }
    }

    fn failure_of_body(&self, error: &io::Error) -> Failure {
        let is_slow = error.kind() == io::ErrorKind::TimedOut;
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
        if is_slow || matches!(inner, Some(Error::Timeout(_))) {
            return Failure::Slow { patience: self.patience, has_begun: true };
        }
        Failure::Connection(format!("the connection ended within the answer: {error}"))
    }
}
