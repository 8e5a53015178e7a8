//! Projects in `tests/cases`, each with the pages that it gives.
//!
//! A case is an ordinary project whose pages lie in `expected`; `sourcebook gen` in its folder
//! brings them up to date after a change that is meant.

mod pages;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sourcebook::products::api_reference::Page;
use sourcebook::report::Verdict;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a case").path());
    entries.filter(|path| path.join("sourcebook.toml").is_file()).collect()
}

/// The pages that a case expects.
fn expected(case: &Path) -> Vec<Page> {
    let entries = fs::read_dir(case.join("expected")).expect("expected pages");
    let page = |path: PathBuf| Page {
        file: path.file_name().expect("a name").to_string_lossy().into_owned(),
        text: fs::read_to_string(&path).expect("a page"),
    };
    entries.map(|entry| page(entry.expect("a page").path())).collect()
}

#[test]
fn every_case_gives_its_pages() {
    assert_eq!(cases().len(), 4, "a case is missing, or this count is old");
    for case in cases() {
        let outcome = sourcebook::check(&case, None);
        assert!(outcome.verdict == Verdict::Fresh, "{}\n{}", case.display(), outcome.text);
    }
}

#[test]
fn no_expected_page_is_left_over() {
    for case in cases() {
        let record = fs::read_to_string(case.join(".sourcebook/written")).expect("a record");
        let recorded: BTreeSet<String> =
            record.lines().map(|line| line.replace("expected/", "")).collect();
        let found: BTreeSet<String> = expected(&case).into_iter().map(|page| page.file).collect();
        assert_eq!(found, recorded, "{}", case.display());
    }
}

#[test]
fn default_pages_are_sound() {
    for case in cases() {
        if case.ends_with("swagger-compat") {
            continue;
        }
        let faults = pages::faults(&expected(&case));
        assert!(faults.is_empty(), "{}: {faults:#?}", case.display());
    }
}

#[test]
fn the_compatible_profile_keeps_its_defects() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/swagger-compat");
    let pages = expected(&case);
    assert!(!pages::faults(&pages).is_empty(), "a table is cut where a paragraph ends");
}
