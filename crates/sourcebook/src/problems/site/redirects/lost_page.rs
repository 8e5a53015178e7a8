//! A page that was there at the base commit and is gone now, without a redirect.

use std::collections::HashSet;

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::pages::url;
use crate::facts::{Facts, History, OldPage, Pages};

problem_code! {
    /// The page existed at the base commit (the merge base with the main branch, or the commit
    /// given with `--base`) and is gone now. Bookmarks, search engines and other sites still point
    /// to its address.
    ///
    /// Add a rule to `docs/_redirects`; the message suggests one if another page now has much of
    /// the same text. For a page without a successor, use the page that its readers would look at
    /// next.
    pub(in super::super) static LOST_PAGE = "lost-page", Error,
        "a page was removed or moved, and its old address is not redirected";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(pages), Some(History::Known { base, gone, .. })) = (&facts.pages, &facts.history)
    else {
        return;
    };
    for old in gone {
        let address = url(&old.path);
        let is_redirected = facts
            .redirects
            .as_ref()
            .is_some_and(|redirects| redirects.rule_for(&address).is_some());
        if is_redirected || pages.get(&old.path).is_some() || pages.at_url(&address).is_some() {
            continue;
        }
        let help = match successor(facts, pages, old) {
            Some(to) => format!(
                "much of its text is on another page now: add `{address} {to} \
            301`"
            ),
            None => format!("add `{address} /… 301` with the page that replaces it"),
        };
        let message = format!("{} is gone, and `{address}` is not redirected", old.path);
        let short = base.get(..12).unwrap_or(base);
        let mut diagnostic =
            Diagnostic::new(&LOST_PAGE, message).note(format!("it existed at {short}"));
        if let Some(redirects) = &facts.redirects {
            let file = facts.sources.file(redirects.file);
            let lines = file.text().lines().count();
            let place = redirects.place(file.line_span(lines.max(1)));
            diagnostic = diagnostic.at(place, "add the rule here");
        }
        found.push(diagnostic.help(help));
    }
}

/// Minimum share of the old page's word pairs that its successor must have.
const MIN_SHARED: f64 = 0.5;

/// The address of the page that is most like an old one.
fn successor(facts: &Facts, pages: &Pages, old: &OldPage) -> Option<String> {
    let wanted = pairs(&old.text);
    let share = |page: &crate::facts::pages::Page| {
        let there = pairs(facts.sources.file(page.file).text());
        let shared = wanted.intersection(&there).count();
        count(shared) / count(wanted.len().max(1))
    };
    let ranked = pages.iter().map(|page| (share(page), page));
    let best = ranked
        .max_by(|one, other| one.0.total_cmp(&other.0).then_with(|| other.1.path.cmp(&one.1.path)));
    best.filter(|(share, _)| *share >= MIN_SHARED).map(|(_, page)| page.url())
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Neighboring words: two texts on one subject share words, but few pairs.
fn pairs(text: &str) -> HashSet<(&str, &str)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).map(|pair| (pair[0], pair[1])).collect()
}
