//! The one closing line: what was found, and the command that mends it.

use sourcebook_changes::Level;

use super::{Counts, Purpose, Report, Verdict};
use crate::console::{BOLD, Console, Verbosity};

/// The line; nothing when there is nothing to say to somebody who asked for quiet.
pub(super) fn line(report: &Report, console: &Console<'_>) -> String {
    let counts = report.counts();
    let verdict = report.verdict();
    if console.verbosity == Verbosity::Quiet && verdict == Verdict::Fresh {
        return String::new();
    }
    let text = match verdict {
        Verdict::Failed => failed(report, counts),
        Verdict::Breaking => breaking(report),
        Verdict::Fresh if report.purpose == Purpose::Changes => compatible(report),
        Verdict::WouldChange => would_change(report, counts),
        Verdict::Fresh => fresh(report, counts),
    };
    let (head, rest) = text.split_once(": ").unwrap_or(("", &text));
    let head = if head.is_empty() { String::new() } else { console.paint(BOLD, head) + ": " };
    format!("{head}{rest}\n")
}

fn failed(report: &Report, counts: Counts) -> String {
    let what = match (counts.errors, counts.warnings) {
        (0, warnings) => format!("{}, and warnings are denied", number(warnings, "warning")),
        (errors, 0) => number(errors, "error"),
        (errors, warnings) => {
            format!("{} and {}", number(errors, "error"), number(warnings, "warning"))
        }
    };
    let consequence = match (&report.purpose, counts.writes + counts.deletes) {
        (Purpose::Generate | Purpose::Direct(_), _) if wrote_nothing(report) => {
            "; nothing was written"
        }
        (Purpose::Check, 1..) => "; generated files are also out of date",
        _ => "",
    };
    let explain = report.problems.iter().rev().find(|problem| problem.fix.is_none()).map_or(
        String::new(),
        |problem| {
            let code = problem.diagnostic.code.name;
            format!(". Run `sourcebook explain {code}` for details")
        },
    );
    format!("failed: {what}{consequence}{explain}")
}

/// How many changes there are of each level, beside those that are accepted.
fn changes(report: &Report) -> String {
    let Some(changes) = &report.changes else { return String::new() };
    let counts = Level::ALL.into_iter().rev().map(|level| (changes.count(level), level.name()));
    let some: Vec<String> =
        counts.filter(|(count, _)| *count > 0).map(|(count, name)| number(count, name)).collect();
    let accepted = changes.list.iter().filter(|one| one.accepted.is_some()).count();
    let all = if some.is_empty() { "no changes".to_owned() } else { some.join(", ") };
    let accepted = if accepted == 0 { String::new() } else { format!("; {accepted} accepted") };
    format!("{all} since {}{accepted}", changes.base)
}

fn breaking(report: &Report) -> String {
    let code = report.problems.last().map_or("", |problem| problem.diagnostic.code.name);
    format!("breaking: {}. Run `sourcebook explain {code}` for details", changes(report))
}

fn compatible(report: &Report) -> String {
    format!("compatible: {}", changes(report))
}

/// A write that failed midway may have been preceded by others; then nothing is claimed.
fn wrote_nothing(report: &Report) -> bool {
    let code = &crate::problems::WRITE_FAILED;
    !report.problems.iter().any(|problem| problem.diagnostic.code == code)
}

fn would_change(report: &Report, counts: Counts) -> String {
    let what = match (counts.writes, counts.deletes) {
        (0, 0) => "only the record .sourcebook/written would change".to_owned(),
        (writes, 0) => format!("{} would be written", number(writes, "file")),
        (0, deletes) => format!("{} would be deleted", number(deletes, "file")),
        (writes, deletes) => {
            format!("{} would be written and {deletes} deleted", number(writes, "file"))
        }
    };
    let fresh = report.plan.fresh();
    format!("out of date: {what}, {fresh} up to date. Run `sourcebook gen`")
}

fn fresh(report: &Report, counts: Counts) -> String {
    let warnings = match counts.warnings {
        0 => String::new(),
        warnings => format!("; {}", number(warnings, "warning")),
    };
    if let Some(seen) = &report.live {
        let written = match &report.done {
            Some(done) => format!("; {} written", number(done.written.len(), "file")),
            None => String::new(),
        };
        return format!("right: {}{written}{warnings}", seen.coverage.line());
    }
    let (written, deleted) =
        report.done.as_ref().map_or((0, 0), |done| (done.written.len(), done.deleted.len()));
    let fresh = report.plan.fresh();
    let place = match &report.purpose {
        Purpose::Direct(out) => format!(" in {out}"),
        _ => String::new(),
    };
    match (written, deleted) {
        (0, 0) => format!("up to date: {}{place}{warnings}", number(fresh, "file")),
        (written, deleted) => {
            let deleted = if deleted == 0 { String::new() } else { format!(", {deleted} deleted") };
            let fresh = if fresh == 0 { String::new() } else { format!(", {fresh} up to date") };
            let next = match report.purpose {
                Purpose::Generate => ". Run `sourcebook check` to see whether they are up to date",
                Purpose::Direct(_) => {
                    ". Run `sourcebook init` to keep such pages up to date in a project"
                }
                _ => "",
            };
            format!(
                "done: {} written{deleted}{fresh}{place}{warnings}{next}",
                number(written, "file")
            )
        }
    }
}

fn number(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
