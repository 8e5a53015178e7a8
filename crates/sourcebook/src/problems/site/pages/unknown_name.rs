//! A page that includes a fact which nobody gave.

use sourcebook_syntax::{Diagnostic, Span, nearest, problem_code};

use crate::artifact::begins_as_generated;
use crate::facts::Facts;
use crate::facts::names::{inclusions, names};

problem_code! {
    /// `{{#fact NAME}}` on a page is replaced with a fact, so that numbers and defaults in prose
    /// cannot go stale. The name is unknown: the option, the command or the member was renamed or
    /// removed, or the name is misspelled.
    ///
    /// The message suggests the closest fact. Names are `version`, `site.title`, `api.version`,
    /// `option.FLAG.default` (or `env`, `yaml`, `description` …) and `command.PATH.short`. To show
    /// the syntax itself, put a backslash before it. On generated pages nothing is included.
    pub(in super::super) static UNKNOWN_FACT_NAME = "unknown-fact-name", Error,
        "a page includes an unknown fact";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(pages) = &facts.pages else {
        return;
    };
    let mut known = None;
    for page in pages.iter().filter(|page| page.made_by.is_none()) {
        let text = facts.sources.file(page.file).text();
        if begins_as_generated(text) {
            continue;
        }
        for inclusion in inclusions(text) {
            let known = known.get_or_insert_with(|| names(facts));
            if known.contains_key(&inclusion.name) {
                continue;
            }
            let message = format!("unknown fact `{}`", inclusion.name);
            let help = match nearest(&inclusion.name, known.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "`sourcebook explain unknown-fact-name` explains the names of facts".to_owned()
                }
            };
            let place = page.place(Span::new(inclusion.range.start, inclusion.range.end));
            let diagnostic = Diagnostic::new(&UNKNOWN_FACT_NAME, message);
            found.push(diagnostic.at(place, "not a fact").help(help));
        }
    }
}
