//! Tests of listening, with a real client over the loopback interface.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

use super::certificates::tests::certificate;
use super::*;
use crate::telemetry::metrics::Metrics;

/// A server on a free port of the loopback interface, stopped through its handle.
struct Running {
    url: String,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    give_up: oneshot::Sender<()>,
    ended: JoinHandle<io::Result<ShutdownOutcome>>,
}

impl Running {
    async fn start(router: Router) -> Self {
        let listening = Listening::open("127.0.0.1:0").await.unwrap();
        let (url, address) = (listening.url(), listening.address());
        let (stop, stopped) = oneshot::channel::<()>();
        let (give_up, impatience) = oneshot::channel::<()>();
        let stopped = async {
            stopped.await.unwrap_or_default();
        };
        let impatience = async {
            if impatience.await.is_err() {
                pending::<()>().await;
            }
        };
        let ended = tokio::spawn(listening.serve(router, stopped, impatience));
        Self { url, address, stop, give_up, ended }
    }
}

/// A router whose handler reports that it was entered and then waits to be released.
fn held() -> (Router, mpsc::UnboundedReceiver<()>, Arc<Notify>) {
    let (entered, entries) = mpsc::unbounded_channel();
    let release = Arc::new(Notify::new());
    let released = Arc::clone(&release);
    let handler = move || async move {
        entered.send(()).unwrap();
        released.notified().await;
        "finished"
    };
    (Router::new().fallback(handler), entries, release)
}

#[tokio::test]
async fn a_client_reaches_the_api_over_the_network() {
    let test = crate::api::testing::TestServer::start().await;
    let server = Running::start(test.router()).await;
    let url = format!("{}/api/v2/buildinfo", server.url);

    let response = reqwest::get(url).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.headers().contains_key("x-request-id"));
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["version"], json!(crate::VERSION));

    server.stop.send(()).unwrap();
    assert_eq!(server.ended.await.unwrap().unwrap(), ShutdownOutcome::Finished);
}

#[tokio::test]
async fn a_stopping_server_finishes_the_requests_in_flight() {
    let (router, mut entries, release) = held();
    let server = Running::start(router).await;
    let in_flight = tokio::spawn(reqwest::get(server.url.clone()));
    entries.recv().await.unwrap();

    server.stop.send(()).unwrap();
    // The socket closes before the request is answered: that shows that stopping has begun.
    while TcpStream::connect(server.address).await.is_ok() {}
    assert!(!server.ended.is_finished());
    release.notify_one();

    let response = in_flight.await.unwrap().unwrap();
    assert_eq!(response.text().await.unwrap(), "finished");
    assert_eq!(server.ended.await.unwrap().unwrap(), ShutdownOutcome::Finished);
}

#[tokio::test]
async fn a_stopping_server_can_be_told_not_to_wait() {
    let (router, mut entries, _never_released) = held();
    let server = Running::start(router).await;
    let in_flight = tokio::spawn(reqwest::get(server.url.clone()));
    entries.recv().await.unwrap();

    server.stop.send(()).unwrap();
    server.give_up.send(()).unwrap();
    assert_eq!(server.ended.await.unwrap().unwrap(), ShutdownOutcome::GivenUp);
    in_flight.abort();
}

