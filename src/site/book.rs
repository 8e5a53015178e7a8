//! The files of a built book, read once and kept in memory: no path of a request reaches the disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use axum::body::Bytes;
use axum::http::HeaderValue;
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::media_type::media_type;

/// Maximum number of bytes of a book. A larger folder is most likely not a book.
const MAX_BOOK_BYTES: u64 = 512 * 1024 * 1024;

/// Why there is no documentation.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BookError {
    /// The redirects that were compiled in are no table.
    #[error(transparent)]
    Redirects(sourcebook_pages::redirects::TableError),
    /// The folder cannot be read.
    #[error("cannot read the documentation in {path}: {error}")]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The folder has no start page.
    #[error(
        "{0} is not a built book: it has no index.html. `sourcebook site` prints the folder that \
         it builds"
    )]
    NoBook(PathBuf),
    /// The folder holds far more than a book.
    #[error("{0} holds more than {size} MiB, which is too large for a book", size = MAX_BOOK_BYTES >> 20)]
    TooLarge(PathBuf),
}

/// One file of the book.
#[derive(Debug)]
pub(super) struct File {
    pub(super) contents: Bytes,
    pub(super) media_type: &'static str,
    /// Its entity tag (RFC 9110, section 8.8.3).
    pub(super) tag: HeaderValue,
    /// Whether its name changes whenever its contents do.
    pub(super) is_for_ever: bool,
}

/// What stands at a path.
#[derive(Debug)]
pub(super) enum Found<'b> {
    File(&'b File),
    /// A folder with an index page, asked for without its slash.
    Folder,
    Nothing,
}

/// All files by their paths below the book's root: `install/airgap.html`.
#[derive(Debug, Default)]
pub(super) struct Book {
    files: HashMap<String, File>,
}

impl Book {
    /// Reads every file below a folder. Links to elsewhere are not followed.
    pub(super) fn read(folder: &Path) -> Result<Self, BookError> {
        let mut book = Self::default();
        let mut left = MAX_BOOK_BYTES;
        let mut open = vec![(folder.to_owned(), String::new())];
        while let Some((at, below)) = open.pop() {
            let unreadable = |error| BookError::Unreadable { path: at.clone(), error };
            for entry in fs::read_dir(&at).map_err(unreadable)? {
                let entry = entry.map_err(unreadable)?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if below.is_empty() { name } else { format!("{below}/{name}") };
                let kind = entry.file_type().map_err(unreadable)?;
                if kind.is_dir() {
                    open.push((entry.path(), path));
                } else if kind.is_file() {
                    let size = entry.metadata().map_err(unreadable)?.len();
                    left = left
                        .checked_sub(size)
                        .ok_or_else(|| BookError::TooLarge(folder.to_owned()))?;
                    let contents = fs::read(entry.path()).map_err(unreadable)?;
                    book.add(path, contents.into());
                }
            }
        }
        if book.files.contains_key("index.html") {
            Ok(book)
        } else {
            Err(BookError::NoBook(folder.to_owned()))
        }
    }

    /// The book that was compiled in; an empty one where none was.
    #[cfg(feature = "embed-docs")]
    pub(super) fn embedded() -> Self {
        static EMBEDDED: include_dir::Dir<'_> = include_dir::include_dir!("$CODER_DOCS_BOOK");
        let mut book = Self::default();
        let mut open = vec![&EMBEDDED];
        while let Some(folder) = open.pop() {
            open.extend(folder.dirs());
            for file in folder.files() {
                let path = file.path().to_string_lossy().replace('\\', "/");
                book.add(path, Bytes::from_static(file.contents()));
            }
        }
        book
    }

    /// The book that was compiled in; an empty one where none was.
    #[cfg(not(feature = "embed-docs"))]
    pub(super) fn embedded() -> Self {
        Self::default()
    }

    fn add(&mut self, path: String, contents: Bytes) {
        let hash = Sha256::digest(&contents);
        let digits = hash.iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
        let digits: String =
            digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect();
        // Digits between quotes are always a header's value.
        let tag = HeaderValue::from_str(&format!("\"{digits}\""))
            .unwrap_or_else(|_| HeaderValue::from_static("\"\""));
        let media_type = media_type(&path);
        let is_for_ever = is_hashed(&path);
        self.files.insert(path, File { contents, media_type, tag, is_for_ever });
    }

    /// Forgets pages that only lead on to others, where `is_redirected` knows their paths.
    pub(super) fn forget(&mut self, is_redirected: impl Fn(&str) -> bool) {
        self.files.retain(|path, file| {
            let leads_on = || {
                let start = &file.contents[..file.contents.len().min(1024)];
                start.windows(20).any(|part| part == b"http-equiv=\"refresh\"")
            };
            !(path.strip_suffix(".html").is_some() && leads_on() && is_redirected(path))
        });
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// What stands at a path of a request: percent-encoded, below the book's root, with its slash.
    pub(super) fn find(&self, path: &str) -> Found<'_> {
        let Ok(path) = percent_decode_str(path).decode_utf8() else {
            return Found::Nothing;
        };
        let Some(name) = path.strip_prefix('/') else {
            return if self.files.contains_key("index.html") {
                Found::Folder
            } else {
                Found::Nothing
            };
        };
        if name.is_empty() || name.ends_with('/') {
            return self.file(&format!("{name}index.html"));
        }
        // An address may leave out the ending.
        let page = || self.files.get(&format!("{name}.html"));
        match self.files.get(name).or_else(page) {
            Some(file) => Found::File(file),
            None if self.files.contains_key(&format!("{name}/index.html")) => Found::Folder,
            None => Found::Nothing,
        }
    }

    fn file(&self, path: &str) -> Found<'_> {
        self.files.get(path).map_or(Found::Nothing, Found::File)
    }
}

/// Whether mdBook put the hash of its contents into a file's name: `book-a0b12cfe.js`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 8 && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}
