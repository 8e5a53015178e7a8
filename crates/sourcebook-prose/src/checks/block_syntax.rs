//! Blocks that are not what the language behind their fence says.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::Context;
use crate::entries::Fault;
use crate::finding::Findings;

problem_code! {
    /// The fence of a block says that it is JSON, YAML or TOML, and the block cannot be read as that.
    /// Whoever copies it gets an error.
    ///
    /// Correct the block at the marked place, or let the fence name what it is (`text`, `jsonc`).
    /// Fragments are no problem: blocks with `…`, `...`, placeholders in `<…>` or `{{…}}`, and JSON
    /// with comments or without its outermost braces.
    pub static BLOCK_SYNTAX = "block-syntax", Error,
        "a block of JSON, YAML or TOML cannot be read";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, entries) in context.data {
        let (Err(fault), Some(block)) = (entries, context.written.page.blocks.get(*number)) else {
            continue;
        };
        let text = block.text.text();
        if is_fragment(text, fault.language) || is_placeholder(text, fault) {
            continue;
        }
        // At least one letter is marked, and whole ones.
        let end = text.ceil_char_boundary(fault.range.end.max(fault.range.start + 1));
        let range = text.floor_char_boundary(fault.range.start.min(end))..end;
        let message = format!("this block is not valid {}", fault.language);
        let help = "correct it, or let the fence name what it is, such as `text`";
        let diagnostic = Diagnostic::new(&BLOCK_SYNTAX, message)
            .at(context.place(block.text.span(range)), fault.reason.clone())
            .help(help);
        findings.add(diagnostic);
    }
}

/// Whether what is wrong is a word that stands for a value: `TIMESTAMP` in JSON, `****` in YAML.
fn is_placeholder(text: &str, fault: &Fault) -> bool {
    let rest = text.get(fault.range.start..).unwrap_or_default();
    let word = rest.split([' ', ',', '}', ']', '\n']).next().unwrap_or_default();
    let is_word = word.len() > 1
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte == b'*');
    is_word || fault.language == "YAML" && (word.starts_with('*') || is_titled(text))
}

/// Whether the first line is a title and no YAML.
fn is_titled(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    !first.contains(':') && !first.starts_with(['-', '[', '{', '"', '\'', '!'])
}

/// Whether a block shows a part of a text, or leaves something open.
fn is_fragment(text: &str, language: &str) -> bool {
    let marks = ["...", "…", "{{", "{%", "{!", "<%", "${", "@{", "[..]"];
    if text.trim().is_empty() || marks.iter().any(|mark| text.contains(mark)) {
        return true;
    }
    let is_comment = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
    if text.lines().all(is_comment) {
        return true;
    }
    let has_placeholder = text.match_indices('<').any(|(at, _)| {
        let inner = &text[at + 1..];
        inner.find('>').is_some_and(|end| end > 0 && !inner[..end].contains('\n'))
    });
    let begins_whole = text.trim_start().starts_with(['{', '[', '"']) || language != "JSON";
    // Many write comments into JSON, and several values one below the other.
    let is_loose = language == "JSON" && (has_comment(text) || is_several(text));
    has_placeholder || !begins_whole || is_loose
}

fn has_comment(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    lines.any(|line| {
        line.starts_with("//")
            || line.starts_with('#')
            || line.starts_with("/*")
            || line.contains(" // ")
            || line.contains(", //")
            || line.contains(", #")
    })
}

/// Whether there are several values: one in each line, or one below the other.
fn is_several(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    let count = values.by_ref().take_while(Result::is_ok).count();
    count > 1 || text.trim_start().starts_with('"')
}
