//! Names in code within text: flags that stand alone, metrics, spans and schemas.

use std::collections::BTreeSet;

use sourcebook_syntax::{Diagnostic, Severity, problem_code};

use super::flag::PROSE_FLAG;
use super::{Context, tell_gone};
use crate::finding::Findings;
use crate::mapped::Mapped;
use crate::mentions::absence::AbsentNames;
use crate::near::nearest;
use crate::page::Code;

problem_code! {
    /// A page names a metric, a span, a schema or a setting that is not in the facts, and that is like
    /// one that is: it was renamed, or is misspelled. Queries and links that are made from the page find
    /// nothing.
    ///
    /// Write the name that the message suggests. A name that belongs to something else goes into
    /// `foreign` under `[prose]`.
    pub static PROSE_NAME = "prose-name", Warning,
        "a page names a metric, a span, a schema or a setting that is not in the facts";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let page = context.written.page;
    let absent = AbsentNames::of(page);
    for code in page.codes.iter().filter(|code| !absent.has(code.span)) {
        let text = code.text.text();
        if text.starts_with("--") {
            flag_alone(context, code, findings);
        } else {
            metrics(context, &code.text, true, findings);
            named(context, code, findings);
        }
    }
    for block in &page.blocks {
        metrics(context, &block.text, false, findings);
    }
}

/// A flag without a command: it may be that of any program, so only a misspelled one is told.
fn flag_alone(context: &Context<'_>, code: &Code, findings: &mut Findings) {
    let options = &context.vocabulary.options;
    let text = code.text.text();
    let end = text.find(|letter: char| {
        !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_' && letter != '.'
    });
    let (name, rest) = text[2..].split_at(end.unwrap_or(text.len()).max(2) - 2);
    let is_whole = rest.is_empty() || rest.starts_with(['=', ' ']);
    let is_known = ["help", "version", ""].contains(&name) || options.flag(name).next().is_some();
    if !is_whole || is_known || is_negation(context, name) {
        return;
    }
    let (range, flag) = (2..2 + name.len(), format!("--{name}"));
    if context.is_foreign(&flag, findings) {
        return;
    }
    let place = context.place(code.text.span(range));
    // Many programs have parts of the names of others: only within one family is a word left out.
    let first = |name: &str| name.split('-').next().map(str::to_owned);
    let near = nearest(name, options.flags())
        .filter(|near| near.has_same_words || first(near.name) == first(name));
    let diagnose = || {
        Diagnostic::new(&PROSE_FLAG, format!("no command has a flag `{flag}`"))
            .at(place.clone(), "no such flag")
    };
    if let Some(gone) = context.gone(|past| past.flag(None, name, options)) {
        return findings.add(tell_gone(diagnose(), &gone, "--"));
    }
    let Some(near) = near else {
        if context.settings.is_strict && context.vocabulary.options.flags().next().is_some() {
            findings.add(diagnose().help("add it to `foreign` if another program has it"));
        } else if options.flags().next().is_some() {
            findings.mention(place, flag);
        }
        return;
    };
    let mut diagnostic = diagnose().help(format!("did you mean `--{}`?", near.name));
    // Alone, it may be the flag of a program that nobody knows here.
    diagnostic.severity = Severity::Warning;
    diagnostic.replacement = near.is_certain.then(|| near.name.to_owned());
    findings.add(diagnostic);
}

/// Whether a flag takes back another one: `--no-x`.
fn is_negation(context: &Context<'_>, name: &str) -> bool {
    let positive = name.strip_prefix("no-");
    positive.is_some_and(|name| {
        let mut known = context.vocabulary.options.flag(name);
        known.any(|known| known.option.negatable || known.option.type_word == "bool")
    })
}

/// Names with fewer letters are too near to words of any kind.
const MIN_LETTERS: usize = 8;

/// A span, a schema, a problem or a setting: a single word that is misspelled.
fn named(context: &Context<'_>, code: &Code, findings: &mut Findings) {
    let known = &context.vocabulary.names;
    let name = code.text.text();
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    if !is_compound(name) || !name.chars().all(is_word) || known.contains_key(name) {
        return;
    }
    // A key of one word may be anything.
    let keys = context.vocabulary.options.keys().filter(|key| key.contains('.'));
    let candidates = known.keys().map(String::as_str).chain(keys);
    let near = nearest(name, candidates.filter(|known| is_as_long(name, known)))
        .filter(|near| near.has_same_words && is_misspelling(name, near.name));
    let Some(near) = near.filter(|_| !is_known_elsewhere(context, name)) else { return };
    if context.is_foreign(name, findings) {
        return;
    }
    let kind = known.get(near.name).copied().unwrap_or("setting");
    let mut diagnostic = Diagnostic::new(&PROSE_NAME, format!("there is no {kind} `{name}`"))
        .at(context.place(code.text.full_span()), "unknown")
        .help(format!("did you mean `{}`?", near.name));
    diagnostic.replacement = near.is_certain.then(|| near.name.to_owned());
    findings.add(diagnostic);
}

