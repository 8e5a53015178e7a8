//! The documentation in this repository is what the server says of itself today.

use std::path::Path;

use sourcebook::facts::AtHand;
use sourcebook::report::Verdict;

#[test]
fn the_documentation_is_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let facts = serde_json::to_string(&coderd::facts()).expect("facts are plain data");
    let own = sourcebook::command_line::own_facts().expect("facts are plain data");
    let named = [("sourcebook".to_owned(), own)].into();
    let at_hand = AtHand { document: Some(facts), named, ..AtHand::default() };
    let outcome = sourcebook::check_with(folder, at_hand);
    assert!(
        outcome.verdict == Verdict::Fresh,
        "{}\nRun `cargo run -p sourcebook -- gen` and commit what changed.",
        outcome.text
    );
}
