//! The calls of known programs on a page, read once for all checks that look at them.

use std::ops::Range;

use sourcebook_syntax::Span;

use crate::invocation::{self, Invocation};
use crate::scripts::{Origin, PageScript};
use crate::vocabulary::programs::{Node, Programs};

/// A call of a known program.
pub(crate) struct Call<'s, 'f> {
    pub(crate) invocation: Invocation<'s, 'f>,
    script: &'s PageScript,
    /// Where it stands in the text of its script.
    pub(crate) range: Range<usize>,
}

/// All calls of the scripts of a page.
pub(crate) fn calls<'s, 'f>(
    scripts: &'s [PageScript],
    programs: &Programs<'f>,
) -> Vec<Call<'s, 'f>> {
    let mut calls = Vec::new();
    for script in scripts {
        for command in &script.script.commands {
            if let Some(invocation) = invocation::read(programs, command) {
                let words = command.own_words();
                let start = words.first().map_or(command.range.start, |word| word.range.start);
                let range = start..command.range.end.max(start);
                calls.push(Call { invocation, script, range });
            }
        }
    }
    calls
}

impl Call<'_, '_> {
    /// Where a range of the script's text stands on the page.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        self.script.span(range)
    }

    /// Whether it stands in a session without prompts, behind other lines: then it may be what one of
    /// them printed.
    pub(crate) fn is_within_session(&self) -> bool {
        let text = self.script.text.text();
        let before = text.get(..self.range.start).unwrap_or_default();
        self.script.is_session && !text.contains("$ ") && !before.trim().is_empty()
    }

    /// Whether it only names a command, without having to be complete: in a sentence.
    pub(crate) fn is_mention(&self) -> bool {
        matches!(self.script.origin, Origin::Code(_))
    }
}

/// Where what is known of a command comes from, as a note.
pub(crate) fn told(node: &Node<'_>) -> String {
    format!("{} say what it accepts", node.origin())
}
