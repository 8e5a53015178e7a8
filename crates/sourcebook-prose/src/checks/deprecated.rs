//! Commands and flags that are deprecated.

use sourcebook_command::use_instead;
use sourcebook_syntax::{Diagnostic, problem_code};

use super::Context;
use super::command_lines::{Call, told};
use crate::finding::Findings;

problem_code! {
    /// A command line on a page uses a command or a flag that is deprecated: it works today, and will
    /// not for ever. Show what replaces it.
    pub static PROSE_DEPRECATED = "prose-deprecated", Warning,
        "a page uses a command or a flag that is deprecated";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for call in &context.calls {
        commands(context, call, findings);
        flags(context, call, findings);
    }
}

fn commands(context: &Context<'_>, call: &Call<'_, '_>, findings: &mut Findings) {
    for (id, number) in &call.invocation.path {
        let node = context.vocabulary.programs.node(*id);
        if node.command.deprecated.is_empty() {
            continue;
        }
        let place = context.place(call.span(call.invocation.words[*number].range.clone()));
        let diagnostic = Diagnostic::new(
            &PROSE_DEPRECATED,
            format!("the command `{}` is deprecated", node.name),
        );
        let warning = format!("it prints: {}", node.command.deprecated.trim());
        findings.add(diagnostic.at(place, "deprecated").note(warning));
    }
}

fn flags(context: &Context<'_>, call: &Call<'_, '_>, findings: &mut Findings) {
    let node = context.vocabulary.programs.node(call.invocation.command);
    for given in &call.invocation.flags {
        let Some(option) = given.flag.map(|flag| flag.option).filter(|one| one.is_deprecated())
        else {
            continue;
        };
        let word = &call.invocation.words[given.word];
        let place = context.place(call.span(word.part(given.name.clone())));
        let message = format!("the flag `--{}` of `{}` is deprecated", option.flag, node.name);
        let help = use_instead(&option.use_instead).map(|flags| format!("use {flags} instead"));
        let mut diagnostic = Diagnostic::new(&PROSE_DEPRECATED, message)
            .at(place, "deprecated")
            .note(told(node))
            .optional_help(help);
        if let ([only], false) = (&option.use_instead[..], given.is_short) {
            diagnostic.replacement = Some(only.clone());
        }
        findings.add(diagnostic);
    }
}
