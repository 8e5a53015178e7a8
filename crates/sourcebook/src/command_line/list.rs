//! `sourcebook list`: every artifact, who made it, and whether it is fresh.

use std::io;

use clap::Args;
use serde_json::json;

use super::{Global, Judging, complain};
use crate::console::{ADDED, Console, Format, REMOVED};
use crate::files::{State, is_record};
use crate::problem::Fix;
use crate::progress::Progress;
use crate::report::{Purpose, Report, Verdict};

/// List every generated file, the product that makes it, and whether it is up to date
#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    judging: Judging,
}

/// A line of the list.
struct Row<'a> {
    path: &'a str,
    made_by: &'a str,
    state: &'static str,
}

impl List {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let progress = Progress::on(console);
        let report = match global.open(&self.judging, Purpose::Show, &progress) {
            Ok(project) => project.check(&progress),
            Err(report) => *report,
        };
        drop(progress);
        if report.verdict() == Verdict::Failed {
            return complain(&report.without_fixes(), console);
        }
        let text = match console.format {
            Format::Json => as_json(&rows(&report)),
            _ => as_table(&rows(&report), console),
        };
        console.print(&text)?;
        Ok(Verdict::Fresh)
    }
}

fn rows(report: &Report) -> Vec<Row<'_>> {
    let made = report.plan.compared.iter().filter(|one| !is_record(&one.artifact.path));
    let mut rows: Vec<_> = made
        .map(|one| Row {
            path: &one.artifact.path,
            made_by: &one.artifact.made_by,
            state: match one.state {
                State::Fresh => "fresh",
                State::Missing => "missing",
                State::Stale(_) | State::Blocked => "out of date",
            },
        })
        .collect();
    rows.extend(report.problems.iter().filter_map(|problem| match &problem.fix {
        Some(Fix::Delete { path }) => Some(Row { path, made_by: "-", state: "left over" }),
        _ => None,
    }));
    rows.sort_by_key(|row| row.path);
    rows
}

fn as_json(rows: &[Row<'_>]) -> String {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| json!({"path": row.path, "made_by": row.made_by, "state": row.state}))
        .collect();
    format!("{:#}\n", json!({"artifacts": rows}))
}

fn as_table(rows: &[Row<'_>], console: &Console<'_>) -> String {
    let width = |text: fn(&Row<'_>) -> usize| rows.iter().map(text).max().unwrap_or(0);
    let path = width(|row| row.path.chars().count());
    let made_by = width(|row| row.made_by.len());
    let line = |row: &Row<'_>| {
        let style = if row.state == "fresh" { ADDED } else { REMOVED };
        let state = console.paint(style, row.state);
        format!("{:path$}  {:made_by$}  {state}\n", row.path, row.made_by)
    };
    rows.iter().map(line).collect::<Vec<_>>().concat()
}
