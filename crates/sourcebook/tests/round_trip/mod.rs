//! What holds for every document that is written: it can be read again, and if there was no error in the
//! first one (where there is, nothing is written), it has none either and says the same. The regression tests and a fuzz target share these checks.

use sourcebook::products::written_document::document_text;
use sourcebook_model::{Document, Options, Target, read, write};
use sourcebook_syntax::{Diagnostic, Severity, Sources};

use crate::input;

/// Maximum number of bytes of a document that is written from a small one (8 KiB).
const MAX_WRITTEN_BYTES: usize = 32 << 20;

/// Reads a text, writes the document if there is one in every version, and tells everything that is
/// wrong.
pub(crate) fn problems(bytes: &[u8]) -> Vec<String> {
    let reading = read(&mut Sources::new(), input::of(bytes), Options::default());
    let Some(document) = &reading.document else { return Vec::new() };
    let mut problems = Vec::new();
    for target in Target::ALL {
        let found = problems_of_writing(document, target, &reading.diagnostics);
        problems.extend(found.into_iter().map(|problem| format!("{}: {problem}", target.name())));
    }
    problems
}

/// What must be mended in a document.
fn errors(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    diagnostics.iter().filter(|one| one.code.severity >= Severity::Error)
}

/// Writes a document, reads it again and writes that.
fn problems_of_writing(document: &Document, target: Target, known: &[Diagnostic]) -> Vec<String> {
    let written = write(document, target);
    let text = document_text(&written.document);
    let mut problems = Vec::new();
    if text.len() > MAX_WRITTEN_BYTES {
        problems.push(format!("the document has {} bytes", text.len()));
        return problems;
    }
    if write(document, target) != written {
        problems.push("written twice, it differs".to_owned());
    }
    let reading = read(&mut Sources::new(), input::of(text.as_bytes()), Options::default());
    let is_deep = |one: &Diagnostic| one.code.name == "nesting-too-deep";
    match &reading.document {
        Some(again) => {
            let is_sound = errors(known).next().is_none();
            let new = errors(&reading.diagnostics).filter(|_| is_sound);
            problems.extend(new.map(|one| format!("there is an error in it: {}", one.message)));
            let second = document_text(&write(again, target).document);
            if second != text && is_sound {
                let mut lines = text.lines().zip(second.lines());
                let at = lines.find(|(one, other)| one != other);
                problems.push(format!("read and written again, it differs: {at:?}"));
            }
        }
        // What is written may be nested deeper than what was read.
        None if reading.diagnostics.iter().any(is_deep) => {}
        None => problems.push(format!("it cannot be read again: {:?}", reading.diagnostics)),
    }
    problems
}
