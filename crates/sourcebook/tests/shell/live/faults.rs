//! Every fault that a server can have, and nothing left behind after it.

use std::io::Read;
use std::net::TcpListener;
use std::process::Command;

use insta::assert_snapshot;

use super::{DOCUMENT, expect_nothing_left, project, run, run_with, shown};

#[test]
fn children_that_left_their_group_are_ended_too() {
    run("leaves-children").expect_exit(0);
}

#[test]
fn a_wrong_status() {
    assert_snapshot!(shown(&run("wrong-status")));
}

#[test]
fn a_missing_member() {
    assert_snapshot!(shown(&run("missing-member")));
}

#[test]
fn a_wrong_type() {
    assert_snapshot!(shown(&run("wrong-type")));
}

#[test]
fn a_member_that_is_not_documented() {
    assert_snapshot!(shown(&run("extra-member")));
}

#[test]
fn a_header_that_is_not_documented() {
    assert_snapshot!(shown(&run("header")));
}

#[test]
fn a_header_that_is_promised_and_missing() {
    let project = project("no-header", "");
    let promised = "          description: All pets.\n          headers: {X-Total: {required: true, \
                    schema: {type: integer}}}\n";
    project.write("openapi.yaml", DOCUMENT.replace("          description: All pets.\n", promised));
    let run = project.run(&["live"]);
    expect_nothing_left(&project);
    assert_snapshot!(shown(&run));
}

#[test]
fn a_body_that_is_refused() {
    assert_snapshot!(shown(&run("refuses")));
}

#[test]
fn an_identifier_that_cannot_be_found() {
    assert_snapshot!(shown(&run("no-identifier")));
}

#[test]
fn a_server_that_dies() {
    assert_snapshot!(shown(&run("dies")));
}

#[test]
fn a_server_that_hangs() {
    assert_snapshot!(shown(&run_with("hangs", "timeout = 1\n", &[])));
}

#[test]
fn a_server_that_answers_with_html() {
    assert_snapshot!(shown(&run("html")));
}

#[test]
fn an_answer_without_end() {
    assert_snapshot!(shown(&run_with("endless", "timeout = 1\n", &[])));
}

#[test]
fn an_answer_of_a_gigabyte() {
    assert_snapshot!(shown(&run("large")));
}

#[test]
fn a_redirect_elsewhere() {
    assert_snapshot!(shown(&run("redirect")));
}

#[test]
fn an_event_that_its_schema_refuses() {
    assert_snapshot!(shown(&run("wrong-event")));
}

#[test]
fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port();
    let project = project("taken", "");
    let text = project.read("sourcebook.toml");
    project.write(
        "sourcebook.toml",
        text.replace("env = { ", &format!("env = {{ TAKEN = \"{port}\", ")),
    );
    let run = project.run(&["live"]);
    expect_nothing_left(&project);
    assert_snapshot!(shown(&run).replace(&port.to_string(), "PORT"));
}

#[test]
fn a_server_that_is_never_ready() {
    assert_snapshot!(shown(&run_with("never-ready", "start-timeout = 1\n", &[])));
}

#[test]
fn an_interruption_leaves_nothing_behind() {
    let announced = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = announced.local_addr().expect("its address");
    let project = project("never-ready", "");
    let text = project.read("sourcebook.toml");
    let with = format!("env = {{ ANNOUNCE = \"{address}\", ");
    project.write("sourcebook.toml", text.replace("env = { ", &with));
    let mut child = project.start(&["live"]);
    let (mut stream, _) = announced.accept().expect("the server says that it started");
    let mut said = [0; 8];
    stream.read_exact(&mut said).expect("what it says");
    let kill = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(kill.expect("a signal").success());
    let status = child.wait().expect("its end");
    assert_eq!(status.code(), Some(128 + 15));
    expect_nothing_left(&project);
}
