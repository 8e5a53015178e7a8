//! Examples in the help texts of programs that do not work.

use sourcebook_syntax::problem_code;

use super::command_lines::calls;
use super::link::Habits;
use super::{Check, Context, HandWritten, Settings, argument, command, flag, value};
use crate::finding::Findings;
use crate::help::{HelpText, page};
use crate::scripts;
use crate::vocabulary::Vocabulary;

problem_code! {
    /// A help text of a program shows a command line of it that does not work: a command or a flag
    /// that does not exist, a missing argument, a value that is not taken. Everybody who asks the
    /// program for help reads it, and so does everybody who reads pages made of it. Mend the text
    /// where the command is declared, and print the facts anew.
    pub static HELP_EXAMPLE = "help-example", Error,
        "an example in a help text does not work";
}

/// The checks that a command line in a help text must pass.
const CHECKS: [Check; 4] = [command::check, flag::check, argument::check, value::check];

/// Checks the help texts of programs against what they accept.
pub fn check_help(
    texts: &[HelpText<'_>],
    vocabulary: &Vocabulary<'_>,
    settings: &Settings,
) -> Findings {
    let mut findings = Findings::default();
    for help in texts {
        let page = page(help, &vocabulary.programs);
        if page.blocks.is_empty() && page.codes.is_empty() {
            continue;
        }
        let scripts = scripts::of_page(&page, &vocabulary.programs);
        let (file, text, page) = (help.file, help.text, &page);
        let (path, is_history, is_in_book) = ("", false, false);
        let written = HandWritten { file, path, text, page, is_history, is_in_book };
        let context = Context {
            written: &written,
            vocabulary,
            settings,
            scripts: &scripts,
            calls: calls(&scripts, &vocabulary.programs),
            data: &[],
            habits: &Habits::default(),
            requests: Vec::new(),
        };
        for check in CHECKS {
            check(&context, &mut findings);
        }
    }
    for diagnostic in &mut findings.list {
        diagnostic.code = &HELP_EXAMPLE;
        diagnostic.severity = HELP_EXAMPLE.severity;
        // The text is made by the program: nothing can be written into it.
        diagnostic.replacement = None;
    }
    findings
}
