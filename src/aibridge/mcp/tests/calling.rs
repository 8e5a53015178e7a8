//! Lists and calls.

use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::json;

use super::scripted_server::{Script, ScriptedServer};
use super::{SECRET, Stage, call, names, nothing, settings, text};

const TOOLS: [&str; 6] = ["search", "delete_page", "broken", "read", "refused", "huge"];

#[tokio::test]
async fn tools_are_listed_page_by_page_chosen_by_their_names_and_called() {
    let server = ScriptedServer::start(Script::with(&TOOLS));
    let header = "headers:\n- name: Authorization\n  value: Bearer ${DOCS_TOKEN}\ndeny: [^delete]";
    let stage = Stage::new(settings(&server.url(), header));
    let toolbox = stage.toolbox(1).await;
    assert_eq!(names(&*toolbox), ["broken", "read", "refused", "search"], "sorted, the fit ones");
    let tool = &toolbox.tools()[3];
    assert_eq!((&*tool.server, &*tool.server_url), ("docs", &*server.url()));
    assert_eq!(tool.description, "About search.");
    assert_eq!(tool.schema.text().get(), r#"{"type":"object","properties":{}}"#);

    let result = call(&*toolbox, "search", json!({"for": "words"})).await;
    assert_eq!((text(&result), &result.error), (r#"search of {"for":"words"}"#, &None));
    let result = call(&*toolbox, "broken", nothing()).await;
    assert_eq!(text(&result), "no such page");
    assert_eq!(result.error.as_deref(), Some("no such page"));
    let result = call(&*toolbox, "refused", nothing()).await;
    let expected =
        "The tool could not be called: it responded with error -32602: that will not do.";
    assert_eq!(text(&result), expected);
    let unknown = toolbox.call(99, crate::aibridge::object::raw(&nothing())).await;
    assert!(unknown.error.is_some());

    let calls = server.script.calls();
    let called: Vec<&str> = calls.iter().map(|call| call.tool.as_str()).collect();
    assert_eq!(called, ["search", "broken", "refused"]);
    let bearer = Some(format!("Bearer {SECRET}"));
    assert!(calls.iter().all(|call| call.authorization == bearer));
    assert_eq!(calls[0].input, json!({"for": "words"}).as_object().unwrap().clone());
    let sessions: HashSet<&str> = calls.iter().map(|call| call.session.as_str()).collect();
    assert_eq!(sessions.len(), 1, "one connection for one user");
    for line in [
        r#"coder_aibridged_injected_tool_calls_total{server="docs",tool="search"} 1"#,
        r#"coder_aibridged_injected_tool_errors_total{reason="tool",server="docs",tool="broken"} 1"#,
        r#"coder_aibridged_injected_tool_errors_total{reason="refused",server="docs",tool="refused"} 1"#,
        r#"coder_aibridged_injected_tool_duration_seconds_count{server="docs",tool="search"} 1"#,
        r#"coder_aibridged_mcp_connections{server="docs"} 1"#,
    ] {
        assert!(stage.shows(line), "{line}");
    }
}

#[tokio::test]
async fn a_list_is_read_once_until_the_server_says_that_it_has_changed() {
    let server = ScriptedServer::start(Script::with(&["one"]));
    let stage = Stage::new(settings(&server.url(), ""));
    assert_eq!(stage.names(1).await, ["one"]);
    let requests = server.script.requests.load(Ordering::SeqCst);
    // The stream for what servers say unasked is opened behind the back of the first request.
    assert_eq!(stage.names(1).await, ["one"]);
    assert!(server.script.requests.load(Ordering::SeqCst) <= requests + 1);
    loop {
        server.script.change(&["one", "two"]).await;
        if stage.names(1).await == ["one", "two"] {
            break;
        }
    }
    let toolbox = stage.toolbox(1).await;
    assert_eq!(call(&*toolbox, "two", nothing()).await.error, None);
}

#[tokio::test]
async fn an_old_list_is_read_again() {
    let server = ScriptedServer::start(Script::with(&["one"]));
    let mut settings = settings(&server.url(), "");
    settings.pool_ttl = Duration::ZERO;
    let stage = Stage::new(settings);
    assert_eq!(stage.names(1).await, ["one"]);
    *server.script.tools.lock().unwrap() = vec!["two".to_owned()];
    assert_eq!(stage.names(1).await, ["two"]);
}

#[tokio::test]
async fn users_never_share_a_connection() {
    let server = ScriptedServer::start(Script::with(&["search"]));
    let stage = Stage::new(settings(&server.url(), ""));
    for user in [1, 2, 1, 2] {
        let toolbox = stage.toolbox(user).await;
        call(&*toolbox, "search", json!({"user": user.to_string()})).await;
    }
    let calls = server.script.calls();
    let of = |user: &str| {
        let calls = calls.iter().filter(move |call| call.input["user"] == user);
        calls.map(|call| (call.session.clone(), call.peer)).collect::<Vec<_>>()
    };
    let (first, second) = (of("1"), of("2"));
    assert_eq!((first.len(), second.len()), (2, 2));
    for (session, peer) in &first {
        assert!(second.iter().all(|(other, theirs)| other != session && theirs != peer));
    }
    assert_eq!(first[0].0, first[1].0, "a user keeps the session");
}

#[tokio::test]
async fn requests_of_one_user_connect_once() {
    let server = ScriptedServer::start(Script::with(&["search"]));
    let stage = Stage::new(settings(&server.url(), ""));
    let all = futures_util::future::join_all((0..8).map(|_| stage.names(1))).await;
    assert!(all.iter().all(|names| names == &["search"]));
    assert!(stage.shows(r#"coder_aibridged_mcp_connections{server="docs"} 1"#));
}

#[tokio::test]
async fn a_stop_ends_the_sessions() {
    let server = ScriptedServer::start(Script::with(&["search"]));
    let stage = Stage::new(settings(&server.url(), ""));
    stage.names(1).await;
    stage.names(2).await;
    stage.servers.close().await;
    assert_eq!(server.script.farewells.load(Ordering::SeqCst), 2);
    assert!(stage.shows(r#"coder_aibridged_mcp_connections{server="docs"} 0"#));
}

#[tokio::test]
async fn what_is_forgotten_is_closed() {
    let server = ScriptedServer::start(Script::with(&["search"]));
    let stage = Stage::new(settings(&server.url(), ""));
    let toolbox = stage.toolbox(1).await;
    let Stage { tools, servers, metrics } = stage;
    drop((tools, servers));
    // Whoever still has the tools can go on with them.
    assert_eq!(call(&*toolbox, "search", nothing()).await.error, None);
    assert_eq!(server.script.farewells.load(Ordering::SeqCst), 0);
    drop(toolbox);
    while server.script.farewells.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    let text = metrics.text().unwrap();
    assert!(text.contains("coder_aibridged_mcp_connections{server=\"docs\"} 0"), "{text}");
}
