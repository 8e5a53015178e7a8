//! Commands in YAML: steps of workflows, commands of containers.
//!
//! Blocks on pages are often cut short, so they are read line by line and not as a document.

use super::dockerfile::words;
use crate::mapped::Mapped;

/// Keys whose values are commands.
const KEYS: [&str; 10] = [
    "run",
    "command",
    "cmd",
    "script",
    "entrypoint",
    "exec",
    "args",
    "before_script",
    "after_script",
    "shell",
];

/// A line of the block.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl Line<'_> {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Where its text begins, and where it ends without the end of the line.
    fn inner(&self) -> std::ops::Range<usize> {
        let start = self.start + self.indent();
        start..start + self.text.trim().len()
    }
}

/// The commands of a block.
pub(super) fn commands(block: &Mapped) -> Vec<Mapped> {
    let mut start = 0;
    let mut lines = Vec::new();
    for text in block.text().split_inclusive('\n') {
        lines.push(Line { start, text });
        start += text.len();
    }
    let mut found: Vec<Mapped> = Vec::new();
    // The line of the last key whose value is the words of one command.
    let mut words_at: Option<usize> = None;
    let mut at = 0;
    while at < lines.len() {
        let (text, next) = command(block, &lines, at);
        if let Some(text) = text.filter(|text| !text.text().trim().is_empty()) {
            let is_arguments = key(lines[at].text) == Some("args");
            match found.last_mut() {
                // A container's `args` follow its `command`.
                Some(command) if is_arguments && is_beside(&lines, words_at, at) => {
                    command.push_part(&text, 0..text.text().len());
                }
                _ => found.push(text),
            }
            words_at = Some(at);
        }
        at = next;
    }
    found
}

/// The key on a line, without what marks an item of a list.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.trim_start_matches([' ', '-']).split_once(':')?;
    Some(key.trim_matches(['"', '\'', ' ']))
}

/// Whether two keys stand in the same mapping: nothing between them has a smaller indent, or begins
/// another item.
fn is_beside(lines: &[Line<'_>], first: Option<usize>, second: usize) -> bool {
    let Some(first) = first else { return false };
    let indent = |line: &Line<'_>| line.text.len() - line.text.trim_start_matches([' ', '-']).len();
    let own = indent(&lines[first]);
    let is_words = |line: &Line<'_>| line.text.trim_end().ends_with([':', ']']);
    let mut between = lines[first + 1..=second].iter().filter(|line| !line.is_blank());
    is_words(&lines[first])
        && indent(&lines[second]) == own
        && between.all(|line| indent(line) >= own && (line.indent() >= own || indent(line) > own))
}

/// The command of the key on a line, and the line to go on with.
fn command(block: &Mapped, lines: &[Line<'_>], at: usize) -> (Option<Mapped>, usize) {
    let none = (None, at + 1);
    let line = lines[at];
    // `- run: …`: the key has the indent of what is behind the dash.
    let marks = line.text.len() - line.text.trim_start_matches([' ', '-']).len();
    let Some(key) = key(line.text).filter(|key| KEYS.contains(key)) else { return none };
    let colon = marks + line.text[marks..].find(':').unwrap_or(0) + 1;
    let value = line.text[colon..].trim();
    let start =
        line.start + colon + (line.text[colon..].len() - line.text[colon..].trim_start().len());
    let inner =
        lines[at + 1..].iter().take_while(|other| other.is_blank() || other.indent() > marks);
    let is_list =
        |other: &&Line<'_>| other.indent() == marks && other.text.trim_start().starts_with("- ");
    if value.starts_with(['|', '>']) {
        let count = inner.count();
        return (Some(script(block, &lines[at + 1..=at + count])), at + 1 + count);
    }
    if value.starts_with('[') {
        let end = block.text()[start..].find(']').map_or(block.text().len(), |end| start + end);
        return (Some(words(block, start, end)), at + 1);
    }
    if value.is_empty() || value.starts_with('#') {
        let items = lines[at + 1..]
            .iter()
            .take_while(|other| other.is_blank() || other.indent() > marks || is_list(other));
        let count = items.count();
        let is_script = key.ends_with("script") || key == "run";
        return (Some(list(block, &lines[at + 1..=at + count], is_script)), at + 1 + count);
    }
    (Some(scalar(block, start..start + value.len())), at + 1)
}

/// The lines of a block scalar without their indent.
fn script(block: &Mapped, lines: &[Line<'_>]) -> Mapped {
    let indents = lines.iter().filter(|line| !line.is_blank()).map(Line::indent);
    let indent = indents.min().unwrap_or(0);
    let mut script = Mapped::default();
    for line in lines {
        let from = indent.min(line.text.len() - line.text.trim_start_matches(' ').len());
        script.push_part(block, line.start + from..line.start + line.text.len());
    }
    script
}

/// The items of a list: lines of a script, or words of one command.
fn list(block: &Mapped, lines: &[Line<'_>], is_script: bool) -> Mapped {
    let mut joined = Mapped::default();
    for line in lines {
        let inner = line.inner();
        let text = &block.text()[inner.clone()];
        let Some(item) = text.strip_prefix("- ") else { continue };
        let start = inner.end - item.trim_start().len();
        let value = scalar(block, start..inner.end);
        let end = block.span(inner.end..inner.end);
        if is_script {
            joined.push_part(&value, 0..value.text().len());
            joined.push_other("\n", end);
        } else if !value.text().contains('\'') {
            joined.push_other("'", block.span(start..start));
            joined.push_part(&value, 0..value.text().len());
            joined.push_other("' ", end);
        }
    }
    joined
}

/// A plain or quoted text on one line.
fn scalar(block: &Mapped, range: std::ops::Range<usize>) -> Mapped {
    let text = &block.text()[range.clone()];
    for quote in ['"', '\''] {
        if let Some(rest) = text.strip_prefix(quote) {
            let length = rest.find(quote).unwrap_or(rest.len());
            return block.part(range.start + 1..range.start + 1 + length);
        }
    }
    let length = text.find(" #").unwrap_or(text.len());
    block.part(range.start..range.start + length)
}
