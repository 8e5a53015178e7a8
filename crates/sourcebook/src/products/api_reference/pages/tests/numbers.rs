//! Settings that are numbers: each one changes the pages.

use super::{PagesSettings, document, page, render};
use crate::products::api_reference::settings::ReferenceSettings;

/// Named schemas that hold each other, six of them, and an object of many members in another.
fn page_with(settings: &ReferenceSettings) -> String {
    let nested: Vec<String> = (1..=6)
        .map(|at| {
            let next = at % 6 + 1;
            format!(
                "    L{at}: {{type: object, properties: {{m{at}: {{$ref: '#/components/schemas/L{next}'}}}}}}\n"
            )
        })
        .collect();
    let many: Vec<String> = (0..30).map(|at| format!("a{at}: {{type: string}}")).collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /:\n    post:\n      \
         operationId: a\n      tags: [t]\n      requestBody: {{content: {{application/json: {{schema: \
         {{$ref: '#/components/schemas/L1'}}}}}}}}\n      responses: {{'200': {{content: \
         {{application/json: {{schema: {{$ref: '#/components/schemas/L1'}}}}, text/json: {{schema: {{type: \
         object, properties: {{o: {{type: object, properties: {{{}}}}}}}}}}}}}}}}}\ncomponents:\n  schemas:\n{}",
        many.join(", "),
        nested.concat()
    );
    page(&render(&document(&text), &PagesSettings::from(settings)).pages, "t.md")
}

/// The members of the nested schemas that a part of a page shows as fields.
fn fields(part: &str) -> Vec<&str> {
    let lines = part.lines().filter_map(|line| line.trim_start().strip_prefix("- **`m"));
    lines.filter_map(|line| line.split('`').next()).collect()
}

#[test]
fn levels_say_how_deep_fields_are_shown() {
    let table: [(usize, usize, &[&str], &[&str]); 3] = [
        (2, 1, &["1", "2"], &["1"]),
        (1, 3, &["1"], &["1", "2", "3"]),
        (5, 2, &["1", "2", "3", "4", "5"], &["1", "2"]),
    ];
    for (request_levels, response_levels, in_body, in_response) in table {
        let settings =
            ReferenceSettings { request_levels, response_levels, ..ReferenceSettings::default() };
        let page = page_with(&settings);
        let (body, response) = page.split_once("\n### Responses\n").expect("responses");
        assert_eq!((fields(body), fields(response)), (in_body.to_vec(), in_response.to_vec()));
    }
}

#[test]
fn samples_have_as_many_lines_as_the_project_says() {
    let with = |sample_lines| {
        page_with(&ReferenceSettings { sample_lines, ..ReferenceSettings::default() })
    };
    let whole = with(80);
    assert!(whole.contains("\"a29\": \"string\"") && !whole.contains("Left out:"), "{whole}");
    let cut = with(10);
    assert!(!cut.contains("\"a29\"") && cut.contains("\n\nLeft out: optional members"), "{cut}");
}
