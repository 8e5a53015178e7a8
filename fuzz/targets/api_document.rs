//! Any bytes, to the reader, and to the renderer when they are a document.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/sourcebook/tests/soundness/input.rs"]
mod input;
#[path = "../../crates/sourcebook/tests/soundness/mod.rs"]
mod soundness;

fuzz_target!(|bytes: &[u8]| {
    let problems = soundness::problems(bytes);
    assert!(problems.is_empty(), "{problems:#?}");
});
