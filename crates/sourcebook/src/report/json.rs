//! The report as one JSON object.

mod changes;

use serde::Serialize;

use changes::ChangeEntry;

use super::location::Location;
use super::{Report, Seen, Verdict};
use crate::problem::{Fix, Problem};

#[derive(Serialize)]
struct Document<'a> {
    problems: Vec<Entry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    live: Option<Live<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<ChangeEntry<'a>>>,
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    at: Position<'a>,
    label: &'a str,
    related: Vec<Related<'a>>,
    notes: &'a [String],
    help: Option<&'a str>,
    replacement: Option<&'a str>,
    fix: Option<FixEntry<'a>>,
}

/// What a live run saw. Pairs are how many, of how many.
#[derive(Serialize)]
struct Live<'a> {
    operations: (usize, usize),
    success_statuses: (usize, usize),
    error_statuses: (usize, usize),
    answered: Vec<Answered<'a>>,
}

#[derive(Serialize)]
struct Answered<'a> {
    method: &'a str,
    path: &'a str,
    operation: Option<&'a str>,
    as_printed: Option<u16>,
    accepted: Option<u16>,
    skipped: Option<&'a str>,
}

#[derive(Serialize, Default)]
struct Position<'a> {
    file: Option<&'a str>,
    pointer: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    at: Position<'a>,
    label: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum FixEntry<'a> {
    Write(&'a str),
    Delete(&'a str),
}

#[derive(Serialize)]
struct Summary<'a> {
    verdict: &'a str,
    exit_code: u8,
    errors: usize,
    warnings: usize,
    unknown_names: usize,
    up_to_date: usize,
    would_write: usize,
    would_delete: usize,
    written: &'a [String],
    deleted: &'a [String],
}

/// The whole report, with a line end.
pub(super) fn render(report: &Report) -> String {
    let document = Document {
        problems: report.problems.iter().map(|problem| entry(report, problem)).collect(),
        live: report.live.as_ref().map(live),
        changes: report.changes.as_ref().map(|changes| changes::entries(report, changes)),
        summary: summary(report),
    };
    // Texts and numbers always serialize.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn live(seen: &Seen) -> Live<'_> {
    let answered = seen.operations.iter().map(|tried| Answered {
        method: &tried.method,
        path: &tried.path,
        operation: tried.name.as_deref(),
        as_printed: tried.printed,
        accepted: tried.accepted,
        skipped: tried.skipped.as_deref(),
    });
    let coverage = seen.coverage;
    Live {
        operations: coverage.operations,
        success_statuses: coverage.successes,
        error_statuses: coverage.errors,
        answered: answered.collect(),
    }
}

fn entry<'a>(report: &'a Report, problem: &'a Problem) -> Entry<'a> {
    let diagnostic = &problem.diagnostic;
    let related = diagnostic.related.iter().map(|related| Related {
        at: Location::of_place(&report.sources, &related.place).into(),
        label: &related.label,
    });
    Entry {
        code: diagnostic.code.name,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        at: Location::of(report, problem).map(Position::from).unwrap_or_default(),
        label: &diagnostic.label,
        related: related.collect(),
        notes: &diagnostic.notes,
        help: diagnostic.help.as_deref(),
        replacement: diagnostic.replacement.as_deref(),
        fix: problem.fix.as_ref().map(|fix| match fix {
            Fix::Write { path } => FixEntry::Write(path),
            Fix::Delete { path } => FixEntry::Delete(path),
        }),
    }
}

impl<'a> From<Location<'a>> for Position<'a> {
    fn from(location: Location<'a>) -> Self {
        let (start, end) = location.region.unzip();
        Self {
            file: Some(location.file),
            pointer: (!location.pointer.is_empty()).then_some(location.pointer),
            line: start.map(|at| at.line),
            column: start.map(|at| at.column),
            end_line: end.map(|at| at.line),
            end_column: end.map(|at| at.column),
        }
    }
}

fn summary(report: &Report) -> Summary<'_> {
    let counts = report.counts();
    let verdict: Verdict = report.verdict();
    let done = report.done.as_ref();
    Summary {
        verdict: verdict.name(),
        exit_code: verdict.exit_code(),
        errors: counts.errors,
        warnings: counts.warnings,
        unknown_names: report.prose.mentions.len(),
        up_to_date: report.plan.fresh(),
        would_write: counts.writes,
        would_delete: counts.deletes,
        written: done.map_or(&[], |done| &done.written),
        deleted: done.map_or(&[], |done| &done.deleted),
    }
}
