//! Severities and the allow list.

use insta::assert_snapshot;

use crate::project::{PAGES, PETS, Project};

/// A document in which two path parameters are not declared.
fn with_two_warnings() -> String {
    PETS.replace("/pets:", "/pets/{pet}:").replace("/owners:", "/owners/{owner}:")
}

fn allowing(entry: &str) -> Project {
    let configuration = PAGES.to_owned() + entry;
    Project::configured(&configuration).with("openapi.yaml", with_two_warnings())
}

fn warnings(project: &Project) -> usize {
    project.run(&["gen"]).out.matches("warning[undeclared-path-parameter]").count()
}

#[test]
fn a_severity_is_raised_and_lowered() {
    let project = allowing("[problems]\nundeclared-path-parameter = \"error\"\n");
    project.run(&["gen"]).expect_exit(100).expect_out("error[undeclared-path-parameter]");
    assert!(!project.has("docs"));
    let project = allowing("[problems]\nundeclared-path-parameter = \"allow\"\n");
    let run = project.run(&["gen"]);
    run.expect_exit(0);
    assert!(!run.out.contains("undeclared-path-parameter"), "{}", run.out);
}

#[test]
fn a_problem_is_allowed_at_its_place_and_nowhere_else() {
    let places = [
        ("", 2),
        ("openapi.yaml", 0),
        ("*", 0),
        ("openapi.yaml#/paths", 0),
        ("openapi.yaml#/paths/~1pets~1{pet}", 1),
        ("openapi.yaml#/paths/~1pets~1{pe", 2),
        ("openapi.yaml#/paths/*owner*", 1),
        ("*.yaml#/components", 2),
        ("other.yaml", 2),
    ];
    for (place, expected) in places {
        let entry = format!(
            "[[allow]]\nproblem = \"undeclared-path-parameter\"\nplace = \"{place}\"\nreason = \"r\"\n"
        );
        let project = if place.is_empty() { allowing("") } else { allowing(&entry) };
        assert_eq!(warnings(&project), expected, "{place}");
        let unused = project.run(&["check"]).out.contains("warning[unused-allow]");
        assert_eq!(unused, !place.is_empty() && expected == 2, "{place}");
    }
}

#[test]
fn an_error_that_is_allowed_lets_gen_write() {
    let document = PETS.replace("operationId: listOwners", "operationId: listPets");
    let entry = "[[allow]]\nproblem = \"duplicate-operation-id\"\nplace = \"openapi.yaml\"\n\
                 reason = \"clients depend on it\"\n";
    let project = Project::configured(&(PAGES.to_owned() + entry)).with("openapi.yaml", document);
    project.run(&["gen"]).expect_exit(0);
    project.run(&["check", "--deny", "warnings"]).expect_exit(0);
}

#[test]
fn a_problem_of_a_file_on_disk_is_allowed_by_its_path() {
    let entry = "[[allow]]\nproblem = \"unrecorded-file\"\nplace = \"docs/api/pets.md\"\n\
                 reason = \"moved to Sourcebook\"\n";
    let project = Project::configured(&(PAGES.to_owned() + entry))
        .with("openapi.yaml", PETS)
        .with("docs/api/pets.md", "# By the old tool\n");
    project.run(&["gen"]).expect_exit(0);
    assert_ne!(project.read("docs/api/pets.md"), "# By the old tool\n");
}

#[test]
fn an_entry_that_matches_nothing_is_a_warning() {
    let entry =
        "[[allow]]\nproblem = \"no-operations\"\nplace = \"openapi.yaml\"\nreason = \"r\"\n";
    let project =
        Project::configured(&(PAGES.to_owned() + entry)).with("openapi.yaml", PETS).generated();
    let run = project.run(&["check", "--deny", "warnings"]);
    assert_snapshot!(run.shown(), @r#"
    exit 100
    warning[unused-allow]: no `no-operations` was found at the place that is allowed
     --> sourcebook.toml:7:9
      |
    7 | place = "openapi.yaml"
      |         ^^^^^^^^^^^^^^ matches nothing
      |
      = help: remove this `[[allow]]` entry, or correct its place

    failed: 1 warning, and warnings are denied. `sourcebook explain unused-allow` says more
    "#);
}
