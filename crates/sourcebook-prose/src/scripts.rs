//! Where command lines stand on a page: in blocks of shell, in code within text, and in blocks of
//! other languages that hold commands.

mod data;
mod dockerfile;
mod yaml;

use sourcebook_syntax::Span;

use crate::mapped::Mapped;
use crate::mentions::absence::AbsentNames;
use crate::page::{Block, Page};
use crate::shell::{self, Script, Style};
use crate::vocabulary::Programs;

/// Where a script stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In a block of shell: the number of the block.
    Block(usize),
    /// In a block of another language: the number of the block.
    Snippet(usize),
    /// In code within text: the number of the code.
    Code(usize),
}

/// Commands of a page.
#[derive(Debug, Clone)]
pub(crate) struct PageScript {
    /// What was read.
    pub(crate) script: Script,
    /// The text of which it was read.
    pub(crate) text: Mapped,
    /// Where it stands.
    pub(crate) origin: Origin,
    /// Whether it holds what commands print as well.
    pub(crate) is_session: bool,
}

impl PageScript {
    /// Where a range of its text stands on the page.
    pub(crate) fn span(&self, range: std::ops::Range<usize>) -> Span {
        self.text.span(range)
    }
}

/// All command lines of a page, in the order of blocks and then of codes.
pub(crate) fn of_page(page: &Page, programs: &Programs<'_>) -> Vec<PageScript> {
    let mut scripts = Vec::new();
    for (number, block) in page.blocks.iter().enumerate() {
        if let Some(style) = style(page, block, programs) {
            scripts.push(read(block.text.clone(), style, Origin::Block(number)));
        } else {
            let texts = snippets(block, programs);
            let read = |text| read(text, Style::Posix, Origin::Snippet(number));
            scripts.extend(texts.into_iter().map(read));
        }
    }
    let absent = AbsentNames::of(page);
    for (number, code) in page.codes.iter().enumerate().filter(|(_, code)| !absent.has(code.span)) {
        let is_request = code.text.text().starts_with("curl ");
        if is_request || begins_with_program(code.text.text(), programs) {
            scripts.push(read(code.text.clone(), Style::Posix, Origin::Code(number)));
        }
    }
    scripts
}

fn read(text: Mapped, style: Style, origin: Origin) -> PageScript {
    let script = shell::read(text.text(), style);
    PageScript { script, text, origin, is_session: style == Style::Session }
}

/// The style of a block of shell. One without a language is what a program prints, except where it
/// stands below a heading for examples, or where nothing but commands of known programs is in it.
fn style(page: &Page, block: &Block, programs: &Programs<'_>) -> Option<Style> {
    if !block.language.is_empty() {
        return Style::of_language(&block.language);
    }
    let is_example = |text: &str| matches!(text.to_lowercase().as_str(), "example" | "examples");
    let is_below_examples =
        || page.path(block.section).iter().any(|heading| is_example(&heading.text));
    (has_only_commands(block.text.text(), programs) || is_below_examples()).then_some(Style::Posix)
}

/// Whether every line begins with a program, is a comment, or continues the line above.
fn has_only_commands(text: &str, programs: &Programs<'_>) -> bool {
    let mut is_continued = false;
    let mut has_any = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !is_continued && !line.starts_with('#') {
            let command = line.strip_prefix("$ ").unwrap_or(line);
            if !begins_with_program(command, programs) {
                return false;
            }
            has_any = true;
        }
        is_continued = line.ends_with('\\');
    }
    has_any
}

/// Whether a text begins as a command line of a known program, maybe behind `sudo` or variables.
fn begins_with_program(text: &str, programs: &Programs<'_>) -> bool {
    let mut words = text.split_ascii_whitespace();
    let is_before = |word: &&str| *word == "$" || *word == "sudo" || word.contains('=');
    let first = words.by_ref().find(|word| !is_before(word));
    first.is_some_and(|word| programs.program(word).is_some())
}

/// The texts of a block in another language that are commands.
fn snippets(block: &Block, programs: &Programs<'_>) -> Vec<Mapped> {
    let text = block.text.text();
    // Most blocks have nothing to do with a program.
    if !programs.names().any(|name| text.contains(name)) {
        return Vec::new();
    }
    let mut found = match block.language.as_str() {
        "yaml" | "yml" | "helm" | "compose" => yaml::commands(&block.text),
        "dockerfile" | "docker" | "containerfile" => dockerfile::commands(&block.text),
        "hcl" | "tf" | "terraform" => data::here_documents(&block.text),
        "ini" | "systemd" | "service" | "unit" | "toml" | "conf" => data::settings(&block.text),
        "json" | "jsonc" => return data::command_members(&block.text),
        _ => return Vec::new(),
    };
    let begins = |text: &Mapped| begins_with_program(text.text(), programs);
    for text in data::quoted(&block.text).into_iter().chain(data::lines(&block.text)).filter(begins)
    {
        let span = text.full_span();
        if !found.iter().any(|other| other.full_span().contains(span)) {
            found.push(text);
        }
    }
    found
}
