//! What is wrong with the settings, as a compiler would show it.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something that a person should know; the settings are complete.
    Warning,
    /// The settings cannot be used.
    Error,
}

/// A place in the YAML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path of the file, as it was given.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The first character, counted from 1.
    pub column: usize,
    /// How many characters are meant.
    pub length: usize,
}

/// The line of a place as it may be shown: values that may be secret are left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// The text.
    pub text: String,
    /// The part that is meant, in bytes of the text.
    pub span: Range<usize>,
}

/// One problem. No part of it contains a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, and with which setting, as its owner wrote it: `--flag: …`, `$VARIABLE: …` or
    /// `path.of.key in FILE:LINE: …`.
    pub message: String,
    /// Where it is, if it is in the YAML file.
    pub place: Option<Place>,
    /// The line of the place.
    pub source: Option<SourceLine>,
    /// What to say about the part of the line that is meant.
    pub label: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Problem {
    pub(crate) fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message.into())
    }

    pub(crate) fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message.into())
    }

    fn new(severity: Severity, message: String) -> Self {
        Self { severity, message, place: None, source: None, label: String::new(), help: None }
    }

    pub(crate) fn at(
        mut self,
        (place, source): (Place, SourceLine),
        label: impl Into<String>,
    ) -> Self {
        self.place = Some(place);
        self.source = Some(source);
        self.label = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }

    /// The problem over several lines, the last without a line break; `styled` adds the escape
    /// sequences of terminals.
    pub fn render(&self, styled: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = Group::with_title(level.primary_title(self.message.as_str()));
        if let (Some(place), Some(source)) = (&self.place, &self.source) {
            group = group.element(self.snippet(place, source));
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        self.with_true_column(renderer.render(&[group]))
    }

    fn snippet<'a>(
        &'a self,
        place: &'a Place,
        source: &'a SourceLine,
    ) -> Snippet<'a, Annotation<'a>> {
        let label = (!self.label.is_empty()).then_some(self.label.as_str());
        let annotation = AnnotationKind::Primary.span(source.span.clone()).label(label);
        let snippet = Snippet::source(source.text.as_str()).path(place.file.as_str());
        snippet.line_start(place.line).annotation(annotation)
    }

    /// The renderer counts the column in what is shown of the line; the origin that it prints is
    /// replaced by the true one.
    fn with_true_column(&self, text: String) -> String {
        let (Some(place), Some(source)) = (&self.place, &self.source) else {
            return text;
        };
        let origin = |column: usize| format!("{}:{}:{column}", place.file, place.line);
        let shown = source.text[..source.span.start].chars().count() + 1;
        text.replacen(&origin(shown), &origin(place.column), 1)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// The settings could not be read: every problem that was found, at least one of them an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The problems, in the order in which a person should read them.
    pub problems: Vec<Problem>,
}

impl Refused {
    /// All problems, one blank line between them, with a line that counts them.
    pub fn render(&self, styled: bool) -> String {
        let mut text = String::new();
        for problem in &self.problems {
            text += &problem.render(styled);
            text += "\n\n";
        }
        let is_error = |problem: &&Problem| problem.severity == Severity::Error;
        match self.problems.iter().filter(is_error).count() {
            1 => text + "the settings have 1 error\n",
            count => text + &format!("the settings have {count} errors\n"),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Refused {}
