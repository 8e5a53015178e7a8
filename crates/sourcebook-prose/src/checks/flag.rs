//! Flags that a command does not have.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::command_lines::{Call, told};
use super::{Context, tell_gone};
use crate::finding::Findings;
use crate::invocation::GivenFlag;
use crate::near::nearest;

problem_code! {
    /// A command line on a page gives a command a flag that it does not have. Whoever copies it gets
    /// an error. Usually the flag was renamed, belongs to another command, or is misspelled. Where a
    /// command takes flags that its facts do not tell, let the facts say so (`complete`).
    pub static PROSE_FLAG = "prose-flag", Error, "a page gives a command a flag that it does not have";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let programs = &context.vocabulary.programs;
    for call in &context.calls {
        let node = programs.node(call.invocation.command);
        if node.is_incomplete {
            continue;
        }
        // Behind a command that does not exist, whose flags they are is not known.
        if call.invocation.unknown_command.is_some() {
            continue;
        }
        for given in call.invocation.flags.iter().filter(|given| given.flag.is_none()) {
            if !is_always_there(context, call, given) {
                findings.add(unknown(context, call, given));
            }
        }
    }
}

fn name<'c>(call: &'c Call<'_, '_>, given: &GivenFlag<'_>) -> &'c str {
    call.invocation.words[given.word].text.get(given.name.clone()).unwrap_or_default()
}

/// Help, which every command has, and the version, which every program has.
fn is_always_there(context: &Context<'_>, call: &Call<'_, '_>, given: &GivenFlag<'_>) -> bool {
    let is_root = context.vocabulary.programs.node(call.invocation.command).parent.is_none();
    match name(call, given) {
        "help" => !given.is_short,
        "h" => given.is_short,
        "version" => is_root && !given.is_short,
        "v" | "V" => is_root && given.is_short,
        _ => false,
    }
}

fn unknown(context: &Context<'_>, call: &Call<'_, '_>, given: &GivenFlag<'_>) -> Diagnostic {
    let programs = &context.vocabulary.programs;
    let node = programs.node(call.invocation.command);
    let word = &call.invocation.words[given.word];
    let name = name(call, given);
    let dashes = if given.is_short { "-" } else { "--" };
    let message = format!("`{}` has no flag `{dashes}{name}`", node.name);
    let place = context.place(call.span(word.part(given.name.clone())));
    let mut diagnostic =
        Diagnostic::new(&PROSE_FLAG, message).at(place, "no such flag").note(told(node));
    if given.is_short {
        return diagnostic;
    }
    let options = &context.vocabulary.options;
    if let Some(gone) = context.gone(|past| past.flag(Some(&node.name), name, options)) {
        return tell_gone(diagnostic, &gone, "--");
    }
    let names = programs.flag_names(call.invocation.command);
    if let Some(near) = nearest(name, names) {
        diagnostic = diagnostic.help(format!("did you mean `--{}`?", near.name));
        diagnostic.replacement = near.is_certain.then(|| near.name.to_owned());
    } else if let Some(owner) = owner(context, call, name) {
        diagnostic = diagnostic.help(format!("`{owner}` has this flag"));
    }
    diagnostic
}

/// Another command of the same program that has a flag, where only one has it.
fn owner(context: &Context<'_>, call: &Call<'_, '_>, name: &str) -> Option<String> {
    let programs = &context.vocabulary.programs;
    let root = &programs.node(call.invocation.path.first()?.0).name;
    let is_same = |other: &str| other.split(' ').next() == Some(root);
    let has_it = |options: &[sourcebook_command::CommandOption]| {
        options.iter().any(|option| option.flag == name && !option.hidden)
    };
    let mut owners = programs
        .commands()
        .filter(|(_, node)| is_same(&node.name) && has_it(&node.command.options))
        .map(|(_, node)| node.name.clone());
    owners.next().filter(|_| owners.next().is_none())
}
