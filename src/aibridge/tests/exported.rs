//! That what Prometheus is shown is what the list of metrics says.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::scripted::{Stage, json};
use crate::aibridge::metrics::METRICS;
use crate::telemetry::MetricKind;

const ANSWER: &str = r#"{"id":"m","content":[{"type":"tool_use","id":"toolu_1","name":"add","input":{}}],
    "usage":{"input_tokens":3,"output_tokens":4,"cache_read_input_tokens":5}}"#;

/// The lines of the text, by the name of their metric: its help, its type, and its samples.
fn families(text: &str) -> BTreeMap<String, (String, String, Vec<String>)> {
    let mut families: BTreeMap<String, (String, String, Vec<String>)> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, help) = help.split_once(' ').unwrap();
            name.clone_into(&mut current);
            families.entry(current.clone()).or_default().0 = help.to_owned();
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').unwrap();
            assert_eq!(name, current);
            families.entry(current.clone()).or_default().1 = kind.to_owned();
        } else {
            families.entry(current.clone()).or_default().2.push(line.to_owned());
        }
    }
    families
}

#[tokio::test]
async fn the_endpoint_exports_the_listed_metrics_and_no_others() {
    let stage = Stage::new(async |_| json(ANSWER)).await;
    let asked = json!({"model": "claude", "messages": [{"role": "user", "content": "Add."}]});
    let send = async |request: reqwest::RequestBuilder| {
        let response = request.send().await.unwrap();
        (response.status(), response.bytes().await.unwrap()).0
    };
    let intercepted = stage.post("/anthropic/v1/messages").json(&asked);
    assert_eq!(send(intercepted).await, StatusCode::OK);
    assert_eq!(
        send(stage.post("/anthropic/v1/messages/count_tokens").body("x")).await,
        StatusCode::OK
    );
    let nobody = stage.client.post(stage.url("/openai/v1/responses")).body("{}");
    assert_eq!(send(nobody).await, StatusCode::UNAUTHORIZED);
    // The end of a request is counted when its answer is dropped, which the client does not see.
    let ended = "coder_aibridged_interceptions_total{";
    while !stage.metrics.text().unwrap().contains(ended) || stage.bridge.concurrency.in_flight() > 0
    {
        tokio::task::yield_now().await;
    }

    stage.bridge.metrics.injected().touch();
    let text = stage.metrics.text().unwrap();
    let mut families = families(&text);
    for spec in METRICS {
        let (help, kind, samples) =
            families.remove(spec.name).unwrap_or_else(|| panic!("{} is not exported", spec.name));
        assert_eq!(help, spec.help);
        assert_eq!(Value::from(kind), serde_json::to_value(spec.kind).unwrap());
        for label in spec.labels {
            assert!(
                samples.iter().all(|sample| sample.contains(&format!("{label}=\""))),
                "{label}"
            );
        }
        let buckets = samples.iter().filter(|sample| sample.contains("_bucket{")).count();
        let expected = if spec.kind == MetricKind::Histogram { spec.buckets.len() + 1 } else { 0 };
        assert_eq!(buckets, expected, "{}", spec.name);
    }
    assert_eq!(families.keys().collect::<Vec<_>>(), Vec::<&String>::new(), "not listed");

    for sample in [
        "coder_aibridged_requests_inflight 0",
        "coder_aibridged_interceptions_total{model=\"claude\",provider=\"anthropic\",\
         route=\"/v1/messages\",status=\"200\"} 1",
        "coder_aibridged_tokens_total{model=\"claude\",provider=\"anthropic\",type=\"cache_read\"} 5",
        "coder_aibridged_passthrough_total{method=\"POST\",provider=\"anthropic\",status=\"200\"} 1",
        "coder_aibridged_refusals_total{provider=\"openai\",reason=\"authentication\"} 1",
        "coder_aibridged_prompts_total{model=\"claude\",provider=\"anthropic\"} 1",
    ] {
        assert!(text.lines().any(|line| line == sample), "{sample} is not in\n{text}");
    }
}
