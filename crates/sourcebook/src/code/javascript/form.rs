//! Forms, written with `FormData`, and what `fetch` does to their parts.

use sourcebook_model::request::{Body, ConcreteRequest, Part};

use super::super::CannotSend;
use super::super::literal::{Names, camel_case, json_of_part};
use super::super::width::{Breaks, Lines, Piece};
use super::{argument_list, hanging, is_kept, literal, text};

const BLOB: &str = "`fetch` gives each JSON part the file name `blob`.";
const LINES: &str = "`fetch` sends the line breaks of text parts as CR LF.";
const BLOB_AND_LINES: &str = "`fetch` gives each JSON part the file name `blob`, and sends the line \
                              breaks of text parts as CR LF.";

/// Names that a variable cannot have: reserved words, and what the program uses.
const TAKEN: &[&str] = &[
    "Blob",
    "Buffer",
    "FormData",
    "JSON",
    "URLSearchParams",
    "arguments",
    "await",
    "break",
    "btoa",
    "case",
    "catch",
    "class",
    "console",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "fetch",
    "finally",
    "for",
    "form",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "process",
    "protected",
    "public",
    "readFile",
    "response",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "url",
    "var",
    "void",
    "while",
    "with",
    "writeFile",
    "yield",
];

/// Forms are given no headers for their parts, and names get the line breaks of texts.
pub(super) fn check_parts(request: &ConcreteRequest) -> Result<(), CannotSend> {
    let Some(Body::Multipart { parts, .. }) = &request.body else { return Ok(()) };
    let mut names = parts.iter().flat_map(|part| &part.name);
    if let Some(name) = names.find(|name| has_other_line_breaks(name)) {
        return Err(CannotSend::FieldName(name.clone()));
    }
    match parts.iter().find_map(|part| part.headers.first()) {
        Some((name, _)) => Err(CannotSend::PartHeader(name.clone())),
        None => Ok(()),
    }
}

/// Whether a text has line breaks other than CR LF.
fn has_other_line_breaks(text: &str) -> bool {
    text.replace("\r\n", "").contains(['\r', '\n'])
}

/// What arrives otherwise of a form.
pub(super) fn note_on(parts: &[Part]) -> Option<&'static str> {
    let is_changed = |part: &Part| {
        let is_field = part.file.is_none() && part.media_type.is_none();
        is_field && has_other_line_breaks(&part.text)
    };
    match (parts.iter().any(is_blob), parts.iter().any(is_changed)) {
        (true, false) => Some(BLOB),
        (false, true) => Some(LINES),
        (true, true) => Some(BLOB_AND_LINES),
        (false, false) => None,
    }
}

/// Whether a part is sent as a file without a name of its own.
fn is_blob(part: &Part) -> bool {
    part.file.is_none() && part.media_type.is_some()
}

/// The form, a call a part.
pub(super) fn form(lines: &mut Lines, parts: &[Part]) {
    lines.line("const form = new FormData();");
    let mut names = Names::new(TAKEN);
    for part in parts {
        let name = part.name.as_deref().unwrap_or_default();
        let mut arguments = vec![text(name)];
        match &part.file {
            Some(file) => {
                let bytes = argument_list("await readFile(", vec![text(file)]);
                arguments.push(blob(bytes, part));
                arguments.push(text(file));
            }
            None => match json_of_part(part, is_kept) {
                Some(value) => {
                    let variable = names.variable(Some(name), camel_case);
                    lines.piece(&Piece::pair(format!("const {variable} ="), literal(value)), ";");
                    let json = Piece::text(format!("JSON.stringify({variable})"));
                    arguments.push(blob(json, part));
                }
                None if is_blob(part) => arguments.push(blob(text(&part.text), part)),
                None => arguments.push(text(&part.text)),
            },
        }
        lines.piece(&argument_list("form.append(", arguments), ";");
    }
}

/// Bytes with their media type.
fn blob(contents: Piece, part: &Part) -> Piece {
    let mut arguments = vec![Piece::list("[", vec![contents], "]", Breaks::EachItem)];
    if let Some(media_type) = &part.media_type {
        arguments.push(Piece::List {
            open: "{".to_owned(),
            items: vec![hanging("type:", text(media_type))],
            close: "}".to_owned(),
            breaks: Breaks::EachItem,
            is_spaced: true,
        });
    }
    Piece::list("new Blob(", arguments, ")", Breaks::LastItem)
}
