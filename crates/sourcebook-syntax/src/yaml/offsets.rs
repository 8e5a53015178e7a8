//! Positions of the library, which counts characters, in bytes.

use std::sync::Arc;

use crate::source::Span;

/// From the library's positions in characters to bytes of the text.
pub(super) struct Offsets {
    /// Byte offset of every [`STRIDE`]th character; empty for ASCII, where both are the same.
    checkpoints: Vec<usize>,
    text: Arc<String>,
}

/// How many characters lie between two checkpoints.
const STRIDE: usize = 64;

impl Offsets {
    pub(super) fn new(text: &Arc<String>) -> Self {
        let checkpoints = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect()
        };
        Self { checkpoints, text: Arc::clone(text) }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn byte(&self, character: usize) -> usize {
        if self.checkpoints.is_empty() {
            return character.min(self.text.len());
        }
        let Some(&start) = self.checkpoints.get(character / STRIDE) else {
            return self.text.len();
        };
        let rest = self.text[start..].char_indices().nth(character % STRIDE);
        rest.map_or(self.text.len(), |(at, _)| start + at)
    }

    pub(super) fn span(&self, span: saphyr_parser::Span) -> Span {
        Span::new(self.byte(span.start.index()), self.byte(span.end.index()))
    }
}
