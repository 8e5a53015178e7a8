//! The command line: from a facts document in a file, or from the one that a command printed.

mod doubts;
mod names;
#[cfg(test)]
mod tests;

use serde_json::Value;
use sourcebook_command::{Command, CommandFacts};
use sourcebook_syntax::{Severity, Span};

use super::SCHEMA;
use super::document::offset_at;
use super::fault::{Fault, span};
use super::members::{self, Members};
use super::shape::{self, Codes};
use crate::codes::{DOUBTFUL_CLI, INVALID_CLI, UNKNOWN_CLI_MEMBER};

/// The members of the facts document that are about the command line.
const MEMBERS: [&str; 5] = ["version", "footer", "masks", "groups", "cli"];

/// What a facts document says about the command line, and what is wrong with it.
///
/// The text is a JSON object with a member `cli`. There are no facts where a fault is fatal.
pub(super) fn read(text: &str) -> (Option<CommandFacts>, Vec<Fault>) {
    let mut faults = check_shape(text);
    if faults.iter().any(is_fatal) {
        return (None, faults);
    }
    let facts = match serde_json::from_str::<CommandFacts>(text) {
        Ok(facts) => facts,
        Err(error) => {
            faults.push(unreadable(text, &error));
            return (None, faults);
        }
    };
    let found = names::check(&facts).into_iter().chain(doubts::find(&facts));
    faults.extend(found.map(|finding| finding.locate(text)));
    let is_refused = faults.iter().any(is_fatal);
    ((!is_refused).then_some(facts), faults)
}

fn is_fatal(fault: &Fault) -> bool {
    fault.code.severity == Severity::Fatal
}

fn check_shape(text: &str) -> Vec<Fault> {
    let (Ok(schema), Ok(members)) =
        (serde_json::from_str::<Value>(SCHEMA), serde_json::from_str::<Members<'_>>(text))
    else {
        return Vec::new();
    };
    let about_cli = members.0.iter().filter(|(name, _)| MEMBERS.contains(&name.as_ref()));
    let codes = Codes { invalid: &INVALID_CLI, unknown: &UNKNOWN_CLI_MEMBER };
    about_cli.flat_map(|(name, value)| shape::check(&schema, codes, text, name, value)).collect()
}

/// A text that has the shape and still cannot be read: a member twice, for example.
fn unreadable(text: &str, error: &serde_json::Error) -> Fault {
    let at = offset_at(text, error.line(), error.column());
    Fault {
        code: &INVALID_CLI,
        message: "the facts about the command line cannot be read".to_owned(),
        span: Span::new(at, at),
        pointer: String::new(),
        label: "reading stopped here",
        help: error.to_string(),
    }
}

/// Something that is wrong with facts that could be read.
struct Finding {
    /// Whether nothing can be made of the facts.
    is_fatal: bool,
    message: String,
    pointer: String,
    label: &'static str,
    help: String,
}

impl Finding {
    /// The same with its place in the text of the facts.
    fn locate(self, text: &str) -> Fault {
        let span = members::at(text, &self.pointer).map(|value| span(text, value));
        Fault {
            code: if self.is_fatal { &INVALID_CLI } else { &DOUBTFUL_CLI },
            message: self.message,
            span: span.unwrap_or_default(),
            pointer: self.pointer,
            label: self.label,
            help: self.help,
        }
    }
}

/// Every command with the JSON pointer that leads to it, parents before children.
fn commands(facts: &CommandFacts) -> Vec<(String, &Command)> {
    let mut waiting = vec![("/cli".to_owned(), &facts.cli)];
    let mut found = Vec::new();
    while let Some((pointer, command)) = waiting.pop() {
        let children = command.children.iter().enumerate().rev();
        waiting.extend(children.map(|(at, child)| (format!("{pointer}/children/{at}"), child)));
        found.push((pointer, command));
    }
    found
}
