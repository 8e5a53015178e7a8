//! The YAML text as it was read: its tree, or what is wrong with it.

use crate::layers::File;
use crate::problem::Problem;
use crate::yaml::{Node, SafeKeys, Show, Span, SyntaxFault, excerpt, parse};

/// A YAML text that was parsed.
pub(crate) struct Document<'a> {
    pub(crate) file: &'a File,
    pub(crate) keys: &'a SafeKeys,
    /// The tree; absent if the text is none.
    pub(crate) root: Option<Node>,
    /// What is wrong with it as a tree.
    pub(crate) problems: Vec<Problem>,
}

impl<'a> Document<'a> {
    pub(crate) fn new(file: &'a File, keys: &'a SafeKeys) -> Self {
        let mut document = Self { file, keys, root: None, problems: Vec::new() };
        match parse(&file.text) {
            Ok((root, duplicates)) => {
                document.root = Some(root);
                let duplicates = duplicates.into_iter();
                document.problems =
                    duplicates.map(|fault| document.problem(fault, Show::Key)).collect();
            }
            Err(fault) => document.problems = vec![document.problem(fault, Show::SafeValue(keys))],
        }
        document
    }

    fn problem(&self, fault: SyntaxFault, show: Show<'_>) -> Problem {
        let SyntaxFault { span, message, label, help } = fault;
        let place = excerpt(&self.file.name, &self.file.text, span, show);
        Problem::error(message).at(place, label).help(help)
    }

    /// A path as its owner wrote it: with the file and the line.
    pub(crate) fn owner(&self, path: &str, span: Span) -> String {
        let before = &self.file.text[..span.start.min(self.file.text.len())];
        format!("{path} in {}:{}", self.file.name, before.matches('\n').count() + 1)
    }
}
