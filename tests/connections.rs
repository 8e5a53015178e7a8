//! Clients of the real program that keep it waiting, and files that it opens anew.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Response;
use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::{Value, json};

use program::{Machine, Server};

/// A provider whose answers never end.
async fn endless_provider() -> SocketAddr {
    let router = Router::new().fallback(async || {
        let event = "event: ping\ndata: {\"type\":\"ping\",\"pad\":\"xxxxxxxxxxxxxxxx\"}\n\n";
        let events = Ok::<_, std::convert::Infallible>(event.repeat(100));
        let body = Body::from_stream(futures_util::stream::repeat(events));
        Response::builder().header("content-type", "text/event-stream").body(body).unwrap()
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// The address of a server, for a client without a library.
fn address(server: &Server) -> SocketAddr {
    server.url.strip_prefix("http://").unwrap().parse().unwrap()
}

/// The session of the first user, who is created.
async fn log_in(http: &reqwest::Client, server: &Server) -> String {
    let credentials = json!({
        "username": "ada", "email": "ada@example.com", "password": "correct horse battery",
    });
    for path in ["users/first", "users/login"] {
        let request = http.post(format!("{}/api/v2/{path}", server.url)).json(&credentials);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        if let Some(token) = answer["session_token"].as_str() {
            return token.to_owned();
        }
    }
    panic!("nobody is logged in");
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

#[tokio::test]
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
    let token = log_in(&http, &server).await;
    let body = json!({"model": "m", "max_tokens": 1, "stream": true, "messages": []}).to_string();
    let path = "/api/v2/aibridge/anthropic/v1/messages";
    let stalled: Vec<TcpStream> = (0..5)
        .map(|_| {
            let mut stream = TcpStream::connect(address(&server)).unwrap();
            let head = format!(
                "POST {path} HTTP/1.1\r\nhost: x\r\ncoder-session-token: {token}\r\n\
                 content-length: {}\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            // Its answer has begun: it has its place.
            stream.read_exact(&mut [0; 12]).unwrap();
            stream
        })
        .collect();
    let ask = async || {
        let request = http.post(format!("{}{path}", server.url)).bearer_auth(&token);
        request.body(body.clone()).send().await.unwrap().status()
    };
    while ask().await != StatusCode::OK {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
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
