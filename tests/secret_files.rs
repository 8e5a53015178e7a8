//! The real program with secrets in files.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

#[path = "support/first_user.rs"]
mod first_user;
#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::HeaderMap;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use first_user::log_in;
use program::{Machine, Server, text};

const MARKER: &str = "marker-of-a-secret";

/// Writes a file of the machine that only its owner may read.
fn write(machine: &Machine, name: &str, content: &[u8]) {
    let mut file = fs::File::create(machine.file(name)).unwrap();
    file.set_permissions(fs::Permissions::from_mode(0o600)).unwrap();
    file.write_all(content).unwrap();
}

/// A provider, and the keys that it was asked with.
async fn provider() -> (String, Arc<Mutex<Vec<String>>>) {
    let keys = Arc::<Mutex<Vec<String>>>::default();
    let seen = Arc::clone(&keys);
    let router = Router::new().fallback(move |headers: HeaderMap| {
        seen.lock().unwrap().push(headers["x-api-key"].to_str().unwrap().to_owned());
        async { axum::Json(json!({})) }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (format!("http://{address}/"), keys)
}

#[tokio::test]
async fn a_key_in_a_file_reaches_the_provider_and_nobody_else() {
    let (url, keys) = provider().await;
    let http = reqwest::Client::new();
    let yaml = "secretFiles:\n  aibridgeAnthropicKeyFile: key.txt\n";
    for (arguments, variable) in [
        (&["--aibridge-anthropic-key-file", "key.txt"][..], ""),
        (&[][..], "key.txt"),
        (&["--config", "coder.yaml"][..], ""),
    ] {
        let machine = Machine::new()
            .with("CODER_AIBRIDGE_ENABLED", "true")
            .with("CODER_AIBRIDGE_ANTHROPIC_BASE_URL", &url)
            .with("CODER_AIBRIDGE_ANTHROPIC_KEY_FILE", variable);
        write(&machine, "key.txt", format!("{MARKER}\n").as_bytes());
        write(&machine, "coder.yaml", yaml.as_bytes());
        let serve = ["server", "--http-address", "127.0.0.1:0", "--log-filter", ".*"];
        let mut server = Server::start(machine.coder(&[&serve, arguments].concat()));
        let token = log_in(&http, &server.url).await;
        let asked = json!({"model": "m", "max_tokens": 1, "messages": []});
        let path = "/api/v2/aibridge/anthropic/v1/messages";
        let request = http.post(format!("{}{path}", server.url)).bearer_auth(&token).json(&asked);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
        assert_eq!(keys.lock().unwrap().pop().as_deref(), Some(MARKER));

        let configuration = http.get(format!("{}/api/v2/deployment/config", server.url));
        let shown = configuration.header("Coder-Session-Token", &token).send().await.unwrap();
        let shown: Value = shown.json().await.unwrap();
        let file = &shown["config"]["secret_files"]["aibridge_anthropic_key_file"];
        assert_eq!(file, "key.txt");
        server.signal(rustix::process::Signal::TERM);
        let (code, log) = server.end();
        assert_eq!(code, Some(0), "{log}");
        let written = machine.run(&[&["server", "--write-config"], arguments].concat());
        assert!(written.contains("aibridgeAnthropicKeyFile: key.txt"), "{written}");
        for text in [log, shown.to_string(), written] {
            assert!(!text.contains(MARKER), "{text}");
        }
    }
}

#[test]
fn a_database_url_in_a_file_is_used_by_the_command_that_needs_no_server() {
    let machine = Machine::new();
    write(&machine, "url.txt", format!("postgres://me:{MARKER}@127.0.0.1:9/coder\n").as_bytes());
    let told = machine.reject(&[
        "server",
        "create-admin-user",
        "--postgres-url-file=url.txt",
        "--username=ada",
        "--email=ada@example.com",
        "--password=correct horse battery",
    ]);
    assert!(told.contains("database") && !told.contains(MARKER), "{told}");
}

#[test]
fn files_that_cannot_be_used_end_the_start_with_option_and_path_and_without_the_content() {
    let machine = Machine::new();
    write(&machine, "key.txt", MARKER.as_bytes());
    write(&machine, "empty.txt", b"\n");
    write(&machine, "lines.txt", format!("{MARKER}\n{MARKER}\n").as_bytes());
    write(&machine, "large.txt", MARKER.repeat(10_000).as_bytes());
    write(&machine, "binary.txt", &[MARKER.as_bytes(), b"\xff"].concat());
    for (file, expected) in [
        ("none.txt", "cannot read `none.txt`: it does not exist"),
        ("empty.txt", "`empty.txt` is empty"),
        ("large.txt", "`large.txt` is larger than 64 KiB"),
        ("binary.txt", "`binary.txt` is not valid UTF-8"),
        ("lines.txt", "the content of `lines.txt` cannot be used"),
    ] {
        let told = machine.reject(&["server", "--aibridge-openai-key-file", file]);
        assert!(told.contains(&format!("--aibridge-openai-key-file: {expected}")), "{told}");
        assert!(!told.contains(MARKER), "{told}");
    }
    let machine = machine.with("CODER_AIBRIDGE_OPENAI_KEY", MARKER);
    let told = machine.reject(&["server", "--aibridge-openai-key-file", "key.txt"]);
    let both = "$CODER_AIBRIDGE_OPENAI_KEY and --aibridge-openai-key-file are both set";
    assert!(told.contains(both) && !told.contains(MARKER), "{told}");
}

#[test]
fn a_file_that_others_can_read_is_used_with_a_warning() {
    let machine = Machine::new();
    write(&machine, "key.txt", MARKER.as_bytes());
    for (mode, is_warned) in [(0o400, false), (0o600, false), (0o440, true), (0o644, true)] {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(machine.file("key.txt"), permissions).unwrap();
        let arguments = ["server", "--write-config", "--aibridge-openai-key-file", "key.txt"];
        let output = machine.output(&arguments);
        assert!(output.status.success());
        let told = text(&output.stderr);
        assert_eq!(told.contains("other users of this machine can read `key.txt`"), is_warned);
        assert!(!told.contains(MARKER), "{told}");
    }
}
