//! What crosses the bridge, and how.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use sourcebook_options::Value as _;

use super::scripted::{PROVIDER_KEY, Stage, answer, channel, json};
use crate::aibridge::passthrough::FurtherOperations;
use crate::options::passthrough::PassthroughRule;

const CHAT: &str = "/openai/v1/chat/completions";
const MESSAGES: &str = "/anthropic/v1/messages";

#[tokio::test]
async fn bodies_cross_byte_for_byte_and_credentials_do_not() {
    const ASKED: &str =
        "{\"model\" :\"m\",  \"temperature\":1.0,\"messages\":[], \"é\":\"\\u00e9\"}\n";
    const ANSWERED: &str = " {\"id\":\"c-1\" , \"n\":1.50}\n";
    for (path, line, key) in [
        (CHAT, "POST /v1/chat/completions?beta=1", "authorization"),
        (MESSAGES, "POST /v1/messages?beta=1", "x-api-key"),
    ] {
        let stage = Stage::new(async |_| {
            let mut response = json(ANSWERED);
            response.headers_mut().insert("x-request-id", "req_1".parse().unwrap());
            response.headers_mut().insert("set-cookie", "a=b".parse().unwrap());
            response
        })
        .await;
        let request = stage.post(&format!("{path}?beta=1"));
        let request =
            request.header("anthropic-version", "2023-06-01").header("cookie", "a=user-one");
        let response =
            request.header("content-type", "application/json").body(ASKED).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["x-provider-request-id"], "req_1");
        assert!(!response.headers().contains_key("set-cookie"));
        assert_eq!(response.text().await.unwrap(), ANSWERED);

        let received = stage.received();
        assert_eq!(received.line, line);
        assert_eq!(received.body, ASKED);
        assert_eq!(received.headers["anthropic-version"], "2023-06-01");
        assert!(received.headers[key].to_str().unwrap().ends_with(PROVIDER_KEY));
        let all = format!("{:?}", received.headers);
        assert!(!all.contains("user-one"), "{all}");
    }
}

#[tokio::test]
async fn what_is_listed_passes_through() {
    let stage = Stage::new(async |_| {
        let mut response = json("{\"data\":[]}");
        *response.status_mut() = StatusCode::ACCEPTED;
        response
    })
    .await;
    let get = stage.client.get(stage.url("/openai/v1/models?limit=2")).bearer_auth("user-one");
    let response = get.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    assert_eq!(response.text().await.unwrap(), "{\"data\":[]}");
    assert_eq!(stage.received().line, "GET /v1/models?limit=2");
    assert!(stage.records().await.is_empty(), "what passes through is not recorded");
}

#[tokio::test]
async fn uploads_that_pass_through_keep_their_length() {
    let rule = PassthroughRule::parse("POST /openai/files").unwrap();
    let with_files = |settings: &mut crate::aibridge::settings::BridgeSettings| {
        settings.passthrough = FurtherOperations::new(&[rule]);
    };
    let stage = Stage::with(with_files, async |_| json("{}")).await;
    let request = stage.post("/openai/v1/files").body("a file");
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
    let received = stage.received();
    assert_eq!(
        (&received.body[..], &received.headers["content-length"]),
        (&b"a file"[..], &"6".parse().unwrap())
    );
}

