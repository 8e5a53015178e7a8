//! Help texts as pages: which lines of them are command lines.
//!
//! A help text is plain text. Command lines in it stand behind prompts, or are indented and begin with
//! the name of a program; in its sentences, they stand in quotes or backticks.

use sourcebook_command::CommandFacts;
use sourcebook_syntax::{FileId, Span};

use crate::mapped::Mapped;
use crate::page::{Block, Code, Page};
use crate::vocabulary::Programs;

/// A text that a program says of itself.
#[derive(Debug, Clone, Copy)]
pub struct HelpText<'a> {
    /// Where it is kept, under the name that messages show.
    pub file: FileId,
    /// The text.
    pub text: &'a str,
    /// Whether all of it is an example, and not a description that may have some.
    pub is_example: bool,
}

/// What is known of a text before it has a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedText<'f> {
    /// What messages call it: `<help of `tool add`>`, which is the name of no file.
    pub name: String,
    /// The text.
    pub text: &'f str,
    /// Whether all of it is an example.
    pub is_example: bool,
}

/// The texts in which a program may show command lines of itself: descriptions of commands, examples,
/// and descriptions of options.
pub fn texts(facts: &CommandFacts) -> Vec<NamedText<'_>> {
    let mut found = Vec::new();
    for node in facts.commands() {
        let full_name = node.full_name();
        let mut add = |name: String, text, is_example| {
            found.push(NamedText { name, text, is_example });
        };
        add(format!("<help of `{full_name}`>"), node.command.long.as_str(), false);
        for example in &node.command.examples {
            add(format!("<example of `{full_name}`>"), &example.command, true);
        }
        for option in &node.command.options {
            let name = format!("<help of `{full_name} --{}`>", option.flag);
            add(name, &option.description, false);
        }
    }
    found.retain(|named| named.text.contains(facts.cli.name.as_str()));
    found
}

/// The command lines of a help text, as a page has them.
pub(crate) fn page(help: &HelpText<'_>, programs: &Programs<'_>) -> Page {
    let whole = Mapped::whole(help.text);
    let mut page = Page::default();
    if help.is_example {
        page.blocks.push(block("sh", whole));
        return page;
    }
    let has_prompt = help.text.lines().any(|line| line.trim_start().starts_with("$ "));
    if has_prompt {
        page.blocks.push(block("console", whole.clone()));
    } else {
        page.blocks.extend(indented(help.text, &whole, programs));
    }
    page.codes.extend(quoted(help.text, &whole, programs));
    page
}

fn block(language: &str, text: Mapped) -> Block {
    let span = text.full_span();
    Block { language: language.to_owned(), info: String::new(), text, span, section: None }
}

/// Indented lines that begin with a program, each with those that continue it.
fn indented(text: &str, whole: &Mapped, programs: &Programs<'_>) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let words = line.trim();
        let first = words.split_whitespace().next().unwrap_or_default();
        let begins = line.starts_with([' ', '\t'])
            && programs.program(first).is_some()
            && !is_sentence(words);
        if open.is_none() && begins {
            open = Some(at);
        }
        if let Some(start) = open.filter(|_| !words.ends_with('\\')) {
            found.push(block("sh", whole.part(start..end)));
            open = None;
        }
        at = end;
    }
    found.extend(open.map(|start| block("sh", whole.part(start..text.len()))));
    found
}

/// Whether a line that begins with the name of a program goes on as a sentence does: only with words.
fn is_sentence(line: &str) -> bool {
    const MIN_WORDS: usize = 5;
    let is_word = |word: &str| {
        let bare = word.trim_end_matches([',', '.', ':', ';']);
        !bare.is_empty() && bare.chars().all(char::is_alphabetic)
    };
    line.split_whitespace().count() >= MIN_WORDS && line.split_whitespace().all(is_word)
}

/// Texts in quotes or backticks, on one line, that begin with a program and a space.
fn quoted(text: &str, whole: &Mapped, programs: &Programs<'_>) -> Vec<Code> {
    let mut found = Vec::new();
    for mark in ['`', '"', '\''] {
        let mut from = 0;
        while let Some(start) = text[from..].find(mark).map(|at| from + at + 1) {
            from = start;
            let Some(end) = text[start..].find([mark, '\n']).map(|at| start + at) else { break };
            let inner = &text[start..end];
            let program = inner.split(' ').next().unwrap_or_default();
            if text[end..].starts_with(mark) && programs.program(program).is_some() {
                let span = Span::new(start - 1, end + 1);
                found.push(Code {
                    text: whole.part(start..end),
                    span,
                    section: None,
                    is_heading: false,
                });
                from = end + 1;
            }
        }
    }
    found
}
