//! The YAML text as it was read: its tree, or what is wrong with it.

use sourcebook_syntax::{
    Diagnostic, DuplicateKey, FileId, NodeRef, Place, Reveal, SourceFile, Sources, Span, Tree,
    parse_settings,
};

use crate::codes::INVALID_KEY;

/// A YAML text that was parsed.
pub(crate) struct Document<'a> {
    sources: &'a Sources,
    file: FileId,
    /// The tree; absent if the text is none.
    tree: Option<Tree>,
    /// What is wrong with it as a tree.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Document<'a> {
    pub(crate) fn new(sources: &'a Sources, file: FileId) -> Self {
        let mut document = Self { sources, file, tree: None, diagnostics: Vec::new() };
        match parse_settings(sources, file) {
            Ok(tree) => {
                document.diagnostics = document.duplicates(&tree);
                document.tree = Some(tree);
            }
            Err(diagnostic) => document.diagnostics = vec![*diagnostic],
        }
        document
    }

    /// A diagnostic for every key that stands twice, in the order of the text.
    fn duplicates(&self, tree: &Tree) -> Vec<Diagnostic> {
        let mut duplicates = tree.duplicates().to_vec();
        duplicates.sort_by_key(|duplicate| duplicate.second.start);
        duplicates.iter().map(|duplicate| self.twice(tree, duplicate)).collect()
    }

    fn twice(&self, tree: &Tree, duplicate: &DuplicateKey) -> Diagnostic {
        let key = tree.key_text(duplicate).escape_debug();
        let line = self.line(duplicate.first);
        Diagnostic::new(&INVALID_KEY, format!("the key `{key}` appears twice"))
            .at(self.place(duplicate.second), "the second occurrence")
            .help(format!("the first is on line {line}; remove one of them"))
            .reveal(Reveal::Key)
    }

    /// The outermost node, if the text is a tree.
    pub(crate) fn root(&self) -> Option<NodeRef<'_>> {
        self.tree.as_ref().map(Tree::root)
    }

    /// A place in the text.
    pub(crate) fn place(&self, span: Span) -> Place {
        Place { file: self.file, span, pointer: String::new() }
    }

    /// A path as its owner wrote it: with the file and the line.
    pub(crate) fn owner(&self, path: &str, span: Span) -> String {
        format!("{path} in {}:{}", self.text().name(), self.line(span))
    }

    fn line(&self, span: Span) -> usize {
        self.text().position(span.start).line
    }

    fn text(&self) -> &SourceFile {
        self.sources.file(self.file)
    }
}