#[tokio::test]
async fn an_address_in_use_is_refused_with_a_way_out() {
    let taken = Listening::open("127.0.0.1:0").await.unwrap();
    let address = taken.address().to_string();

    let error = Listening::open(&address).await.err().unwrap();
    assert!(matches!(error, ListenError::InUse { .. }), "{error:?}");
    // What the system says differs between systems.
    let system = std::error::Error::source(&error).unwrap().to_string();
    let text = error.to_string();
    let text = text.replace(&address, "[address]").replace(&system, "[system]");
    insta::assert_snapshot!(text, @"
    cannot listen on [address]
      because the address is already in use ([system])
      try another port with `coder server --http-address 127.0.0.1:3001`, or port 0 for any free one
    ");
}

#[tokio::test]
async fn an_address_that_cannot_be_had_says_why() {
    let cases = [
        ("3000", "is not a valid listen address"),
        ("127.0.0.1:65536", "is not a valid listen address"),
        ("", "is not a valid listen address"),
        // An address reserved for documentation is never one of this machine's.
        ("192.0.2.1:0", "not an address of this machine"),
    ];
    for (address, reason) in cases {
        let error = Listening::open(address).await.err().unwrap();
        let text = error.to_string();
        assert!(text.contains(reason), "{address}: {text}");
        assert!(text.contains("try `"), "{address}: {text}");
    }
}

#[tokio::test]
async fn the_url_of_an_unspecified_address_is_one_that_can_be_called() {
    let everywhere = Listening::open("0.0.0.0:0").await.unwrap();
    let port = everywhere.address().port();
    assert_eq!(everywhere.url(), format!("http://127.0.0.1:{port}"));
}

#[tokio::test]
async fn encrypted_connections_are_answered_beside_plain_ones() {
    let test = crate::api::testing::TestServer::start().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = certificate(folder.path());
    let certificates = Certificates::open(&settings, ConnectionMetrics::default());
    let acceptor = certificates.unwrap().unwrap().acceptor().unwrap();
    let listening = Listening::open("127.0.0.1:0").await.unwrap();
    let plain = listening.url();
    let listening = listening.encrypt("127.0.0.1:0", acceptor).await.unwrap();
    let port = listening.encrypted_address().unwrap().port();
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async {
        stopped.await.unwrap_or_default();
    };
    let serving = tokio::spawn(listening.serve(test.router(), stopped, pending()));

    // A client that says nothing keeps no other from being answered.
    let _silent = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let pem = std::fs::read(&settings.cert_files[0]).unwrap();
    let client = reqwest::Client::builder()
        .tls_certs_only([reqwest::Certificate::from_pem(&pem).unwrap()])
        .resolve("localhost", ([127, 0, 0, 1], port).into())
        .build()
        .unwrap();
    for url in [format!("https://localhost:{port}/healthz"), format!("{plain}/healthz")] {
        assert_eq!(client.get(url).send().await.unwrap().status(), StatusCode::OK);
    }
    drop(client);
    stop.send(()).unwrap();
    assert_eq!(serving.await.unwrap().unwrap(), ShutdownOutcome::Finished);
}

/// A server with so many places; what is sent to it, and its metrics.
async fn limited(count: usize, write_timeout: Duration, router: Router) -> (SocketAddr, Metrics) {
    let metrics = Metrics::default();
    let limits = ConnectionLimits { count, write_timeout, ..ConnectionLimits::default() };
    let listening = Listening::open("127.0.0.1:0").await.unwrap();
    let listening = listening.limit(limits, ConnectionMetrics::new(&metrics));
    let address = listening.address();
    tokio::spawn(listening.serve(router, pending(), pending()));
    (address, metrics)
}

/// A connection that has sent a text.
async fn connected(address: SocketAddr, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(sent.as_bytes()).await.unwrap();
    stream
}

async fn all(mut stream: TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}

/// How long a test waits for what should happen, before it fails.
const PATIENCE: Duration = Duration::from_secs(30);

const REQUEST: &str = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn nobody_is_answered_in_http_2() {
    let hello = || Router::new().fallback(async || "hello");
    let (address, _) = limited(4, Duration::from_mins(1), hello()).await;
    let mut stream = connected(address, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    // Settings without content: enough for an answer in HTTP/2.
    stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(answer.is_empty(), "{answer:?}");
    assert!(all(connected(address, REQUEST).await).await.ends_with("hello"));
}

#[tokio::test]
async fn without_a_place_a_client_is_told_so() {
    let (router, mut entries, release) = held();
    let (address, metrics) = limited(2, Duration::from_mins(1), router).await;
    let in_flight = [connected(address, REQUEST).await, connected(address, REQUEST).await];
    for _ in &in_flight {
        entries.recv().await.unwrap();
    }
    let refused = all(connected(address, REQUEST).await).await;
    assert!(refused.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{refused}");
    assert!(refused.contains("\r\nretry-after: 5\r\n"), "{refused}");
    assert!(metrics.text().unwrap().contains("coder_http_connections_refused_total 1\n"));

    release.notify_waiters();
    for one in in_flight {
        assert!(all(one).await.ends_with("finished"));
    }
    let next = connected(address, REQUEST).await;
    entries.recv().await.unwrap();
    release.notify_one();
    assert!(all(next).await.ends_with("finished"));
}

#[tokio::test]
async fn half_sent_requests_make_room_for_whole_ones() {
    let (address, metrics) =
        limited(4, Duration::from_mins(1), Router::new().fallback(async || "hello")).await;
    let mut half_sent = Vec::new();
    for _ in 0..40 {
        half_sent.push(connected(address, "GET / HTTP/1.1\r\nhost: x\r\nx-a: ").await);
        assert!(all(connected(address, REQUEST).await).await.ends_with("hello"));
    }
    assert!(metrics.text().unwrap().contains("coder_http_connections_refused_total 0\n"));
}

#[tokio::test]
async fn a_client_that_does_not_read_frees_its_place() {
    let endless = || async {
        let pieces =
            futures_util::stream::repeat(Ok::<_, std::convert::Infallible>(vec![b'x'; 8192]));
        axum::body::Body::from_stream(pieces)
    };
    let short = Duration::from_millis(200);
    for (connection, answer) in [(short, None), (Duration::from_hours(1), Some(short))] {
        let router = Router::new().fallback(endless);
        let router = router.layer(axum::middleware::map_response(
            move |mut response: axum::response::Response| async move {
                if let Some(timeout) = answer {
                    response.extensions_mut().insert(WriteTimeout(timeout));
                }
                response
            },
        ));
        let (address, metrics) = limited(2, connection, router).await;
        let _stalled = [connected(address, REQUEST).await, connected(address, REQUEST).await];
        let are_closed = async {
            while !metrics.text().unwrap().contains("closed_total{reason=\"write\"} 2\n") {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, are_closed).await.expect("both are closed");
        let mut next = connected(address, REQUEST).await;
        let mut head = [0; 15];
        next.read_exact(&mut head).await.unwrap();
        assert_eq!(&head, b"HTTP/1.1 200 OK");
    }
}
