//! Files that mdBook puts beside the pages and that no page of ours asks for.

use std::fs;
use std::io;
use std::path::Path;

use super::SiteError;

/// Names at the root of the book, without the hash that mdBook may put into them.
const AT_ROOT: [&str; 20] = [
    "ace.js",
    "ayu-highlight.css",
    "book.js",
    "clipboard.min.js",
    "editor.js",
    "elasticlunr.min.js",
    "favicon.png",
    "favicon.svg",
    "highlight.css",
    "highlight.js",
    "mark.min.js",
    "mode-rust.js",
    "print.html",
    "searcher.js",
    "searchindex.js",
    "theme-dawn.js",
    "theme-tomorrow_night.js",
    "toc.html",
    "toc.js",
    "tomorrow-night.css",
];

/// Names in the folder of its style sheets.
const STYLES: [&str; 4] = ["chrome.css", "general.css", "print.css", "variables.css"];

/// What the names of its fonts begin with.
const FONTS: [&str; 5] = [
    "fonts",
    "open-sans-v17-",
    "source-code-pro-v11-",
    "OPEN-SANS-LICENSE",
    "SOURCE-CODE-PRO-LICENSE",
];

/// Files of the docs folder that are read when building, and nothing for readers.
const NOT_PUBLISHED: [&str; 2] = ["_redirects", "SUMMARY.md"];

/// Deletes them. `own` says which are files of the docs folder, which stay whatever they are called;
/// of these, only those that are `unpublished` go.
///
/// # Errors
/// When a file cannot be deleted.
pub(super) fn delete(
    made: &Path,
    own: &dyn Fn(&str) -> bool,
    unpublished: &[String],
) -> Result<(), SiteError> {
    let is_at_root = |name: &str| AT_ROOT.iter().any(|known| is_called(name, known));
    delete_in(made, "", own, &is_at_root)?;
    delete_in(made, "css", own, &|name| STYLES.iter().any(|known| is_called(name, known)))?;
    let is_font = |name: &str| FONTS.iter().any(|known| name.starts_with(known));
    delete_in(made, "fonts", own, &is_font)?;
    delete_in(made, "FontAwesome", own, &|_| true)?;
    let names = NOT_PUBLISHED.iter().copied().chain(unpublished.iter().map(String::as_str));
    names.map(|name| made.join(name)).try_for_each(|path| remove(&path))
}

/// Whether a file has a name, with a hash before its ending or without: `book-1a2b3c4d.js`.
fn is_called(name: &str, known: &str) -> bool {
    if name == known {
        return true;
    }
    let (stem, ending) = known.split_once('.').unwrap_or((known, ""));
    let hash = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-'));
    let hash = hash.and_then(|rest| rest.strip_suffix(ending)?.strip_suffix('.'));
    hash.is_some_and(|hash| hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Deletes files of one folder, and the folder when nothing is left in it.
fn delete_in(
    made: &Path,
    folder: &str,
    own: &dyn Fn(&str) -> bool,
    is_leftover: &dyn Fn(&str) -> bool,
) -> Result<(), SiteError> {
    let path = made.join(folder);
    let error = |error| SiteError::Io { path: path.display().to_string(), error };
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(other) => return Err(error(other)),
    };
    for entry in entries {
        let name = entry.map_err(error)?.file_name().to_string_lossy().into_owned();
        let place = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        if is_leftover(&name) && !own(&place) {
            remove(&path.join(&name))?;
        }
    }
    if !folder.is_empty() {
        // One that is not empty stays.
        let _ = fs::remove_dir(&path);
    }
    Ok(())
}

/// Deletes a file that may not be there.
pub(super) fn remove(path: &Path) -> Result<(), SiteError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound && !path.is_dir() => {
            Err(SiteError::Io { path: path.display().to_string(), error })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_with_their_hash() {
        let table = [
            ("book.js", "book.js", true),
            ("book-1a2b3c4d.js", "book.js", true),
            ("clipboard-1a2b3c4d.min.js", "clipboard.min.js", true),
            ("book-of-mine.js", "book.js", false),
            ("books.js", "book.js", false),
            ("book-1a2b3c4d.css", "book.js", false),
        ];
        for (name, known, expected) in table {
            assert_eq!(is_called(name, known), expected, "{name}");
        }
    }
}
