//! A fault in a facts document, before its text is kept as a source.

use serde_json::value::RawValue;
use sourcebook_syntax::{Code, Diagnostic, FileId, Place, Span};

/// A fault in a text that is not yet kept as a source.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: &'static Code,
    pub(super) message: String,
    pub(super) span: Span,
    /// JSON pointer of what is wrong.
    pub(super) pointer: String,
    pub(super) label: &'static str,
    pub(super) help: String,
}

impl Fault {
    /// The fault in the text that was kept.
    pub(super) fn diagnose(self, file: FileId) -> Diagnostic {
        let place = Place { file, span: self.span, pointer: self.pointer };
        let diagnostic = Diagnostic::new(self.code, self.message).at(place, self.label);
        if self.help.is_empty() { diagnostic } else { diagnostic.help(self.help) }
    }
}

/// Where a value stands in the text from which it was borrowed.
pub(super) fn offset(text: &str, value: &RawValue) -> usize {
    (value.get().as_ptr().addr() - text.as_ptr().addr()).min(text.len())
}

/// The place of a value in the text from which it was borrowed.
pub(super) fn span(text: &str, value: &RawValue) -> Span {
    let start = offset(text, value);
    Span::new(start, start + value.get().len())
}

/// Where the key of a value stands; the value itself, where the key is written with escapes.
pub(super) fn key_span(text: &str, name: &str, value: &RawValue) -> Span {
    let end = offset(text, value);
    let quoted = format!("\"{name}\"");
    let before = text[..end].trim_end().trim_end_matches(':').trim_end();
    let start = before.strip_suffix(&quoted).map_or(end, str::len);
    Span::new(start, if start == end { end } else { start + quoted.len() })
}
