//! The documentation in this repository is what the server says of itself today, and so are the pages
//! in the layout of an older toolchain, which others agreed on pieces of.

use std::path::Path;

use sourcebook::facts::AtHand;
use sourcebook::report::Verdict;

#[test]
fn the_documentation_is_fresh() {
    assert_fresh("");
}

#[test]
fn pages_in_the_older_layout_are_fresh() {
    assert_fresh("tests/snapshots/coder-layout");
}

/// Fails where a project in a folder of this workspace has files that are out of date.
fn assert_fresh(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let facts = serde_json::to_string(&coderd::facts()).expect("facts are plain data");
    let own = sourcebook::command_line::own_facts().expect("facts are plain data");
    let named = [("sourcebook".to_owned(), own)].into();
    let at_hand = AtHand { document: Some(facts), named, ..AtHand::default() };
    let outcome = sourcebook::check_with(&folder, at_hand);
    assert!(
        outcome.verdict == Verdict::Fresh,
        "{}\nRun `cargo run -p sourcebook -- gen` in {} and commit what changed.",
        outcome.text,
        folder.display()
    );
}
