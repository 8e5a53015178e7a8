//! Two plausible documents made of any bytes, compared: it ends, and each with itself is the same.

#![no_main]

use std::path::PathBuf;

use arbitrary::Unstructured;
use libfuzzer_sys::{Corpus, fuzz_target};
use sourcebook_changes::{Options, compare};
use sourcebook_model::{Document, Input, read};
use sourcebook_syntax::Sources;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let mut bytes = Unstructured::new(bytes);
    let mut next = || sourcebook_fuzz::document(&mut bytes).ok().flatten();
    let (Some(old), Some(new)) = (next(), next()) else { return Corpus::Reject };
    let (Some(before), Some(after)) = (document(&old), document(&new)) else {
        return Corpus::Reject;
    };
    let options = Options::default();
    compare(&before, &after, &options);
    compare(&after, &before, &options);
    for (text, document) in [(&old, &before), (&new, &after)] {
        let changes = compare(document, document, &options);
        let told: Vec<_> = changes.iter().map(|change| &change.message).collect();
        assert!(told.is_empty(), "{told:#?}\n{text}");
    }
    Corpus::Keep
});

fn document(text: &str) -> Option<Document> {
    let bytes = text.as_bytes().to_vec();
    let input = Input { name: "document.json".to_owned(), bytes, folder: PathBuf::new() };
    read(&mut Sources::new(), input, sourcebook_model::Options::default()).document
}
