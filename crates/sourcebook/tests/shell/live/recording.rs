//! Answers that are recorded, and those that are out of date.

use insta::assert_snapshot;

use super::{expect_nothing_left, project, shown};

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
