//! `sourcebook explain CODE`: why a problem matters and how to fix it.

use std::io;

use clap::Args;
use serde_json::json;
use sourcebook_syntax::{Code, nearest};

use crate::console::{BOLD, Console, Format};
use crate::problems;
use crate::report::Verdict;

/// Explain why a problem matters and how to fix it
///
/// Without a code, list all problems with their severities.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code in brackets after `error` or `warning`
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(self, console: &mut Console<'_>) -> io::Result<Verdict> {
        let Some(name) = self.code else {
            let text = match console.format {
                Format::Json => as_json(),
                _ => as_table(console),
            };
            console.print(&text)?;
            return Ok(Verdict::Fresh);
        };
        if let Some(code) = problems::codes().find(|code| code.name == name) {
            let text = match console.format {
                Format::Json => format!("{:#}\n", entry(code)),
                _ => explanation(code, console),
            };
            console.print(&text)?;
            return Ok(Verdict::Fresh);
        }
        let help = match nearest(&name, problems::codes().map(|code| code.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`sourcebook explain` lists every code".to_owned(),
        };
        console.reject(&format!("unknown problem `{name}`"), &help)?;
        Ok(Verdict::Failed)
    }
}

fn explanation(code: &Code, console: &Console<'_>) -> String {
    let fixed = match problems::why_fixed(code) {
        Some(reason) => format!("Its severity cannot be changed: {reason}."),
        None if problems::is_off(code) => format!(
            "It is off by default; ask for it under `[problems]` in sourcebook.toml: `{} = \
             \"warning\"`.",
            code.name
        ),
        None => format!(
            "Change it under `[problems]` in sourcebook.toml: `{} = \
        \"allow\"`.",
            code.name
        ),
    };
    let title = console.paint(BOLD, &format!("{}[{}]", code.severity.name(), code.name));
    format!("{title}: {}\n\n{}\n\n{fixed}\n", code.summary, code.explanation())
}

fn as_table(console: &Console<'_>) -> String {
    let width = problems::codes().map(|code| code.name.len()).max().unwrap_or(0);
    let row = |code: &'static Code| {
        let name = console.paint(BOLD, &format!("{:width$}", code.name));
        format!("{name}  {:7}  {}\n", code.severity.name(), code.summary)
    };
    problems::codes().map(row).collect()
}

fn as_json() -> String {
    format!("{:#}\n", json!({"codes": problems::codes().map(entry).collect::<Vec<_>>()}))
}

fn entry(code: &Code) -> serde_json::Value {
    json!({
        "code": code.name,
        "severity": code.severity.name(),
        "summary": code.summary,
        "explanation": code.explanation(),
        "can_be_changed": problems::why_fixed(code).is_none(),
    })
}
