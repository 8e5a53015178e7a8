//! Connections of the real program: clients that keep it waiting, providers with and without HTTP/2,
//! and files that it opens anew.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

#[path = "support/first_user.rs"]
mod first_user;
#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;

use std::convert::Infallible;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Response, Version};
use axum::middleware::{Next, from_fn};
use axum::routing::post;
use reqwest::StatusCode;
use rustix::process::Signal;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use first_user::log_in;
use program::{Machine, Server};

/// A provider whose answers never end.
async fn endless_provider() -> SocketAddr {
    let router = Router::new().fallback(async || {
        let event = "event: ping\ndata: {\"type\":\"ping\",\"pad\":\"xxxxxxxxxxxxxxxx\"}\n\n";
        let events = Ok::<_, Infallible>(event.repeat(100));
        let body = Body::from_stream(futures_util::stream::repeat(events));
        Response::builder().header("content-type", "text/event-stream").body(body).unwrap()
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// A socket for encrypted connections.
struct Encrypted(TcpListener, TlsAcceptor);

impl axum::serve::Listener for Encrypted {
    type Io = TlsStream<tokio::net::TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.0.accept().await.unwrap();
            if let Ok(stream) = self.1.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A provider that speaks `protocols` over encrypted connections, and a machine whose server asks it.
struct EncryptedProvider {
    machine: Machine,
    /// The versions of HTTP of the requests that came.
    versions: Arc<Mutex<Vec<Version>>>,
}

impl EncryptedProvider {
    async fn start(protocols: &[&str], router: Router) -> Self {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let mut config = config.with_single_cert(vec![made.cert.der().clone()], key).unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();

        let versions = Arc::<Mutex<Vec<Version>>>::default();
        let seen = Arc::clone(&versions);
        let router = router.layer(from_fn(move |request: Request, next: Next| {
            seen.lock().unwrap().push(request.version());
            next.run(request)
        }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
        let listener = Encrypted(listener, TlsAcceptor::from(Arc::new(config)));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });

        let machine = Machine::new();
        let authorities = machine.file("authorities.pem");
        let mut file = fs::File::create(&authorities).unwrap();
        file.write_all(made.cert.pem().as_bytes()).unwrap();
        let machine = machine
            .with("SSL_CERT_FILE", authorities.to_str().unwrap())
            .with("CODER_AIBRIDGE_ENABLED", "true")
            .with("CODER_AIBRIDGE_ANTHROPIC_BASE_URL", url)
            .with("CODER_AIBRIDGE_ANTHROPIC_KEY", "secret");
        Self { machine, versions }
    }
}

/// A stream of events.
fn events(body: Body) -> Response<Body> {
    Response::builder().header("content-type", "text/event-stream").body(body).unwrap()
}

/// The address of a server, for a client without a library.
fn address(server: &Server) -> SocketAddr {
    server.url.strip_prefix("http://").unwrap().parse().unwrap()
}

#[tokio::test]
async fn half_sent_requests_leave_room_for_others_with_few_descriptors() {
    let machine = Machine::new();
    let coder = machine.coder(&["server", "--http-address", "127.0.0.1:0"]);
    // The shell lowers the limit, and becomes the program.
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -n 256 && exec \"$@\"", "sh"]).arg(coder.get_program());
    limited.args(coder.get_args()).current_dir(machine.home()).env("HOME", machine.home());
    let server = Server::start(limited).without_log();
    let half_sent: Vec<TcpStream> = (0..350)
        .map(|_| {
            let mut stream = TcpStream::connect(address(&server)).unwrap();
            // Some have lost their place by now, and may know it.
            let _ = stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: ");
            stream
        })
        .collect();
    let http = reqwest::Client::builder().timeout(Duration::from_secs(5)).build().unwrap();
    for _ in 0..10 {
        let answer = http.get(format!("{}/healthz", server.url)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    drop(half_sent);
}

const MESSAGES: &str = "/api/v2/aibridge/anthropic/v1/messages";

/// A request for a stream.
fn asked() -> Value {
    json!({"model": "m", "max_tokens": 1, "stream": true, "messages": []})
}

/// A client whose answer to a request has begun, and that reads no more of it.
fn stalled(server: &Server, token: &str, asked: &str, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address(server)).unwrap();
    let head = format!(
        "{asked} HTTP/1.1\r\nhost: x\r\ncoder-session-token: {token}\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut begin = [0; 12];
    stream.read_exact(&mut begin).unwrap();
    assert_eq!(&begin, b"HTTP/1.1 200");
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_read_nothing_free_their_places() {
    let provider = endless_provider().await;
    let machine = Machine::new()
        .with("CODER_AIBRIDGE_ENABLED", "true")
        .with("CODER_AIBRIDGE_ANTHROPIC_BASE_URL", format!("http://{provider}/"))
        .with("CODER_AIBRIDGE_ANTHROPIC_KEY", "secret")
        .with("CODER_AIBRIDGE_MAX_CONCURRENCY", "5")
        .with("CODER_AIBRIDGE_IDLE_TIMEOUT", "1s");
    let server = machine.serve().without_log();
    let http = reqwest::Client::new();
    let token = log_in(&http, &server.url).await;
    let stalled: Vec<TcpStream> = (0..5)
        .map(|_| stalled(&server, &token, &format!("POST {MESSAGES}"), &asked().to_string()))
        .collect();
    let ask = async || {
        let request = http.post(format!("{}{MESSAGES}", server.url)).bearer_auth(&token);
        request.json(&asked()).send().await.unwrap().status()
    };
    while ask().await != StatusCode::OK {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    drop(stalled);
}

#[tokio::test]
async fn providers_are_asked_in_http_2_where_they_offer_it_and_streams_come_piece_by_piece() {
    for (protocols, expected) in [
        (&["h2", "http/1.1"][..], Version::HTTP_2),
        (&["http/1.1"][..], Version::HTTP_11),
        (&[][..], Version::HTTP_11),
    ] {
        let (pieces, mut sent) = mpsc::channel::<Result<_, Infallible>>(1);
        let body = futures_util::stream::poll_fn(move |cx| sent.poll_recv(cx));
        let body = Mutex::new(Some(Body::from_stream(body)));
        let answer = Arc::new(move || events(body.lock().unwrap().take().unwrap()));
        let router = Router::new().fallback(async move || answer());
        let provider = EncryptedProvider::start(protocols, router).await;
        let server = provider.machine.serve().without_log();
        let http = reqwest::Client::new();
        let token = log_in(&http, &server.url).await;
        let url = format!("{}{MESSAGES}", server.url);
        let request = http.post(url).bearer_auth(&token).json(&asked());
        let mut answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        // Each piece is sent only when the one before has come.
        for piece in ["event: ping\ndata: {\"type\":", "\"ping\"}\n\n", "data: [DONE]\n\n"] {
            pieces.send(Ok(piece)).await.unwrap();
            assert_eq!(answer.chunk().await.unwrap().unwrap(), piece);
        }
        drop(pieces);
        assert_eq!(answer.chunk().await.unwrap(), None);
        assert_eq!(*provider.versions.lock().unwrap(), [expected], "{protocols:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_read_nothing_hold_up_no_response_on_the_same_connection() {
    let sent = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sent);
    let endless = async move || {
        let count = Arc::clone(&counted);
        let spaces = futures_util::stream::repeat_with(move || {
            count.fetch_add(1, Ordering::SeqCst);
            Ok::<_, Infallible>(" ".repeat(64 * 1024))
        });
        Body::from_stream(spaces)
    };
    #[expect(clippy::disallowed_methods, reason = "these are the routes of a provider")]
    let router = Router::new()
        .route("/v1/messages/count_tokens", post(async || axum::Json(json!({"input_tokens": 1}))))
        .fallback(endless);
    let provider = EncryptedProvider::start(&["h2"], router).await;
    let server = provider.machine.serve().without_log();
    let http = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
    let token = log_in(&http, &server.url).await;
    let stalled: Vec<TcpStream> = (0..4)
        .map(|_| stalled(&server, &token, "GET /api/v2/aibridge/anthropic/v1/models", ""))
        .collect();
    // Until nothing more of the endless responses is taken from the provider, and beyond.
    let (mut before, mut unchanged) = (0, 0);
    while unchanged < 50 {
        let url = format!("{}{MESSAGES}/count_tokens", server.url);
        let request = http.post(url).bearer_auth(&token).json(&asked());
        assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
        let now = sent.load(Ordering::SeqCst);
        unchanged = if now == before { unchanged + 1 } else { 0 };
        before = now;
    }
    assert!(provider.versions.lock().unwrap().iter().all(|version| *version == Version::HTTP_2));
    drop(stalled);
}

#[tokio::test]
async fn a_hangup_opens_logs_and_certificates_anew_and_ends_nothing() {
    let machine = Machine::new();
    let made = |name: &str| {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = made.signing_key.serialize_pem();
        for (name, pem) in [("certificate.pem", made.cert.pem()), ("key.pem", key)] {
            fs::File::create(machine.file(name)).unwrap().write_all(pem.as_bytes()).unwrap();
        }
        (name.to_owned(), made.cert.pem())
    };
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let first = made("first");
    let (log, moved) = (machine.file("log.json"), machine.file("log.1.json"));
    let mut server = Server::start(machine.coder(&[
        "server",
        "--http-address=127.0.0.1:0",
        "--log-human=/dev/null",
        "--log-json=log.json",
        "--tls-enable",
        "--tls-cert-file=certificate.pem",
        "--tls-key-file=key.pem",
        &format!("--tls-address=127.0.0.1:{port}"),
    ]));
    let asks = async |pem: &str| {
        let client = reqwest::Client::builder()
            .tls_certs_only([reqwest::Certificate::from_pem(pem.as_bytes()).unwrap()])
            .resolve("localhost", ([127, 0, 0, 1], port).into());
        let client = client.build().unwrap();
        client.get(format!("https://localhost:{port}/healthz")).send().await.is_ok()
    };
    assert!(asks(&first.1).await);
    assert_eq!(fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);

    fs::rename(&log, &moved).unwrap();
    let second = made("second");
    server.signal(Signal::HUP);
    while !asks(&second.1).await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(!asks(&first.1).await);
    server.signal(Signal::HUP);
    server.signal(Signal::TERM);
    assert_eq!(server.end().0, Some(0));
    assert!(fs::read_to_string(&log).unwrap().contains("SIGHUP"));
    assert!(fs::read_to_string(&moved).unwrap().contains("listening"));
}
