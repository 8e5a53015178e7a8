//! The documents of a corpus.

use std::path::{Path, PathBuf};

use sourcebook_model::{Document, Options, read_path};
use sourcebook_syntax::{Severity, Sources};

/// Every document of the corpus.
pub(crate) fn documents(corpus: &Path) -> Vec<PathBuf> {
    let index = std::fs::read_to_string(corpus.join("INDEX.tsv")).expect("an index");
    let names = index.lines().skip(1).filter_map(|line| line.split('\t').next());
    names.map(|name| corpus.join(name)).collect()
}

/// A document, which must have no errors.
pub(crate) fn read(sources: &mut Sources, path: &Path) -> Document {
    let reading = read_path(sources, path, Options::default());
    let errors: Vec<_> =
        reading.diagnostics.iter().filter(|one| one.code.severity >= Severity::Error).collect();
    assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    reading.document.expect("a document")
}
