//! The spans of one request, as a collector would get them.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::Response;
use futures_util::FutureExt;
use opentelemetry::trace::Status;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use serde_json::{Value, json};
use tracing::Dispatch;
use tracing::subscriber::{DefaultGuard, NoSubscriber};
use tracing_subscriber::layer::SubscriberExt;

use super::scripted::{Stage, answer, json};
use super::tool_loop::messages::Messages;
use super::tool_loop::pen::{Round, rounds};
use super::tool_loop::toolbox::{Kit, SERVER, text};
use crate::aibridge::mcp;
use crate::aibridge::spans::{
    ACQUIRE, CREATE, INTERCEPT, PROCESS, RECORD_END, RECORD_START, RECORD_TOKENS, SPANS, TOOL_CALL,
    UPSTREAM,
};
use crate::aibridge::tools::ToolResult;
use crate::telemetry::SpanSpec;
use crate::telemetry::traces::Traces;

const PLAIN: &str = r#"{"id":"m","content":[{"type":"tool_use","id":"t","name":"add","input":{}}],
    "usage":{"input_tokens":3,"output_tokens":4}}"#;
const STREAMED: &str = "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":3}}}\n\n\
    data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"add\",\"input\":{}}}\n\n\
    data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":4}}\n\n\
    data: {\"type\":\"message_stop\"}\n\n";
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// While only one subscriber exists, a span that is met first by a thread without one is switched
/// off for all threads. This second one, which is always there, makes `tracing` ask every subscriber.
static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::default()));

/// Collects the spans of this thread until it is dropped.
pub(in crate::aibridge) struct Collector {
    exporter: InMemorySpanExporter,
    provider: SdkTracerProvider,
    _guard: DefaultGuard,
}

impl Collector {
    pub(in crate::aibridge) fn start(with_logs: bool) -> Self {
        LazyLock::force(&SECOND);
        let exporter = InMemorySpanExporter::default();
        let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
        let traces = Traces::to(provider.clone(), with_logs);
        let subscriber = tracing_subscriber::registry().with(traces.layer());
        let guard = tracing::subscriber::set_default(subscriber);
        Self { exporter, provider, _guard: guard }
    }

    /// The spans that have ended.
    fn all(&self) -> Vec<SpanData> {
        self.provider.force_flush().unwrap();
        self.exporter.get_finished_spans().unwrap()
    }

    /// The spans that have ended, by their names; none may be there twice.
    pub(in crate::aibridge) fn spans(&self) -> BTreeMap<String, SpanData> {
        let spans = self.all();
        let count = spans.len();
        let spans: BTreeMap<_, _> =
            spans.into_iter().map(|span| (span.name.to_string(), span)).collect();
        assert_eq!(spans.len(), count, "a span is there twice");
        spans
    }
}

/// The names, each with the name of its parent.
pub(in crate::aibridge) fn tree<'s>(
    spans: impl IntoIterator<Item = &'s SpanData>,
) -> Vec<(&'s str, &'s str)> {
    let spans: Vec<&SpanData> = spans.into_iter().collect();
    let parent = |span: &SpanData| {
        let parent = |other: &&&SpanData| other.span_context.span_id() == span.parent_span_id;
        spans.iter().find(parent).map_or("", |parent| &*parent.name)
    };
    let mut tree: Vec<_> = spans.iter().map(|span| (&*span.name, parent(span))).collect();
    tree.sort_unstable();
    tree
}

/// The documented spans of a request in which no tool of the bridge has a part.
fn without_tools() -> impl Iterator<Item = &'static SpanSpec> {
    let is_about_tools =
        |spec: &&SpanSpec| spec.attributes.iter().any(|name| name.starts_with("mcp_"));
    SPANS.iter().filter(move |spec| !is_about_tools(spec))
}

