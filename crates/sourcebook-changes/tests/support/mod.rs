//! Reads documents for tests.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::path::{Path, PathBuf};

use sourcebook_changes::{Change, Date, Level, Options, compare};
use sourcebook_model::{Document, Input, Options as Reading, read};
use sourcebook_syntax::{Severity, Sources};

/// The folder of pairs of documents with known verdicts, which are not part of this repository.
pub(crate) fn folder() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "tests find the data by an environment variable")]
    let folder = std::env::var_os("SOURCEBOOK_CHANGES").map(PathBuf::from);
    if folder.is_none() {
        #[expect(clippy::print_stderr, reason = "who runs tests must see what is skipped")]
        {
            eprintln!("SKIPPED: set SOURCEBOOK_CHANGES to a folder of pairs with known verdicts");
        }
    }
    folder
}

/// Reads a document from bytes; what cannot be read at all fails the test.
pub(crate) fn document(name: &str, bytes: Vec<u8>, folder: &Path) -> Document {
    let mut sources = Sources::new();
    let input = Input { name: name.to_owned(), bytes, folder: folder.to_owned() };
    let reading = read(&mut sources, input, Reading::default());
    let fatal = reading.diagnostics.iter().find(|one| one.severity == Severity::Fatal);
    let why = fatal.map(|one| one.message.clone()).unwrap_or_default();
    reading.document.unwrap_or_else(|| panic!("{name} is not read: {why}"))
}

/// Reads a document from text.
pub(crate) fn of_text(text: &str) -> Document {
    document("document", text.as_bytes().to_vec(), Path::new(""))
}

/// How the tests compare: on a day that does not pass.
pub(crate) fn options() -> Options {
    let today = Date::parse("2026-07-31").expect("a day");
    Options { today, ..Options::default() }
}

/// Every change between two texts.
pub(crate) fn changes(old: &str, new: &str) -> Vec<Change> {
    compare(&of_text(old), &of_text(new), &options())
}

/// The worst level, as the tables name it.
pub(crate) fn verdict(changes: &[Change]) -> &'static str {
    changes.iter().map(|change| change.level).max().map_or("none", Level::name)
}
