//! `coder aibridge mcp list`: the MCP servers as the server reaches them.

use std::io::Write;

use clap::Args;
use serde_json::{Map, Value};

use crate::cli::connection::ConnectionArguments;
use crate::cli::table::{self, Column, Format, FormatArguments, text};
use crate::cli::{CliError, runtime};

/// List MCP servers, their tools, and which tools are offered; owners and auditors only
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    format: FormatArguments,
}

const COLUMNS: [Column; 6] = [
    ("SERVER", |row| text(row, "id")),
    ("STATE", |row| text(row, "state")),
    ("TOOL", |row| text(row, "tool")),
    ("OFFERED", |row| text(row, "offered")),
    ("PROBLEM", |row| text(row, "problem")),
    ("URL", |row| text(row, "url")),
];

/// Prints a line for each tool, and one for each server without any.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let servers: Value = runtime()?.block_on(client.get("/aibridge/mcp/servers"))?;
    let items = match arguments.format.output {
        Format::Json => servers,
        Format::Table => rows(&servers),
    };
    Ok(table::print(&arguments.format, &items, &COLUMNS, output)?)
}

fn rows(servers: &Value) -> Value {
    servers.as_array().into_iter().flatten().flat_map(rows_of).collect()
}

/// The lines of one server.
fn rows_of(server: &Value) -> Vec<Value> {
    let state = match server["error"].as_str() {
        Some(error) => format!("{}: {error}", text(server, "state")),
        None => text(server, "state"),
    };
    let row = |tool: &str, offered: &str, problem: &str| {
        let members = [
            ("id", text(server, "id")),
            ("state", state.clone()),
            ("tool", tool.to_owned()),
            ("offered", offered.to_owned()),
            ("problem", problem.to_owned()),
            ("url", text(server, "url")),
        ];
        let members = members.map(|(name, text)| (name.to_owned(), Value::from(text)));
        Value::Object(Map::from_iter(members))
    };
    let tools = server["tools"].as_array().map(Vec::as_slice).unwrap_or_default();
    if tools.is_empty() {
        return vec![row("", "", "")];
    }
    let offered = |tool: &Value| if tool["offered"] == true { "yes" } else { "no" };
    let row = |tool| row(&text(tool, "name"), offered(tool), &text(tool, "problem"));
    tools.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_tool_is_a_line_and_so_is_a_server_without_any() {
        let servers = json!([
            {"id": "docs", "state": "ready", "url": "https://docs/mcp", "tools": [
                {"name": "", "allowed": true, "offered": false, "problem": "it has no name"},
                {"name": "delete", "allowed": false, "offered": false},
                {"name": "search", "allowed": true, "offered": true},
            ]},
            {"id": "down", "state": "failing", "error": "it is down", "url": "http://down/mcp"},
        ]);
        let mut bytes = Vec::new();
        let format = FormatArguments { output: Format::Table };
        table::print(&format, &rows(&servers), &COLUMNS, &mut bytes).unwrap();
        let expected = "\
SERVER  STATE                TOOL    OFFERED  PROBLEM         URL
docs    ready                        no       it has no name  https://docs/mcp
docs    ready                delete  no                       https://docs/mcp
docs    ready                search  yes                      https://docs/mcp
down    failing: it is down                                   http://down/mcp
";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
