//! Changes as a section of a changelog, or as a comment on a pull request.

use std::fmt::Write;
use std::sync::Arc;

use sourcebook_changes::Level;

use super::Report;
use crate::changes::{Comparison, Judged};

/// Maximum number of operations that an item names.
const MAX_NAMED: usize = 10;

/// The whole section, with a line end. What stands in the way of a comparison is told instead.
pub(super) fn render(report: &Report) -> String {
    let Some(changes) = &report.changes else {
        let lines = report.problems.iter().map(|one| one.diagnostic.message.as_str());
        return lines.collect::<Vec<_>>().join("\n") + "\n";
    };
    let mut text = String::from("## Changes\n");
    let is_open = |one: &&Judged| one.accepted.is_none();
    let sections = [
        ("Breaking", Level::Error, true),
        ("To look at", Level::Warning, true),
        ("Accepted", Level::Error, false),
        ("Compatible", Level::Info, true),
    ];
    for (title, level, open) in sections {
        let of_section = changes.list.iter().filter(|one| {
            if open { is_open(one) && one.change.level == level } else { !is_open(one) }
        });
        let items: Vec<String> = of_section.map(item).collect();
        if !items.is_empty() {
            let _ = write!(text, "\n### {title}\n\n{}", items.concat());
        }
    }
    if changes.list.is_empty() {
        text.push_str("\nNothing changed that a client, a script or a deployment could notice.\n");
    }
    text + &failures(report, changes)
}

/// What must be mended first, such as entries that accept nothing.
fn failures(report: &Report, changes: &Comparison) -> String {
    let is_change = |code: &str| changes.list.iter().any(|one| one.change.code.name == code);
    let others = report.problems.iter().map(|problem| &problem.diagnostic);
    let others: Vec<String> = others
        .filter(|one| !is_change(one.code.name))
        .map(|one| format!("- {}\n", escaped(&one.message)))
        .collect();
    if others.is_empty() { String::new() } else { format!("\n### Failed\n\n{}", others.concat()) }
}

fn item(judged: &Judged) -> String {
    let change = &judged.change;
    let mut text = format!("- {} (`{}`)", escaped(&change.message), change.code.name);
    let operations: Vec<Arc<str>> = change.operations();
    let told = |name: &Arc<str>| change.message.contains(&**name);
    if !operations.iter().all(told) {
        let named: Vec<String> =
            operations.iter().take(MAX_NAMED).map(|name| format!("`{name}`")).collect();
        let more = match operations.len().saturating_sub(MAX_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let _ = write!(text, ": {}{more}", named.join(", "));
    }
    text.push('\n');
    if let Some(reason) = &judged.accepted {
        let kind = if judged.is_correction { "a correction" } else { "meant" };
        let _ = writeln!(text, "  - {kind}: {}", escaped(reason));
    }
    text
}

/// Texts of documents as plain text; what stands between backticks is code and stays.
fn escaped(text: &str) -> String {
    let pieces = text.split('`').enumerate().map(|(at, piece)| {
        if at % 2 == 1 {
            return format!("`{piece}`");
        }
        let mut plain = String::with_capacity(piece.len());
        for one in piece.chars() {
            match one {
                '<' => plain.push_str("&lt;"),
                '&' => plain.push_str("&amp;"),
                '*' | '_' | '[' | ']' | '\\' | '|' => plain.extend(['\\', one]),
                '\n' => plain.push(' '),
                one => plain.push(one),
            }
        }
        plain
    });
    pieces.collect()
}
