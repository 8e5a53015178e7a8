//! Tests of listening, with a real client over the loopback interface.

use std::future::pending;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Value, json};
use sourcebook_options::Layers;
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

use super::*;
use crate::options::{Settings, Tls};

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

/// A certificate for `localhost` in a folder, with its key.
fn certificate(folder: &Path) -> Tls {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    for (path, pem) in [(&certificate, made.cert.pem()), (&key, made.signing_key.serialize_pem())] {
        std::fs::File::create(path).unwrap().write_all(pem.as_bytes()).unwrap();
    }
    let text = |path: PathBuf| path.to_str().unwrap().to_owned();
    let mut tls = Settings::load(&Layers::new()).unwrap().settings.networking.tls;
    tls.enable = true;
    tls.address = "127.0.0.1:0".parse().unwrap();
    tls.cert_files = vec![text(certificate)];
    tls.key_files = vec![text(key)];
    tls
}

#[tokio::test]
async fn encrypted_connections_are_answered_beside_plain_ones() {
    let test = crate::api::testing::TestServer::start().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = certificate(folder.path());
    let acceptor = acceptor(&settings).unwrap().unwrap();
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

#[test]
fn certificates_that_cannot_be_used_are_refused_with_advice() {
    let folder = tempfile::tempdir().unwrap();
    let good = certificate(folder.path());
    let other = tempfile::tempdir().unwrap();
    let others = certificate(other.path());
    let told = |change: &dyn Fn(&mut Tls)| {
        let mut settings = good.clone();
        change(&mut settings);
        let told = acceptor(&settings).map(|_| ()).unwrap_err().to_string();
        let told = told.replace(folder.path().to_str().unwrap(), "FOLDER");
        told.replace(other.path().to_str().unwrap(), "OTHER")
    };
    let all = [
        told(&|settings| settings.key_files.clear()),
        told(&|settings| settings.cert_files[0].push('x')),
        told(&|settings| settings.cert_files[0] = settings.key_files[0].clone()),
        told(&|settings| settings.key_files[0] = settings.cert_files[0].clone()),
        told(&|settings| settings.key_files[0] = others.key_files[0].clone()),
    ];
    insta::assert_snapshot!(all.join("\n\n"), @r"
    TLS is enabled with 1 certificate files and 0 key files
      because each certificate needs a key
      set both with --tls-cert-file and --tls-key-file, in the same order

    cannot read `FOLDER/certificate.pemx`
      because No such file or directory (os error 2)
      check the path and its permissions

    `FOLDER/key.pem` contains no certificate in PEM format
      because the file contains none

    `FOLDER/certificate.pem` contains no private key in PEM format
      because no items found

    `OTHER/key.pem` is not the key of `FOLDER/certificate.pem`
      because keys may not be consistent: KeyMismatch
      list certificates and keys in the same order
    ");
}
