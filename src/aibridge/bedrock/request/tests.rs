//! Requests of the Anthropic API, and what becomes of them.

use axum::http::HeaderValue;

use super::*;
use crate::aibridge::bedrock::models::Models;

const ARN: &str =
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-1:0";

fn settings() -> BedrockSettings {
    BedrockSettings {
        region: "us-east-1".to_owned(),
        base_url: "http://127.0.0.1/".parse().unwrap(),
        models: Models { model: ARN.to_owned(), small_fast: "global.anthropic.small".to_owned() },
        betas: vec!["known-1".to_owned(), "known-2".to_owned()],
        access_key: None,
    }
}

fn translated(call: BedrockOperation, betas: &[&'static str], body: &str) -> BedrockRequest {
    let mut headers = HeaderMap::new();
    for beta in betas {
        headers.append("anthropic-beta", HeaderValue::from_static(beta));
    }
    translate(&settings(), call, &headers, body.as_bytes()).unwrap()
}

#[test]
fn only_messages_and_their_tokens_are_asked_for() {
    let of = |method: Method, path| BedrockOperation::of(&method, path);
    assert_eq!(of(Method::POST, "/v1/messages"), Ok(BedrockOperation::Message));
    assert_eq!(of(Method::POST, "/v1/messages/count_tokens"), Ok(BedrockOperation::CountTokens));
    for (method, path) in [
        (Method::GET, "/v1/models"),
        (Method::GET, "/v1/messages"),
        (Method::POST, "/v1/messages/batches"),
        (Method::POST, "/v1/messages/"),
    ] {
        let rejected = BridgeError::NotOffered(format!("{method} {path}"));
        assert_eq!(of(method, path), Err(rejected));
    }
}

#[test]
fn the_path_has_the_model_and_the_body_the_rest_as_it_came() {
    const REST: &str = r#""temperature":1.0,"messages":[ {"role":"user","content":"\u00e9"} ]"#;
    let body = format!(r#"{{"model":"claude-sonnet-4-5","stream":false,{REST}}}"#);
    let plain = translated(BedrockOperation::Message, &[], &body);
    let id = "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.anthropic.claude-1%3A0";
    assert_eq!(plain.path, format!("model/{id}/invoke"));
    assert_eq!(plain.body, format!(r#"{{"anthropic_version":"bedrock-2023-05-31",{REST}}}"#));
    assert_eq!(plain.accept, "application/json");

    let body = format!(r#"{{{REST},"model":"claude-haiku-4-5","stream" : true}}"#);
    let streamed = translated(BedrockOperation::Message, &[], &body);
    assert_eq!(streamed.path, "model/global.anthropic.small/invoke-with-response-stream");
    assert_eq!(streamed.body, plain.body);
    assert_eq!(streamed.accept, "application/vnd.amazon.eventstream");
}

#[test]
fn beta_features_move_into_the_body_where_they_are_known() {
    let table: [(&[&str], &str, &str); 5] = [
        (&[], "{}", ""),
        (&["unknown"], "{}", ""),
        (
            &["known-2, unknown,known-1", "known-2"],
            "{}",
            r#","anthropic_beta":["known-2","known-1"]"#,
        ),
        (
            &["known-2"],
            r#"{"anthropic_beta":["known-1"]}"#,
            r#","anthropic_beta":["known-1","known-2"]"#,
        ),
        (&[" ,"], r#"{"anthropic_beta":"known-1","anthropic_version":"2023-06-01"}"#, ""),
    ];
    for (betas, body, expected) in table {
        let body = translated(BedrockOperation::Message, betas, body).body;
        assert_eq!(body, format!(r#"{{"anthropic_version":"bedrock-2023-05-31"{expected}}}"#));
    }
}

#[test]
fn tokens_are_counted_of_the_model_behind_a_profile() {
    let table = [
        (r#"{"model":"m","messages":[]}"#, r#","max_tokens":1,"messages":[]"#),
        (r#"{"model":"m","max_tokens":7}"#, r#","max_tokens":7"#),
        (
            r#"{"thinking":{"type":"enabled","budget_tokens":1024}}"#,
            r#","max_tokens":1025,"thinking":{"type":"enabled","budget_tokens":1024}"#,
        ),
    ];
    for (body, expected) in table {
        let BedrockRequest { path, body, accept } =
            translated(BedrockOperation::CountTokens, &[], body);
        assert_eq!(path, "model/anthropic.claude-1%3A0/count-tokens");
        assert_eq!(accept, "application/json");
        let body: Value = serde_json::from_str(&body).unwrap();
        let message = STANDARD.decode(body["input"]["invokeModel"]["body"].as_str().unwrap());
        let expected = format!(r#"{{"anthropic_version":"bedrock-2023-05-31"{expected}}}"#);
        assert_eq!(String::from_utf8(message.unwrap()).unwrap(), expected);
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let rejected = |headers: &HeaderMap, body: &str| {
        translate(&settings(), BedrockOperation::Message, headers, body.as_bytes()).unwrap_err()
    };
    for body in ["[]", "{", "null", ""] {
        assert!(matches!(rejected(&HeaderMap::new(), body), BridgeError::Unreadable(_)), "{body}");
    }
    let headers = [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
    let headers = headers.into_iter().collect();
    assert_eq!(rejected(&headers, "{}"), BridgeError::UnknownEncoding("gzip".to_owned()));
}
