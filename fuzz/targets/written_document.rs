//! Plausible documents made of any bytes, to the writer.

#![no_main]

use arbitrary::Unstructured;
use libfuzzer_sys::{Corpus, fuzz_target};

#[path = "../../crates/sourcebook/tests/soundness/input.rs"]
mod input;
#[path = "../../crates/sourcebook/tests/round_trip/mod.rs"]
mod round_trip;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(Some(document)) = sourcebook_fuzz::document(&mut Unstructured::new(bytes)) else {
        return Corpus::Reject;
    };
    let problems = round_trip::problems(document.as_bytes());
    assert!(problems.is_empty(), "{problems:#?}\n{document}");
    Corpus::Keep
});
