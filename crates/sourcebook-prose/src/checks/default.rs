//! Sentences that give an option another default than it has.

use std::ops::Range;

use sourcebook_command::{Kind, normal_duration};
use sourcebook_syntax::{Diagnostic, problem_code};

use super::Context;
use crate::finding::Findings;
use crate::mentions::wording::{is_open, tells_of_absence};
use crate::mentions::{defaults, variables};
use crate::page::Sentence;
use crate::vocabulary::{KnownOption, Options};

problem_code! {
    /// A sentence says what the default of an option is, and the facts say otherwise: the default was
    /// changed and the page was not.
    ///
    /// Write the default that the message names, or leave it out: in a book, `{{#fact
    /// option.FLAG.default}}` includes it. A sentence is checked when it names one option, or stands
    /// below a heading that is the name of one, and when its value can be compared: truth values,
    /// numbers, durations and words to choose from.
    pub static PROSE_DEFAULT = "prose-default", Error,
        "a sentence gives an option another default than it has";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for sentence in &context.written.page.sentences {
        let text = sentence.text.text();
        let Some(range) = defaults::read(text, &sentence.codes) else { continue };
        let value = &text[range.clone()];
        if is_open(value) || tells_of_absence(text) {
            continue;
        }
        let options = options(context, sentence);
        let differ = options.iter().all(|known| differs(known, value) == Some(true));
        if let Some(known) = options.first().filter(|_| differ) {
            findings.add(wrong(context, sentence, range, known));
        }
    }
}

fn wrong(
    context: &Context<'_>,
    sentence: &Sentence,
    range: Range<usize>,
    known: &KnownOption,
) -> Diagnostic {
    let value = &sentence.text.text()[range.clone()];
    let default = match known.option.effective_default() {
        "" => "false",
        default => default,
    };
    let name = [&known.option.env, &known.option.flag, &known.option.yaml];
    let name = name.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str);
    let message = format!("the default of `{name}` is `{default}`, not `{value}`");
    Diagnostic::new(&PROSE_DEFAULT, message)
        .at(context.place(sentence.text.span(range)), "not the default")
        .note(format!("{} say so", known.origin()))
        .help("write the default as it is, or leave it out")
}

/// The options that a sentence is about: those of the one name in it, else of the heading above it.
/// Options of several commands can have the same name.
fn options<'c>(context: &'c Context<'_>, sentence: &Sentence) -> Vec<&'c KnownOption> {
    let options = &context.vocabulary.options;
    let mut names = names(options, sentence.text.text(), &sentence.codes);
    names.sort_by_key(|(name, _)| (*name).to_owned());
    names.dedup_by_key(|(name, _)| (*name).to_owned());
    match names.len() {
        0 => {
            let heading =
                sentence.section.and_then(|at| context.written.page.outline.headings.get(at));
            heading.map(|heading| of_name(options, heading.text.trim())).unwrap_or_default()
        }
        1 => names.remove(0).1,
        // A variable and its flag are one option.
        _ => {
            let mut lists = names.into_iter().map(|(_, list)| list);
            let first = lists.next().unwrap_or_default();
            let is_one = |known: &KnownOption, list: &Vec<&KnownOption>| {
                list.iter().any(|other| other.option.flag == known.option.flag)
            };
            let all_same = lists.all(|list| first.iter().any(|known| is_one(known, &list)));
            if all_same { first } else { Vec::new() }
        }
    }
}

/// Every name of an option in a text, with the options.
fn names<'o, 't>(
    options: &'o Options,
    text: &'t str,
    codes: &[Range<usize>],
) -> Vec<(&'t str, Vec<&'o KnownOption>)> {
    let mentions = variables::read(text, variables::Notation::Prose).into_iter();
    let variables = mentions.map(|mention| &text[mention.name]);
    let codes = codes.iter().map(|code| &text[code.clone()]);
    let found = variables.chain(codes).map(|name| (name, of_name(options, name)));
    found.filter(|(_, known)| !known.is_empty()).collect()
}

/// The options that a name names: a flag with its dashes, a variable, a key with a dot.
fn of_name<'o>(options: &'o Options, name: &str) -> Vec<&'o KnownOption> {
    let word = name.split(['=', ' ']).next().unwrap_or(name).trim_start_matches('$');
    match word.strip_prefix("--") {
        Some(flag) => options.flag(flag).collect(),
        None if word.contains('.') => options.key(word).into_iter().collect(),
        None => options.variable(word).into_iter().collect(),
    }
}

/// Whether a value is another one than the default; none where that cannot be decided.
fn differs(known: &KnownOption, value: &str) -> Option<bool> {
    let option = &known.option;
    let default = option.effective_default();
    let value = value.trim_matches(['"', '\'', '`']);
    match (option.kind(), option.type_word.as_str()) {
        (Kind::Bool, _) => Some(truth(value)? != (!default.is_empty() && truth(default)?)),
        _ if default.is_empty() => None,
        (Kind::Duration, _) => {
            let value = defaults::in_letters(value).unwrap_or_else(|| value.to_owned());
            Some(normal_duration(&value)? != normal_duration(default)?)
        }
        (Kind::Int, _) => {
            let number = |text: &str| text.replace([',', '_'], "").parse::<i128>().ok();
            Some(number(value)? != number(default)?)
        }
        (_, "enum") => {
            let is_choice = option.choices.iter().any(|choice| choice.eq_ignore_ascii_case(value));
            is_choice.then(|| !value.eq_ignore_ascii_case(default))
        }
        _ => None,
    }
}

fn truth(value: &str) -> Option<bool> {
    match value.to_lowercase().as_str() {
        "true" | "enabled" | "on" => Some(true),
        "false" | "disabled" | "off" => Some(false),
        _ => None,
    }
}
