//! Arguments that are missing, or too many.

use sourcebook_command::Argument;
use sourcebook_syntax::{Diagnostic, problem_code};

use super::Context;
use super::command_lines::{Call, told};
use crate::finding::Findings;
use crate::vocabulary::usage::Arity;

problem_code! {
    /// A command line on a page lacks an argument without which the command does not run, gives one
    /// more than it takes, or ends with a flag whose value is missing. What must be given is told by
    /// the arguments of the facts, or else by each `<name>` of the usage text. In the middle of a
    /// sentence a command may be named without its arguments.
    pub static PROSE_ARGUMENT = "prose-argument", Error,
        "a command line on a page lacks an argument, or has one too many";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for call in context.calls.iter().filter(|call| !call.is_mention()) {
        let invocation = &call.invocation;
        let node = context.vocabulary.programs.node(invocation.command);
        if invocation.unknown_command.is_some() || invocation.asks_help || node.is_incomplete {
            continue;
        }
        if let Some(diagnostic) = missing_value(context, call) {
            findings.add(diagnostic);
        } else if !invocation.is_open {
            let found = missing(context, call).or_else(|| surplus(context, call));
            findings.list.extend(found);
        }
    }
}

/// The last flag, if its value is missing.
fn missing_value(context: &Context<'_>, call: &Call<'_, '_>) -> Option<Diagnostic> {
    let invocation = &call.invocation;
    let given = invocation.flags.last().filter(|given| given.word + 1 == invocation.words.len())?;
    let flag = given.flag.filter(|flag| flag.takes_next_word() && given.value.is_none())?;
    // Facts seldom tell that a text can be left out, and most flags that allow it take texts.
    if matches!(flag.option.type_word.as_str(), "" | "string" | "string-array") {
        return None;
    }
    let word = &invocation.words[given.word];
    let node = context.vocabulary.programs.node(invocation.command);
    let message = format!("`{}` in this call of `{}` has no value", word.text, node.name);
    let place = context.place(call.span(word.range.clone()));
    Some(
        Diagnostic::new(&PROSE_ARGUMENT, message).at(place, "a value must follow").note(told(node)),
    )
}

fn missing(context: &Context<'_>, call: &Call<'_, '_>) -> Option<Diagnostic> {
    let invocation = &call.invocation;
    let node = context.vocabulary.programs.node(invocation.command);
    let required = Arity::of(node.command).required;
    let name = required.get(invocation.arguments.len())?;
    let message = format!("this call of `{}` lacks `<{name}>`", node.name);
    let usage = format!("usage: {}", usage(context, call));
    let place = context.place(call.span(call.range.clone()));
    let label = match invocation.arguments.len() {
        0 => "no argument is given".to_owned(),
        1 => "one argument is given".to_owned(),
        count => format!("{count} arguments are given"),
    };
    Some(Diagnostic::new(&PROSE_ARGUMENT, message).at(place, label).note(told(node)).help(usage))
}

fn surplus(context: &Context<'_>, call: &Call<'_, '_>) -> Option<Diagnostic> {
    let invocation = &call.invocation;
    let node = context.vocabulary.programs.node(invocation.command);
    let most = Arity::of(node.command).most?;
    let word = &invocation.words[*invocation.arguments.get(most)?];
    let message = format!(
        "`{}` takes at most {most} {}",
        node.name,
        if most == 1 { "argument" } else { "arguments" }
    );
    let usage = format!("usage: {}", usage(context, call));
    let place = context.place(call.span(word.range.clone()));
    let diagnostic = Diagnostic::new(&PROSE_ARGUMENT, message).at(place, "one too many");
    Some(diagnostic.note(told(node)).help(usage))
}

/// The usage line of the command, with the names above it.
fn usage(context: &Context<'_>, call: &Call<'_, '_>) -> String {
    let node = context.vocabulary.programs.node(call.invocation.command);
    let own = &node.command.usage;
    if !own.is_empty() {
        let above = node.name.strip_suffix(node.command.name.as_str()).unwrap_or_default();
        return format!("{above}{own}");
    }
    let show = |argument: &Argument| {
        let (open, close) = if argument.required { ('<', '>') } else { ('[', ']') };
        format!(" {open}{}{close}", argument.name)
    };
    node.command.arguments.iter().map(show).fold(node.name.clone(), |line, word| line + &word)
}
