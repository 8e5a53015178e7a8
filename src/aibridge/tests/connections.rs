//! Connections to providers: those that close while they are kept, where what was not sent is sent on
//! another one, and what was sent is not sent again; and what becomes of them after an answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use futures_util::FutureExt;
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

/// The body of the next request of a connection, if there is one, which is asked for as by a client of
/// the provider itself.
fn request(stream: &TcpStream) -> Option<String> {
    let mut reader = BufReader::with_capacity(1, stream);
    let (mut length, mut head) = (0, String::new());
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
        head.push_str(&line);
    }
    let host = format!("\r\nhost: {}\r\n", stream.local_addr().unwrap());
    assert!(head.starts_with("POST /a%20b?c=d HTTP/1.1\r\n") && head.contains(&host), "{head}");
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
    let request = Request::post(format!("http://{provider}/a%20b?c=d"));
    exchange(&stage.bridge, request.body(body.into()).unwrap()).await
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

/// Whether the other end of a connection is closed, as far as is known now.
fn is_closed(stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    let read = stream.peek(&mut [0]);
    stream.set_nonblocking(false).unwrap();
    matches!(read, Ok(0))
}

#[tokio::test]
async fn a_connection_is_used_again_after_a_whole_answer_and_closed_after_half_of_one() {
    let stage = Stage::new(async |_| json("{}")).await;
    let mut provider = Provider::start();
    let first = kept(&stage, &mut provider).await;
    let (address, answering) = (provider.address, async {
        let (mut stream, _) = provider.next().await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{}").unwrap();
        stream
    });
    let (response, second) = tokio::join!(ask(&stage, address, "second"), answering);
    assert_eq!(first.peer_addr().unwrap(), second.peer_addr().unwrap());
    let mut body = response.unwrap().into_body();
    assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), "{}");
    assert!(!is_closed(&second));
    drop(body);
    settle().await;
    assert!(is_closed(&second));
    let third = kept(&stage, &mut provider).await;
    assert_ne!(first.peer_addr().unwrap(), third.peer_addr().unwrap());
}

#[tokio::test]
async fn a_connection_that_nobody_wants_is_closed() {
    let stage = Stage::new(async |_| json("{}")).await;
    let mut provider = Provider::start();
    let stream = kept(&stage, &mut provider).await;
    tokio::time::pause();
    tokio::time::advance(stage.bridge.settings.connection_idle_timeout / 2).await;
    settle().await;
    assert!(!is_closed(&stream));
    tokio::time::advance(stage.bridge.settings.connection_idle_timeout).await;
    settle().await;
    assert!(is_closed(&stream));
}

#[tokio::test]
async fn what_comes_at_once_is_given_at_once() {
    let stage = Stage::new(async |_| json("{}")).await;
    let mut provider = Provider::start();
    let (address, answering) = (provider.address, async {
        let (mut stream, _) = provider.next().await;
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        let chunks = "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n";
        stream.write_all(format!("{head}{chunks}").as_bytes()).unwrap();
    });
    let (response, ()) = tokio::join!(ask(&stage, address, "first"), answering);
    let mut body = response.unwrap().into_body();
    for expected in ["a", "b", "c"] {
        let frame = body.frame().now_or_never().expect("nothing is waited for");
        assert_eq!(frame.unwrap().unwrap().into_data().unwrap(), expected);
    }
    assert!(body.frame().now_or_never().expect("it is over").is_none());
}
