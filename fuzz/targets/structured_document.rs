//! Plausible documents made of any bytes, so that almost every run renders pages.

#![no_main]

use arbitrary::Unstructured;
use libfuzzer_sys::{Corpus, fuzz_target};

#[path = "../../crates/sourcebook/tests/soundness/input.rs"]
mod input;
#[path = "../../crates/sourcebook/tests/soundness/mod.rs"]
mod soundness;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(Some(document)) = sourcebook_fuzz::document(&mut Unstructured::new(bytes)) else {
        return Corpus::Reject;
    };
    let problems = soundness::problems(document.as_bytes());
    assert!(problems.is_empty(), "{problems:#?}\n{document}");
    Corpus::Keep
});
