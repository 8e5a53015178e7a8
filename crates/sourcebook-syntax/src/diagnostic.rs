//! What is found in a text: what is wrong, where, why, and what to do.

use crate::disclosure::Reveal;
use crate::source::{FileId, Span};

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is said.
    Allow,
    /// Good to know, and nothing to do about.
    Info,
    /// Worth knowing; work goes on.
    Warning,
    /// The output would be wrong: nothing is written, unless the severity is lowered.
    Error,
    /// Nothing could be read at all; cannot be lowered.
    Fatal,
}

impl Severity {
    /// The word used in messages and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

/// One kind of diagnostic: a stable name, a default severity and what `explain` tells about it.
#[derive(Debug)]
pub struct Code {
    /// Stable, in kebab case: `dangling-reference`.
    pub name: &'static str,
    /// The severity where nothing else is configured.
    pub severity: Severity,
    /// One line: what is wrong.
    pub summary: &'static str,
    /// The lines of a comment: some paragraphs of Markdown, why it matters and how to mend it.
    #[doc(hidden)]
    pub comment: &'static [&'static str],
}

impl Code {
    /// Some paragraphs of Markdown: why it matters and how to mend it.
    pub fn explanation(&self) -> String {
        let line = |line: &'static &'static str| line.strip_prefix(' ').unwrap_or(line);
        self.comment.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Declares a [`Code`] beside the check that raises it: its explanation is the comment, and its
/// name, its default severity and its summary follow the name of the static.
///
/// ```
/// sourcebook_syntax::problem_code! {
///     /// A fruit that lies too long is lost. Eat it, or make jam.
///     pub static ROTTEN_FRUIT = "rotten-fruit", Warning, "a fruit lies too long";
/// }
/// assert_eq!(ROTTEN_FRUIT.explanation(), "A fruit that lies too long is lost. Eat it, or make jam.");
/// ```
#[macro_export]
macro_rules! problem_code {
    (
        $(#[doc = $line:literal])+
        $visibility:vis static $name:ident = $code:literal, $severity:ident, $summary:literal;
    ) => {
        #[doc = $summary]
        $visibility static $name: $crate::Code = $crate::Code {
            name: $code,
            severity: $crate::Severity::$severity,
            summary: $summary,
            comment: &[$($line),+],
        };
    };
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}

/// A place in a text, with the JSON pointer that leads there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub file: FileId,
    /// The bytes to point at.
    pub span: Span,
    /// JSON pointer of the value (`/paths/~1users/get`); empty for a whole document or a text
    /// that has no pointers.
    pub pointer: String,
}

/// A second place that explains the first ("first defined here").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there.
    pub label: String,
}

/// What was found in a text, told as a compiler tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How serious it is: that of its code, unless somebody decides otherwise.
    pub severity: Severity,
    /// Which kind it is.
    pub code: &'static Code,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// Where; absent only where no text exists (a file that cannot be opened).
    pub place: Option<Place>,
    /// What the marked place is, shown under it.
    pub label: String,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// Why it is wrong.
    pub notes: Vec<String>,
    /// What to do, or the nearest valid name.
    pub help: Option<String>,
    /// What belongs in the marked place, where that is certain enough for a machine to write it.
    pub replacement: Option<String>,
    /// How much of a guarded text is shown.
    pub reveal: Reveal,
}

impl Diagnostic {
    /// A diagnostic of a kind, with nothing but its message.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity,
            code,
            message: message.into(),
            place: None,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            replacement: None,
            reveal: Reveal::default(),
        }
    }

    /// Adds the place, and what stands there.
    #[must_use]
    pub fn at(mut self, place: Place, label: impl Into<String>) -> Self {
        self.place = Some(place);
        self.label = label.into();
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        self.optional_help(Some(help.into()))
    }

    /// Says what to do, where that can be said.
    #[must_use]
    pub fn optional_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Says what a machine can write in the marked place.
    #[must_use]
    pub fn replace_with(mut self, replacement: impl Into<String>) -> Self {
        self.replacement = Some(replacement.into());
        self
    }

    /// Says how much of a guarded text is shown.
    #[must_use]
    pub fn reveal(mut self, reveal: Reveal) -> Self {
        self.reveal = reveal;
        self
    }
}
