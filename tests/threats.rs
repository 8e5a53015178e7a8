//! The page on security names a test for each defense: each of these tests exists.

use std::path::Path;

const PAGE: &str = include_str!("../docs/admin/security.md");

/// The tests that a page names, as `FILE::FUNCTION` in code spans.
fn named_tests(page: &str) -> impl Iterator<Item = (&str, &str)> {
    let spans = page.split('`').skip(1).step_by(2);
    spans.filter_map(|span| span.split_once(".rs::"))
}

/// The lines of the page's tables below their heads.
fn lines_of_tables(page: &str) -> impl Iterator<Item = &str> {
    let lines = page.lines().filter(|line| line.starts_with("| "));
    lines.filter(|line| !line.starts_with("| Threat |"))
}

#[test]
fn every_defense_has_a_test_that_exists() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lines = 0;
    for line in lines_of_tables(PAGE) {
        lines += 1;
        assert!(named_tests(line).next().is_some(), "no test is named: {line}");
    }
    assert!(lines > 20, "{lines} lines");
    for (file, name) in named_tests(PAGE) {
        let source = std::fs::read_to_string(workspace.join(format!("{file}.rs")))
            .unwrap_or_else(|error| panic!("{file}.rs: {error}"));
        assert!(source.contains(&format!("fn {name}(")), "{file}.rs has no test {name}");
    }
}
