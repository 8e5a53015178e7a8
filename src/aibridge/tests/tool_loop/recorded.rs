//! What is recorded and counted of requests with several rounds.

use futures_util::FutureExt;
use serde_json::Value;

use super::pen::{PENS, Round, ask, rounds};
use super::toolbox::{Kit, SERVER, text};
use crate::aibridge::recorder::{Ended, Entry};
use crate::aibridge::tools::ToolResult;

fn script() -> [Round; 2] {
    let calls = [("call-1", "bmcp_kit_add", r#"{"a":1}"#), ("call-2", "bmcp_kit_now", "{}")];
    [Round::new("", &calls), Round::new("Two.", &[("call-3", "own", "{}")])]
}

fn kit() -> Kit {
    Kit::doing(&["add", "now"], |name, _| {
        let error = (name == "now").then(|| "the server is down".to_owned());
        std::future::ready(ToolResult { error, ..text("") }).boxed()
    })
}

#[tokio::test]
async fn one_interception_has_the_tokens_of_each_round_and_every_call() {
    for pen in PENS {
        for streaming in [false, true] {
            let stage = rounds(pen, streaming, &kit(), |_| {}, &script()).await;
            ask(&stage, pen, &pen.asked(streaming)).await;
            let mut records = stage.records().await;
            assert_eq!(records.len(), 2, "one start and one end");
            let Some(Entry::Ended(ended)) = records.pop() else { panic!("it has an end") };
            let Some(Entry::Started(started)) = records.pop() else { panic!("it has a start") };
            let Ended { prompt_response, responses, usages, tools, metadata, .. } = ended;
            assert_eq!(started.prompt.unwrap().text, "Add.");
            assert!(prompt_response.unwrap().response_id.ends_with("-0"));
            assert_eq!(metadata["outcome"], "completed");
            let kept: &[&str] =
                if pen.path() == "/openai/v1/responses" { &["r-0", "r-1"] } else { &[] };
            assert_eq!(responses, kept, "the client may go on with either");
            let tokens: Vec<(u64, u64)> = usages
                .iter()
                .map(|usage| (usage.of.input + usage.of.cached, usage.of.output))
                .collect();
            assert_eq!(tokens, [(10, 1), (20, 2)]);
            let ids: Vec<&str> = usages.iter().map(|usage| usage.response_id.as_str()).collect();
            assert!(ids[0].ends_with("-0") && ids[1].ends_with("-1"), "{ids:?}");
            let down = Some("the server is down".to_owned());
            let expected = [
                ("add", r#"{"a":1}"#, Some(SERVER), true, None),
                ("now", "{}", Some(SERVER), true, down),
                ("own", "{}", None, false, None),
            ];
            let seen: Vec<_> = tools
                .iter()
                .map(|tool| {
                    let usage = &tool.of;
                    let call = &usage.call;
                    (
                        &*call.name,
                        &*call.input,
                        usage.server_url.as_deref(),
                        usage.injected,
                        usage.error.clone(),
                    )
                })
                .collect();
            assert_eq!(seen, expected, "{pen:?} {streaming}");
            assert!(tools[1].response_id.ends_with("-0") && tools[2].response_id.ends_with("-1"));
        }
    }
}

#[tokio::test]
async fn only_calls_of_the_clients_tools_are_counted_as_the_clients() {
    let pen = PENS[1];
    let stage = rounds(pen, true, &kit(), |_| {}, &script()).await;
    ask(&stage, pen, &pen.asked(true)).await;
    while stage.bridge.concurrency.in_flight() > 0 {
        tokio::task::yield_now().await;
    }
    let text = stage.metrics.text().unwrap();
    let own =
        "coder_aibridged_non_injected_tool_selections_total{model=\"m\",provider=\"anthropic\"} 1";
    let tokens =
        "coder_aibridged_tokens_total{model=\"m\",provider=\"anthropic\",type=\"input\"} 30";
    for sample in [own, tokens] {
        assert!(text.lines().any(|line| line == sample), "{sample} is not in\n{text}");
    }
    let requests = "coder_aibridged_interceptions_total{";
    assert_eq!(text.lines().filter(|line| line.starts_with(requests)).count(), 1);
}

#[tokio::test]
async fn a_request_that_returns_from_a_client_continues_the_one_that_called() {
    let pen = PENS[0];
    let mut script = script().to_vec();
    script.push(Round::new("Done.", &[]));
    let stage = rounds(pen, false, &kit(), |_| {}, &script).await;
    let asked = pen.asked(false);
    let seen = ask(&stage, pen, &asked).await;
    ask(&stage, pen, &pen.go_on(&asked, &seen.said, &[("call-3", "mine")])).await;
    let records = stage.records().await.into_iter();
    let started: Vec<(Value, Option<Value>)> = records
        .filter_map(|entry| match entry {
            Entry::Started(start) => {
                Some((start.id.to_string().into(), start.metadata.get("continues").cloned()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(started[1].1.as_ref(), Some(&started[0].0));
}
