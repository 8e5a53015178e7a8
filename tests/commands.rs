//! The command line against a running server, from nothing to a license and back.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;

use program::{Machine, Server};

const PASSWORD: &str = "correct horse battery";

/// A server with a license key, and its first user logged in from the same machine.
fn started() -> (Machine, Server) {
    let machine = Machine::new();
    let public = machine.run(&["licenses", "keygen"]);
    let machine =
        machine.with("CODER_LICENSE_KEYS", public.trim()).with("CODER_PASSWORD", PASSWORD);
    let server = machine.serve().without_log();
    let told = machine.run(&[
        "login",
        &server.url,
        "--first-user-username",
        "ada",
        "--email",
        "ada@example.com",
    ]);
    assert_eq!(told, format!("Logged in to {} as ada.\n", server.url));
    (machine, server)
}

#[test]
fn a_license_is_signed_added_listed_and_deleted() {
    let (machine, server) = started();
    let told = machine.run(&["whoami"]);
    assert_eq!(told, format!("ada (owner) on {}\n", server.url));
    assert_eq!(machine.run(&["licenses", "list", "-o", "json"]), "[]\n");

    let sign = ["licenses", "sign", "--feature-set", "premium", "--feature", "user_limit=5"];
    let token = machine.run(&sign);
    let mut file = File::create(machine.file("license.jwt")).unwrap();
    file.write_all(token.as_bytes()).unwrap();
    let added = machine.run(&["licenses", "add", "-f", "license.jwt"]);
    assert!(added.starts_with("Added license 1 ("), "{added}");
    let again = machine.reject(&["licenses", "add", "-l", token.trim()]);
    assert!(again.starts_with("error: This license was already added.\n"), "{again}");

    let table = machine.run(&["licenses", "list"]);
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(table.contains("premium user_limit=5"), "{table}");
    let list: Value =
        serde_json::from_str(&machine.run(&["licenses", "list", "-o", "json"])).unwrap();
    assert_eq!(list[0]["claims"]["feature_set"], "premium");

    assert_eq!(machine.run(&["licenses", "delete", "1"]), "Deleted license 1.\n");
    let gone = machine.reject(&["licenses", "delete", "1"]);
    assert!(gone.contains("License not found."), "{gone}");
}

#[test]
fn tokens_stand_for_a_user_until_they_are_removed() {
    let (machine, _server) = started();
    let token = machine.run(&["tokens", "create", "-n", "ci", "--lifetime", "30d"]);
    let token = token.trim();
    let list = machine.run(&["tokens", "list", "--token", token]);
    assert!(list.contains(" ci "), "{list}");
    let nearly = machine.reject(&["tokens", "remove", "cl"]);
    assert!(nearly.contains("did you mean `ci`?"), "{nearly}");
    let removed = machine.run(&["tokens", "remove", "ci"]);
    assert!(removed.starts_with("Deleted token "), "{removed}");
    let refused = machine.reject(&["whoami", "--token", token]);
    assert!(refused.starts_with("error: The session token is not valid.\n"), "{refused}");
}

