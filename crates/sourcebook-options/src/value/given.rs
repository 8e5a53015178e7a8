//! What one layer gives for one option, and the problems found in it.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use sourcebook_syntax::{NodeRef, Span};

use super::ValueError;
use crate::files::read_secret_file;
use crate::kind::Kind;
use crate::node;

/// What one layer gives for one option.
#[derive(Clone, Copy)]
pub enum Given<'a> {
    /// Texts: one from a variable, as many as there are flags. Never none, and none is empty.
    Texts(&'a [String]),
    /// A node of the YAML file; never null or an empty scalar.
    Node(NodeRef<'a>),
}

impl<'a> Given<'a> {
    /// Where it stands in the YAML file.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Texts(_) => None,
            Self::Node(node) => Some(node.span()),
        }
    }

    /// The text, if it is one text.
    pub fn text(&self) -> Option<&'a str> {
        match self {
            Self::Texts([text]) => Some(text),
            Self::Texts(_) => None,
            Self::Node(node) => node.spelling(),
        }
    }

    /// The one text that is wanted; otherwise a problem.
    pub(crate) fn single_text(&self, kind: Kind, problems: &mut ValueProblems) -> Option<&'a str> {
        if let Some(text) = self.text() {
            return Some(text);
        }
        let error = match self {
            Self::Texts(texts) => ValueError::Repeated(texts.len()),
            Self::Node(node) => {
                ValueError::WrongNode { found: node::name(*node), wanted: wanted(kind) }
            }
        };
        problems.add(self.span(), None, error);
        None
    }
}

/// What a scalar of a kind is called when something else is there.
fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "`true` or `false`",
        Kind::Int | Kind::Float => "a number",
        Kind::Duration => "a duration",
        Kind::Url => "a URL",
        Kind::Bytes => "a size",
        _ => "a string",
    }
}

/// One problem of a value.
#[derive(Debug, Clone)]
pub struct ValueProblem {
    /// Where in the YAML file.
    pub span: Option<Span>,
    /// The members and items that lead to it from the option's own value: `[0].base_url`.
    pub path: String,
    /// The text that is wrong, unless it is secret.
    pub text: Option<String>,
    /// What is wrong.
    pub error: ValueError,
}

/// The problems of one value, and where in it reading stands.
#[derive(Debug, Default)]
pub struct ValueProblems {
    pub(crate) found: Vec<ValueProblem>,
    path: String,
    variables: Arc<BTreeMap<OsString, OsString>>,
    /// Whether files may be read that a value names.
    reads_files: bool,
    /// Files with secrets that others than their owners may read.
    pub(crate) shared_files: Vec<SharedFile>,
}

/// A file with a secret that others than its owner may read.
#[derive(Debug)]
pub(crate) struct SharedFile {
    /// Where the YAML file names it.
    pub(crate) span: Option<Span>,
    /// The members and items that lead there.
    pub(crate) within: String,
    pub(crate) path: String,
    pub(crate) mode: u32,
}

impl ValueProblems {
    /// No problems yet in a value that may name these variables.
    pub(crate) fn knowing(variables: &Arc<BTreeMap<OsString, OsString>>) -> Self {
        Self { variables: Arc::clone(variables), reads_files: true, ..Self::default() }
    }

    /// What a variable holds that the value names; an empty one reads as unset, as everywhere.
    pub(crate) fn variable(&self, name: &str) -> Option<&OsStr> {
        self.variables
            .get(OsStr::new(name))
            .map(OsString::as_os_str)
            .filter(|text| !text.is_empty())
    }

    /// The secret in a file that the value names.
    pub(crate) fn secret_file(
        &mut self,
        span: Option<Span>,
        path: &str,
    ) -> Result<String, ValueError> {
        if !self.reads_files {
            let reason = format!("`{path}` is read only where settings are");
            return Err(ValueError::UnusableFile { reason, help: None });
        }
        let file = read_secret_file(path).map_err(|error| ValueError::UnusableFile {
            reason: error.to_string(),
            help: error.help(),
        })?;
        self.shared_files.extend(file.shared_mode.map(|mode| SharedFile {
            span,
            within: self.path.clone(),
            path: path.to_owned(),
            mode,
        }));
        Ok(file.text)
    }

    /// Adds one; `text` is what may be shown of the value.
    pub fn add(&mut self, span: Option<Span>, text: Option<&str>, error: ValueError) {
        let text = text.map(ToOwned::to_owned);
        self.found.push(ValueProblem { span, path: self.path.clone(), text, error });
    }

    /// Reads a part of the value, whose problems get its name.
    pub(crate) fn within<T>(&mut self, part: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.push_str(part);
        let value = read(self);
        self.path.truncate(length);
        value
    }
}
