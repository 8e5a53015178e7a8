//! Comments to the checks that say nothing that is known.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::Context;
use crate::finding::Findings;
use crate::near::nearest;
use crate::page::Directive;

problem_code! {
    /// A comment that begins with `sourcebook:` says something to the checks, and this one says nothing
    /// that is known: its first word is misspelled, or what follows it is incomplete. It has no effect.
    ///
    /// Write one of `body METHOD PATH`, `response STATUS METHOD PATH`, `config`, `run`, `schema NAME`,
    /// `file PATH#L3-9` and `skip CODE because …`.
    pub static UNKNOWN_ANNOTATION = "unknown-annotation", Warning,
        "a comment to the checks says nothing that is known";
}

/// How each comment is written.
const FORMS: [(&str, &str); 7] = [
    ("body", "body METHOD PATH"),
    ("response", "response STATUS METHOD PATH"),
    ("config", "config"),
    ("run", "run"),
    ("schema", "schema NAME"),
    ("file", "file PATH#L3-9"),
    ("skip", "skip CODE because …"),
];

/// What to write where nothing is near.
fn all_forms() -> String {
    let names: Vec<_> = FORMS.iter().map(|(name, _)| format!("`{name}`")).collect();
    format!("a comment begins with one of {}", names.join(", "))
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for annotation in &context.written.page.annotations {
        let Directive::Unknown(text) = &annotation.directive else { continue };
        let word = text.split_whitespace().next().unwrap_or_default();
        let known = FORMS.iter().find(|(name, _)| *name == word);
        let near = || nearest(word, FORMS.iter().map(|(name, _)| *name));
        let help = match known {
            Some((_, form)) => format!("write `{form}`"),
            None => near().map_or_else(all_forms, |near| format!("did you mean `{}`?", near.name)),
        };
        let message = format!("`{text}` says nothing to the checks");
        let place = context.place(annotation.span);
        findings
            .add(Diagnostic::new(&UNKNOWN_ANNOTATION, message).at(place, "no effect").help(help));
    }
}