/// The documented tree; `only` leaves the others out.
pub(super) fn documented(only: Option<&[&str]>) -> Vec<(&'static str, &'static str)> {
    let is_there = |name: &str| only.is_none_or(|only| only.contains(&name));
    let spans = without_tools().filter(|spec| is_there(spec.name));
    let mut tree: Vec<_> = spans.map(|spec| (spec.name, spec.parent)).collect();
    tree.sort_unstable();
    tree
}

/// Asks once, with a trace of the client's own.
async fn ask(stage: &Stage, asked: Value) {
    let request = stage.post("/anthropic/v1/messages").json(&asked);
    let request = request.header("traceparent", format!("00-{TRACE}-00f067aa0ba902b7-01"));
    let response = request.send().await.unwrap();
    let _ = response.bytes().await;
}

fn asked(streaming: bool) -> Value {
    let messages = json!([{"role": "user", "content": "Add."}]);
    json!({"model": "claude", "stream": streaming, "messages": messages})
}

pub(in crate::aibridge) fn attribute(span: &SpanData, name: &str) -> String {
    let found = span.attributes.iter().find(|attribute| attribute.key.as_str() == name);
    found.map_or_else(String::new, |attribute| attribute.value.to_string())
}

/// The names of a span's attributes.
fn attributes(span: &SpanData) -> Vec<&str> {
    let names: Vec<&str> = span.attributes.iter().map(|one| one.key.as_str()).collect();
    sorted(&names)
}

fn sorted<'n>(names: &[&'n str]) -> Vec<&'n str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn one_request_gives_exactly_the_documented_tree_plain_and_streamed() {
    for streaming in [false, true] {
        let collector = Collector::start(false);
        let stage = Stage::new(move |_| {
            let told = if streaming { answer("text/event-stream", STREAMED) } else { json(PLAIN) };
            std::future::ready(told)
        })
        .await;
        ask(&stage, asked(streaming)).await;
        let received = stage.received();
        stage.records().await;

        let spans = collector.spans();
        assert_eq!(tree(spans.values()), documented(None));
        for spec in without_tools() {
            let span = &spans[spec.name];
            assert_eq!(attributes(span), sorted(spec.attributes), "{}", spec.name);
            assert_eq!(span.status, Status::Unset, "{}", spec.name);
            let events: Vec<&str> = span.events.iter().map(|event| &*event.name).collect();
            let expected: &[&str] = if spec.name == ACQUIRE { &["cache_miss"] } else { &[] };
            assert_eq!(events, expected, "{}", spec.name);
            assert_eq!(span.span_context.trace_id().to_string(), TRACE, "the client's trace");
        }
        let upstream = &spans[UPSTREAM];
        assert_eq!(attribute(upstream, "model"), "claude");
        assert_eq!(attribute(&spans[INTERCEPT], "streaming"), streaming.to_string());
        assert_eq!(attribute(upstream, "request_path"), "/anthropic/v1/messages");
        let parent = format!("00-{TRACE}-{}-01", upstream.span_context.span_id());
        assert_eq!(received.headers["traceparent"], parent, "the provider's parent");
    }
}

