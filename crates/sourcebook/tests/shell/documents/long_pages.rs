//! Documents whose pages are too long.

use insta::assert_snapshot;

use crate::project::{PAGES, Project};

/// Two operations of one tag and two schemas, with as many lines of descriptions.
fn with_descriptions(operations: [usize; 2], schemas: [usize; 2]) -> Vec<u8> {
    let line = format!("        {}\n", "word ".repeat(19).trim_end());
    let described =
        |lines: usize| format!("      description: |\n        start\n{}", line.repeat(lines));
    let operation = |name: &str, lines: usize| {
        format!(
            "  /{name}:\n    get:\n      tags: [long]\n      responses: {{'200': {{description: \
             OK}}}}\n{}",
            described(lines)
        )
    };
    let schema =
        |name: &str, lines: usize| format!("    {name}:\n      type: object\n{}", described(lines));
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n{}{}components:\n  schemas:\n{}{}",
        operation("a", operations[0]),
        operation("b", operations[1]),
        schema("Pet", schemas[0]),
        schema("Plant", schemas[1])
    )
    .into_bytes()
}

#[test]
fn pages_that_are_too_long_name_what_makes_them_so() {
    let run = |contents: Vec<u8>, settings: &str| {
        let project = Project::configured(&format!("{PAGES}{settings}"));
        project.with("openapi.yaml", contents).run(&["gen"])
    };
    let operations = || with_descriptions([20_000, 34_000], [1, 1]);
    let schemas = || with_descriptions([1, 1], [34_000, 20_000]);
    assert_snapshot!("long_page_of_operations", run(operations(), "").shown());
    assert_snapshot!("long_page_of_schemas", run(schemas(), "").shown());
    // What is advised helps.
    for (contents, settings) in
        [(operations(), "pages = 'operation'\n"), (schemas(), "schemas = 'each'\n")]
    {
        let run = run(contents, settings);
        run.expect_exit(0);
        assert!(!run.out.contains("long-page"), "{}", run.out);
    }
    // Where one operation alone is too long, it is not advised.
    assert_snapshot!("long_operation", run(with_descriptions([54_000, 1], [1, 1]), "").shown());
}
