//! Any text, as a page that is read and checked.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/sourcebook-prose/tests/soundness/page.rs"]
mod page;

fuzz_target!(|text: &str| {
    let problems = page::problems(text);
    assert!(problems.is_empty(), "{problems:#?}");
});
