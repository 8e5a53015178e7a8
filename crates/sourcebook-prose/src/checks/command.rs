//! Commands that a program does not have.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::command_lines::{Call, told};
use super::{Context, tell_gone};
use crate::finding::Findings;
use crate::near::nearest;

problem_code! {
    /// A command line on a page calls a command that the program does not have. Whoever copies it
    /// gets an error, or another command than the one that was meant. Usually the command was renamed
    /// or moved; write what it is called now. Where a program takes commands that its facts do not
    /// tell, such as plugins, let the facts say so (`external-commands`, `complete`).
    pub static PROSE_COMMAND = "prose-command", Error, "a page calls a command that does not exist";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let programs = &context.vocabulary.programs;
    for call in &context.calls {
        let Some(number) = call.invocation.unknown_command else { continue };
        let word = &call.invocation.words[number];
        let node = programs.node(call.invocation.command);
        let full = format!("{} {}", node.name, word.text);
        let all =
            programs.commands().map(|(_, node)| (node.name.as_str(), node.command.short.as_str()));
        let gone = context.gone(|past| past.command(&full, all));
        let near = nearest(&word.text, programs.child_names(call.invocation.command));
        if gone.is_none() && near.is_none() {
            if !is_spelled_as_a_command(&word.text) {
                continue;
            }
            if is_about_plugins(context) || call.is_within_session() || is_label(context, call) {
                findings.mention(context.place(call.span(word.range.clone())), full);
                continue;
            }
        }
        let mut diagnostic = Diagnostic::new(
            &PROSE_COMMAND,
            format!("`{}` has no command `{}`", node.name, word.text),
        )
        .at(context.place(call.span(word.part(0..word.text.len()))), "no such command")
        .note(told(node));
        if let Some(gone) = gone {
            // The new command may stand elsewhere, so that the word alone does not correct the line.
            diagnostic = tell_gone(diagnostic, &gone, "");
            diagnostic.replacement = None;
        } else if let Some(near) = near {
            diagnostic = diagnostic.help(format!("did you mean `{} {}`?", node.name, near.name));
            diagnostic.replacement = near.is_certain.then(|| near.name.to_owned());
        }
        findings.add(diagnostic);
    }
}

/// Whether a page tells how commands are added: then any name may be one of those.
fn is_about_plugins(context: &Context<'_>) -> bool {
    let file = context.written.path.rsplit('/').next().unwrap_or_default();
    let title = context.written.page.outline.headings.first();
    let says_so = |text: &str| text.to_lowercase().contains("plugin");
    says_so(file) || title.is_some_and(|title| says_so(&title.text))
}

/// Whether a call is the label of a link, which may be the title of a page: `tool logging`.
fn is_label(context: &Context<'_>, call: &Call<'_, '_>) -> bool {
    let span = call.span(call.range.clone());
    let mut links = context.written.page.outline.links.iter();
    call.is_mention() && links.any(|link| link.label.contains(span))
}

/// Whether a word is spelled as the names of commands are. Where one is not, the line is something
/// else that begins with the program's name: `tool = {`, `tool v2.1 is ready`.
fn is_spelled_as_a_command(word: &str) -> bool {
    let is_part = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter)
    };
    word.starts_with(|letter: char| letter.is_ascii_lowercase()) && word.chars().all(is_part)
}