/// Whether a name is made of words, as those of spans, schemas and problems are: a single word may be
/// anything.
fn is_compound(name: &str) -> bool {
    let humps = name.bytes().filter(u8::is_ascii_uppercase).count();
    let is_camel = humps >= 2 && name.starts_with(|first: char| first.is_ascii_uppercase());
    name.len() >= MIN_LETTERS
        && (is_camel || name.trim_matches(['.', '_', '-']).contains(['.', '_', '-']))
}

/// Whether two names can have the same words: an edit adds or removes one letter, and two are near.
fn is_as_long(name: &str, known: &str) -> bool {
    name.len().abs_diff(known.len()) <= 2
}

/// Whether two names differ in more than case and number, which members of schemas and lists do.
fn is_misspelling(name: &str, known: &str) -> bool {
    let bare = |name: &str| name.to_lowercase().trim_end_matches('s').to_owned();
    let begins_alike =
        name.chars().next().map(char::is_uppercase) == known.chars().next().map(char::is_uppercase);
    begins_alike && bare(name) != bare(known)
}

/// Whether a name is a file, a key, a flag or a command, and so has its meaning.
fn is_known_elsewhere(context: &Context<'_>, name: &str) -> bool {
    let vocabulary = context.vocabulary;
    let is_file = || {
        let ends = format!("/{name}");
        vocabulary
            .files
            .is_some_and(|files| files.paths().any(|path| path == name || path.ends_with(&ends)))
    };
    let options = &vocabulary.options;
    options.key(name).is_some()
        || options.has_keys_below(name)
        || options.flag(name).next().is_some()
        || vocabulary.metrics.contains(name)
        || is_file()
}

/// What is added to the name of a metric by its kind.
const SUFFIXES: [&str; 5] = ["_bucket", "_sum", "_count", "_total", "_created"];

/// Metrics in a text: words of at least three parts joined by underscores.
fn metrics(context: &Context<'_>, text: &Mapped, is_code: bool, findings: &mut Findings) {
    let known = &context.vocabulary.metrics;
    if known.is_empty() {
        return;
    }
    for range in words(text.text()) {
        let name = &text.text()[range.clone()];
        if is_metric(known, name) {
            continue;
        }
        let candidates = known.iter().map(String::as_str);
        let candidates = candidates.filter(|known| is_code || is_as_long(name, known));
        let Some(near) = nearest(name, candidates).filter(|near| near.has_same_words || is_code)
        else {
            continue;
        };
        if context.is_foreign(name, findings) {
            continue;
        }
        let message = format!("there is no metric `{name}`");
        let mut diagnostic = Diagnostic::new(&PROSE_NAME, message)
            .at(context.place(text.span(range)), "unknown")
            .help(format!("did you mean `{}`?", near.name));
        diagnostic.replacement = near.is_certain.then(|| near.name.to_owned());
        findings.add(diagnostic);
    }
}

fn is_metric(known: &BTreeSet<String>, name: &str) -> bool {
    let bare = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix));
    let is_part = |name: &str| {
        // The facts may have a histogram or a counter with its suffix.
        SUFFIXES.iter().any(|suffix| known.contains(&format!("{name}{suffix}")))
    };
    known.contains(name) || bare.is_some_and(|bare| known.contains(bare)) || is_part(name)
}

/// Words in lower case with at least two underscores.
fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut behind = 0;
    for at in memchr::memchr_iter(b'_', text.as_bytes()) {
        if at < behind {
            continue;
        }
        let bytes = text.as_bytes();
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte == b':';
        let start = at - bytes[..at].iter().rev().take_while(is_part).count();
        let end = at + bytes[at..].iter().take_while(is_part).count();
        behind = end;
        let name = &text[start..end];
        let is_name = name.starts_with(|letter: char| letter.is_ascii_lowercase())
            && !name.bytes().any(|byte| byte.is_ascii_uppercase())
            && name.matches('_').count() >= 2;
        let is_joined = text[..start].ends_with(['/', '.', '-', '$'])
            || text[end..].starts_with(['/', '.', '(', '-', '*']);
        if is_name && !is_joined {
            found.push(start..end);
        }
    }
    found
}
