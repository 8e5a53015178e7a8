//! A setting names a command that the program does not have.

use sourcebook_command::CommandFacts;
use sourcebook_syntax::{Diagnostic, Place, nearest, problem_code};

problem_code! {
    /// Some products have settings that name commands: `include-hidden` of the help texts,
    /// `command` of the sample configuration. The facts have no command with that name: it was
    /// renamed or removed, or the setting is misspelled.
    ///
    /// Write the full name, with or without the program: `tool server start` or `server start`.
    /// Hidden commands can be named, too.
    pub static UNKNOWN_COMMAND = "unknown-command", Error,
        "a setting names a command that the program does not have";
}

/// The problem of a command that is not there.
pub fn unknown_command(name: &str, facts: &CommandFacts, place: Option<Place>) -> Diagnostic {
    let program = &facts.cli.name;
    let names: Vec<String> =
        facts.commands().flat_map(|node| [node.title(), node.full_name()]).collect();
    let help = match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write the names of the subcommands of `{program}`, separated by spaces"),
    };
    let message = format!("`{program}` has no command `{name}`");
    let diagnostic = Diagnostic::new(&UNKNOWN_COMMAND, message).help(help);
    match place {
        Some(place) => diagnostic.at(place, "named here"),
        None => diagnostic,
    }
}
