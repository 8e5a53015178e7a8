//! What is seen of it from outside: spans and log lines.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use opentelemetry::trace::Status;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Layer, fmt};

use super::scripted_server::{Script, ScriptedServer};
use super::{SECRET, Stage, call, nothing, settings};
use crate::aibridge::spans::{FETCH_TOOLS, SERVER_INIT, SERVERS_INIT, SPANS};
use crate::aibridge::tests::tracing::{Collector, attribute, tree};
use crate::logging;

#[tokio::test]
async fn connecting_is_told_in_spans_and_what_is_kept_in_none() {
    let collector = Collector::start(false);
    let server = ScriptedServer::start(Script::with(&["search", "read", "delete"]));
    let stage =
        Stage::new(settings(&format!("{}?profile={SECRET}", server.url()), "deny: [delete]"));
    stage.names(1).await;
    stage.names(1).await;
    let spans = collector.spans();
    // By their names.
    let expected = [(SERVERS_INIT, ""), (SERVER_INIT, SERVERS_INIT), (FETCH_TOOLS, SERVER_INIT)];
    assert_eq!(tree(spans.values()), expected);
    for (name, count) in [(SERVERS_INIT, "2"), (SERVER_INIT, "2"), (FETCH_TOOLS, "3")] {
        let span = &spans[name];
        assert_eq!(attribute(span, "mcp_tool_count"), count, "{name}");
        let spec = SPANS.iter().find(|spec| spec.name == name).unwrap();
        let mut attributes: Vec<&str> =
            span.attributes.iter().map(|attribute| attribute.key.as_str()).collect();
        attributes.sort_unstable();
        let mut listed = spec.attributes.to_vec();
        listed.sort_unstable();
        assert_eq!(attributes, listed, "{name}");
        assert_eq!(span.status, Status::Unset);
    }
    assert_eq!(attribute(&spans[SERVER_INIT], "mcp_server_name"), "docs");
    assert_eq!(attribute(&spans[SERVER_INIT], "mcp_server_url"), server.url());
}

#[tokio::test]
async fn a_server_that_fails_is_an_error_in_the_spans() {
    let collector = Collector::start(false);
    let mut server = ScriptedServer::start(Script::default());
    server.kill();
    let stage = Stage::new(settings(&server.url(), ""));
    stage.names(1).await;
    // It is left alone now, so nothing is connected to.
    stage.names(1).await;
    let spans = collector.spans();
    assert_eq!(tree(spans.values()), [(SERVERS_INIT, ""), (SERVER_INIT, SERVERS_INIT)]);
    assert_eq!(spans[SERVERS_INIT].status, Status::error("MCP servers without tools: 1"));
    assert!(matches!(spans[SERVER_INIT].status, Status::Error { .. }));
}

/// Lines in memory.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_failure_is_one_line_and_no_line_has_a_secret() {
    let lines = Lines::default();
    let written = lines.clone();
    let layer = fmt::layer().with_ansi(false).with_writer(move || written.clone());
    let layer = layer.with_filter(logging::all_but_debugging());
    // With only one subscriber in the process, lines that other threads write for the first time
    // would be switched off for all.
    let _other = tracing::Dispatch::new(tracing_subscriber::registry());
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
    let mut server = ScriptedServer::start(Script::with(&["broken", "search"]));
    let header = "headers:\n- name: Authorization\n  value: Bearer ${DOCS_TOKEN}";
    let stage = Stage::new(settings(&format!("{}?profile={SECRET}", server.url()), header));
    let toolbox = stage.toolbox(1).await;
    call(&*toolbox, "broken", nothing()).await;
    server.kill();
    stage.toolbox(2).await;
    stage.toolbox(3).await;
    drop(guard);
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert_eq!(text.matches("an MCP server provides no tools").count(), 1, "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("docs") && !text.contains(SECRET), "{text}");
}
