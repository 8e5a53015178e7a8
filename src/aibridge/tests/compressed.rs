//! Responses that come compressed, although nobody asked for that.

use std::sync::Mutex;

use async_compression::tokio::write::{BrotliEncoder, GzipEncoder, ZlibEncoder, ZstdEncoder};
use axum::body::Body;
use axum::http::{Response, StatusCode};
use bytes::Bytes;
use serde_json::json;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

use super::recording::one;
use super::scripted::Stage;

const MESSAGES: &str = "/anthropic/v1/messages";
const FIRST: &str = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":7}}}\n\n";
const SECOND: &str = "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":4}}\n\n\
    event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

/// A compressed body in two pieces: what is there after the first text, and the rest.
async fn pieces(
    encoder: impl FnOnce(tokio::io::DuplexStream) -> Box<dyn AsyncWrite + Unpin + Send>,
) -> [Bytes; 2] {
    use tokio::io::AsyncReadExt;
    let (end, mut out) = tokio::io::duplex(64 * 1024);
    let mut encoder = encoder(end);
    encoder.write_all(FIRST.as_bytes()).await.unwrap();
    encoder.flush().await.unwrap();
    let mut first = vec![0; 64 * 1024];
    let length = out.read(&mut first).await.unwrap();
    first.truncate(length);
    encoder.write_all(SECOND.as_bytes()).await.unwrap();
    encoder.shutdown().await.unwrap();
    drop(encoder);
    let mut second = Vec::new();
    out.read_to_end(&mut second).await.unwrap();
    [first.into(), second.into()]
}

async fn encoded(name: &str) -> [Bytes; 2] {
    match name {
        "gzip" => pieces(|end| Box::new(GzipEncoder::new(end))).await,
        "deflate" => pieces(|end| Box::new(ZlibEncoder::new(end))).await,
        "br" => pieces(|end| Box::new(BrotliEncoder::new(end))).await,
        "zstd" => pieces(|end| Box::new(ZstdEncoder::new(end))).await,
        other => panic!("{other}"),
    }
}

fn compressed(name: &'static str, body: Body) -> Response<Body> {
    let response = Response::builder().header("content-type", "text/event-stream");
    response.header("content-encoding", name).body(body).unwrap()
}

#[tokio::test]
async fn compressed_streams_are_sent_on_plain_event_by_event_and_recorded() {
    for name in ["gzip", "deflate", "br", "zstd"] {
        let [first, second] = encoded(name).await;
        let (sender, mut parts) = mpsc::channel::<Result<Bytes, std::io::Error>>(2);
        let stream = futures_util::stream::poll_fn(move |cx| parts.poll_recv(cx));
        let body = Mutex::new(Some(Body::from_stream(stream)));
        let stage = Stage::new(move |_| {
            let body = body.lock().unwrap().take().unwrap();
            async move { compressed(name, body) }
        })
        .await;
        sender.send(Ok(first)).await.unwrap();
        let asked = stage.post(MESSAGES).json(&json!({"model": "m", "stream": true}));
        let mut response = asked.send().await.unwrap();
        assert!(!response.headers().contains_key("content-encoding"), "{name}");
        let mut text = String::new();
        while text != FIRST {
            text += std::str::from_utf8(&response.chunk().await.unwrap().unwrap()).unwrap();
        }
        sender.send(Ok(second)).await.unwrap();
        drop(sender);
        assert_eq!(response.text().await.unwrap(), SECOND, "{name}");
        let (_, ended) = one(stage.records().await);
        let [usage] = ended.usages.as_slice() else { panic!("{:?}", ended.usages) };
        assert_eq!((usage.of.input, usage.of.output), (7, 4), "{name}");
        assert_eq!(ended.metadata["outcome"], "completed", "{name}");
    }
}

#[tokio::test]
async fn a_response_that_is_not_what_it_says_is_broken() {
    let stage = Stage::new(async |_| compressed("gzip", Body::from(FIRST))).await;
    let asked = stage.post(MESSAGES).json(&json!({"model": "m", "stream": true}));
    let response = asked.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.bytes().await.unwrap_err();
    let (_, ended) = one(stage.records().await);
    assert_eq!(ended.metadata["outcome"], "broken");
}

#[tokio::test]
async fn a_response_in_an_unknown_encoding_is_relayed_as_it_is() {
    let stage = Stage::new(async |_| compressed("compress", Body::from("?"))).await;
    let asked = stage.post(MESSAGES).json(&json!({"model": "m"}));
    let response = asked.send().await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "compress");
    assert_eq!(response.text().await.unwrap(), "?");
}
