//! Blocks of JSON, YAML and TOML as entries: what stands at which path, with places.

mod toml_text;

use std::borrow::Cow;
use std::ops::Range;

use sourcebook_syntax::{NodeRef, Sources, Span, Tree, parse, parse_json};

use crate::page::Block;

/// The keys and values of a block, in order.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    /// Every key of every table that is below tables alone.
    pub(crate) list: Vec<Entry>,
}

/// One key.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The keys that lead to it, its own last.
    pub(crate) path: Vec<String>,
    /// Where the key stands in the block.
    pub(crate) key: Range<usize>,
    /// Its value, where it is one text, number or truth value.
    pub(crate) scalar: Option<Scalar>,
}

/// A single value.
#[derive(Debug)]
pub(crate) struct Scalar {
    /// What it says, without quotes.
    pub(crate) text: String,
    /// Where it stands in the block, with its quotes.
    pub(crate) range: Range<usize>,
}

/// A place at which a block stops being what it says it is.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The name of the language.
    pub(crate) language: &'static str,
    /// Where in the block.
    pub(crate) range: Range<usize>,
    /// What is wrong there.
    pub(crate) reason: String,
}

/// Reads a block; none for other languages.
pub(crate) fn read(block: &Block) -> Option<Result<Entries, Fault>> {
    let text = &without_ellipses(block.text.text());
    match block.language.as_str() {
        "yaml" | "yml" => Some(read_tree(text, "YAML")),
        "json" => Some(read_tree(text, "JSON")),
        "toml" => Some(toml_text::read(text)),
        _ => None,
    }
}

/// A text of the same length with spaces for the lines that stand for others: `…`, `...`.
fn without_ellipses(text: &str) -> Cow<'_, str> {
    let is_ellipsis = |line: &str| {
        let inner = line.trim().trim_start_matches(['#', '/']).trim().trim_matches(['[', ']']);
        matches!(inner, "…" | "...")
    };
    if !text.lines().any(is_ellipsis) {
        return Cow::Borrowed(text);
    }
    let lines = text.split_inclusive('\n').map(|line| {
        if is_ellipsis(line) {
            let end = line.len() - line.trim_end_matches(['\n', '\r']).len();
            Cow::Owned(" ".repeat(line.len() - end) + &line[line.len() - end..])
        } else {
            Cow::Borrowed(line)
        }
    });
    Cow::Owned(lines.collect())
}

/// Reads JSON, or the documents of YAML, which three dashes part.
fn read_tree(text: &str, language: &'static str) -> Result<Entries, Fault> {
    let mut entries = Entries::default();
    for document in documents(text, language) {
        let shift = |range: Range<usize>| document.start + range.start..document.start + range.end;
        match read_document(&text[document.clone()], language) {
            Ok(read) => entries.list.extend(read.list.into_iter().map(|entry| Entry {
                key: shift(entry.key),
                scalar: entry.scalar.map(|one| Scalar { range: shift(one.range), ..one }),
                ..entry
            })),
            Err(fault) => return Err(Fault { range: shift(fault.range), ..fault }),
        }
    }
    Ok(entries)
}

/// Where each document stands; those without content are left out.
fn documents(text: &str, language: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if language == "YAML" && line.trim_end() == "---" {
            found.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    found.push(start..text.len());
    let has_content = |range: &Range<usize>| {
        let mut lines = text[range.clone()].lines().map(str::trim);
        lines.any(|line| !line.is_empty() && !line.starts_with('#'))
    };
    found.retain(|range| language != "YAML" || has_content(range));
    found
}

fn read_document(text: &str, language: &'static str) -> Result<Entries, Fault> {
    let mut sources = Sources::new();
    let tree = if language == "JSON" {
        parse_json(&mut sources, "block", text.to_owned())
    } else {
        parse(&mut sources, "block", text.as_bytes().to_vec())
    };
    match tree {
        Ok(tree) => Ok(Entries::of(&tree)),
        Err(error) => {
            let span = error.place.as_ref().map_or(Span::default(), |place| place.span);
            let reason = match error.label.as_str() {
                "" => error.message.clone(),
                label => label.to_owned(),
            };
            Err(Fault { language, range: span.range(), reason })
        }
    }
}

impl Entries {
    fn of(tree: &Tree) -> Self {
        let mut entries = Self::default();
        entries.add(tree.root(), &[]);
        entries
    }

    fn add(&mut self, table: NodeRef<'_>, path: &[String]) {
        if !table.is_object() {
            return;
        }
        for (key, value) in table.members() {
            let path = [path, &[key.to_owned()]].concat();
            let span = table.key_span(key).unwrap_or_default();
            let is_scalar = !value.is_object() && value.scalar_text().is_some();
            self.list.push(Entry {
                path: path.clone(),
                key: span.range(),
                scalar: is_scalar.then(|| Scalar {
                    text: value.scalar_text().unwrap_or_default().to_owned(),
                    range: value.span().range(),
                }),
            });
            self.add(value, &path);
        }
    }
}