#[test]
fn users_are_created_with_their_role_and_log_in_from_elsewhere() {
    let (machine, server) = started();
    machine.run(&["users", "create", "-u", "aud", "-e", "aud@example.com", "--role", "auditor"]);
    let list = machine.run(&["users", "list"]);
    assert!(list.contains("aud@example.com  auditor"), "{list}");

    let elsewhere = Machine::new().with("CODER_PASSWORD", PASSWORD);
    elsewhere.run(&["login", &server.url, "--email", "aud@example.com"]);
    assert_eq!(elsewhere.run(&["whoami"]), format!("aud (auditor) on {}\n", server.url));
    let refused = elsewhere.reject(&["licenses", "delete", "1"]);
    assert!(refused.contains("Only an owner can do this; your role is `auditor`"), "{refused}");

    let session = elsewhere.file(".config/coderv2/session");
    assert_eq!(session.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    elsewhere.run(&["logout"]);
    let refused = elsewhere.reject(&["whoami"]);
    assert!(refused.starts_with("error: you are not logged in\n"), "{refused}");
}

#[test]
fn users_are_suspended_activated_given_a_password_and_deleted() {
    let (machine, server) = started();
    machine.run(&["users", "create", "-u", "mia", "-e", "mia@example.com"]);
    let mia = Machine::new().with("CODER_PASSWORD", PASSWORD);
    let login = ["login", &server.url, "--email", "mia@example.com"];
    mia.run(&login);

    assert_eq!(machine.run(&["users", "suspend", "mia"]), "Suspended user mia.\n");
    let list = machine.run(&["users", "list"]);
    assert!(list.contains("mia@example.com  member  suspended"), "{list}");
    let refused = mia.reject(&["whoami"]);
    assert!(refused.starts_with("error: You are suspended.\n"), "{refused}");
    let refused = mia.reject(&login);
    assert!(refused.starts_with("error: This user is suspended.\n"), "{refused}");
    assert_eq!(machine.run(&["users", "activate", "MIA"]), "Activated user mia.\n");
    mia.run(&["whoami"]);

    let other = ["--password", "another horse battery"];
    let told = machine.run(&[&["users", "reset-password", "mia"][..], &other].concat());
    assert_eq!(told, "Changed the password of mia.\n");
    let refused = mia.reject(&["whoami"]);
    assert!(refused.starts_with("error: The session token is not valid.\n"), "{refused}");
    let own = ["users", "reset-password", "me", "--old-password"];
    let refused = machine.reject(&[&own[..], &["wrong"], &other].concat());
    assert!(refused.contains("old_password: This is not the current password."), "{refused}");
    machine.run(&[&own[..], &[PASSWORD], &other].concat());
    machine.run(&["whoami"]);

    assert_eq!(machine.run(&["users", "delete", "mia"]), "Deleted user mia.\n");
    let list = machine.run(&["users", "list"]);
    assert!(!list.contains("mia"), "{list}");
    let refused = machine.reject(&["users", "delete", "ada"]);
    assert!(refused.starts_with("error: You cannot delete yourself.\n"), "{refused}");
    machine.run(&["users", "create", "-u", "mia", "-e", "mia@example.com"]);
}

#[test]
fn the_first_user_can_be_created_without_the_server_and_only_once_with_it() {
    let machine = Machine::new().with("CODER_PASSWORD", PASSWORD);
    let arguments =
        ["server", "create-admin-user", "--username", "ada", "--email", "ada@example.com"];
    machine.run(&arguments);
    let again = machine.reject(&arguments);
    assert!(again.contains("\n  because this "), "{again}");
    let server = machine.serve();
    assert!(!server.welcome.contains("setup token"), "{}", server.welcome);
    machine.run(&["login", &server.url, "--email", "ada@example.com"]);
    let weak = Machine::new().with("CODER_PASSWORD", "short");
    let refused = weak.reject(&arguments);
    assert!(refused.contains("\n  password: A password has 8 to 512"), "{refused}");
}

#[test]
fn a_new_server_prints_a_set_up_token_that_works_in_place_of_the_machine() {
    let machine = Machine::new().with("CODER_PASSWORD", PASSWORD);
    let server = machine.serve();
    let token = server.welcome.lines().find(|line| line.trim().len() == 32).unwrap().trim();
    let login = ["login", &server.url, "--first-user-username", "ada", "--email", "a@b"];
    let refused = machine.reject(&[&login[..], &["--setup-token", "guess"]].concat());
    assert!(refused.contains("The setup token is wrong."), "{refused}");
    machine.run(&[&login[..], &["--setup-token", token]].concat());
}

#[test]
fn every_failure_says_what_to_do() {
    let machine = Machine::new();
    let nobody = machine.reject(&["whoami"]);
    assert!(nobody.contains("log in with `coder login URL`"), "{nobody}");
    let unreachable = ["whoami", "--url", "http://127.0.0.1:1", "--token", "x"];
    let unreachable = machine.reject(&unreachable);
    assert!(unreachable.contains("cannot reach the server at http://127.0.0.1:1"), "{unreachable}");
    let wrong = machine.reject(&["whoami", "--url", "not a url", "--token", "x"]);
    assert!(wrong.contains("try one like `http://127.0.0.1:3000`"), "{wrong}");
    let keys = machine.reject(&["server", "--license-key", "abc"]);
    assert!(keys.contains("as printed by `coder licenses keygen`"), "{keys}");
    machine.run(&["licenses", "keygen"]);
    let there = machine.reject(&["licenses", "keygen"]);
    assert!(there.contains("license-key.pem"), "{there}");
}

/// Something that listens, and answers what no coder server answers.
fn stranger() -> std::net::SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let _ = std::io::Read::read(&mut stream, &mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nno");
        }
    });
    address
}

#[test]
fn a_password_in_a_url_is_not_printed_whatever_becomes_of_the_command() {
    let stranger = stranger();
    for (rest, said) in [
        ("@127.0.0.1:1", "cannot reach the server at http://…@127.0.0.1:1"),
        (&*format!("@{stranger}"), "is not a coder server"),
        ("@", "`http://…@` is not a server URL"),
        ("/@127.0.0.1:1", "`http://…@127.0.0.1:1` is not a server URL"),
    ] {
        let url = format!("http://ada:hunter2{rest}");
        let with_token = Machine::new().with("CODER_SESSION_TOKEN", "token");
        let in_environment = Machine::new().with("CODER_URL", &url);
        for (machine, arguments) in [
            (&with_token, &["login", &url][..]),
            (&with_token, &["whoami", "--url", &url]),
            (&with_token, &["--url", &url, "users", "list"]),
            (&with_token, &["logout", "--url", &url]),
            (&with_token, &["licenses", "list", "--url", &url]),
            (&with_token, &["tokens", "list", "--url", &url]),
            (&with_token, &["aibridge", "mcp", "list", "--url", &url]),
            (&in_environment, &["login", "--token", "token"]),
            (&in_environment, &["whoami", "--token", "token"]),
        ] {
            let output = machine.output(arguments);
            let told = [output.stdout, output.stderr].concat();
            let told = String::from_utf8(told).unwrap();
            assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
            assert!(told.contains(said), "{arguments:?}: {told}");
            assert!(!told.contains("hunter2"), "{arguments:?}: {told}");
        }
        for (arguments, code) in
            [(&["whoami", "--help"][..], 0), (&["whoami", &url], 2), (&["login", "one", &url], 2)]
        {
            let output = in_environment.output(arguments);
            let told = [output.stdout, output.stderr].concat();
            let told = String::from_utf8(told).unwrap();
            assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
            assert!(!told.contains("hunter2"), "{arguments:?}: {told}");
        }
    }
}
