//! Every program is run as it is printed, and what arrives is what the request says; formatters
//! have nothing to change.

mod answering_server;
mod comparing;
mod corpus_folder;
mod documents;
#[path = "languages/programs.rs"]
mod programs;
mod requests;
#[path = "languages/tools.rs"]
mod tools;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use comparing::differences;
use corpus_folder::corpus;
use programs::{Driver, Programs};
use requests::{NamedRequest, any_text, kinds, requests_of_corpus};
use tools::{GO, JAVASCRIPT, PYTHON, Tools};

/// How many counts of a kind.
type Counts = BTreeMap<&'static str, usize>;

/// How many requests of any texts are run.
const TEXTS: usize = 300;

/// The requests of the corpus, if it is there.
static CORPUS: LazyLock<Option<Vec<NamedRequest>>> =
    LazyLock::new(|| corpus().map(|folder| requests_of_corpus(&folder)));

/// Runs the program of each request, and fails with what went wrong; counts what the language
/// cannot send.
fn run_all(tools: &Tools, requests: &[NamedRequest]) -> Counts {
    let programs = Programs::write(tools, requests);
    let mut driver = Driver::start(tools, &programs).expect("a driver");
    let mut report = String::new();
    for (at, (text, (name, request))) in programs.all.iter().enumerate() {
        let found = match driver.run(at, request) {
            Ok(received) => differences(request, &received, &tools.client),
            Err(error) => vec![error],
        };
        for difference in found {
            let _ = writeln!(report, "{name}: {difference}\n{text}");
        }
    }
    assert!(report.is_empty(), "{report}");
    drop(driver);
    programs.skipped
}

/// Runs requests of every kind, of which some cannot be sent.
fn run_kinds(tools: &Tools, skipped: &[(&'static str, usize)]) {
    if tools.can_run() {
        assert_eq!(run_all(tools, &kinds()), skipped.iter().copied().collect());
    }
}

/// Runs the requests of the corpus, which some may not be sent for reasons with these names.
fn run_corpus(tools: &Tools, reasons: &[&str]) {
    let Some(requests) = CORPUS.as_ref().filter(|_| tools.can_run()) else { return };
    let skipped = run_all(tools, requests);
    #[expect(clippy::print_stdout, reason = "what was left out is to be seen")]
    {
        println!(
            "{}: of {} requests not sent: {skipped:?}",
            tools.language.title(),
            requests.len()
        );
    }
    assert_eq!(skipped.keys().copied().collect::<Vec<_>>(), reasons);
}

/// Runs requests of any texts, all of one program, which is why they are not shrunk.
fn run_any_text(tools: &Tools) {
    if !tools.can_run() {
        return;
    }
    let mut runner = TestRunner::deterministic();
    let request = |_| any_text::request().new_tree(&mut runner).expect("a request").current();
    let requests: Vec<NamedRequest> =
        (0..TEXTS).map(request).map(|request| ("any text".to_owned(), request)).collect();
    let skipped: usize = run_all(tools, &requests).values().sum();
    assert!(skipped * 2 < requests.len(), "{skipped} of {} requests not sent", requests.len());
}

/// Holds programs to the formatter of their language.
fn format_all(tools: &Tools) {
    if !tools.can_format() {
        return;
    }
    for requests in [Some(&kinds()), CORPUS.as_ref()].into_iter().flatten() {
        let programs = Programs::write(tools, requests);
        let output = tools::run(tools.formatter, &programs.folder()).expect("a formatter");
        let changes = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(changes.is_empty(), "{changes}");
    }
}

#[test]
fn every_kind_of_request_arrives_from_python() {
    let skipped = [
        ("dot-segments", 2),
        ("header-text", 1),
        ("method", 1),
        ("multipart", 3),
        ("no-parts", 1),
        ("other-method", 1),
        ("scheme", 1),
    ];
    run_kinds(&PYTHON, &skipped);
}

#[test]
fn every_kind_of_request_arrives_from_javascript() {
    let skipped = [
        ("body", 2),
        ("certificate", 1),
        ("dot-segments", 2),
        ("header-text", 1),
        ("method", 1),
        ("multipart", 3),
        ("no-parts", 1),
        ("other-method", 1),
        ("part-header", 1),
        ("scheme", 1),
    ];
    run_kinds(&JAVASCRIPT, &skipped);
}

#[test]
fn every_kind_of_request_arrives_from_go() {
    run_kinds(&GO, &[("method", 1), ("no-parts", 1), ("scheme", 1)]);
}

#[test]
fn any_text_arrives_from_python() {
    run_any_text(&PYTHON);
}

#[test]
fn any_text_arrives_from_javascript() {
    run_any_text(&JAVASCRIPT);
}

#[test]
fn any_text_arrives_from_go() {
    run_any_text(&GO);
}

#[test]
fn every_operation_arrives_from_python() {
    run_corpus(&PYTHON, &["multipart"]);
}

#[test]
fn every_operation_arrives_from_javascript() {
    run_corpus(&JAVASCRIPT, &["multipart", "other-method"]);
}

#[test]
fn every_operation_arrives_from_go() {
    run_corpus(&GO, &[]);
}

#[test]
fn ruff_has_nothing_to_change() {
    format_all(&PYTHON);
}

#[test]
fn prettier_has_nothing_to_change() {
    format_all(&JAVASCRIPT);
}

#[test]
fn gofmt_has_nothing_to_change() {
    format_all(&GO);
}
