//! Traps that need what the server answered.

use insta::assert_snapshot;

use super::{operation, project, sound};

/// What `check --answers` says of the sound server, whose files are up to date.
fn answered(lines: &str) -> String {
    let project = project(&sound()).generated();
    project.write("answers.jsonl", lines);
    project.run(&["check", "--answers", "answers.jsonl"]).shown()
}

#[test]
fn a_status_that_is_not_documented() {
    assert_snapshot!(answered(
        "{\"method\": \"GET\", \"path\": \"/api/trees\", \"status\": 200}\n\
         {\"method\": \"get\", \"path\": \"/api/trees/7?deep=true\", \"status\": 404, \"ms\": 3}\n\
         \n\
         {\"method\": \"GET\", \"path\": \"/api/trees/8\", \"status\": 404}\n\
         {\"method\": \"PUT\", \"path\": \"/api/trees\", \"status\": 405}\n\
         {\"method\": \"GET\", \"path\": \"/elsewhere\", \"status\": 500}\n\
         {\"method\": \"HEAD\", \"path\": \"/api/trees/\", \"status\": 503}\n"
    ), @r#"
    exit 100
    error[undocumented-status]: `GET /trees/{id}` answered 404, which it does not describe
      --> <cat facts.json>:41:11
       |
    41 |           "responses": {
       |           ^^^^^^^^^^^ no 404 among these
       |
      ::: answers.jsonl:2:1
       |
     2 | {"method": "get", "path": "/api/trees/7?deep=true", "status": 404, "ms": 3}
       | --------------------------------------------------------------------------- seen here, for `/api/trees/7?deep=true`
       |
       = help: describe the response 404, or do not send it

    error[undocumented-status]: `GET /trees` answered 503, which it does not describe
      --> <cat facts.json>:19:11
       |
    19 |           "responses": {
       |           ^^^^^^^^^^^ no 503 among these
       |
      ::: answers.jsonl:7:1
       |
     7 | {"method": "HEAD", "path": "/api/trees/", "status": 503}
       | -------------------------------------------------------- seen here, for `/api/trees/`
       |
       = help: describe the response 503, or do not send it

    failed: 2 errors. Run `sourcebook explain undocumented-status` for details
    "#);
}

#[test]
fn answers_that_are_none() {
    assert_snapshot!(answered("{\"method\": \"GET\"}\n"), @r#"
    exit 100
    error[invalid-answers]: this line is not a recorded response
     --> answers.jsonl:1:1
      |
    1 | {"method": "GET"}
      | ^^^^^^^^^^^^^^^^^ missing field `path`
      |
      = help: a line looks like `{"method": "GET", "path": "/trees/7", "status": 404}`

    failed: 1 error. Run `sourcebook explain invalid-answers` for details
    "#);
    assert_snapshot!(answered("\n"), @r"
    exit 100
    error[invalid-answers]: there are no recorded responses
     --> answers.jsonl:1:1
      |
    1 |
      | ^ nothing to compare
      |
      = help: did the tests run, and did they know where to record the responses?

    failed: 1 error. Run `sourcebook explain invalid-answers` for details
    ");
    let project = project(&sound()).generated();
    assert_snapshot!(project.run(&["check", "--answers", "none.jsonl"]).shown(), @r"
    exit 100
    error[invalid-answers]: cannot read none.jsonl: No such file or directory (os error 2)
     |
     = help: first run the tests that write it

    failed: 1 error. Run `sourcebook explain invalid-answers` for details
    ");
}

#[test]
fn a_range_and_the_default_cover_their_statuses() {
    for covering in ["4XX", "4xx", "default", "404"] {
        let mut facts = sound();
        facts["openapi"]["paths"]["/trees/{id}"]["get"] = operation("Trees", covering);
        let project = project(&facts).generated();
        project.write("a.jsonl", "{\"method\":\"GET\",\"path\":\"/api/trees/7\",\"status\":404}");
        project.run(&["check", "--answers", "a.jsonl"]).expect_exit(0);
    }
}
