//! The texts that were read, and positions in them.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::disclosure::Disclosure;

/// Names one text in a [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in one text: `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, both byte offsets.
    ///
    /// Texts are bounded well below 4 GiB (see [`MAX_TEXT_BYTES`]), so the offsets always fit.
    pub fn new(start: usize, end: usize) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: offset(start), end: offset(end.max(start)) }
    }

    /// The offsets as a range, for slicing a text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Maximum number of bytes of a text that is read: 256 MiB.
pub const MAX_TEXT_BYTES: usize = 256 << 20;

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One text with the name under which messages show it, and what of it they may show.
#[derive(Clone)]
pub struct SourceFile {
    name: String,
    /// Not an `Arc<str>`, for which a text of megabytes would be copied.
    text: Arc<String>,
    disclosure: Disclosure,
    line_starts: OnceLock<Vec<u32>>,
}

/// Without the text, which may hold secrets.
impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceFile")
            .field("name", &self.name)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

impl SourceFile {
    /// The name shown in messages: a path with forward slashes, or a description of a command.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole text, to be kept by others as well.
    pub(crate) fn shared_text(&self) -> Arc<String> {
        Arc::clone(&self.text)
    }

    /// What of the text may be shown.
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// The text of a span; empty when the span does not lie on character borders of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The line and column of a byte offset.
    pub fn position(&self, offset: u32) -> LineColumn {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts[line - 1] as usize;
        let end = (offset as usize).min(self.text.len());
        let before = self.text.as_bytes().get(start..end).unwrap_or(&[]);
        let column = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() + 1;
        LineColumn { line, column }
    }

    /// The span of a line (counted from 1) without its line ending.
    pub fn line_span(&self, line: usize) -> Span {
        let starts = self.line_starts();
        let start = starts.get(line.saturating_sub(1)).map_or(self.text.len(), |&at| at as usize);
        let end = starts.get(line).map_or(self.text.len(), |&at| at as usize);
        let text = self.text.get(start..end).unwrap_or("");
        Span::new(start, start + text.trim_end_matches(['\n', '\r']).len())
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(breaks.map(|at| Span::new(at + 1, at + 1).start)).collect()
        })
    }
}

/// Every text that was read, in reading order.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// No texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a text under the name that messages show. All of it may be shown.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.add_guarded(name, text, Disclosure::Whole)
    }

    /// Keeps a text of which not everything may be shown.
    pub fn add_guarded(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
        disclosure: Disclosure,
    ) -> FileId {
        let id = FileId(Span::new(self.files.len(), self.files.len()).start);
        let (name, text) = (name.into(), Arc::new(text.into()));
        self.files.push(SourceFile { name, text, disclosure, line_starts: OnceLock::new() });
        id
    }

    /// The text that [`Sources::add`] kept as `id`.
    ///
    /// # Panics
    /// When `id` comes from another `Sources`.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All texts with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(Span::new(at, at).start), file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", "aé\r\nbü!\n");
        let file = sources.file(id);
        let at = |offset| file.position(offset).to_string();
        assert_eq!(at(0), "1:1");
        assert_eq!(at(3), "1:3");
        assert_eq!(at(5), "2:1");
        assert_eq!(at(8), "2:3");
        assert_eq!(at(10), "3:1");
        assert_eq!(file.slice(file.line_span(1)), "aé");
        assert_eq!(file.slice(file.line_span(2)), "bü!");
        assert_eq!(file.slice(file.line_span(9)), "");
    }
}
