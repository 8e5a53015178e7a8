//! From text to [`Document`].

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::source::Sources;

/// Every kind of fault that reading can find.
pub const CODES: &[&Code] = &[];

/// Fetches documents that a `$ref` names by URL; without one, such a `$ref` is only reported.
pub trait Fetch {
    /// The text behind `url`.
    ///
    /// # Errors
    /// One sentence on why there is none.
    fn fetch(&mut self, url: &str) -> Result<String, String>;
}

/// How to read.
#[derive(Default)]
pub struct Options<'a> {
    /// Asked for the text behind a URL in a `$ref`; the network is never used otherwise.
    pub fetch: Option<&'a mut dyn Fetch>,
}

/// A document to read.
#[derive(Debug)]
pub struct Input {
    /// The name that messages show: a path, or what printed the document.
    pub name: String,
    /// The bytes as they were found: JSON or YAML.
    pub bytes: Vec<u8>,
    /// The folder against which relative `$ref`s are resolved.
    pub folder: PathBuf,
    /// JSON pointer of the document inside the text; empty when the text is the document.
    pub pointer: String,
}

/// What came of reading: a document unless something fatal was found, and everything that is to
/// be said about it, in reading order.
#[derive(Debug, Default)]
pub struct Reading {
    /// The document; absent after a fatal fault.
    pub document: Option<Document>,
    /// Every fault found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a document from memory; the files that it names by relative `$ref` are read from disk.
pub fn read(_sources: &mut Sources, _input: Input, _options: Options<'_>) -> Reading {
    Reading::default()
}

/// Reads a document from a file.
pub fn read_path(_sources: &mut Sources, _path: &Path, _options: Options<'_>) -> Reading {
    Reading::default()
}
