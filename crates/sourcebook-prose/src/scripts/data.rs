//! Commands in the strings of languages for data: Terraform, unit files, TOML.

use super::dockerfile::words;
use crate::mapped::Mapped;

/// The texts in double quotes that stand on one line, without escapes in them.
pub(super) fn quoted(block: &Mapped) -> Vec<Mapped> {
    let text = block.text();
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let mut from = 0;
        while let Some(start) = line[from..].find('"').map(|at| from + at + 1) {
            let Some(end) = line[start..].find('"').map(|at| start + at) else { break };
            if !line[start..end].contains('\\') {
                found.push(block.part(line_start + start..line_start + end));
            }
            from = end + 1;
        }
        line_start += line.len();
    }
    found
}

/// The lines of a block without their indent, each with those that continue it.
pub(super) fn lines(block: &Mapped) -> Vec<Mapped> {
    let text = block.text();
    let mut found = Vec::new();
    let (mut at, mut start) = (0, None);
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let first = *start.get_or_insert(at + indent);
        at += line.len();
        if !line.trim_end().ends_with('\\') {
            found.push(block.part(first..at.max(first)));
            start = None;
        }
    }
    found
}

/// Command lines in JSON: `"command": "tool", "args": ["run"]`, as clients of MCP are set up.
pub(super) fn command_members(block: &Mapped) -> Vec<Mapped> {
    let text = block.text();
    let mut found = Vec::new();
    for (at, mark) in text.match_indices("\"command\"") {
        let from = at + mark.len();
        // The arguments stand in the same object.
        let end = text[from..].find('}').map_or(text.len(), |end| from + end);
        let value = text[from..end].find([',', '\n']).map_or(end, |value| from + value);
        let mut line = words(block, from, value);
        if let Some(arguments) = text[from..end].find("\"args\"").map(|args| from + args + 6) {
            let close = text[arguments..end].find(']').map_or(end, |close| arguments + close);
            let rest = words(block, arguments, close);
            line.push_part(&rest, 0..rest.text().len());
        }
        found.push(line);
    }
    found
}

/// Scripts in here-documents: `startup_script = <<-EOT … EOT`.
pub(super) fn here_documents(block: &Mapped) -> Vec<Mapped> {
    let text = block.text();
    let mut found = Vec::new();
    let mut open: Option<(&str, usize, bool)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if let Some((mark, start, is_script)) = open {
            if line.trim() == mark {
                if is_script {
                    found.push(block.part(start..at));
                }
                open = None;
            }
        } else if let Some((key, mark)) = line.split_once("<<") {
            let key = key.trim().trim_end_matches('=').trim().to_lowercase();
            let is_script =
                ["script", "command", "user_data"].iter().any(|word| key.contains(word));
            open = Some((mark.trim_start_matches('-').trim(), end, is_script));
        }
        at = end;
    }
    found
}

/// The commands of a unit file: `ExecStart=…`.
pub(super) fn settings(block: &Mapped) -> Vec<Mapped> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in block.text().split_inclusive('\n') {
        if line.trim_start().starts_with("Exec")
            && let Some(equals) = line.find('=')
        {
            // Marks before the program say how it is run.
            let value = &line[equals + 1..];
            let command = value.trim_start_matches([' ', '-', '@', ':', '+', '!']);
            let start = equals + 1 + (value.len() - command.len());
            found.push(block.part(at + start..at + line.trim_end().len().max(start)));
        }
        at += line.len();
    }
    found
}
