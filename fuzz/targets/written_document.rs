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
    let faults = round_trip::faults(document.as_bytes());
    assert!(faults.is_empty(), "{faults:#?}\n{document}");
    Corpus::Keep
});
