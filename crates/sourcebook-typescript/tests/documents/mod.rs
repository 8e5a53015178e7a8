//! Documents of tests, in folders that variables name.

use std::path::{Path, PathBuf};

use sourcebook_model::document::Document;
use sourcebook_model::{Input, Options, read};
use sourcebook_syntax::Sources;

/// A document from its file; none where it cannot be read.
pub(crate) fn read_document(path: &Path) -> Option<Document> {
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    let bytes = std::fs::read(path).expect("a file");
    let input = Input { name: "document".to_owned(), bytes, folder };
    read(&mut Sources::new(), input, Options::default()).document
}

/// A folder that a variable names; none where it does not, which is said. The corpus can be required by
/// `SOURCEBOOK_REQUIRE_CORPUS=1`.
#[expect(clippy::disallowed_methods, reason = "tests are told by variables where documents are")]
pub(crate) fn folder(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_dir());
    let required = std::env::var_os("SOURCEBOOK_REQUIRE_CORPUS").is_some_and(|value| value == "1");
    let is_needed = required && variable == "SOURCEBOOK_CORPUS";
    assert!(folder.is_some() || !is_needed, "{variable} names no folder, and is required");
    if folder.is_none() {
        #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
        {
            eprintln!("SKIPPED: set {variable} to a folder to run this");
        }
    }
    folder
}
