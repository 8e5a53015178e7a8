//! The documentation in this repository is what the server says of itself today.

use std::path::Path;

use sourcebook::report::Verdict;

#[test]
fn the_documentation_is_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let facts = serde_json::to_string(&coderd::facts()).expect("facts are plain data");
    let outcome = sourcebook::check(folder, Some(facts));
    assert!(
        outcome.verdict == Verdict::Fresh,
        "{}\nRun `cargo run -p sourcebook -- gen` and commit what changed.",
        outcome.text
    );
}
