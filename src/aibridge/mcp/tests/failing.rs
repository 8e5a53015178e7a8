//! Servers that are slow, down, or answer rubbish.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Response, StatusCode};
use bytes::Bytes;
use serde_json::json;
use tokio::net::TcpListener;

use super::scripted_server::{Listing, Script, ScriptedServer};
use super::{Stage, call, nothing, settings, text};

/// A server of HTTP that answers everything in one way, and how often it was asked.
async fn rubbish(answer: fn() -> Response<Body>) -> (String, Arc<AtomicUsize>) {
    let asked = Arc::<AtomicUsize>::default();
    let counted = Arc::clone(&asked);
    let router = Router::new().fallback(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        std::future::ready(answer())
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/mcp", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, asked)
}

fn answer(status: u16, kind: &str, body: impl Into<Body>) -> Response<Body> {
    let response = Response::builder().status(status).header("content-type", kind);
    response.body(body.into()).unwrap()
}

fn endless(kind: &str) -> Response<Body> {
    let piece = Bytes::from(vec![b' '; 64 * 1024]);
    let pieces = std::iter::repeat_with(move || Ok::<_, std::io::Error>(piece.clone()));
    answer(200, kind, Body::from_stream(futures_util::stream::iter(pieces)))
}

#[tokio::test]
async fn rubbish_gives_no_tools_and_is_not_asked_for_again_at_once() {
    type Answer = fn() -> Response<Body>;
    let table: [(&str, Answer); 8] = [
        ("protocol", || answer(200, "text/html", "<html>marker</html>")),
        ("protocol", || answer(200, "application/json", "not JSON, but a marker")),
        ("protocol", || answer(200, "application/json", r#"{"jsonrpc":"2.0","id":0,"result":7}"#)),
        ("refused", || answer(500, "text/plain", "marker")),
        ("refused", || answer(401, "text/plain", "marker")),
        ("refused", || {
            let response = Response::builder().status(StatusCode::TEMPORARY_REDIRECT);
            response.header("location", "/marker").body(Body::empty()).unwrap()
        }),
        ("too_large", || endless("application/json")),
        ("protocol", || answer(200, "text/event-stream", "data: not JSON, but a marker\n\n")),
    ];
    for (kind, script) in table {
        let (url, asked) = rubbish(script).await;
        let stage = Stage::new(settings(&url, ""));
        assert_eq!(stage.names(1).await, Vec::<String>::new(), "{kind}");
        let line = format!(
            r#"coder_aibridged_mcp_server_failures_total{{reason="{kind}",server="docs"}} 1"#
        );
        assert!(stage.shows(&line), "{line} is not in\n{}", stage.metrics.text().unwrap());
        let before = asked.load(Ordering::SeqCst);
        // What failed for one user is not tried for the next.
        assert_eq!(stage.names(2).await, Vec::<String>::new());
        assert_eq!(asked.load(Ordering::SeqCst), before, "{kind}");
        assert!(stage.shows(&line), "a failure is told once");
        let told = stage.servers.inspect(uuid::Uuid::nil()).await.remove(0);
        assert!(told.error.is_some_and(|error| !error.contains("marker")), "{kind}");
    }
}

#[tokio::test]
async fn lists_without_an_end_give_no_tools() {
    let many: Vec<String> = (0..600).map(|at| format!("tool-{at}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let huge = ["huge"; 50];
    let table = [
        ("protocol", Script { listing: Listing::Circle, ..Script::with(&["a"]) }),
        ("too_large", Script { listing: Listing::Endless, ..Script::with(&["a"]) }),
        ("too_large", Script::with(&many)),
        ("too_large", Script::with(&huge)),
    ];
    for (kind, script) in table {
        let server = ScriptedServer::start(script);
        let stage = Stage::new(settings(&server.url(), ""));
        assert_eq!(stage.names(1).await, Vec::<String>::new());
        let line = format!(
            r#"coder_aibridged_mcp_server_failures_total{{reason="{kind}",server="docs"}} 1"#
        );
        assert!(stage.shows(&line), "{line}");
        assert!(stage.shows(r#"coder_aibridged_mcp_connections{server="docs"} 0"#));
    }
}

#[tokio::test]
async fn a_server_that_is_slow_or_down_does_not_keep_the_others_from_giving_tools() {
    let slow = ScriptedServer::start(Script { listing: Listing::Hangs, ..Script::with(&["a"]) });
    let mut down = ScriptedServer::start(Script::with(&["b"]));
    down.kill();
    let good = ScriptedServer::start(Script::with(&["search"]));
    let mut settings = settings(&slow.url(), "display_name: Slow");
    for (id, url) in [("down", down.url()), ("good", good.url())] {
        let mut more = super::settings(&url, "");
        let server = Arc::get_mut(&mut more.servers[0]).unwrap();
        server.id = id.into();
        settings.servers.append(&mut more.servers);
    }
    settings.connect_timeout = Duration::from_millis(300);
    let stage = Stage::new(settings);
    assert_eq!(stage.names(1).await, ["search"]);
    let states = stage.servers.inspect(uuid::Uuid::nil()).await;
    let errors: Vec<Option<&str>> = states.iter().map(|state| state.error.as_deref()).collect();
    assert_eq!(errors[0], Some("it took longer than 300ms"));
    assert!(errors[1].unwrap().starts_with("the connection failed ("), "{errors:?}");
    assert_eq!(errors[2], None);
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_an_error() {
    let server = ScriptedServer::start(Script::with(&["slow", "search"]));
    let mut settings = settings(&server.url(), "");
    settings.call_timeout = Duration::from_millis(200);
    let stage = Stage::new(settings);
    let toolbox = stage.toolbox(1).await;
    let result = call(&*toolbox, "slow", nothing()).await;
    assert_eq!(text(&result), "The tool could not be called: it took longer than 200ms.");
    assert_eq!(call(&*toolbox, "search", nothing()).await.error, None, "the connection stays");
}

#[tokio::test]
async fn a_server_that_is_killed_fails_calls_and_one_that_is_back_is_used_again() {
    let mut server = ScriptedServer::start(Script::with(&["search"]));
    let mut settings = settings(&server.url(), "");
    settings.retry_after = Duration::ZERO;
    let stage = Stage::new(settings);
    let toolbox = stage.toolbox(1).await;
    server.kill();
    let result = call(&*toolbox, "search", nothing()).await;
    assert!(result.error.is_some(), "{result:?}");
    assert_eq!(stage.names(1).await, Vec::<String>::new());
    server.start_again();
    assert_eq!(stage.names(1).await, ["search"]);
    let result = call(&*toolbox, "search", json!({"again": true})).await;
    assert_eq!(result.error, None, "the same toolbox goes on");
}

#[tokio::test]
async fn a_call_is_sent_once_more_only_when_the_status_says_that_the_session_is_gone() {
    for is_rough in [false, true] {
        let mut server =
            ScriptedServer::start(Script { is_rough, ..Script::with(&["search", "read"]) });
        let stage = Stage::new(settings(&server.url(), ""));
        let toolbox = stage.toolbox(1).await;
        server.kill();
        server.start_again();
        let result = call(&*toolbox, "search", nothing()).await;
        // What the rough one says might be said of a call that ran.
        assert_eq!(result.error.is_some(), is_rough);
        assert_eq!(server.script.calls().len(), usize::from(!is_rough));
        // The next call has a new session.
        assert_eq!(call(&*toolbox, "read", nothing()).await.error, None, "rough: {is_rough}");
        assert_eq!(stage.names(1).await, ["read", "search"]);
    }
}

#[tokio::test]
async fn a_call_that_ran_is_never_sent_again() {
    let mut script = Script::with(&["charge"]);
    script.closing_error = Some((-32_000, "charged, but the session could not be closed"));
    let server = ScriptedServer::start(script);
    let stage = Stage::new(settings(&server.url(), ""));
    let toolbox = stage.toolbox(1).await;
    let result = call(&*toolbox, "charge", nothing()).await;
    assert!(text(&result).contains("charged, but the session"), "{result:?}");
    assert_eq!(server.script.calls().len(), 1);
}

#[tokio::test]
async fn a_call_is_sent_twice_at_most() {
    let server = ScriptedServer::start(Script { forgets_calls: true, ..Script::with(&["go"]) });
    let stage = Stage::new(settings(&server.url(), ""));
    let toolbox = stage.toolbox(1).await;
    let result = call(&*toolbox, "go", nothing()).await;
    assert_eq!(text(&result), "The tool could not be called: its session has ended.");
    assert_eq!(server.script.forgotten.load(Ordering::SeqCst), 2);
}