#[tokio::test]
async fn one_call_of_a_tool_adds_its_span_and_those_of_a_further_round() {
    for streaming in [false, true] {
        for fails in [false, true] {
            let collector = Collector::start(false);
            let kit = Kit::doing(&["add"], move |_, _| {
                let error = fails.then(|| "the server is down".to_owned());
                std::future::ready(ToolResult { error, ..text("4") }).boxed()
            });
            let call = Round::new("", &[("call-1", "bmcp_kit_add", "{}")]);
            let script = [call, Round::new("It is 4.", &[])];
            let pen = &Messages;
            let stage = rounds(pen, streaming, &kit, |_| {}, &script).await;
            ask(&stage, json!({"model": "claude", "stream": streaming, "messages": [{"role": "user", "content": "Add."}]})).await;
            let received = stage.all_received();
            stage.records().await;

            let spans = collector.all();
            let mut expected = documented(None);
            let further = [UPSTREAM, RECORD_TOKENS, TOOL_CALL];
            expected.extend(
                SPANS
                    .iter()
                    .filter(|spec| further.contains(&spec.name))
                    .map(|spec| (spec.name, spec.parent)),
            );
            expected.sort_unstable();
            assert_eq!(tree(&spans), expected);
            let call = spans.iter().find(|span| span.name == TOOL_CALL).unwrap();
            let spec = SPANS.iter().find(|spec| spec.name == TOOL_CALL).unwrap();
            assert_eq!(attributes(call), sorted(spec.attributes));
            assert_eq!(attribute(call, "mcp_server_name"), "kit");
            assert_eq!(attribute(call, "mcp_server_url"), SERVER);
            assert_eq!(attribute(call, "mcp_tool_name"), "add");
            let status =
                if fails { Status::error("the call of the tool failed") } else { Status::Unset };
            assert_eq!(call.status, status);
            let upstream = spans.iter().filter(|span| span.name == UPSTREAM);
            for (span, received) in upstream.zip(received) {
                let parent = format!("00-{TRACE}-{}-01", span.span_context.span_id());
                assert_eq!(received.headers["traceparent"], parent, "each round has its own");
                assert!(span.end_time <= call.start_time || span.start_time >= call.end_time);
            }
        }
    }
}

#[tokio::test]
async fn one_call_of_a_tool_of_an_mcp_server_gives_exactly_the_documented_tree() {
    let collector = Collector::start(false);
    let (tools, _server) = mcp::tests::searching();
    let calls = r#"{"id":"m-1","role":"assistant","content":[{"type":"tool_use","id":"t",
        "name":"bmcp_docs_search","input":{}}],"stop_reason":"tool_use",
        "usage":{"input_tokens":3,"output_tokens":4}}"#;
    let says = r#"{"id":"m-2","role":"assistant","content":[{"type":"text","text":"Found."}],
        "stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":4}}"#;
    let asked_before = AtomicUsize::new(0);
    let stage = Stage::with_tools(
        tools,
        |_| {},
        move |_| {
            let is_first = asked_before.fetch_add(1, Ordering::SeqCst) == 0;
            std::future::ready(json(if is_first { calls } else { says }))
        },
    )
    .await;
    ask(&stage, asked(false)).await;
    stage.records().await;

    let spans = collector.all();
    let further = SPANS.iter().filter(|spec| [UPSTREAM, RECORD_TOKENS].contains(&spec.name));
    let mut expected: Vec<_> =
        SPANS.iter().chain(further).map(|spec| (spec.name, spec.parent)).collect();
    expected.sort_unstable();
    assert_eq!(tree(&spans), expected);
    for span in &spans {
        let spec = SPANS.iter().find(|spec| spec.name == span.name).unwrap();
        assert_eq!(attributes(span), sorted(spec.attributes), "{}", spec.name);
        assert_eq!(span.status, Status::Unset, "{}", spec.name);
        assert_eq!(span.span_context.trace_id().to_string(), TRACE, "{}", spec.name);
    }
}

