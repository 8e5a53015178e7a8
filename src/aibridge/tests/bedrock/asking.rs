//! What reaches Bedrock.

use std::time::Duration;

use aws_credential_types::Credentials;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use serde_json::{Value, json};

use super::runtime::{admits, failure, frames, stream};
use super::{MESSAGES, PLAIN, asked, credentials, stage, use_bedrock};
use crate::aibridge::bedrock::Bedrock;
use crate::aibridge::error::BridgeError;
use crate::aibridge::gateway::OutboundRequest;
use crate::aibridge::tests::scripted::{Stage, json};

const ARN: &str =
    "arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Ainference-profile%2Feu.anthropic.l-1%3A0";

#[tokio::test]
async fn requests_are_translated_and_signed_and_nothing_of_the_client_is_in_them() {
    for (model, streaming, path) in [
        ("claude-sonnet-4-5", false, format!("{ARN}/invoke")),
        ("claude-opus-4-1", true, format!("{ARN}/invoke-with-response-stream")),
        ("claude-haiku-4-5", false, "eu.anthropic.s-1%3A0/invoke".to_owned()),
    ] {
        let stage = stage(move || if streaming { stream(frames()) } else { json(PLAIN) }).await;
        let mut body = asked(streaming);
        body["model"] = json!(model);
        let request = stage
            .post(&format!("{MESSAGES}?beta=true"))
            .header("anthropic-version", "2023-06-01")
            .header("anthropic-beta", "known-2025-01-01,unknown-2025-01-01")
            .header("cookie", "coder_session_token=user-one")
            .header("x-stainless-lang", "python")
            .json(&body);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{}", response.text().await.unwrap());

        let received = stage.received();
        assert_eq!(received.line, format!("POST /model/{path}"));
        let claim = admits(&received).unwrap();
        assert_eq!(claim.signed_headers, ["content-type", "host", "x-amz-date"]);
        let mut names: Vec<&str> = received.headers.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        let expected = [
            "accept",
            "authorization",
            "content-length",
            "content-type",
            "host",
            "user-agent",
            "x-amz-date",
        ];
        assert_eq!(names, expected);
        let body: Value = serde_json::from_slice(&received.body).unwrap();
        let expected = json!({
            "anthropic_version": "bedrock-2023-05-31", "anthropic_beta": ["known-2025-01-01"],
            "max_tokens": 9, "messages": [{"role": "user", "content": "Add."}],
        });
        assert_eq!(body, expected);
    }
}

