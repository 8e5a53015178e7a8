//! Headings in descriptions: they stand below those around them, and in items they are paragraphs.

use std::ops::Range;

use super::Place;
use super::edits::Edits;

/// The headings of a description.
#[derive(Debug, Default)]
pub(super) struct Headings(Vec<Heading>);

#[derive(Debug)]
struct Heading {
    level: u8,
    range: Range<usize>,
    is_nested: bool,
}

impl Headings {
    pub(super) fn start(&mut self, level: u8, range: &Range<usize>, depth: usize) {
        self.0.push(Heading { level, range: range.clone(), is_nested: depth > 0 });
    }

    /// Whether a text begins with one.
    pub(super) fn is_first(&self, text: &str) -> bool {
        let first = self.0.first();
        first.is_some_and(|one| text[..one.range.start].trim().is_empty())
    }

    /// Fits all into their place: under a heading, the highest of them is one level below it.
    pub(super) fn fit(&self, text: &str, place: Place, edits: &mut Edits) {
        let highest = self.0.iter().map(|heading| heading.level).min().unwrap_or(6);
        for heading in &self.0 {
            match place {
                Place::Under(level) => {
                    let lowered = heading.level + (level + 1).saturating_sub(highest);
                    heading.lower(text, lowered.min(6), edits);
                }
                Place::Item => heading.flatten(text, edits),
            }
        }
    }
}

impl Heading {
    fn lower(&self, text: &str, level: u8, edits: &mut Edits) {
        let marks = "#".repeat(usize::from(level));
        let written = &text[self.range.clone()];
        let hashes = written.len() - written.trim_start_matches('#').len();
        if hashes > 0 {
            edits.replace(self.range.start..self.range.start + hashes, marks);
        } else {
            // Underlined: such headings have two levels only.
            let content = self.content(text);
            edits.replace(self.line_range(text), format!("{marks} {content}"));
        }
    }

    fn flatten(&self, text: &str, edits: &mut Edits) {
        let content = self.content(text).replace("**", "");
        let range = self.line_range(text);
        if content.trim().is_empty() {
            edits.replace(range, "");
            return;
        }
        let is_apart = |side: &str| side.trim().is_empty() || side.starts_with('\n');
        let before = text[..range.start].trim_end_matches([' ', '\t']);
        let is_after_text = !before.trim().is_empty() && !before.ends_with("\n\n");
        let above = if is_after_text && !self.is_nested { "\n" } else { "" };
        let after = text[range.end..].strip_prefix('\n').unwrap_or("");
        let below = if is_apart(after) || self.is_nested { "" } else { "\n" };
        edits.replace(range, format!("{above}**{}**{below}", content.trim()));
    }

    /// What is between its marks, on one line, also where it has several inside of a quote or an item
    /// (CommonMark, sections 4.2 and 4.3).
    fn content(&self, text: &str) -> String {
        let written = text[self.range.clone()].trim_end();
        if written.starts_with('#') {
            let inside = written.trim_start_matches('#').trim();
            let open = inside.trim_end_matches('#');
            let is_closed = open.is_empty() || open.ends_with([' ', '\t']);
            return if is_closed { open.trim_end() } else { inside }.to_owned();
        }
        let (above, _underline) = written.rsplit_once('\n').unwrap_or((written, ""));
        let lines = above.lines();
        let lines: Vec<&str> =
            lines.map(|line| line.trim_start_matches([' ', '\t', '>']).trim_end()).collect();
        lines.join(" ")
    }

    /// Where it is written, without the line break at its end.
    fn line_range(&self, text: &str) -> Range<usize> {
        let written = text[self.range.clone()].trim_end();
        self.range.start..self.range.start + written.len()
    }
}