#[tokio::test]
async fn a_provider_that_fails_is_an_error_in_the_spans_it_was_asked_in() {
    let collector = Collector::start(false);
    let stage = Stage::new(async |_| {
        Response::builder().status(529).body(Body::from("{\"type\":\"error\"}")).unwrap()
    })
    .await;
    ask(&stage, json!({"model": "claude", "messages": []})).await;
    stage.records().await;

    let spans = collector.spans();
    let there = [ACQUIRE, INTERCEPT, CREATE, PROCESS, UPSTREAM, RECORD_START, RECORD_END];
    assert_eq!(tree(spans.values()), documented(Some(&there)));
    for (name, span) in &spans {
        let fails = [INTERCEPT, PROCESS, UPSTREAM].contains(&name.as_str());
        let expected = if fails { Status::error("the response is 529") } else { Status::Unset };
        assert_eq!(span.status, expected, "{name}");
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_read_fails_where_it_is_read() {
    let collector = Collector::start(false);
    let stage = Stage::new(async |_| json("{}")).await;
    let request = stage.post("/openai/v1/chat/completions").body("not JSON");
    request.send().await.unwrap();
    stage.records().await;
    let spans = collector.spans();
    assert_eq!(tree(spans.values()), documented(Some(&[ACQUIRE, INTERCEPT, CREATE])));
    for name in [INTERCEPT, CREATE] {
        assert!(matches!(spans[name].status, Status::Error { .. }), "{name}");
    }
}

#[tokio::test]
async fn log_lines_are_events_only_where_that_is_asked_for() {
    for with_logs in [false, true] {
        let collector = Collector::start(with_logs);
        let stage = Stage::new(async |_| {
            let response = Response::builder().header("content-type", "application/json");
            response.header("content-encoding", "lzma").body(Body::from("zipped")).unwrap()
        })
        .await;
        ask(&stage, asked(false)).await;
        stage.records().await;
        let spans = collector.spans();
        let lines = spans.values().flat_map(|span| span.events.iter());
        let found = lines.filter(|event| event.name.contains("without being read")).count();
        assert_eq!(found, usize::from(with_logs));
    }
}

#[tokio::test]
async fn a_trace_of_a_stranger_is_linked_and_not_continued() {
    for (is_trusted, flags, continues) in
        [(true, "01", true), (true, "00", false), (false, "01", false), (false, "00", false)]
    {
        let collector = Collector::start(false);
        let stage = Stage::new(async |_| json(PLAIN)).await;
        stage.trusts.store(is_trusted, Ordering::SeqCst);
        let request = stage.post("/anthropic/v1/messages").json(&asked(false));
        let parent = format!("00-{TRACE}-00f067aa0ba902b7-{flags}");
        let request = request.header("traceparent", parent).header("tracestate", "a=secret");
        let _ = request.send().await.unwrap().bytes().await;
        let received = stage.received();
        stage.records().await;

        let spans = collector.spans();
        assert_eq!(
            tree(spans.values()),
            documented(None),
            "the client's flag switches nothing off"
        );
        for name in [INTERCEPT, ACQUIRE] {
            let span = &spans[name];
            let is_same = span.span_context.trace_id().to_string() == TRACE;
            assert_eq!(is_same, continues, "{name} {is_trusted} {flags}");
            let links: Vec<String> =
                span.links.iter().map(|link| link.span_context.trace_id().to_string()).collect();
            let expected: &[&str] = if continues { &[] } else { &[TRACE] };
            assert_eq!(links, expected, "{name} {is_trusted} {flags}");
        }
        let sent = received.headers["traceparent"].to_str().unwrap();
        assert!(sent.ends_with("-01"), "{sent}");
        assert_eq!(received.headers.contains_key("tracestate"), continues);
    }
}

#[tokio::test]
async fn spans_hold_no_text_of_people_and_bounded_ones_of_clients() {
    const SECRET: &str = "something private";
    let collector = Collector::start(false);
    let stage = Stage::new(async |_| json(PLAIN)).await;
    let encoded = stage.post("/anthropic/v1/messages").header("content-encoding", SECRET);
    encoded.body("x").send().await.unwrap();
    let unreadable = stage.post("/anthropic/v1/messages");
    unreadable.body(format!("{{\"model\":{{\"{SECRET}")).send().await.unwrap();
    let deployment = "m".repeat(5_000);
    let long = stage.post(&format!("/openai/v1/deployments/{deployment}/chat/completions"));
    long.json(&json!({"model": "m", "messages": []})).send().await.unwrap();
    stage.records().await;
    for span in collector.all() {
        assert!(!format!("{span:?}").contains(SECRET), "{span:?}");
        for attribute in &span.attributes {
            assert!(attribute.value.to_string().len() <= 256, "{}", attribute.key);
        }
    }
}
