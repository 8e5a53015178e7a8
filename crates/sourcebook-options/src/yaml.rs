//! The YAML file: its tree of nodes with their places, and its text as errors may show it.

mod excerpt;
mod parse;

pub(crate) use excerpt::{SafeKeys, Show, excerpt, plain};
pub(crate) use parse::{SyntaxFault, parse};

/// A part of a YAML text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A node of the tree.
#[derive(Clone)]
pub struct Node {
    pub(crate) span: Span,
    pub(crate) content: Content,
}

/// What a node is. Scalars are kept as the text they were written as: which kind is wanted is
/// known by the option alone.
#[derive(Clone)]
pub(crate) enum Content {
    /// Nothing, `~` or `null`.
    Null,
    Scalar(String),
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

impl Content {
    /// What the node is called in errors, with its article.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar(_) => "text",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }
}

impl Node {
    /// The node at a dotted path of keys.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        path.split('.').try_fold(self, |node, key| match &node.content {
            Content::Mapping(entries) => {
                entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
            }
            _ => None,
        })
    }

    /// Whether it reads as unset.
    pub(crate) fn is_unset(&self) -> bool {
        match &self.content {
            Content::Null => true,
            Content::Scalar(text) => text.is_empty(),
            Content::Sequence(_) | Content::Mapping(_) => false,
        }
    }
}
