//! Tests of listening, with a real client over the loopback interface.

use std::future::pending;
use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

use super::*;

/// A server on a free port of the loopback interface, stopped through its handle.
struct Running {
    url: String,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    give_up: oneshot::Sender<()>,
    ended: JoinHandle<io::Result<Ending>>,
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
    let test = crate::api::exchange::TestServer::start().await;
    let server = Running::start(test.router()).await;
    let url = format!("{}/api/v2/buildinfo", server.url);

    let response = reqwest::get(url).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.headers().contains_key("x-request-id"));
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["version"], json!(crate::VERSION));

    server.stop.send(()).unwrap();
    assert_eq!(server.ended.await.unwrap().unwrap(), Ending::Finished);
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
    assert_eq!(server.ended.await.unwrap().unwrap(), Ending::Finished);
}

#[tokio::test]
async fn a_stopping_server_can_be_told_not_to_wait() {
    let (router, mut entries, _never_released) = held();
    let server = Running::start(router).await;
    let in_flight = tokio::spawn(reqwest::get(server.url.clone()));
    entries.recv().await.unwrap();

    server.stop.send(()).unwrap();
    server.give_up.send(()).unwrap();
    assert_eq!(server.ended.await.unwrap().unwrap(), Ending::GivenUp);
    in_flight.abort();
}

#[tokio::test]
async fn an_address_in_use_is_refused_with_a_way_out() {
    let taken = Listening::open("127.0.0.1:0").await.unwrap();
    let address = taken.address().to_string();

    let error = Listening::open(&address).await.unwrap_err();
    assert!(matches!(error, ListenError::InUse { .. }), "{error:?}");
    // What the system says differs between systems.
    let system = std::error::Error::source(&error).unwrap().to_string();
    let text = error.to_string();
    let text = text.replace(&address, "[address]").replace(&system, "[system]");
    insta::assert_snapshot!(text, @"
    cannot listen on [address]
      because another program already does ([system])
      try another port with `coder server --http-address 127.0.0.1:3001` or in $CODER_HTTP_ADDRESS; port 0 takes any free one
    ");
}

#[tokio::test]
async fn an_address_that_cannot_be_had_says_why() {
    let cases = [
        ("3000", "is not an address to listen on"),
        ("127.0.0.1:65536", "is not an address to listen on"),
        ("", "is not an address to listen on"),
        // An address reserved for documentation is never one of this machine's.
        ("192.0.2.1:0", "not one of this machine's addresses"),
    ];
    for (address, reason) in cases {
        let error = Listening::open(address).await.unwrap_err();
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
