//! What `[live]` says, and what it cannot mean.

use std::net::TcpListener;
use std::process::Command;

use insta::assert_snapshot;

use super::{project, run_with, shown};
use crate::project::Project;

#[test]
fn a_skip_of_what_is_not_there() {
    let skip = "skip = [{ operation = \"deletPet\", because = \"pets are for ever\" }]\n";
    assert_snapshot!(shown(&run_with("", skip, &[])));
}

/// A server that was not started for the run.
#[test]
fn what_destroys_needs_leave_on_a_server_of_others() {
    let project = project("", "");
    let text = project.read("sourcebook.toml");
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("it").port();
    let program = std::env::current_exe().expect("this program");
    let mut server = Command::new(program)
        .args(["live::server::serve", "--exact", "--ignored", "--nocapture"])
        .env("PORT", port.to_string())
        .current_dir(project.folder())
        .spawn()
        .expect("a server");
    let lines =
        text.lines().filter(|line| !line.starts_with("command") && !line.starts_with("env"));
    let lines = lines.collect::<Vec<_>>().join("\n");
    project.write("sourcebook.toml", format!("{lines}\nurl = \"http://127.0.0.1:{port}\"\n"));
    let kept = project.run(&["live"]);
    let destroyed = project.run(&["live", "--destructive"]);
    server.kill().expect("its end");
    server.wait().expect("its end");
    assert_snapshot!(shown(&kept));
    destroyed.expect_exit(0).expect_out("6 of 6 operations");
}

#[test]
fn settings_that_cannot_be_meant() {
    let live = |lines: &str| {
        let project = Project::configured(&format!("[live]\n{lines}\n"));
        project.run(&["live"]).expect_exit(100).out.clone()
    };
    assert_snapshot!(live("url = \"http://example.com\"\ntimeout = 0"));
    assert_snapshot!(live("command = [\"server\"]\nenvironment = {}"));
    assert_snapshot!(live("ready = \"/healthz\"\nskip = [{ operation = \"a\" }]"));
    assert_snapshot!(live(
        "command = [\"a\", \"{port}\"]\nurl = \"http://localhost:1\"\nseed = [{ name = \"port\" }]"
    ));
}

#[test]
fn a_seed_that_fails_and_a_name_that_nothing_gives() {
    let seed =
        "seed = [{ name = \"keys\", command = [\"sh\", \"-c\", \"echo no keys >&2; exit 4\"] }]\n";
    assert_snapshot!(shown(&run_with("", seed, &[])));
    let seed = "seed = [{ name = \"keys\", command = [\"echo\", \"{prot}\"] }]\n";
    assert_snapshot!(shown(&run_with("", seed, &[])));
}
