//! JSON and YAML as one kind of tree, with the position of every value.

mod builder;
mod json;
mod node_ref;
mod tree;
mod yaml;

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::source::{FileId, MAX_TEXT_BYTES, Sources, Span};

pub(crate) use node_ref::NodeRef;
pub(crate) use tree::{DuplicateKey, Kind, NodeId, Tree, push_token};

/// Values may be nested this deep; beyond it the document is refused.
///
/// Real documents stay below 60 levels. The limit keeps every recursive walk inside a thread's
/// stack.
pub const MAX_DEPTH: usize = 256;

/// The text is not UTF-8.
pub(crate) static INVALID_UTF8: Code = Code {
    name: "invalid-utf8",
    severity: Severity::Fatal,
    summary: "a text is not valid UTF-8",
    explanation: "JSON (RFC 8259, section 8.1) and the YAML files of API documents are UTF-8. \
The message names the first byte that is not. The usual cause is a file saved as Latin-1 or \
UTF-16: convert it, for example with `iconv -f latin1 -t utf-8`.",
};

/// There is nothing in the file.
pub(crate) static EMPTY_DOCUMENT: Code = Code {
    name: "empty-document",
    severity: Severity::Fatal,
    summary: "a document has no content",
    explanation: "The file is empty, or holds only white space, comments or a lone `---`. This \
is what is left behind when a generator fails after `>` has already emptied its target: let the \
generator write to another file and move it into place when it has succeeded.",
};

/// The file holds the marks of an unfinished merge.
pub(crate) static CONFLICT_MARKERS: Code = Code {
    name: "conflict-markers",
    severity: Severity::Fatal,
    summary: "a file holds the marks of an unfinished merge",
    explanation: "A line starts with `<<<<<<<`, `=======` and `>>>>>>>` follow. Both sides of \
the conflict are still in the file, so it says two things at once. Choose one, remove the marks, \
and commit.",
};

/// The file is neither JSON nor YAML.
pub(crate) static SYNTAX: Code = Code {
    name: "syntax",
    severity: Severity::Fatal,
    summary: "a text is neither valid JSON nor valid YAML",
    explanation: "A document that starts with `{\"` is JSON; one that starts with another bracket is read as \
JSON, and as YAML when that fails; everything else is YAML. The message shows the first place where reading could \
not go on; the mistake is there or shortly before it.",
};

/// Values are nested too deep.
pub(crate) static NESTING_TOO_DEEP: Code = Code {
    name: "nesting-too-deep",
    severity: Severity::Fatal,
    summary: "values are nested more than 256 levels deep",
    explanation: "No API document needs this depth; it is met in damaged or hostile files. \
Schemas that contain themselves need no nesting: name the schema and use `$ref`.",
};

/// The file is larger than any document that is read.
pub(crate) static TOO_LARGE: Code = Code {
    name: "too-large",
    severity: Severity::Fatal,
    summary: "a file is larger than 256 MiB",
    explanation: "Input is bounded so that a wrong path (a disk image, a log) cannot exhaust \
the machine's memory. Split the document over several files with relative `$ref`s.",
};

/// Turns bytes into a tree, or says why they are none.
pub(crate) fn parse(
    sources: &mut Sources,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Tree, Box<Diagnostic>> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(Box::new(
            Diagnostic::new(&TOO_LARGE, format!("`{name}` has {} bytes", bytes.len()))
                .help("name the document itself; at most 268435456 bytes (256 MiB) are read"),
        ));
    }
    let text = decode(sources, name, bytes)?;
    let file = sources.add(name, text);
    let text = sources.file(file).shared_text();
    check_content(file, &text)?;
    tree_of(file, &text)
}

/// Checks UTF-8 and removes a byte order mark; positions count from behind the mark.
fn decode(sources: &mut Sources, name: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
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

/// Refuses what has no content, and what an unfinished merge left behind.
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
        Diagnostic::new(&CONFLICT_MARKERS, "the file holds an unfinished merge")
            .at(place(start), "one side begins here")
            .related(place(middle), "the other side begins here")
            .related(place(end), "and ends here")
            .help("keep one side and delete the three marks"),
    ))
}

fn empty(place: Place) -> Diagnostic {
    Diagnostic::new(&EMPTY_DOCUMENT, "the document is empty")
        .at(place, "nothing here")
        .help("was its generator interrupted? make the document again")
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
        return yaml::parse(file, text).map_err(|_| Box::new(error.diagnose(file)));
    }
    let tree = yaml::parse(file, text).map_err(|error| Box::new(error.diagnose(file)))?;
    if matches!(tree.root().kind(), Kind::Null) {
        let place = Place { file, span: tree.root().span(), pointer: String::new() };
        return Err(Box::new(empty(place)));
    }
    Ok(tree)
}
