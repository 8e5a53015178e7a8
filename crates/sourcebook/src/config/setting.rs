//! What is known of a setting: the reader, `init`, the reference and the schema are all made from it.

/// One setting, as it is declared with `settings!`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The key in its table.
    pub key: &'static str,
    /// What can be written for it.
    pub shape: Shape,
    /// What it is where nothing is written, in TOML; none where absence means something else.
    pub default: Option<String>,
    /// A value in TOML.
    pub example: String,
    /// Whether its table is rejected without it.
    pub required: bool,
    /// Paragraphs of Markdown: what it does.
    pub about: String,
}

/// What can be written for a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A string of a kind: its name, and the regular expression that it matches, if any.
    Text(&'static str, Option<&'static str>),
    /// The path of a text file that must be there.
    TextFile,
    /// `true` or `false`.
    Flag,
    /// A whole number: the least and the greatest one.
    Number(usize, usize),
    /// A list of strings of a kind: its name.
    Texts(&'static str),
    /// A table of strings with free names.
    Pairs,
    /// One of some words.
    Word(Vec<Word>),
    /// A list of some words.
    Words(Vec<Word>),
}

/// A word that can be chosen, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As it is written.
    pub name: &'static str,
    /// One line of Markdown; empty where the name says enough.
    pub about: &'static str,
}

impl Shape {
    /// In words: `string`, `list of strings`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text(name, _) | Self::Texts(name) => name,
            Self::TextFile => "path of a text file",
            Self::Pairs => "table of strings",
            Self::Flag => "`true` or `false`",
            Self::Number(..) => "whole number",
            Self::Word(_) => "one of some words",
            Self::Words(_) => "list of words",
        }
    }

    /// The words that can be chosen.
    pub fn words(&self) -> &[Word] {
        match self {
            Self::Word(words) | Self::Words(words) => words,
            _ => &[],
        }
    }
}
