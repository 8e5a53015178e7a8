//! The report for a person: diagnostics as a compiler shows them, diffs, one closing line.

use std::collections::BTreeMap;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use sourcebook_syntax::{Place, Severity, Sources};

use super::{Report, closing, diff, excerpt};
use crate::console::{Console, DIM, Verbosity};
use crate::files::State;
use crate::problem::Finding;

/// Findings of one code that are shown, unless everything is asked for.
const MOST_OF_A_CODE: usize = 20;

/// The whole report.
pub(super) fn render(report: &Report, console: &Console<'_>) -> String {
    let mut text = String::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.findings {
        if console.verbosity == Verbosity::Quiet && !decides(report, finding) {
            continue;
        }
        let count = seen.entry(finding.problem.diagnostic.code.name).or_default();
        *count += 1;
        if *count <= MOST_OF_A_CODE || console.verbosity == Verbosity::Verbose {
            text += &render_finding(report, finding, console);
        }
    }
    for (code, count) in seen {
        if count > MOST_OF_A_CODE && console.verbosity < Verbosity::Verbose {
            let more = count - MOST_OF_A_CODE;
            text += &console.paint(DIM, &format!("… {more} more of `{code}` (-v shows all)\n\n"));
        }
    }
    text + &closing::line(report, console)
}

/// Whether a finding has a part in the exit code.
fn decides(report: &Report, finding: &Finding) -> bool {
    report.deny_warnings || finding.severity >= Severity::Error
}

fn render_finding(report: &Report, finding: &Finding, console: &Console<'_>) -> String {
    let mut text = diagnostic(&report.sources, finding, console.color);
    text.push('\n');
    if let Some(diff) = difference(report, finding, console) {
        text += &diff;
    }
    if finding.problem.fix.is_none() || text.lines().count() > 1 {
        text.push('\n');
    }
    text
}

/// The diff of a stale file.
fn difference(report: &Report, finding: &Finding, console: &Console<'_>) -> Option<String> {
    finding.problem.fix.as_ref()?;
    if console.verbosity == Verbosity::Quiet {
        return None;
    }
    let path = finding.problem.path.as_deref()?;
    let compared = report.plan.compared.iter().find(|one| one.artifact.path == path)?;
    match &compared.state {
        State::Stale(found) => Some(diff::unified(found, &compared.artifact, console)),
        _ => None,
    }
}

fn diagnostic(sources: &Sources, finding: &Finding, color: bool) -> String {
    let diagnostic = &finding.problem.diagnostic;
    let level = match finding.severity {
        Severity::Fatal | Severity::Error => Level::ERROR,
        Severity::Warning | Severity::Allow => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name);
    let mut group = Group::with_title(title);
    let mut origins = Vec::new();
    if let Some(place) = &diagnostic.place {
        let (snippet, origin) = snippet(sources, place, AnnotationKind::Primary, &diagnostic.label);
        group = group.element(snippet);
        origins.extend(origin);
    }
    for related in &diagnostic.related {
        let (snippet, origin) =
            snippet(sources, &related.place, AnnotationKind::Context, &related.label);
        group = group.element(snippet);
        origins.extend(origin);
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    // What `gen` mends is said once, by the closing line.
    let help = diagnostic.help.as_ref();
    if let Some(help) = help.filter(|_| finding.problem.fix.is_none()) {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.render(&[group]);
    origins.iter().fold(text, |text, (cut, whole)| text.replacen(cut, whole, 1))
}

/// A place as it is named with and without the column of a line that was cut.
type Origin = (String, String);

/// The lines of a place. Where they were cut, the renderer counts the column in what is left; the
/// origin it prints is then to be replaced.
fn snippet<'a>(
    sources: &'a Sources,
    place: &Place,
    kind: AnnotationKind,
    label: &'a str,
) -> (Snippet<'a, Annotation<'a>>, Option<Origin>) {
    let file = sources.file(place.file);
    let shown = excerpt::excerpt(file, place.span);
    let column = shown.text[..shown.span.start].chars().count() + 1;
    let origin = (shown.cut > 0).then(|| {
        let name = |column: usize| format!("{}:{}:{column}", file.name(), shown.line);
        (name(column), name(column + shown.cut))
    });
    let label = (!label.is_empty()).then_some(label);
    let snippet = Snippet::source(shown.text)
        .path(file.name())
        .line_start(shown.line)
        .annotation(kind.span(shown.span).label(label));
    (snippet, origin)
}