#[tokio::test]
async fn a_signature_by_another_secret_is_not_admitted() {
    let stage = Stage::with(
        |settings| {
            use_bedrock(settings);
            let bedrock = settings.bedrock.as_mut().unwrap();
            bedrock.access_key =
                Some(Credentials::new(super::runtime::ACCESS_KEY, "another", None, None, "test"));
        },
        async |received| super::runtime::admitted(&received, || json(PLAIN)),
    )
    .await;
    let response = stage.post(MESSAGES).json(&asked(false)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"]["type"], "permission_error");
    let message = body["error"]["message"].as_str().unwrap();
    assert!(message.contains("InvalidSignatureException"), "{message}");
}

#[tokio::test]
async fn temporary_credentials_send_their_token_and_sign_it() {
    let stage = Stage::with(
        |settings| {
            use_bedrock(settings);
            settings.bedrock.as_mut().unwrap().access_key = Some(credentials(Some("tok+en/=")));
        },
        async |received| super::runtime::admitted(&received, || json(PLAIN)),
    )
    .await;
    let response = stage.post(MESSAGES).json(&asked(false)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let received = stage.received();
    assert_eq!(received.headers["x-amz-security-token"], "tok+en/=");
    let signed = admits(&received).unwrap().signed_headers;
    assert!(signed.iter().any(|name| name == "x-amz-security-token"), "{signed:?}");
}

#[tokio::test]
async fn an_address_may_have_a_path_of_its_own() {
    let stage = Stage::with(
        |settings| {
            use_bedrock(settings);
            let bedrock = settings.bedrock.as_mut().unwrap();
            bedrock.base_url = bedrock.base_url.join("/through/here/?x=1").unwrap();
        },
        async |received| super::runtime::admitted(&received, || json(PLAIN)),
    )
    .await;
    let response = stage.post(MESSAGES).json(&asked(false)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(stage.received().line, format!("POST /through/here/model/{ARN}/invoke"));
}

#[tokio::test]
async fn tokens_are_counted() {
    let stage = stage(|| json(r#"{"inputTokens":8}"#)).await;
    let path = format!("{MESSAGES}/count_tokens");
    let response = stage.post(&path).json(&asked(false)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.json::<Value>().await.unwrap(), json!({"input_tokens": 8}));
    assert_eq!(stage.received().line, "POST /model/anthropic.l-1%3A0/count-tokens");
}

#[tokio::test]
async fn what_bedrock_does_not_offer_is_refused_and_openai_is_not_concerned() {
    let stage = stage(|| json(PLAIN)).await;
    let get = |path: &str| stage.client.get(stage.url(path)).bearer_auth("user-one").send();
    let response = get("/anthropic/v1/models?limit=2").await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"]["type"], "not_found_error");
    let message = body["error"]["message"].as_str().unwrap();
    assert!(message.starts_with("`GET /v1/models` is not available"), "{message}");

    assert_eq!(get("/openai/v1/models").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(stage.received().line, "GET /v1/models", "which is the scripted OpenAI");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_as_elsewhere() {
    let stage = stage(|| json(PLAIN)).await;
    let body = "x".repeat(1024 * 1024 + 1);
    for path in [MESSAGES.to_owned(), format!("{MESSAGES}/count_tokens")] {
        let stream = futures_util::stream::iter([Ok::<_, std::io::Error>(body.clone())]);
        let body = reqwest::Body::wrap_stream(stream);
        let response = stage.post(&path).body(body).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
}

#[tokio::test]
async fn credentials_are_found_when_they_are_needed_and_anew_when_they_have_expired() {
    let settings = std::sync::Arc::new(std::sync::Mutex::new(None));
    let kept = std::sync::Arc::clone(&settings);
    let stage = Stage::with(
        move |settings| {
            use_bedrock(settings);
            *kept.lock().unwrap() = settings.bedrock.clone();
        },
        async |received| {
            let is_old = received.headers["x-amz-security-token"] == "old";
            if is_old { failure(403, "ExpiredTokenException", "It is over.") } else { json(PLAIN) }
        },
    )
    .await;
    let settings = settings.lock().unwrap().take().unwrap();
    let found = [Some("old"), Some("new"), None].map(|token| token.map(|it| credentials(Some(it))));
    let bedrock = Bedrock::finding(settings.clone(), found);
    for _ in 0..2 {
        let answer = bedrock.send(&stage.bridge, outgoing()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    let bedrock = Bedrock::finding(settings, vec![Some(credentials(Some("old"))); 3]);
    let answer = bedrock.send(&stage.bridge, outgoing()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN, "it is asked twice and no more");
}

#[tokio::test]
async fn without_credentials_a_request_is_refused() {
    let settings = std::sync::Arc::new(std::sync::Mutex::new(None));
    let kept = std::sync::Arc::clone(&settings);
    let stage = Stage::with(
        move |settings| {
            use_bedrock(settings);
            *kept.lock().unwrap() = settings.bedrock.clone();
        },
        async |_| json(PLAIN),
    )
    .await;
    let settings = settings.lock().unwrap().take().unwrap();
    let bedrock = Bedrock::finding(settings, [None]);
    let rejected =
        tokio::time::timeout(Duration::from_mins(1), bedrock.send(&stage.bridge, outgoing()));
    let rejected = rejected.await.unwrap().map(|answer| answer.status());
    assert_eq!(rejected, Err(BridgeError::NoCredentials));
    assert_eq!(BridgeError::NoCredentials.status(), StatusCode::SERVICE_UNAVAILABLE);
}

fn outgoing() -> OutboundRequest {
    OutboundRequest {
        method: Method::POST,
        path: PathAndQuery::from_static("/v1/messages"),
        headers: HeaderMap::new(),
        body: asked(false).to_string().into(),
        length: None,
    }
}
