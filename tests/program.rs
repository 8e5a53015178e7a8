//! The real program, started as a person starts it.
#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;

use program::{Machine, Server, text};

fn output(arguments: &[&str]) -> Output {
    Machine::new().output(arguments)
}

fn coder(arguments: &[&str]) -> (Machine, Command) {
    let machine = Machine::new();
    let command = machine.coder(arguments);
    (machine, command)
}

async fn get(url: String) -> Value {
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

#[test]
fn facts_are_one_json_document_and_the_same_each_time() {
    let first = output(&["facts"]);
    assert!(first.status.success());
    assert_eq!(text(&first.stderr), "");
    assert_eq!(first.stdout, output(&["facts"]).stdout);
    assert!(text(&first.stdout).starts_with("{\n  \"facts\": 1,\n"));

    let facts: Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(facts["openapi"]["openapi"], "3.1.0");
    assert!(facts["openapi"]["paths"]["/buildinfo"]["get"].is_object());
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let (_machine, mut command) = coder(&["facts"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(text(&ended.stderr), "");
    assert!(ended.status.success());
}

#[test]
fn the_version_is_the_same_by_command_and_by_flag() {
    let version = format!("coder v{}\n", env!("CARGO_PKG_VERSION"));
    for arguments in [["version"], ["--version"]] {
        let printed = output(&arguments);
        assert!(printed.status.success());
        assert_eq!(text(&printed.stdout), version);
    }
}

#[test]
fn a_misspelled_command_is_refused_with_the_nearest_one() {
    let refused = output(&["sever"]);
    assert_eq!(refused.status.code(), Some(2));
    let errors = text(&refused.stderr);
    assert!(errors.contains("'server'"), "{errors}");
}

#[test]
fn a_port_in_use_ends_the_program_with_advice() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();

    let refused = output(&["server", "--http-address", &address]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(text(&refused.stdout), "");
    let errors = text(&refused.stderr);
    assert!(errors.starts_with(&format!("error: cannot listen on {address}\n")), "{errors}");
    assert!(errors.contains("the address is already in use"), "{errors}");
    assert!(errors.contains("--http-address"), "{errors}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_server_serves_until_a_signal_stops_it() {
    use rustix::process::Signal;

    for signal in [Signal::TERM, Signal::INT] {
        let machine = Machine::new();
        let mut server = machine.serve();
        let build = get(format!("{}/api/v2/buildinfo", server.url)).await;
        assert_eq!(build["version"], concat!("v", env!("CARGO_PKG_VERSION")));

        server.signal(signal);
        let (code, errors) = server.end();
        assert_eq!(code, Some(0), "{errors}");
        assert!(errors.contains("stopped"), "{errors}");
        // Each request is one structured line with its id.
        assert!(errors.contains("path=\"/api/v2/buildinfo\""), "{errors}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn without_a_command_the_server_starts_and_reads_its_environment() {
    let (_machine, mut command) = coder(&[]);
    command.env("CODER_HTTP_ADDRESS", "127.0.0.1:0");
    let mut server = Server::start(command);
    let root = get(format!("{}/api/v2/", server.url)).await;
    assert_eq!(root["message"], "👋");

    server.signal(rustix::process::Signal::TERM);
    assert_eq!(server.end().0, Some(0));
}

#[test]
fn written_settings_give_the_same_settings_again() {
    let folder = tempfile::tempdir().unwrap();
    let write = |arguments: &[&str]| {
        let (_machine, mut command) = coder(&["server", "--write-config"]);
        let written =
            command.args(arguments).env("CODER_LOG_FILTER", "a.*,\"b,c\"").output().unwrap();
        assert_eq!(text(&written.stderr), "");
        assert!(written.status.success());
        written.stdout
    };
    let arguments = [
        "--http-address=:4711",
        "--log-human=/dev/null",
        "--tls-enable",
        "--access-url=https://a.example",
    ];
    let first = write(&arguments);
    let file = folder.path().join("coder.yaml");
    std::io::Write::write_all(&mut std::fs::File::create(&file).unwrap(), &first).unwrap();

    let (_machine, mut again) = coder(&["server", "--write-config", "--config"]);
    let again = again.arg(&file).output().unwrap();
    assert_eq!(text(&again.stdout), text(&first));
    assert!(text(&first).contains("httpAddress: :4711\n"), "{}", text(&first));
}

#[test]
fn all_mistakes_in_the_settings_are_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("coder.yaml");
    let yaml = b"networking:\n  http:\n    httpAdress: :80\n";
    std::io::Write::write_all(&mut std::fs::File::create(&file).unwrap(), yaml).unwrap();
    let (_machine, mut command) = coder(&["server", "--http-address", "nonsense", "--config"]);
    let refused = command.arg(&file).env("CODER_TLS_ENABEL", "true").output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(text(&refused.stdout), "");
    let errors = text(&refused.stderr).replace(file.to_str().unwrap(), "coder.yaml");
    insta::assert_snapshot!(errors);
}

#[test]
fn a_log_that_cannot_be_written_ends_the_program_with_advice() {
    let refused = output(&["server", "--log-json", "/no/such/folder/log.json"]);
    assert_eq!(refused.status.code(), Some(1));
    let errors = text(&refused.stderr);
    assert!(
        errors.starts_with("error: cannot write the log to `/no/such/folder/log.json`"),
        "{errors}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn the_log_is_written_as_json_where_the_settings_say() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log.json");
    let (_machine, mut command) = coder(&[
        "server",
        "--http-address",
        "127.0.0.1:0",
        "--log-human",
        "/dev/null",
        "--log-json",
    ]);
    command.arg(&file).env("CODER_LOG_FILTER", "coderd::.*");
    let mut server = Server::start(command);
    get(format!("{}/api/v2/buildinfo", server.url)).await;
    server.signal(rustix::process::Signal::TERM);
    assert_eq!(server.end(), (Some(0), String::new()));

    let log = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().any(|line| line["message"] == "listening"), "{log}");
    assert!(lines.iter().any(|line| line["level"] == "DEBUG"), "the filter asks for these: {log}");
}
