//! Requests that go on with what a provider keeps: only with what is the caller's.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::scripted::{Stage, json as answered};
use crate::aibridge::passthrough::FurtherOperations;
use crate::aibridge::recorder::Entry;
use crate::options::passthrough::PassthroughRule;
use sourcebook_options::Value as _;

/// Sends a body to the Responses API; gives the status and what was answered.
async fn send(stage: &Stage, key: &str, body: String) -> (StatusCode, Value) {
    let request = stage.client.post(stage.url("/openai/v1/responses")).bearer_auth(key);
    let request = request.header("content-type", "application/json").body(body);
    let response = request.send().await.unwrap();
    let status = response.status();
    (status, response.json().await.unwrap())
}

/// A request with further members, as they are written.
fn with(members: &str) -> String {
    format!(r#"{{"model":"m","input":"Hi"{members}}}"#)
}

async fn starts(stage: Stage) -> usize {
    let records = stage.records().await;
    records.iter().filter(|entry| matches!(entry, Entry::Started(_))).count()
}

#[tokio::test]
async fn a_response_goes_on_for_whoever_made_it() {
    let stage = Stage::new(async |_| answered("{\"id\":\"resp_made\",\"output\":[]}")).await;
    assert_eq!(send(&stage, "user-one", with("")).await.0, StatusCode::OK);
    let table = [
        (r#","previous_response_id":null"#, 200),
        (r#","previous_response_id":"resp_made""#, 200),
        (r#","previous_response_id":"resp_recorded""#, 200),
        (r#","previous_response_id":"resp_late""#, 200),
        (r#","previous_response_id":"resp_made","previous_response_id":"resp_recorded""#, 200),
        (r#","previous_response_id":"resp_unavailable""#, 503),
        (r#","previous_response_id":"resp_of_nobody""#, 404),
        (r#","previous\u005fresponse_id":"resp_of_nobody""#, 404),
        (r#","previous_response_id":"""#, 404),
        (r#","previous_response_id":5"#, 404),
        (r#","previous_response_id":["resp_made"]"#, 404),
        (r#","previous_response_id":"resp_of_nobody","previous_response_id":"resp_made""#, 404),
        (r#","previous_response_id":"resp_made","previous_response_id":"resp_of_nobody""#, 404),
        (r#","previous_response_id":"resp_of_nobody","previous_response_id":null"#, 404),
    ];
    for (members, status) in table {
        let (given, body) = send(&stage, "user-one", with(members)).await;
        assert_eq!(given, status, "{members} {body}");
    }
    let received: Vec<_> = stage.all_received().into_iter().map(|one| one.body).collect();
    let allowed = table.iter().filter(|(_, status)| *status == 200).map(|(members, _)| *members);
    let sent: Vec<String> = std::iter::once("").chain(allowed).map(with).collect();
    assert_eq!(received, sent, "what is refused reaches no provider, and the rest as it came");
    assert_eq!(starts(stage).await, sent.len());
}

#[tokio::test]
async fn a_refusal_does_not_say_whether_others_made_the_response() {
    let stage = Stage::new(async |_| answered("{\"id\":\"resp_made\",\"output\":[]}")).await;
    assert_eq!(send(&stage, "user-one", with("")).await.0, StatusCode::OK);
    let mut answers = Vec::new();
    for id in ["resp_made", "resp_of_nobody"] {
        let named = format!(r#","previous_response_id":"{id}""#);
        answers.push(send(&stage, "user-other", with(&named)).await);
    }
    let message = "`previous_response_id` is not available: AI Bridge has no record that you made \
                   this response. Send the whole conversation without it.";
    let error = json!({"message": message, "type": "invalid_request_error",
                       "param": "previous_response_id", "code": "previous_response_not_found"});
    let expected = (StatusCode::NOT_FOUND, json!({ "error": error }));
    assert_eq!(answers, [expected.clone(), expected]);
}

#[tokio::test]
async fn conversations_go_on_only_where_they_were_turned_on() {
    let on = [PassthroughRule::parse("POST /openai/v1/conversations").unwrap()];
    for (rules, allowed) in [(&on[..0], 404), (&on[..], 200)] {
        let change = |settings: &mut crate::aibridge::BridgeSettings| {
            settings.passthrough = FurtherOperations::new(rules);
        };
        let stage = Stage::with(change, async |_| answered("{\"id\":\"r\",\"output\":[]}")).await;
        for (members, status) in [
            (r#","conversation":null"#, 200),
            (r#","conversation":"conv_1""#, allowed),
            (r#","conversation":{"id":"conv_1"}"#, allowed),
            (r#","conversation":"conv_1","conversation":null"#, allowed),
        ] {
            let (given, body) = send(&stage, "user-one", with(members)).await;
            assert_eq!(given, status, "{members} {body}");
            if status == 404 {
                assert_eq!(body["error"]["param"], "conversation");
                let message = body["error"]["message"].as_str().unwrap();
                assert!(message.contains("--aibridge-passthrough"), "{message}");
            }
        }
        let sent = if allowed == 200 { 4 } else { 1 };
        assert_eq!(stage.all_received().len(), sent);
        assert_eq!(starts(stage).await, sent);
    }
}
