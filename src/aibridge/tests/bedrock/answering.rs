//! What comes back, and what is recorded and traced of it.

use std::sync::Mutex;

use axum::body::Body;
use axum::http::{HeaderName, StatusCode};
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::runtime::{EVENTS, chunk, exception, failure, frames, sent, stream};
use super::{MESSAGES, PLAIN, asked, stage};
use crate::aibridge::operation::TokenUsage;
use crate::aibridge::spans::UPSTREAM;
use crate::aibridge::tests::recording::one;
use crate::aibridge::tests::scripted::json;
use crate::aibridge::tests::tracing::{Collector, documented, tree};

#[tokio::test]
async fn a_plain_answer_crosses_byte_for_byte() {
    let stage = stage(|| {
        let mut response = json(PLAIN);
        let headers = response.headers_mut();
        headers.insert("x-amzn-requestid", "r-1".parse().unwrap());
        headers.insert("x-amzn-bedrock-input-token-count", "3".parse().unwrap());
        headers.insert("set-cookie", "a=b".parse().unwrap());
        response
    })
    .await;
    let response = stage.post(MESSAGES).json(&asked(false)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let mut names: Vec<&str> = response.headers().keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    let expected = ["content-length", "content-type", "date", "request-id", "x-amzn-requestid"];
    assert_eq!(names, expected);
    assert_eq!(response.headers()["request-id"], "r-1");
    assert_eq!(response.text().await.unwrap(), PLAIN);
}

#[tokio::test]
async fn a_stream_is_the_one_that_anthropic_sends() {
    let stage = stage(|| stream(frames())).await;
    let response = stage.post(MESSAGES).json(&asked(true)).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream; charset=utf-8");
    assert_eq!(response.headers()["request-id"], "r-1");
    assert_eq!(response.text().await.unwrap(), sent());
}

/// A body whose pieces come when the test sends them.
fn channel() -> (mpsc::Sender<std::io::Result<Bytes>>, Body) {
    let (sender, mut pieces) = mpsc::channel(1);
    let stream = futures_util::stream::poll_fn(move |cx| pieces.poll_recv(cx));
    (sender, Body::from_stream(stream))
}

#[tokio::test]
async fn events_come_when_their_frames_do_and_a_broken_frame_breaks_the_answer() {
    type Spoil = fn(&mut Vec<u8>);
    let spoils: [Spoil; 3] = [
        |frame| *frame.last_mut().unwrap() ^= 1,
        |frame| frame[2] ^= 0x40,
        |frame| frame.truncate(20),
    ];
    for spoil in spoils {
        let (pieces, body) = channel();
        let body = Mutex::new(Some(body));
        let stage = stage(move || stream(body.lock().unwrap().take().unwrap())).await;
        let request = stage.post(MESSAGES).json(&asked(true));
        let mut response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let frame = chunk(EVENTS[0]);
        let (first, second) = frame.split_at(30);
        pieces.send(Ok(first.to_vec().into())).await.unwrap();
        pieces.send(Ok(second.to_vec().into())).await.unwrap();
        // The second frame is not sent before the first one has arrived.
        let expected = format!("event: message_start\ndata: {}\n\n", EVENTS[0]);
        assert_eq!(response.chunk().await.unwrap().unwrap(), expected);
        let mut frame = chunk(EVENTS[1]);
        spoil(&mut frame);
        pieces.send(Ok(frame.into())).await.unwrap();
        drop(pieces);
        assert!(response.chunk().await.is_err(), "the client learns that it is not whole");
        let (_, ended) = one(stage.records().await);
        assert_eq!(ended.metadata["outcome"], "broken");
        assert_eq!(ended.usages[0].of.input, 3, "what was told before is kept");
    }
}

#[tokio::test]
async fn a_failure_in_the_middle_is_an_error_event() {
    let stage = stage(|| {
        let frames = [chunk(EVENTS[0]), exception("throttlingException", "Too many tokens.")];
        stream(frames.concat())
    })
    .await;
    let response = stage.post(MESSAGES).json(&asked(true)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let text = response.text().await.unwrap();
    let data = text.split_once("event: error\ndata: ").unwrap().1;
    let error: Value = serde_json::from_str(data).unwrap();
    let message = "Amazon Bedrock: Too many tokens. (throttlingException)";
    let expected = json!({"type": "rate_limit_error", "message": message});
    assert_eq!(error, json!({"type": "error", "error": expected}));
    let (_, ended) = one(stage.records().await);
    assert_eq!(ended.metadata["outcome"], "failed");
    let told = "rate_limit_error: Amazon Bedrock: Too many tokens. (throttlingException)";
    assert_eq!(ended.metadata["error"], told);
}

#[tokio::test]
async fn errors_keep_their_status_and_have_anthropics_shape() {
    let table = [
        (400, "ValidationException", "invalid_request_error"),
        (403, "AccessDeniedException", "permission_error"),
        (404, "ResourceNotFoundException", "not_found_error"),
        (408, "ModelTimeoutException", "timeout_error"),
        (424, "ModelErrorException", "api_error"),
        (429, "ThrottlingException", "rate_limit_error"),
        (500, "InternalServerException", "api_error"),
        (503, "ServiceUnavailableException", "overloaded_error"),
    ];
    for (status, name, kind) in table {
        for streaming in [false, true] {
            let stage = stage(move || {
                let mut response = failure(status, name, "As scripted.");
                response.headers_mut().insert("retry-after", "7".parse().unwrap());
                response
            })
            .await;
            let response = stage.post(MESSAGES).json(&asked(streaming)).send().await.unwrap();
            assert_eq!(response.status(), status);
            assert_eq!(response.headers()["retry-after"], "7");
            assert_eq!(response.headers()["content-type"], "application/json");
            let body: Value = response.json().await.unwrap();
            let message = match status {
                403 => format!(
                    "Amazon Bedrock denied access to this server ({name}). Ask an administrator: \
                     see the server's log for the reason."
                ),
                _ => format!("Amazon Bedrock: As scripted. ({name})"),
            };
            let error = json!({"type": kind, "message": message});
            assert_eq!(body, json!({"type": "error", "error": error, "request_id": "r-1"}));
            let (_, ended) = one(stage.records().await);
            assert_eq!(ended.metadata["status"], status);
            assert_eq!(ended.metadata["outcome"], "failed");
        }
    }
}

#[tokio::test]
async fn errors_without_a_body_that_is_understood_are_told_by_their_status() {
    let stage = stage(|| {
        let mut response = json("<html>");
        *response.status_mut() = StatusCode::BAD_GATEWAY;
        response
    })
    .await;
    let response = stage.post(MESSAGES).json(&asked(false)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"]["type"], "api_error");
}

#[tokio::test]
async fn the_record_and_the_spans_are_those_of_anthropic() {
    for streaming in [false, true] {
        let collector = Collector::start(false);
        let stage = stage(move || if streaming { stream(frames()) } else { json(PLAIN) }).await;
        let request = stage.post(MESSAGES).header("user-agent", "claude-cli/2.0.14");
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let request = request.header("traceparent", trace).json(&asked(streaming));
        request.send().await.unwrap().bytes().await.unwrap();
        let received = stage.received();
        let (started, ended) = one(stage.records().await);
        assert_eq!((started.provider, started.model.as_str()), ("anthropic", "claude"));
        assert_eq!(started.metadata["client"], "Claude Code");
        assert_eq!(ended.metadata["outcome"], "completed");
        assert_eq!(started.prompt.unwrap().text, "Add.");
        let [usage] = ended.usages.as_slice() else { panic!("{:?}", ended.usages) };
        assert_eq!(usage.response_id, "msg_bdrk_1");
        assert_eq!(usage.of, TokenUsage { input: 3, output: 4, ..TokenUsage::default() });
        let [tool] = ended.tools.as_slice() else { panic!("{:?}", ended.tools) };
        assert_eq!(tool.of.call.name, "add");
        let input: Value = serde_json::from_str(&tool.of.call.input).unwrap();
        assert_eq!(input, json!({"a": 1}));

        let spans = collector.spans();
        assert_eq!(tree(spans.values()), documented(None));
        let parent = format!(
            "00-4bf92f3577b34da6a3ce929d0e0e4736-{}-01",
            spans[UPSTREAM].span_context.span_id()
        );
        assert_eq!(received.headers["traceparent"], parent, "Bedrock's parent");
    }
}
