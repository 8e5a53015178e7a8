//! Blocks of shell that no shell accepts.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::Context;
use crate::finding::Findings;
use crate::scripts::Origin;
use crate::shell::{FaultKind, Style};

problem_code! {
    /// A block of shell on a page has a quote, a substitution or a here-document that is not closed.
    /// Whoever copies it into a terminal is asked for more, or gets an error. Close it, or give the
    /// block another language if it is what a program prints.
    pub static SHELL_SYNTAX = "shell-syntax", Warning, "a shell would not accept a block of a page";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for script in context.scripts {
        let Origin::Block(number) = script.origin else { continue };
        // Sessions hold what programs print, and a block without a language may be anything.
        let block = context.written.page.blocks.get(number);
        let style = block.and_then(|block| Style::of_language(&block.language));
        if style.is_none_or(|style| style == Style::Session) {
            continue;
        }
        for fault in &script.script.faults {
            let (message, label) = match fault.kind {
                FaultKind::OpenQuote => ("a quote is not closed", "opened here"),
                FaultKind::OpenSubstitution => ("a substitution is not closed", "opened here"),
                FaultKind::OpenHereDocument => {
                    ("a here-document is not closed", "no line with this word follows")
                }
            };
            let place = context.place(script.span(fault.range.clone()));
            let diagnostic = Diagnostic::new(&SHELL_SYNTAX, message).at(place, label);
            findings.add(
                diagnostic.help("close it, or name the language of the block if it is no shell"),
            );
        }
    }
}
