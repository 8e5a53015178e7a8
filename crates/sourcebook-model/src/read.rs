//! From text to [`Document`].
//!
//! First every file is gathered that the document names (`gather`), then the objects are built
//! from the trees (`build`), and last the document is checked as a whole (`checks`).

mod build;
mod checks;
mod codes;
mod gather;
mod location;
mod reference;
mod resources;
mod version;

use std::path::{Path, PathBuf};

use foldhash::{HashSet, HashSetExt};

use crate::document::Document;
use sourcebook_syntax::{Diagnostic, Sources, Tree};

pub use codes::CODES;

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
}

/// What came of reading: a document unless something fatal was found, and everything that is to
/// be said about it, in reading order.
#[derive(Debug, Default)]
pub struct Reading {
    /// The document; absent after a fatal error.
    pub document: Option<Document>,
    /// Every diagnostic found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    fn failed(diagnostic: Diagnostic) -> Self {
        Self { document: None, diagnostics: vec![diagnostic] }
    }
}

/// Reads a document from memory; the files that it names by relative `$ref` are read from disk.
pub fn read(sources: &mut Sources, input: Input, options: Options<'_>) -> Reading {
    match Parsed::parse(sources, input, options) {
        Ok(parsed) => parsed.model(),
        Err(diagnostic) => Reading::failed(*diagnostic),
    }
}

/// Reads a document whose text is a tree already; relative `$ref`s are resolved against `folder`.
///
/// The document is the root of the tree, which may be a part of a larger text (see
/// [`Tree::set_root`]).
pub fn read_tree(
    sources: &mut Sources,
    tree: Tree,
    folder: &Path,
    options: Options<'_>,
) -> Reading {
    match Parsed::of_tree(sources, tree, folder, options) {
        Ok(parsed) => parsed.model(),
        Err(diagnostic) => Reading::failed(*diagnostic),
    }
}

/// Every file of a document, parsed; what the model is built from.
pub struct Parsed(gather::Gathered);

impl Parsed {
    /// Parses a document and every file that it names by relative `$ref`.
    ///
    /// # Errors
    /// The fatal error that makes the text unreadable.
    pub fn parse(
        sources: &mut Sources,
        input: Input,
        options: Options<'_>,
    ) -> Result<Self, Box<Diagnostic>> {
        let tree = sourcebook_syntax::parse(sources, &input.name, input.bytes)?;
        Self::of_tree(sources, tree, &input.folder, options)
    }

    fn of_tree(
        sources: &mut Sources,
        tree: Tree,
        folder: &Path,
        options: Options<'_>,
    ) -> Result<Self, Box<Diagnostic>> {
        gather::gather(sources, tree, folder, options).map(Self)
    }

    /// Builds the model and checks it as a whole.
    pub fn model(self) -> Reading {
        let Self(gathered) = self;
        let (version, version_text) = match version::detect(&gathered.trees[0]) {
            Ok(found) => found,
            Err(diagnostic) => return Reading::failed(*diagnostic),
        };
        let mut document = Document { version, version_text, ..Document::default() };
        let mut diagnostics = Vec::new();
        let build::Repeats(has_repeats) = build::build(&gathered, &mut document, &mut diagnostics);
        document.trees = gathered.trees;
        document.normalize();
        checks::check(&document, &mut diagnostics);
        if has_repeats {
            let mut seen = HashSet::new();
            diagnostics.retain(|one| {
                let place = one.place.as_ref().map(|place| (place.file, place.span));
                seen.insert((one.code.name, place, one.message.clone()))
            });
        }
        Reading { document: Some(document), diagnostics }
    }
}

/// Reads a document from a file.
pub fn read_path(sources: &mut Sources, path: &Path, options: Options<'_>) -> Reading {
    let name = path.to_string_lossy().replace('\\', "/");
    let bytes = match gather::read_bounded(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            return Reading::failed(
                Diagnostic::new(&codes::UNREADABLE, format!("`{name}` cannot be read"))
                    .note(error)
                    .help("check the path and its permissions"),
            );
        }
    };
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    read(sources, Input { name, bytes, folder }, options)
}

/// Reads a document at a URL, which is fetched only where the options say by what.
pub fn read_url(sources: &mut Sources, url: &str, mut options: Options<'_>) -> Reading {
    let fetched = options.fetch.as_mut().map(|fetch| fetch.fetch(url));
    let unreadable =
        |message: &str| Diagnostic::new(&codes::UNREADABLE, format!("`{url}` {message}"));
    match fetched {
        None => Reading::failed(
            unreadable("is a URL, which is not fetched")
                .help("allow it by `--fetch`, or by `fetch = true` under `[facts]`"),
        ),
        Some(Err(why)) => Reading::failed(
            unreadable("cannot be fetched")
                .note(why)
                .help("check the URL, or download the document"),
        ),
        Some(Ok(text)) => {
            let (name, bytes, folder) = (url.to_owned(), text.into_bytes(), PathBuf::new());
            read(sources, Input { name, bytes, folder }, options)
        }
    }
}

/// Whether the name of a document is a URL and no path.
pub fn is_url(name: &str) -> bool {
    location::is_url(name)
}
