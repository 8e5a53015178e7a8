//! A provider on loopback for the benchmark of the AI Bridge: answers at once, or after 50 ms for
//! the model `slow`, plain or as a stream of twenty events.
//!
//! `cargo run --release --example scripted_provider -- 127.0.0.1:8099`

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Response, header};
use axum::serve::ListenerExt;
use bytes::Bytes;
use futures_util::stream;

const PLAIN: &str = r#"{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"A sentence of an answer that is about as long as the first line of one."},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":20,"total_tokens":32}}"#;
const EVENT: &str = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}\n\n";
const USAGE: &str = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":20,\"total_tokens\":32}}\n\n";

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8099".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    // Otherwise the kernel holds the pieces of a stream back for up to 40 ms.
    let listener = listener.tap_io(|stream| {
        // Where it cannot be set, the figures show it.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, Router::new().fallback(answer)).await
}

async fn answer(body: String) -> Response<Body> {
    if body.contains("\"slow\"") {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (content_type, body) = if body.contains("\"stream\":true") {
        ("text/event-stream", events())
    } else {
        ("application/json", Body::from(PLAIN))
    };
    let mut response = Response::new(body);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, header::HeaderValue::from_static(content_type));
    response
}

/// Twenty events, the usage, and the end, each a piece of its own.
fn events() -> Body {
    let events = (0..20).map(|_| EVENT).chain([USAGE, "data: [DONE]\n\n"]);
    let pieces = events.map(|event| Ok::<_, Infallible>(Bytes::from_static(event.as_bytes())));
    Body::from_stream(stream::iter(pieces.collect::<Vec<_>>()))
}
