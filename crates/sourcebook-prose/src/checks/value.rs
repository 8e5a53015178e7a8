//! Values that an option, a variable or an argument does not take.

use std::ops::Range;

use sourcebook_command::is_value;
use sourcebook_syntax::{Diagnostic, Span, problem_code};

use super::Context;
use super::command_lines::Call;
use crate::finding::Findings;
use crate::mentions::wording::is_open;
use crate::near::nearest;
use crate::shell::Word;
use crate::vocabulary::KnownOption;

problem_code! {
    /// A page gives an option, a variable or a setting a value that is none of its type: a word that
    /// is not among the choices, `15min` for a duration, `yes` for a flag. Whoever copies the line
    /// gets an error.
    ///
    /// Write a value of the type that the message names. Where the text is right and the facts are
    /// not, correct the type or the choices in the facts document. Placeholders such as `<name>` and
    /// `$NAME` are no values.
    pub static PROSE_VALUE = "prose-value", Error, "a page gives a value that is not taken";
}

/// Which values something takes.
pub(crate) struct Taken<'a> {
    /// Where that is known from, in words.
    pub(crate) origin: String,
    /// What kind of value, as command facts say it.
    pub(crate) type_word: &'a str,
    /// What can be chosen.
    pub(crate) choices: &'a [String],
}

impl<'a> Taken<'a> {
    /// By an option.
    pub(crate) fn by(known: &'a KnownOption) -> Self {
        let (type_word, choices) = (&known.option.type_word, &known.option.choices);
        Self { origin: known.origin(), type_word, choices }
    }
}

/// Looks at the values of flags and arguments in calls of programs.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for call in &context.calls {
        if call.invocation.unknown_command.is_none() {
            flags(context, call, findings);
            arguments(context, call, findings);
        }
    }
}

fn flags(context: &Context<'_>, call: &Call<'_, '_>, findings: &mut Findings) {
    let node = context.vocabulary.programs.node(call.invocation.command);
    for given in &call.invocation.flags {
        let (Some(flag), Some((number, range))) = (given.flag, &given.value) else { continue };
        let word = &call.invocation.words[*number];
        let Some(text) = plain(word, range).filter(|_| !flag.is_negation) else { continue };
        let option = flag.option;
        let (type_word, choices) = (&option.type_word, &option.choices);
        let taken = Taken { origin: node.origin(), type_word, choices };
        let span = call.span(word.part(range.clone()));
        findings.list.extend(refuse(context, &taken, &format!("--{}", option.flag), text, span));
    }
}

fn arguments(context: &Context<'_>, call: &Call<'_, '_>, findings: &mut Findings) {
    let node = context.vocabulary.programs.node(call.invocation.command);
    for (argument, number) in node.command.arguments.iter().zip(&call.invocation.arguments) {
        let word = &call.invocation.words[*number];
        let range = 0..word.text.len();
        let Some(text) = plain(word, &range) else { continue };
        let (type_word, choices) = (&argument.type_word, &argument.choices);
        let taken = Taken { origin: node.origin(), type_word, choices };
        let span = call.span(word.part(range));
        findings.list.extend(refuse(context, &taken, &format!("<{}>", argument.name), text, span));
    }
}

/// The text of a value, if none of it can be anything.
fn plain<'w>(word: &'w Word, range: &Range<usize>) -> Option<&'w str> {
    word.text.get(range.clone()).filter(|_| word.is_plain())
}

/// What is wrong with a value that a page gives, if anything is. `name` is what the page gives it to.
pub(crate) fn refuse(
    context: &Context<'_>,
    taken: &Taken<'_>,
    name: &str,
    value: &str,
    span: Span,
) -> Option<Diagnostic> {
    if is_open(value) || is_value(taken.type_word, taken.choices, value) {
        return None;
    }
    let message = format!("`{value}` is not a valid value for `{name}`");
    let near = nearest(value, taken.choices.iter().map(String::as_str));
    let diagnostic = Diagnostic::new(&PROSE_VALUE, message)
        .at(context.place(span), "not a value")
        .note(format!("{} say that its type is {}", taken.origin, type_name(taken)));
    Some(match near {
        Some(near) if near.is_certain => {
            diagnostic.help(format!("did you mean `{}`?", near.name)).replace_with(near.name)
        }
        Some(near) => diagnostic.help(format!("did you mean `{}`?", near.name)),
        None => diagnostic.optional_help(example(taken.type_word)),
    })
}

fn type_name(taken: &Taken<'_>) -> String {
    match taken.choices {
        [] => format!("`{}`", taken.type_word),
        choices => {
            let choices: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
            format!("one of {}", choices.join(", "))
        }
    }
}

/// How a value of a type is written.
fn example(type_word: &str) -> Option<String> {
    let help = match type_word {
        "bool" => "write `true` or `false`",
        "int" => "write a whole number",
        "float64" => "write a number",
        "duration" => "write a duration with its units: `90s`, `15m`, `1h30m`, `7d`",
        _ => return None,
    };
    Some(help.to_owned())
}
