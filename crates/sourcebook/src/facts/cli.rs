//! The command line: from a facts document in a file, or from the one that a command printed.

mod doubts;
mod names;
#[cfg(test)]
mod tests;

use serde_json::Value;
use sourcebook_command::{Command, CommandFacts};
use sourcebook_syntax::{Diagnostic, NodeRef, Place, Severity, Span, Tree};

use super::SCHEMA;
use super::shape::{self, Codes};
use crate::codes::{DOUBTFUL_CLI, INVALID_CLI, UNKNOWN_CLI_MEMBER};

/// The members of the facts document that are about the command line.
const MEMBERS: [&str; 5] = ["version", "footer", "masks", "groups", "cli"];

/// What a facts document says about the command line, and what is wrong with it.
///
/// The document is a JSON object with a member `cli`. There are no facts where something fatal is
/// found.
pub(super) fn read(tree: &Tree) -> (Option<CommandFacts>, Vec<Diagnostic>) {
    let mut found = check_shape(tree);
    if found.iter().any(is_fatal) {
        return (None, found);
    }
    let facts = match serde_json::from_str::<CommandFacts>(tree.root().source()) {
        Ok(facts) => facts,
        Err(error) => {
            found.push(unreadable(tree, &error));
            return (None, found);
        }
    };
    let contradictions = names::check(&facts).into_iter().chain(doubts::find(&facts));
    found.extend(contradictions.map(|one| one.locate(tree.root())));
    let is_usable = !found.iter().any(is_fatal);
    (is_usable.then_some(facts), found)
}

fn is_fatal(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.severity == Severity::Fatal
}

fn check_shape(tree: &Tree) -> Vec<Diagnostic> {
    let Ok(schema) = serde_json::from_str::<Value>(SCHEMA) else {
        return Vec::new();
    };
    let codes = Codes { invalid: &INVALID_CLI, unknown: &UNKNOWN_CLI_MEMBER };
    shape::check(&schema, codes, tree.root(), &MEMBERS)
}

/// A text that has the shape and still cannot be read: a member twice, for example.
fn unreadable(tree: &Tree, error: &serde_json::Error) -> Diagnostic {
    let root = tree.root();
    let before = root.source().split_inclusive('\n').take(error.line().saturating_sub(1));
    let at = before.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let at = root.span().start as usize + root.source().floor_char_boundary(at);
    let place = Place { span: Span::new(at, at), ..root.place() };
    Diagnostic::new(&INVALID_CLI, "the facts about the command line cannot be read")
        .at(place, "reading stopped here")
        .help(error.to_string())
}

/// Something that is wrong with facts that could be read.
struct Contradiction {
    /// Whether nothing can be made of the facts.
    is_fatal: bool,
    message: String,
    pointer: String,
    label: &'static str,
    help: Option<String>,
}

impl Contradiction {
    /// The same with its place in the text of the facts.
    fn locate(self, root: NodeRef<'_>) -> Diagnostic {
        let code = if self.is_fatal { &INVALID_CLI } else { &DOUBTFUL_CLI };
        let place = root.at_pointer(&self.pointer).unwrap_or(root).place();
        Diagnostic::new(code, self.message).at(place, self.label).optional_help(self.help)
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
