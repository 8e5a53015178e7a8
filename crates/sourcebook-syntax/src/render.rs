//! The one way to show a diagnostic: as a compiler does.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::disclosure::Reveal;
use crate::excerpt::{Excerpt, excerpt};
use crate::source::Sources;

/// How diagnostics look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Whether escape sequences of terminals give colors.
    pub color: bool,
    /// Whether the code stands behind the severity: `error[CODE]`.
    pub code: bool,
}

/// A diagnostic over several lines, the last one without a line break.
///
/// Of each text only what its disclosure allows is shown.
///
/// # Panics
/// When a place is not one of these sources.
pub fn render(sources: &Sources, diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Fatal | Severity::Error => Level::ERROR,
        Severity::Warning | Severity::Allow => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(diagnostic.message.as_str());
    let title = if style.code { title.id(diagnostic.code.name) } else { title };
    let marked = Marked::of(sources, diagnostic);
    let mut group = Group::with_title(title).elements(marked.iter().map(Marked::snippet));
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.render(&[group]);
    marked.iter().fold(text, |text, marked| marked.with_true_column(text))
}

/// A marked place as it is shown.
struct Marked<'a> {
    file: &'a str,
    shown: Excerpt,
    kind: AnnotationKind,
    label: &'a str,
}

impl<'a> Marked<'a> {
    /// The places of a diagnostic, its own first.
    fn of(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Vec<Self> {
        let one = |place: &Place, reveal: Reveal, kind, label| {
            let file = sources.file(place.file);
            Self { file: file.name(), shown: excerpt(file, place.span, reveal), kind, label }
        };
        let own = diagnostic.place.iter().map(|place| {
            one(place, diagnostic.reveal, AnnotationKind::Primary, diagnostic.label.as_str())
        });
        let related = diagnostic.related.iter().map(|related| {
            let label = related.label.as_str();
            one(&related.place, Reveal::default(), AnnotationKind::Context, label)
        });
        own.chain(related).collect()
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let label = (!self.label.is_empty()).then_some(self.label);
        Snippet::source(self.shown.text.as_str())
            .path(self.file)
            .line_start(self.shown.line)
            .annotation(self.kind.span(self.shown.span.clone()).label(label))
    }

    /// The renderer counts the column in what is shown of the line; the origin that it prints is
    /// replaced by the true one.
    fn with_true_column(&self, text: String) -> String {
        let Self { file, shown, .. } = self;
        let counted = shown.text[..shown.span.start].rsplit('\n').next().unwrap_or_default();
        let counted = counted.chars().count() + 1;
        if counted == shown.column {
            return text;
        }
        let origin = |column: usize| format!("{file}:{}:{column}", shown.line);
        text.replacen(&origin(counted), &origin(shown.column), 1)
    }
}