#[tokio::test]
async fn events_are_relayed_as_they_arrive() {
    let (sender, body) = channel();
    let body = Mutex::new(Some(body));
    let stage = Stage::new(move |_| {
        let body = body.lock().unwrap().take().unwrap();
        async { answer("text/event-stream", body) }
    })
    .await;
    let request = stage.post(MESSAGES).json(&json!({"model": "m", "stream": true}));
    let mut response = request.send().await.unwrap();
    // The second piece is sent only when the first has crossed, so nothing can be held back.
    for piece in
        ["event: message_start\ndata: {\"type\":\"mess", "age_start\"}\n\n", "data: [DONE]\n\n"]
    {
        sender.send(Ok(piece)).await.unwrap();
        assert_eq!(response.chunk().await.unwrap().unwrap(), piece);
    }
    drop(sender);
    assert_eq!(response.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn usage_that_was_not_asked_for_is_withheld() {
    const EVENTS: &str = "data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n\
        : keep alive\r\n\r\n\
        data: {\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n\
        data: [DONE]\n\n";
    let relayed = |asked: Value| async move {
        let stage = Stage::new(async |_| answer("text/event-stream", EVENTS)).await;
        let response = stage.post(CHAT).json(&asked).send().await.unwrap();
        let text = response.text().await.unwrap();
        let received: Value = serde_json::from_slice(&stage.received().body).unwrap();
        assert_eq!(received["stream_options"]["include_usage"], true);
        text
    };
    let without = EVENTS.replace(
        "data: {\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n",
        "",
    );
    assert_eq!(relayed(json!({"model": "m", "stream": true})).await, without);
    let asked = json!({"model": "m", "stream": true, "stream_options": {"include_usage": true}});
    assert_eq!(relayed(asked).await, EVENTS);
}

#[tokio::test]
async fn errors_of_the_provider_keep_their_status_and_body() {
    const ERROR: &str = "{\"error\":{\"message\":\"slow down\"}}";
    let stage = Stage::new(async |_| {
        let response = Response::builder().status(429).header("retry-after", "7");
        response.header("content-type", "application/json").body(Body::from(ERROR)).unwrap()
    })
    .await;
    let response = stage.post(CHAT).json(&json!({"model": "m"})).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(response.text().await.unwrap(), ERROR);
}

#[tokio::test]
async fn a_provider_that_is_not_there_or_silent_is_told_in_its_own_shape() {
    let nobody = |settings: &mut crate::aibridge::settings::BridgeSettings| {
        // Port 9 is the discard service, which nothing runs on loopback.
        settings.openai.base_url = "http://127.0.0.1:9/v1".parse().unwrap();
        settings.anthropic.base_url = "http://127.0.0.1:9".parse().unwrap();
    };
    let stage = Stage::with(nobody, async |_| json("{}")).await;
    let response = stage.post(CHAT).json(&json!({"model": "m"})).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"]["type"], "server_error");
    let response = stage.post(MESSAGES).json(&json!({"model": "m"})).send().await.unwrap();
    let body: Value = response.json().await.unwrap();
    assert_eq!((&body["type"], &body["error"]["type"]), (&json!("error"), &json!("api_error")));

    let silent = |settings: &mut crate::aibridge::settings::BridgeSettings| {
        settings.idle_timeout = Duration::from_millis(20);
    };
    let stage = Stage::with(silent, |_| std::future::pending()).await;
    let response = stage.post(MESSAGES).json(&json!({"model": "m"})).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::GATEWAY_TIMEOUT);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"]["type"], "timeout_error");
}

#[tokio::test]
async fn a_client_that_goes_away_ends_the_request_to_the_provider() {
    let (sender, body) = channel();
    let body = Mutex::new(Some(body));
    let stage = Stage::new(move |_| {
        let body = body.lock().unwrap().take().unwrap();
        async { answer("text/event-stream", body) }
    })
    .await;
    let request = stage.post(MESSAGES).json(&json!({"model": "m", "stream": true}));
    let mut response = request.send().await.unwrap();
    sender.send(Ok("data: 1\n\n")).await.unwrap();
    assert_eq!(response.chunk().await.unwrap().unwrap(), "data: 1\n\n");
    drop(response);
    // The provider's body is dropped: that is how a server learns that nobody listens.
    sender.closed().await;
}

#[tokio::test]
async fn compressed_requests_are_read_and_sent_on_plain() {
    use tokio::io::AsyncWriteExt;

    let text = json!({"model": "m", "messages": [{"role": "user", "content": "Hi"}]}).to_string();
    let mut zipped = async_compression::tokio::write::ZstdEncoder::new(Vec::new());
    zipped.write_all(text.as_bytes()).await.unwrap();
    zipped.shutdown().await.unwrap();
    let zipped = zipped.into_inner();

    let stage = Stage::new(async |_| json("{}")).await;
    let request = stage.post(CHAT).header("content-encoding", "zstd").body(zipped.clone());
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
    let received = stage.received();
    assert_eq!(received.body, text);
    assert!(!received.headers.contains_key("content-encoding"));
    assert_eq!(received.headers["accept-encoding"], "identity");

    let broken = stage.post(CHAT).header("content-encoding", "gzip").body(zipped);
    assert_eq!(broken.send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    let unknown = stage.post(CHAT).header("content-encoding", "compress").body("x");
    assert_eq!(unknown.send().await.unwrap().status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn what_the_bridge_cannot_read_never_reaches_the_provider() {
    let small = |settings: &mut crate::aibridge::settings::BridgeSettings| settings.max_body = 64;
    let reached = Arc::new(Mutex::new(0));
    let count = Arc::clone(&reached);
    let stage = Stage::with(small, move |_| {
        *count.lock().unwrap() += 1;
        async { json("{}") }
    })
    .await;
    let status = async |body: String| stage.post(CHAT).body(body).send().await.unwrap().status();
    assert_eq!(status("x".repeat(65)).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(status("not JSON".to_owned()).await, StatusCode::BAD_REQUEST);
    let anonymous = stage.client.post(stage.url(CHAT)).body("{}").send().await.unwrap();
    assert_eq!(anonymous.status(), StatusCode::UNAUTHORIZED);
    let body: Value = anonymous.json().await.unwrap();
    assert_eq!(body["error"]["code"], "invalid_api_key");
    assert_eq!(*reached.lock().unwrap(), 0);
}

#[tokio::test]
async fn a_stream_is_cut_off_with_its_key_and_recorded() {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    let receiver = Arc::new(tokio::sync::Mutex::new(receiver));
    let stage = Stage::new(move |_| {
        let receiver = Arc::clone(&receiver);
        async move { answer("text/event-stream", receiver.lock().await.recv().await.unwrap()) }
    })
    .await;
    let (pieces, body) = channel();
    sender.send(body).await.unwrap();
    let asked = json!({"model": "m", "stream": true});
    let mut response = stage.post("/anthropic/v1/messages").json(&asked).send().await.unwrap();
    pieces.send(Ok("data: 1\n\n")).await.unwrap();
    response.chunk().await.unwrap().unwrap();
    let user = uuid::Uuid::from_u128(7);
    assert_eq!(stage.bridge.in_flight().cut(user, &["another".to_owned()]), 1);
    assert!(response.chunk().await.is_err());
    pieces.closed().await;
    let (started, ended) = super::recording::one(stage.records().await);
    assert_eq!((started.initiator, &ended.metadata["outcome"]), (user, &json!("cancelled")));
}

#[tokio::test]
async fn whoever_is_turned_out_while_being_let_in_is_not_let_in() {
    let stage = Stage::new(async |_| json("{}")).await;
    let request = stage.client.post(stage.url(CHAT)).bearer_auth("user-leaving");
    let answer = request.json(&json!({"model": "m"})).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(stage.all_received().len(), 0);
    assert!(stage.bridge.in_flight().users().is_empty());
}

#[tokio::test]
async fn legal_json_is_read_and_an_error_names_the_limit() {
    let deep = |levels: usize| {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        format!("{{\"model\":\"m\",\"a\":{open}{close}}}")
    };
    let named = |length: usize| format!("{{\"model\":\"{}\"}}", "m".repeat(length));
    let table = [
        ("\u{feff}{\"model\":\"m\"}".to_owned(), Ok(())),
        ("{\"model\":\"m\",\"a\":\"\\ud83e\"}".to_owned(), Ok(())),
        ("{\"model\":\"m\",\"a\":1e308}".to_owned(), Ok(())),
        (deep(120), Ok(())),
        (named(256), Ok(())),
        (named(257), Err("the name of its model has 257 bytes")),
        (named(500_000), Err("the longest that is accepted has 256")),
        (deep(200), Err("nested more than 127 levels deep")),
        ("{\"model\":\"m\",\"a\":1e400}".to_owned(), Err("the number 1e400")),
    ];
    for path in [CHAT, "/openai/v1/responses", MESSAGES] {
        for (body, expected) in &table {
            let stage = Stage::new(async |_| json("{\"id\":\"x\"}")).await;
            let response = stage.post(path).body(body.clone()).send().await.unwrap();
            let status = if expected.is_ok() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
            assert_eq!(response.status(), status, "{path} {}", &body[..body.len().min(80)]);
            let text = response.text().await.unwrap();
            if let Err(expected) = expected {
                assert!(text.contains(expected) && text.len() < 500, "{text}");
                assert!(stage.all_received().is_empty());
            }
        }
    }
}

#[tokio::test]
async fn further_headers_go_up_where_a_setting_names_them() {
    let forwarding = |settings: &mut crate::aibridge::settings::BridgeSettings| {
        settings.forward_headers = vec!["x-title".parse().unwrap()];
    };
    let stage = Stage::with(forwarding, async |_| json("{}")).await;
    for path in [CHAT, "/anthropic/v1/messages/count_tokens"] {
        let request = stage.post(path).header("x-title", "a").header("x-other", "b");
        request.json(&json!({"model": "m"})).send().await.unwrap();
        let received = stage.all_received().pop().unwrap();
        assert_eq!(received.headers["x-title"], "a");
        assert!(!received.headers.contains_key("x-other"));
    }
}
