//! The documents of a corpus, where one is at hand: `SOURCEBOOK_CORPUS` names its folder.
//!
//! Without the variable tests say that they are skipped; with `SOURCEBOOK_REQUIRE_CORPUS=1` they
//! fail instead.

use std::path::{Path, PathBuf};

use sourcebook_model::{Document, Options, Severity, Sources, read_path};

/// The corpus, unless there is none.
#[expect(clippy::disallowed_methods, reason = "tests are told by variables where documents are")]
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("SOURCEBOOK_CORPUS").map(PathBuf::from);
    let required = std::env::var_os("SOURCEBOOK_REQUIRE_CORPUS").is_some_and(|value| value == "1");
    let found = folder.filter(|folder| folder.is_dir());
    assert!(found.is_some() || !required, "SOURCEBOOK_CORPUS names no folder, and is required");
    if found.is_none() {
        #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
        {
            eprintln!("SKIPPED: set SOURCEBOOK_CORPUS to a folder of API documents to run this");
        }
    }
    found
}

/// Every document of the corpus.
pub(crate) fn documents(corpus: &Path) -> Vec<PathBuf> {
    let index = std::fs::read_to_string(corpus.join("INDEX.tsv")).expect("an index");
    let names = index.lines().skip(1).filter_map(|line| line.split('\t').next());
    names.map(|name| corpus.join(name)).collect()
}

/// A document, which must have no errors.
pub(crate) fn read(path: &Path) -> Document {
    let reading = read_path(&mut Sources::new(), path, Options::default());
    let errors: Vec<_> =
        reading.diagnostics.iter().filter(|one| one.code.severity >= Severity::Error).collect();
    assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    reading.document.expect("a document")
}
