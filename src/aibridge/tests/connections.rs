//! Connections to providers that close while they are kept: what was not sent is sent on another one,
//! and what was sent is not sent again.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use http_body_util::BodyExt;

use super::scripted::{Stage, json};
use crate::aibridge::error::BridgeError;
use crate::aibridge::gateway::exchange;

/// What a provider does with the connections that it gets, each in its own time.
struct Provider {
    address: SocketAddr,
    /// Each connection when its request has been read, with the request's body.
    asked: mpsc::Receiver<(TcpStream, String)>,
}

impl Provider {
    /// Reads one request after the other from each connection; answering is up to the test.
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, asked) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, tell) = (stream.unwrap(), tell.clone());
                thread::spawn(move || {
                    while let Some(body) = request(&stream) {
                        let _ = tell.send((stream.try_clone().unwrap(), body));
                    }
                });
            }
        });
        Self { address, asked }
    }

    /// The next request, and the connection to answer it on.
    async fn next(&mut self) -> (TcpStream, String) {
        loop {
            match self.asked.try_recv() {
                Ok(asked) => return asked,
                Err(_) => tokio::task::yield_now().await,
            }
        }
    }
}

/// The body of the next request of a connection, if there is one.
fn request(stream: &TcpStream) -> Option<String> {
    let mut reader = BufReader::with_capacity(1, stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    String::from_utf8(body).ok()
}

fn answer(stream: &mut TcpStream) {
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
}

/// Sends a request to a provider as the bridge does.
async fn ask(
    stage: &Stage,
    provider: SocketAddr,
    body: &'static str,
) -> Result<Response<Body>, BridgeError> {
    let url = format!("http://{provider}/").parse().unwrap();
    exchange(&stage.bridge, url, |client, url| client.post(url).body(body)).await
}

/// Lets everything run that can, and hears what has come over the network.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

/// A connection that has answered a request and is kept by the bridge.
async fn kept(stage: &Stage, provider: &mut Provider) -> TcpStream {
    let (address, answering) = (provider.address, async {
        let (mut stream, body) = provider.next().await;
        assert_eq!(body, "first");
        answer(&mut stream);
        stream
    });
    let (response, stream) = tokio::join!(ask(stage, address, "first"), answering);
    response.unwrap().into_body().collect().await.unwrap();
    settle().await;
    stream
}

#[tokio::test]
async fn a_request_that_was_not_sent_is_sent_once_on_another_connection() {
    let stage = Stage::new(async |_| json("{}")).await;
    let mut provider = Provider::start();
    let stream = kept(&stage, &mut provider).await;
    // The end of the connection is there, and nothing of the bridge has seen it: this task is the
    // first to run after the runtime has heard of it.
    stream.shutdown(std::net::Shutdown::Both).unwrap();
    tokio::task::yield_now().await;

    let (address, answering) = (provider.address, async {
        let (mut stream, body) = provider.next().await;
        assert_eq!(body, "second");
        answer(&mut stream);
    });
    let (response, ()) = tokio::join!(ask(&stage, address, "second"), answering);
    assert_eq!(response.unwrap().status(), StatusCode::OK);
    settle().await;
    assert!(provider.asked.try_recv().is_err(), "it was sent twice");
}

#[tokio::test]
async fn a_request_that_was_sent_is_not_sent_again() {
    let stage = Stage::new(async |_| json("{}")).await;
    let mut provider = Provider::start();
    kept(&stage, &mut provider).await;
    let (address, closing) = (provider.address, async {
        let (stream, body) = provider.next().await;
        assert_eq!(body, "second");
        stream.shutdown(std::net::Shutdown::Both).unwrap();
    });
    let (response, ()) = tokio::join!(ask(&stage, address, "second"), closing);
    assert!(matches!(response, Err(BridgeError::Unreachable(_))), "{response:?}");
    settle().await;
    assert!(provider.asked.try_recv().is_err(), "it was sent twice");
}
