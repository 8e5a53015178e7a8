//! Links whose label names one option and which lead to another one.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::Context;
use crate::finding::Findings;
use crate::page::Link;
use crate::vocabulary::{KnownOption, Options};

problem_code! {
    /// The label of a link names an option or its variable, and the link leads to the anchor of
    /// another option. One of them was renamed or copied, and readers read about the wrong one.
    ///
    /// Let both name the same option.
    pub static PROSE_LABEL = "prose-label", Error,
        "a link's label names one option, and the link leads to another";
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let (page, options) = (context.written.page, &context.vocabulary.options);
    for link in &page.outline.links {
        let Some((_, fragment)) = link.target.rsplit_once('#') else { continue };
        let Some(led) = led_to(options, fragment) else { continue };
        let codes = page.codes_in(link.label).map(|code| code.text.text());
        let label = context.written.text.get(link.label.range()).unwrap_or_default();
        let mut names = codes.chain([label]);
        let Some(meant) = names.find_map(|name| named(options, name)) else { continue };
        if !meant.iter().any(|one| is_same(one, led)) {
            findings.add(mislabeled(context, link, &meant, led));
        }
    }
}

fn mislabeled(context: &Context<'_>, link: &Link, named: &[&KnownOption], led: &str) -> Diagnostic {
    let name = named.first().map_or("", |known| known.option.flag.as_str());
    let message = format!("the label names `--{name}`, and the link leads to `--{led}`");
    let target = link.target_span(context.written.text);
    Diagnostic::new(&PROSE_LABEL, message)
        .at(context.place(target), "leads to another option")
        .related(context.place(link.label), "the label")
        .help("let both name the same option")
}

/// The flag that a fragment names: `--http-address`, `-l---log-filter`.
fn led_to<'f>(options: &Options, fragment: &'f str) -> Option<&'f str> {
    let flag = fragment.rsplit_once("--").map(|(_, flag)| flag)?;
    options.flag(flag).next().map(|_| flag)
}

/// The options that a label, or a code in it, names, by a flag or a variable.
fn named<'o>(options: &'o Options, code: &str) -> Option<Vec<&'o KnownOption>> {
    let word = code.split(['=', ' ']).next()?;
    let found: Vec<&KnownOption> = match word.strip_prefix("--") {
        Some(flag) => options.flag(flag).collect(),
        None => options.variable(word.trim_start_matches('$')).into_iter().collect(),
    };
    (!found.is_empty()).then_some(found)
}

/// Whether an option is the one of a flag, or was replaced by it.
fn is_same(known: &KnownOption, flag: &str) -> bool {
    let option = &known.option;
    option.flag == flag
        || option.aliases.iter().any(|alias| alias == flag)
        || option.use_instead.iter().any(|other| other == flag)
}
