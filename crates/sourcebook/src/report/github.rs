//! The report as workflow commands of GitHub Actions, which shows them at the lines of a change.

use std::fmt::Write;

use sourcebook_syntax::Severity;

use super::location::Location;
use super::{Report, closing};
use crate::console::Console;
use crate::problem::Problem;

/// One annotation for each problem, and the closing line for whoever reads the log.
pub(super) fn render(report: &Report, console: &Console<'_>) -> String {
    let annotations = report.problems.iter().map(|problem| annotation(report, problem));
    annotations.collect::<String>() + &closing::line(report, console)
}

fn annotation(report: &Report, problem: &Problem) -> String {
    let diagnostic = &problem.diagnostic;
    let command = match diagnostic.severity {
        Severity::Fatal | Severity::Error => "error",
        Severity::Warning | Severity::Allow => "warning",
        Severity::Info => "notice",
    };
    let mut properties = String::new();
    if let Some(location) = Location::of(report, problem).filter(Location::is_on_disk) {
        add(&mut properties, "file", location.file);
        if let Some((start, end)) = location.region {
            add(&mut properties, "line", &start.line.to_string());
            add(&mut properties, "endLine", &end.line.to_string());
            // Columns are understood only within one line.
            if start.line == end.line {
                add(&mut properties, "col", &start.column.to_string());
                add(&mut properties, "endColumn", &end.column.to_string());
            }
        }
    }
    add(&mut properties, "title", diagnostic.code.name);
    let mut message = diagnostic.message.clone();
    let details = std::iter::once(&diagnostic.label).chain(&diagnostic.notes);
    for detail in details.filter(|detail| !detail.is_empty()) {
        let _ = write!(message, "\n{detail}");
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {help}");
    }
    format!("::{command} {properties}::{}\n", escape_message(&message))
}

fn add(properties: &mut String, name: &str, value: &str) {
    let separator = if properties.is_empty() { "" } else { "," };
    let _ = write!(properties, "{separator}{name}={}", escape_property(value));
}

fn escape_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(escape_message("100%: a,\r\n::b"), "100%25: a,%0D%0A::b");
        assert_eq!(escape_property("a,b:c\n"), "a%2Cb%3Ac%0A");
    }
}
