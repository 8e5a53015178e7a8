//! `sourcebook live` against a small server, with every fault that it can have.

mod server;

use std::io::Read;
use std::net::TcpListener;
use std::process::Command;

use insta::assert_snapshot;

use crate::project::{Project, Run};

const DOCUMENT: &str = "\
openapi: 3.2.0
info: {title: Pets, version: '1'}
tags: [{name: Pets}]
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: integer}
        name: {type: string}
    Error:
      type: object
      properties:
        error: {type: string}
  responses:
    Refused:
      description: Refused.
      content:
        application/json:
          schema: {$ref: '#/components/schemas/Error'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      security: [{token: []}]
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema:
                type: array
                items: {$ref: '#/components/schemas/Pet'}
        '401': {$ref: '#/components/responses/Refused'}
    post:
      operationId: addPet
      tags: [Pets]
      security: [{token: []}]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: {type: string, example: Rex}
      responses:
        '201':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
        '422': {$ref: '#/components/responses/Refused'}
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
    get:
      operationId: getPet
      tags: [Pets]
      security: [{token: []}]
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
        '404': {$ref: '#/components/responses/Refused'}
    delete:
      operationId: deletePet
      tags: [Pets]
      security: [{token: []}]
      responses:
        '204': {description: Gone.}
        '404': {$ref: '#/components/responses/Refused'}
  /session:
    post:
      operationId: logIn
      tags: [Pets]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                user: {type: string, example: ada}
                password: {type: string, format: password, example: secret-word}
      responses:
        '201':
          description: The token.
          content:
            application/json:
              schema:
                type: object
                properties:
                  token: {type: string}
  /feed:
    get:
      operationId: readFeed
      tags: [Pets]
      responses:
        '200':
          description: Events.
          content:
            text/event-stream:
              itemSchema:
                type: object
                properties:
                  data: {type: string}
                  event: {type: string}
                  id: {type: string, pattern: '^[0-9]+$'}
";

/// A project whose server has a fault; `more` are further lines of `[live]`.
fn project(fault: &str, more: &str) -> Project {
    let program = std::env::current_exe().expect("this program");
    let program = program.to_str().expect("UTF-8");
    let project = Project::new().with("openapi.yaml", DOCUMENT);
    let mark = project.folder().display();
    let configuration = format!(
        "[facts]\napi = \"openapi.yaml\"\n\n[live]\n\
         command = [\"{program}\", \"live::server::serve\", \"--exact\", \"--ignored\", \"--nocapture\"]\n\
         ready = \"/healthz\"\n\
         env = {{ PORT = \"{{port}}\", FAULT = \"{fault}\", TEST_MARK = \"{mark}\" }}\n{more}"
    );
    project.with("sourcebook.toml", configuration)
}

/// The numbers of the processes that a project has started and that still run.
fn left_behind(project: &Project) -> Vec<String> {
    let mark = format!("TEST_MARK={}", project.folder().display());
    let entries = std::fs::read_dir("/proc").expect("processes").flatten();
    let has_mark = |entry: &std::fs::DirEntry| {
        let environment = std::fs::read(entry.path().join("environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
    };
    let names = entries.filter(has_mark).map(|entry| entry.file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

/// Fails the test where a process runs on, or the home of the server is still there.
fn expect_nothing_left(project: &Project) {
    assert_eq!(left_behind(project), [""; 0]);
    if project.has("home.txt") {
        let home = project.read("home.txt");
        assert!(!std::path::Path::new(&home).exists(), "{home}");
    }
}

/// A run against a server with a fault.
fn run(fault: &str) -> Run {
    run_with(fault, "", &[])
}

fn run_with(fault: &str, more: &str, arguments: &[&str]) -> Run {
    let project = project(fault, more);
    let arguments = [&["live"], arguments].concat();
    let run = project.run(&arguments);
    expect_nothing_left(&project);
    run
}

/// What was printed, without what differs from machine to machine.
fn shown(run: &Run) -> String {
    let program = std::env::current_exe().expect("this program");
    let mut text = run.shown().replace(program.to_str().expect("UTF-8"), "SERVER");
    // How much is marked of a line with the path of the program depends on its length.
    while text.contains("^^^^") {
        text = text.replace("^^^^", "^^^");
    }
    text
}

#[test]
fn a_sound_server() {
    assert_snapshot!(shown(&run_with("", "", &["-v"])));
}

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

#[test]
fn a_skip_of_what_is_not_there() {
    let skip = "skip = [{ operation = \"deletPet\", because = \"pets are for ever\" }]\n";
    assert_snapshot!(shown(&run_with("", skip, &[])));
}

#[test]
fn the_answers_are_those_that_check_reads() {
    let reference = "\n[products.api-reference]\nout = \"docs/api\"\n";
    let project = project("wrong-status", reference).generated();
    project.run(&["live", "--answers", "answers.jsonl"]).expect_exit(100);
    let answers = project.read("answers.jsonl");
    let line = "{\"method\": \"POST\", \"path\": \"/session\", \"status\": 201}\n";
    assert!(answers.contains(line), "{answers}");
    let check = project.run(&["check", "--answers", "answers.jsonl"]);
    check.expect_exit(100).expect_out("`POST /pets` answered 202, which it does not describe");
}

#[test]
fn every_form_of_the_report_points_at_the_document_and_at_the_page() {
    let project = project("refuses", "\n[products.api-reference]\nout = \"docs/api\"\n");
    assert_snapshot!(shown(&project.run(&["live", "-q"])));
    let json = project.run(&["live", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(report["live"]["operations"], serde_json::json!([3, 6]));
    assert_eq!(report["live"]["answered"][1]["as_printed"], 422);
    assert_eq!(report["problems"][2]["related"][0]["file"], "docs/api/pets.md");
    let sarif = project.run(&["live", "--format", "sarif"]);
    sarif.expect_exit(100).expect_out("\"ruleId\": \"example-refused\"");
    let github = project.run(&["live", "--format", "github"]);
    github.expect_exit(100).expect_out("::error file=openapi.yaml,line=44,");
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

/// A project whose scenario has these steps.
fn scripted(fault: &str, steps: &str) -> Project {
    let scenario = format!(
        "arazzo: 1.0.1\ninfo: {{title: Pets, version: '1'}}\nworkflows:\n- workflowId: live\n  steps:\n{steps}"
    );
    project(fault, "scenario = \"live.arazzo.yaml\"\n").with("live.arazzo.yaml", scenario)
}

#[test]
fn a_scenario_replaces_what_is_derived_and_the_rest_stays() {
    let steps = "  - stepId: add
    operationId: addPet
    requestBody: {payload: {name: Rex, color: black}}
    outputs: {pet: '$response.body#/id'}
  - stepId: get
    operationPath: '{$sourceDescriptions.api.url}#/paths/~1pets~1{id}/get'
    parameters: [{name: id, in: path, value: $steps.add.outputs.pet}]
    successCriteria: [{condition: $statusCode == 200}]
";
    let project = scripted("needs-color", steps);
    let run = project.run(&["live"]);
    expect_nothing_left(&project);
    assert_snapshot!(shown(&run));
}

#[test]
fn a_step_that_is_answered_otherwise_and_one_that_waits_for_it() {
    let steps = "  - stepId: add
    operationId: addPet
    successCriteria: [{condition: $statusCode == 204}]
    outputs: {pet: '$response.body#/id'}
  - stepId: get
    operationId: getPet
    parameters: [{name: id, in: path, value: $steps.add.outputs.pet}]
";
    assert_snapshot!(shown(&scripted("", steps).run(&["live"])));
}

#[test]
fn a_scenario_with_mistakes() {
    let steps = "  - stepId: add
    operationId: addPett
    onSuccess: []
    paramters: []
    parameters: [{name: id, in: pth, value: $steps.gt.outputs.pet}]
    outputs: {pet: 7}
    successCriteria: [{condition: '$response.body#/id == 1'}]
";
    assert_snapshot!(shown(&scripted("", steps).run(&["live"])));
    let project = project("", "scenario = \"live.arazzo.yaml\"\n")
        .with("live.arazzo.yaml", "arazzo: 2.0.0\n");
    assert_snapshot!(shown(&project.run(&["live"])));
}

#[test]
fn recorded_answers_are_the_same_bytes_and_stand_on_the_pages() {
    let project = project("", "\n[products.api-reference]\nout = \"docs/api\"\n");
    let first = project.run(&["live", "--record"]);
    first.expect_exit(0);
    let recorded = project.read("docs/live/pets.json");
    project.run(&["live", "--record"]).expect_exit(0).expect_out("0 files written");
    assert_eq!(project.read("docs/live/pets.json"), recorded);
    expect_nothing_left(&project);
    assert!(!project.read("docs/live/session.json").contains("secret-token"));
    assert_snapshot!(recorded);
    project.run(&["gen"]).expect_exit(0);
    let page = project.read("docs/api/pets.md");
    assert!(page.contains("**Example: recorded**\n\n```json\n{\n  \"id\": 40,"), "{page}");
}

#[test]
fn recorded_answers_that_are_out_of_date() {
    let project = project("", "\n[products.api-reference]\nout = \"docs/api\"\n");
    project.run(&["live", "--record"]).expect_exit(0);
    let recorded = project.read("docs/live/pets.json").replace("\"name\"", "\"nom\"");
    project.write("docs/live/pets.json", recorded);
    assert_snapshot!(shown(&project.run(&["live"])));
    project.run(&["gen", "--allow", "example-drift"]);
    assert_snapshot!(shown(&project.run(&["check"])));
}

#[test]
fn an_answer_that_is_not_the_same_twice() {
    let project = project("counts", "");
    let run = project.run(&["live", "--record"]);
    expect_nothing_left(&project);
    assert_snapshot!(shown(&run));
    assert!(!project.has("docs/live"));
}

#[test]
fn the_lines_of_marked_pages_are_run_where_it_is_asked_for() {
    let page = "# Pets\n\n<!-- sourcebook: run -->\n\n```console\n$ echo one \\\n    two\none two\n$ export \
                NAME=Rex\n$ echo \"$NAME is $$\"\nRex is <NUMBER>\n$ false\n$ printf 'a\\nb\\n'\na\nc\n\
                ```\n\n```toml\n$ not run\n```\n";
    let project =
        project("", "").with("README.md", page).with("other.md", "```console\n$ false\n```\n");
    project.run(&["live"]).expect_exit(0);
    let run = project.run(&["live", "--pages"]);
    expect_nothing_left(&project);
    assert_snapshot!(shown(&run));
}

#[test]
fn examples_with_names_are_sent_too() {
    let project = project("", "");
    let schema = "          application/json:\n            schema:\n              type: object\n              required: [name]\n";
    let examples = "          application/json:\n            examples:\n              dog: {value: {name: Rex}}\n              number: {value: {name: 7}}\n            schema:\n              type: object\n              required: [name]\n";
    project.write("openapi.yaml", DOCUMENT.replace(schema, examples));
    let run = project.run(&["live"]);
    expect_nothing_left(&project);
    assert_snapshot!(shown(&run));
}
