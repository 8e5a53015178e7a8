//! Environment variables that no program reads, and values that they do not take.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::value::{PROSE_VALUE, Taken, refuse};
use super::{Context, tell_gone};
use crate::finding::Findings;
use crate::mapped::Mapped;
use crate::mentions::variables::{GivenValue, Notation, VariableMention, read};
use crate::mentions::wording::tells_of_absence;
use crate::near::nearest;
use crate::vocabulary::KnownOption;

problem_code! {
    /// A page names an environment variable that no program of the facts reads, and that is like one
    /// that is read: it is misspelled, or was renamed. Whoever sets it sees no effect and no error.
    ///
    /// Write the name that the message suggests. A name that belongs to something else goes into
    /// `foreign` under `[prose]`. Names that are like none in the facts are only counted;
    /// `sourcebook check --suggest` lists them.
    pub static PROSE_VARIABLE = "prose-variable", Error,
        "a page names a variable that nothing reads";
}

/// Looks at every text of the page, whatever it is written in.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    if !context.vocabulary.options.has_variables() {
        return;
    }
    let page = context.written.page;
    for block in &page.blocks {
        let notation = Notation::of_language(&block.language);
        for mention in read(block.text.text(), notation) {
            judge(context, &block.text, &mention, findings);
        }
    }
    for sentence in &page.sentences {
        let text = sentence.text.text();
        let mentions = read(text, Notation::Prose);
        if mentions.is_empty() || tells_of_absence(text) {
            continue;
        }
        for mention in &mentions {
            judge(context, &sentence.text, mention, findings);
        }
    }
}

fn judge(context: &Context<'_>, text: &Mapped, mention: &VariableMention, findings: &mut Findings) {
    let name = &text.text()[mention.name.clone()];
    match context.vocabulary.options.variable(name) {
        Some(known) => {
            if let Some(value) = &mention.value {
                let wrong = wrong_value(context, text, (known, name), value);
                findings.list.extend(wrong);
            }
        }
        None if context.is_foreign(name, findings) => {}
        None => unknown(context, text, mention, findings),
    }
}

fn unknown(
    context: &Context<'_>,
    text: &Mapped,
    mention: &VariableMention,
    findings: &mut Findings,
) {
    let options = &context.vocabulary.options;
    let range = mention.name.clone();
    let (name, place) = (&text.text()[range.clone()], context.place(text.span(range)));
    let has_prefix = options.has_prefix(name);
    let near = nearest(name, options.variables()).filter(|near| {
        // The name of one program is that of another one only by a slip in its first word, and what
        // is only put in may be a variable of the text around it.
        let is_same_program = first_word(near.name) == first_word(name);
        (near.has_same_words || !mention.is_reference)
            && (is_same_program || !has_prefix && is_slip(name, near.name))
    });
    let gone = context.gone(|past| past.variable(name, options));
    let is_wrong = gone.is_some() || near.is_some() || has_prefix && context.settings.is_strict;
    if !is_wrong {
        if has_prefix {
            findings.mention(place, name);
        }
        return;
    }
    let message = format!("nothing reads the variable `{name}`");
    let diagnostic = Diagnostic::new(&PROSE_VARIABLE, message).at(place, "unknown");
    if let Some(gone) = gone {
        return findings.add(tell_gone(diagnostic, &gone, ""));
    }
    findings.add(match near {
        Some(near) => {
            let origin = options.variable(near.name).map(KnownOption::origin);
            let diagnostic = diagnostic
                .help(format!("did you mean `{}`?", near.name))
                .note(format!("`{}` is in {}", near.name, origin.unwrap_or_default()));
            if near.is_certain { diagnostic.replace_with(near.name) } else { diagnostic }
        }
        None => diagnostic.help("add it to `foreign` under `[prose]` if something else reads it"),
    });
}

fn first_word(name: &str) -> &str {
    name.split('_').next().unwrap_or(name)
}

/// Whether two names have the same words but for letters of the first.
fn is_slip(name: &str, other: &str) -> bool {
    let (rest, others) = (name.split_once('_'), other.split_once('_'));
    matches!((rest, others), (Some((_, rest)), Some((_, others))) if rest == others)
}

fn wrong_value(
    context: &Context<'_>,
    text: &Mapped,
    (known, name): (&KnownOption, &str),
    value: &GivenValue,
) -> Option<Diagnostic> {
    let (given, span) = (&text.text()[value.range.clone()], text.span(value.range.clone()));
    if let Some(wrong) = refuse(context, &Taken::by(known), name, given, span) {
        return Some(wrong);
    }
    let is_bare = value.is_yaml && !value.is_quoted && is_no_text(given);
    is_bare.then(|| {
        let message =
            format!("YAML reads `{given}` as something other than text, and a variable takes text");
        Diagnostic::new(&PROSE_VALUE, message)
            .at(context.place(span), "without quotes")
            .help(format!("write `\"{given}\"`"))
            .replace_with(format!("\"{given}\""))
    })
}

/// What YAML reads as something else than text, and Compose and Kubernetes refuse.
fn is_no_text(value: &str) -> bool {
    matches!(value.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null")
}
