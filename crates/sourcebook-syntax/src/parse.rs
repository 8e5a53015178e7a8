//! Turns bytes into a tree: as JSON or YAML, by what the text begins with.

use std::sync::Arc;

use crate::codes::{CONFLICT_MARKERS, EMPTY_DOCUMENT, INVALID_UTF8, NESTING_TOO_DEEP, TOO_LARGE};
use crate::diagnostic::{Diagnostic, Place};
use crate::source::{FileId, MAX_TEXT_BYTES, Sources, Span};
use crate::tree::{Builder, Kind, Text, Tree};
use crate::yaml::Form;
use crate::{json, yaml};

/// Keeps the bytes as a text of `name`, and makes a tree of it: JSON or YAML, by its content.
///
/// # Errors
/// A fatal diagnostic, placed in the text that was kept: too large, not UTF-8, without content, with
/// the marks of an unfinished merge, or neither JSON nor YAML.
pub fn parse(sources: &mut Sources, name: &str, bytes: Vec<u8>) -> Result<Tree, Box<Diagnostic>> {
    check_size(name, &bytes)?;
    let text = decode(sources, name, bytes)?;
    let file = sources.add(name, text);
    let text = sources.file(file).shared_text();
    check_content(file, &text)?;
    tree_of(file, &text)
}

/// Keeps the bytes as a text of `name`, and makes a tree of it that is one string: all of it.
///
/// # Errors
/// A fatal diagnostic, placed in the text that was kept: too large, or not UTF-8.
pub fn parse_text(
    sources: &mut Sources,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Tree, Box<Diagnostic>> {
    check_size(name, &bytes)?;
    let text = decode(sources, name, bytes)?;
    let file = sources.add(name, text);
    let text = sources.file(file).shared_text();
    let all = Span::new(0, text.len());
    let mut builder = Builder::new(file, text);
    builder.scalar(Kind::String(Text::Source(all)), all);
    Ok(builder.finish())
}

/// Makes a tree of a text of settings that was kept: YAML in a restricted form. The root is a mapping,
/// or null where the text says nothing; keys that stand twice are in [`Tree::duplicates`].
///
/// # Errors
/// A fatal diagnostic at the first place that is not YAML, or where an alias, a merge key, a tag
/// other than YAML's own, a key that is not text, a 65th level or a second document stands.
pub fn parse_settings(sources: &Sources, file: FileId) -> Result<Tree, Box<Diagnostic>> {
    let tree = yaml::parse(file, &sources.file(file).shared_text(), Form::Settings);
    tree.map_err(|error| Box::new(error.diagnose(file)))
}

/// Keeps a text of `name`, and makes a tree of it, which must be JSON (RFC 8259).
///
/// # Errors
/// The first place where it is not.
pub fn parse_json(
    sources: &mut Sources,
    name: &str,
    mut text: String,
) -> Result<Tree, Box<Diagnostic>> {
    remove_byte_order_mark(&mut text);
    let file = sources.add(name, text);
    let text = sources.file(file).shared_text();
    json::parse(file, &text).map_err(|error| Box::new(error.diagnose(file)))
}

fn check_size(name: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    if bytes.len() <= MAX_TEXT_BYTES {
        return Ok(());
    }
    Err(Box::new(
        Diagnostic::new(&TOO_LARGE, format!("`{name}` has {} bytes", bytes.len()))
            .help("is this the right file? At most 268435456 bytes (256 MiB) are read"),
    ))
}

fn remove_byte_order_mark(text: &mut String) {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
}

/// Checks UTF-8 and removes a byte order mark; positions count from behind the mark.
fn decode(sources: &mut Sources, name: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            remove_byte_order_mark(&mut text);
            Ok(text)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let file = sources.add(name, String::from_utf8_lossy(&bytes).into_owned());
            let place = Place { file, span: Span::new(at, at + 3), pointer: String::new() };
            Err(Box::new(
                Diagnostic::new(&INVALID_UTF8, format!("`{name}` is not UTF-8"))
                    .at(place, format!("byte 0x{byte:02X} at offset {at} is not UTF-8"))
                    .help("save the file as UTF-8"),
            ))
        }
    }
}

/// Rejects what has no content, and what an unfinished merge left behind.
fn check_content(file: FileId, text: &str) -> Result<(), Box<Diagnostic>> {
    if text.trim().is_empty() {
        let place = Place { file, span: Span::new(0, 0), pointer: String::new() };
        return Err(Box::new(empty(place)));
    }
    let Some(start) = line_starting(text, 0, "<<<<<<< ") else {
        return Ok(());
    };
    let Some(middle) = line_starting(text, start, "=======") else {
        return Ok(());
    };
    let Some(end) = line_starting(text, middle, ">>>>>>> ") else {
        return Ok(());
    };
    let place = |at: usize| Place { file, span: Span::new(at, at + 7), pointer: String::new() };
    Err(Box::new(
        Diagnostic::new(&CONFLICT_MARKERS, "the file contains an unfinished merge")
            .at(place(start), "one side starts here")
            .related(place(middle), "the other side starts here")
            .related(place(end), "and ends here")
            .help("keep one side and delete the three markers"),
    ))
}

fn empty(place: Place) -> Diagnostic {
    Diagnostic::new(&EMPTY_DOCUMENT, "the document is empty")
        .at(place, "nothing here")
        .help("was its generator interrupted? Generate the document again")
}

/// Offset of the first line at or behind `from` that starts with `mark`.
fn line_starting(text: &str, from: usize, mark: &str) -> Option<usize> {
    let finder = memchr::memmem::Finder::new(mark);
    finder
        .find_iter(&text.as_bytes()[from..])
        .map(|at| at + from)
        .find(|&at| at == 0 || text.as_bytes()[at - 1] == b'\n')
}

/// Parses by content: what starts as only JSON does is JSON, and held to its rules; other texts
/// that start with a bracket may be YAML's flow style.
fn tree_of(file: FileId, text: &Arc<String>) -> Result<Tree, Box<Diagnostic>> {
    let start = text.trim_start();
    if start.starts_with(['{', '[']) {
        let error = match json::parse(file, text) {
            Ok(tree) => return Ok(tree),
            Err(error) => error,
        };
        let is_json = start[1..].trim_start().starts_with('"');
        if is_json || error.code == &NESTING_TOO_DEEP {
            return Err(Box::new(error.diagnose(file)));
        }
        return yaml::parse(file, text, Form::Full).map_err(|_| Box::new(error.diagnose(file)));
    }
    let tree =
        yaml::parse(file, text, Form::Full).map_err(|error| Box::new(error.diagnose(file)))?;
    if matches!(tree.root().kind(), Kind::Null) {
        let place = Place { file, span: tree.root().span(), pointer: String::new() };
        return Err(Box::new(empty(place)));
    }
    Ok(tree)
}
