//! A value that its option does not take.

use sourcebook_command::CommandOption;
use sourcebook_syntax::{Diagnostic, Span, problem_code};

use super::Context;
use crate::mentions::wording::is_open;
use crate::near::nearest;
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

/// What is wrong with a value that a page gives to an option, if anything is. `name` is what the page
/// calls the option.
pub(crate) fn refuse(
    context: &Context<'_>,
    known: &KnownOption,
    name: &str,
    value: &str,
    span: Span,
) -> Option<Diagnostic> {
    let option = &known.option;
    if is_open(value) || option.is_value(value) {
        return None;
    }
    let message = format!("`{value}` is no value of `{name}`");
    let near = nearest(value, option.choices.iter().map(String::as_str));
    let diagnostic = Diagnostic::new(&PROSE_VALUE, message)
        .at(context.place(span), "not a value")
        .note(format!("{} say that its type is {}", known.origin(), type_name(option)));
    Some(match near {
        Some(near) if near.is_certain => {
            diagnostic.help(format!("did you mean `{}`?", near.name)).replace_with(near.name)
        }
        Some(near) => diagnostic.help(format!("did you mean `{}`?", near.name)),
        None => diagnostic.optional_help(example(option)),
    })
}

fn type_name(option: &CommandOption) -> String {
    match option.choices.as_slice() {
        [] => format!("`{}`", option.type_word),
        choices => {
            let choices: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
            format!("one of {}", choices.join(", "))
        }
    }
}

/// How a value of the type is written.
fn example(option: &CommandOption) -> Option<String> {
    let help = match option.type_word.as_str() {
        "bool" => "write `true` or `false`",
        "int" => "write a whole number",
        "float64" => "write a number",
        "duration" => "write a duration with its units: `90s`, `15m`, `1h30m`, `7d`",
        _ => return None,
    };
    Some(help.to_owned())
}
