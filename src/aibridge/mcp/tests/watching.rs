//! What is seen of it from outside: spans and log lines.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use opentelemetry::trace::Status;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Layer, fmt};
use uuid::Uuid;

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

impl Lines {
    /// Takes the lines that this thread logs from now on, until what is given beside is dropped.
    fn taken() -> (Self, impl Drop) {
        let lines = Self::default();
        let written = lines.clone();
        let layer = fmt::layer().with_ansi(false).with_writer(move || written.clone());
        let layer = layer.with_filter(logging::all_but_debugging());
        // With only one subscriber in the process, lines that other threads write for the first
        // time would be switched off for all.
        let other = tracing::Dispatch::new(tracing_subscriber::registry());
        let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
        (lines, Taking { _other: other, _guard: guard })
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Lines are taken as long as it is there.
struct Taking {
    _other: tracing::Dispatch,
    _guard: tracing::subscriber::DefaultGuard,
}

impl Drop for Taking {
    fn drop(&mut self) {}
}

#[tokio::test]
async fn a_changed_list_is_told_once_with_its_names_and_digests_whoever_reads_it() {
    let server = ScriptedServer::start(Script::with(&["search", "read", "secret"]));
    let mut settings = settings(&server.url(), "deny: [secret]");
    settings.pool_ttl = Duration::ZERO;
    let stage = Stage::new(settings);
    let (lines, taking) = Lines::taken();
    let digest = async || stage.servers.inspect(Uuid::nil()).await.remove(0).digest.unwrap();
    let (reviewed, mut told) = (digest().await, Vec::new());
    let mut previous = reviewed.clone();
    for (tools, added, removed) in [
        (&["search", "read", "secret"][..], "", ""),
        (&["search", "write", "delete", "secret"], "delete write", "read"),
        (&["search", "write", "delete"], "", ""),
        (&["search", "read"], "read", "delete write"),
    ] {
        *server.script.tools.lock().unwrap() = tools.iter().map(|name| (*name).into()).collect();
        stage.names(1).await;
        stage.names(2).await;
        let now = digest().await;
        if now != previous {
            told.push(format!(
                "the tools of an MCP server have changed server=\"docs\" digest={now:?} \
                 previous={previous:?} added={added:?} removed={removed:?} changed=\"\""
            ));
        }
        previous = now;
    }
    drop(taking);
    assert_eq!((told.len(), previous), (2, reviewed), "what is denied is no change");
    let text = lines.text();
    assert_eq!(text.lines().count(), 2, "{text}");
    for (line, told) in text.lines().zip(told) {
        assert!(line.contains("WARN") && line.ends_with(&told), "{line}\n{told}");
    }
}

#[tokio::test]
async fn a_failure_is_one_line_and_no_line_has_a_secret() {
    let (lines, taking) = Lines::taken();
    let mut server = ScriptedServer::start(Script::with(&["broken", "search"]));
    let header = "headers:\n- name: Authorization\n  value: Bearer ${DOCS_TOKEN}";
    let stage = Stage::new(settings(&format!("{}?profile={SECRET}", server.url()), header));
    let toolbox = stage.toolbox(1).await;
    call(&*toolbox, "broken", nothing()).await;
    server.kill();
    stage.toolbox(2).await;
    stage.toolbox(3).await;
    drop(taking);
    let text = lines.text();
    assert_eq!(text.matches("an MCP server provides no tools").count(), 1, "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("docs") && !text.contains(SECRET), "{text}");
}
