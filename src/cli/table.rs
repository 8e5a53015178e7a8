//! Lists, as tables for people or as JSON for programs.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use serde_json::Value;

use crate::terminal;

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table.
    Table,
    /// The response of the server, as JSON.
    Json,
}

/// The flag that says how.
#[derive(Debug, Args)]
pub(super) struct FormatArguments {
    /// Output format
    #[arg(short, long, value_name = "format", default_value = "table")]
    pub(super) output: Format,
}

/// One column: its heading, and how to find its text in an item.
pub(super) type Column = (&'static str, fn(&Value) -> String);

/// Prints `items`.
pub(super) fn print(
    arguments: &FormatArguments,
    items: &Value,
    columns: &[Column],
    output: &mut dyn Write,
) -> io::Result<()> {
    match arguments.output {
        Format::Json => writeln!(output, "{items:#}")?,
        Format::Table => {
            let mut table = Table::new();
            table
                .load_preset(presets::NOTHING)
                .set_content_arrangement(ContentArrangement::Disabled);
            table.set_header(columns.iter().map(|(heading, _)| *heading));
            for item in items.as_array().into_iter().flatten() {
                table.add_row(
                    columns.iter().map(|(_, cell)| terminal::line(&cell(item)).into_owned()),
                );
            }
            for line in table.lines() {
                writeln!(output, "{}", line.trim())?;
            }
        }
    }
    output.flush()
}

/// The member `name` of an item as a person reads it; empty when it is not there.
pub(super) fn text(item: &Value, name: &str) -> String {
    match &item[name] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// An instant to the second.
pub(super) fn instant(item: &Value, name: &str) -> String {
    let text = text(item, name);
    match text.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tables_hold_one_item_a_line_and_nothing_that_a_terminal_obeys() {
        let items = json!([{"id": 1, "name": "a\u{1b}[31m"}, {"id": 20}]);
        let columns: [Column; 2] =
            [("ID", |item| text(item, "id")), ("NAME", |item| text(item, "name"))];
        let printed = |output| {
            let mut bytes = Vec::new();
            print(&FormatArguments { output }, &items, &columns, &mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(printed(Format::Table), "ID  NAME\n1   a\\u{1b}[31m\n20\n");
        let read: Value = serde_json::from_str(&printed(Format::Json)).unwrap();
        assert_eq!(read, items);
    }

    #[test]
    fn instants_are_shown_to_the_second() {
        let item = json!({"a": "2027-01-15T08:00:00.25Z", "b": "2027-01-15T08:00:00Z"});
        assert_eq!(instant(&item, "a"), "2027-01-15T08:00:00Z");
        assert_eq!(instant(&item, "b"), "2027-01-15T08:00:00Z");
    }
}
