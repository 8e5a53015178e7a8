//! Turns bytes into a tree: as JSON or YAML, by what the text begins with.

use std::sync::Arc;

use crate::codes::{CONFLICT_MARKERS, EMPTY_DOCUMENT, INVALID_UTF8, NESTING_TOO_DEEP, TOO_LARGE};
use crate::diagnostic::{Diagnostic, Place};
use crate::source::{FileId, MAX_TEXT_BYTES, Sources, Span};
use crate::tree::{Builder, Kind, Text, Tree};
use crate::yaml::Form;
use crate::{json, template, yaml};

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
    match tree_of(file, &text) {
        Ok(tree) => template::check(&tree).map_or(Ok(tree), |found| Err(Box::new(found))),
        Err(error) => Err(template::explain(file, &text, &error).map_or(error, Box::new)),
    }
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

/// Makes a text of UTF-8 or UTF-16, without a byte order mark; positions count from behind the mark.
fn decode(sources: &mut Sources, name: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    if let Some(order) = ByteOrder::of(&bytes) {
        return decode_utf16(sources, name, &bytes, order);
    }
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

/// The order of the two bytes of UTF-16's units.
#[derive(Debug, Clone, Copy)]
enum ByteOrder {
    Big,
    Little,
}

impl ByteOrder {
    /// The order in which a text of UTF-16 was written: by its mark, or by its first character,
    /// which in YAML and JSON is of ASCII (YAML 1.2.2, section 5.2).
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            // Of UTF-32.
            [0xFF, 0xFE, 0, 0, ..] => None,
            [0xFE, 0xFF, ..] | [0, 1..=u8::MAX, ..] => Some(Self::Big),
            [0xFF, 0xFE, ..] => Some(Self::Little),
            [1..=u8::MAX, 0, rest @ ..] if !rest.starts_with(&[0, 0]) => Some(Self::Little),
            _ => None,
        }
    }

    fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            Self::Big => u16::from_be_bytes(pair),
            Self::Little => u16::from_le_bytes(pair),
        }
    }
}

fn decode_utf16(
    sources: &mut Sources,
    name: &str,
    bytes: &[u8],
    order: ByteOrder,
) -> Result<String, Box<Diagnostic>> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| order.unit(*pair));
    let mut text = String::with_capacity(bytes.len());
    let mut broken = !odd.is_empty();
    for character in char::decode_utf16(units) {
        let Ok(character) = character else {
            broken = true;
            break;
        };
        text.push(character);
    }
    remove_byte_order_mark(&mut text);
    if !broken {
        check_size(name, text.as_bytes())?;
        return Ok(text);
    }
    let at = text.len();
    let file = sources.add(name, text);
    let place = Place { file, span: Span::new(at, at), pointer: String::new() };
    Err(Box::new(
        Diagnostic::new(&INVALID_UTF8, format!("`{name}` is neither UTF-8 nor UTF-16"))
            .at(place, "half of a character of UTF-16 stands here")
            .help("save the file as UTF-8"),
    ))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_is_read() {
        let text = "title: Käse \u{1F9C0}\n";
        let units = |mark: &str| format!("{mark}{text}").encode_utf16().collect::<Vec<u16>>();
        for mark in ["", "\u{feff}"] {
            let big: Vec<u8> = units(mark).into_iter().flat_map(u16::to_be_bytes).collect();
            let little: Vec<u8> = units(mark).into_iter().flat_map(u16::to_le_bytes).collect();
            for bytes in [big, little] {
                let tree = parse(&mut Sources::new(), "a.yaml", bytes.clone()).expect("a tree");
                let title = tree.root().get("title").expect("a member");
                assert_eq!(title.as_str(), Some("Käse \u{1F9C0}"));
                assert_eq!(title.span().start, 7, "positions are those of the text in UTF-8");
                let half = bytes[..bytes.len() - 1].to_vec();
                let error = parse(&mut Sources::new(), "a.yaml", half).expect_err("half a unit");
                assert_eq!(error.code, &INVALID_UTF8);
            }
        }
        let lone = [0xFF, 0xFE, b'a', 0, 0, 0xD8, b'b', 0].to_vec();
        let error = parse(&mut Sources::new(), "a.yaml", lone).expect_err("half a pair");
        assert_eq!(error.code, &INVALID_UTF8);
        let utf_32 = [0xFF, 0xFE, 0, 0, b'a', 0, 0, 0].to_vec();
        assert!(parse(&mut Sources::new(), "a.yaml", utf_32).is_err());
    }

    #[test]
    fn a_text_is_one_string() {
        let text = "# Title\n\n{{ x }}\n";
        let bytes = format!("\u{feff}{text}").into_bytes();
        let tree = parse_text(&mut Sources::new(), "a.md", bytes).expect("a tree");
        assert_eq!(tree.root().as_str(), Some(text));
        let empty = parse_text(&mut Sources::new(), "a.md", Vec::new()).expect("a tree");
        assert_eq!(empty.root().as_str(), Some(""));
        assert!(parse_text(&mut Sources::new(), "a.md", vec![0xE9]).is_err());
    }
}
