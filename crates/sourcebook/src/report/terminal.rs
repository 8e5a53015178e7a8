//! The report for a person: diagnostics as a compiler shows them, diffs, one closing line.

use std::collections::BTreeMap;

use sourcebook_syntax::{Severity, Sources, Style};

use super::{Report, Seen, closing, diff, suggestions};
use crate::console::{Console, DIM, Verbosity};
use crate::files::State;
use crate::problem::Problem;

/// Maximum number of problems with one code that are shown without `--verbose`.
const MAX_PER_CODE: usize = 20;

/// The whole report.
pub(super) fn render(report: &Report, console: &Console<'_>) -> String {
    let mut text = report.live.as_ref().map(|seen| live(seen, console)).unwrap_or_default();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in &report.problems {
        if console.verbosity == Verbosity::Quiet && !decides(report, problem) {
            continue;
        }
        let count = seen.entry(problem.diagnostic.code.name).or_default();
        *count += 1;
        if *count <= MAX_PER_CODE || console.verbosity == Verbosity::Verbose {
            text += &render_problem(report, problem, console);
        }
    }
    for (code, count) in seen {
        if count > MAX_PER_CODE && console.verbosity < Verbosity::Verbose {
            let more = count - MAX_PER_CODE;
            text += &console.paint(
                DIM,
                &format!(
                    "… {more} more of `{code}` (use -v to show \
            all)\n\n"
                ),
            );
        }
    }
    if console.verbosity > Verbosity::Quiet {
        text += &suggestions::lines(report);
    }
    text + &closing::line(report, console)
}

/// What a live run saw: each operation where everything is asked for, and the sum.
fn live(seen: &Seen, console: &Console<'_>) -> String {
    let mut text = String::new();
    if console.verbosity == Verbosity::Verbose {
        let status =
            |status: Option<u16>| status.map_or("-".to_owned(), |status| status.to_string());
        let head = format!("{:>10} {:>8}", "as printed", "accepted");
        text += &format!("{}\n", console.paint(DIM, &head));
        for tried in &seen.operations {
            let (printed, accepted) = (status(tried.printed), status(tried.accepted));
            text += &format!("{printed:>10} {accepted:>8}  {} {}\n", tried.method, tried.path);
        }
        text.push('\n');
    }
    if console.verbosity > Verbosity::Quiet {
        text += &format!("{}\n\n", seen.coverage.line());
    }
    text
}

/// Whether a problem has a part in the exit code.
fn decides(report: &Report, problem: &Problem) -> bool {
    let least = report.changes.as_ref().map_or(Severity::Error, |changes| changes.fail_on);
    report.deny_warnings || problem.diagnostic.severity >= least.min(Severity::Error)
}

fn render_problem(report: &Report, problem: &Problem, console: &Console<'_>) -> String {
    let mut text = diagnostic(&report.sources, problem, console.color);
    text.push('\n');
    if let Some(diff) = difference(report, problem, console) {
        text += &diff;
    }
    if problem.fix.is_none() || text.lines().count() > 1 {
        text.push('\n');
    }
    text
}

/// The diff of a stale file.
fn difference(report: &Report, problem: &Problem, console: &Console<'_>) -> Option<String> {
    problem.fix.as_ref()?;
    if console.verbosity == Verbosity::Quiet {
        return None;
    }
    let path = problem.path.as_deref()?;
    let compared = report.plan.compared.iter().find(|one| one.artifact.path == path)?;
    match &compared.state {
        State::Stale(found) => Some(diff::unified(found, &compared.artifact, console)),
        _ => None,
    }
}

fn diagnostic(sources: &Sources, problem: &Problem, color: bool) -> String {
    let style = Style { color, code: true };
    if problem.fix.is_none() {
        return sourcebook_syntax::render(sources, &problem.diagnostic, style);
    }
    // What `gen` mends is said once, by the closing line.
    let without_help = problem.diagnostic.clone().optional_help(None);
    sourcebook_syntax::render(sources, &without_help, style)
}
