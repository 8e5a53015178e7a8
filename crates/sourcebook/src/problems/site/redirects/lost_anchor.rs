//! Anchors that a page had at the base commit and has no more, without a redirect.

use std::collections::BTreeSet;

use sourcebook_syntax::{Diagnostic, Span, nearest, problem_code};

use crate::facts::pages::{Page, anchors, url};
use crate::facts::{Facts, History, OldPage, Pages, Redirects};

problem_code! {
    /// The page had the anchor at the base commit (the merge base with the main branch, or the commit
    /// given with `--base`) and has it no more. Links from elsewhere that name it (`/page#anchor`) still
    /// open the page, but at its top.
    ///
    /// Give the heading its old name as an anchor (`<a id="old-name"></a>` before it), or add a rule with
    /// the fragment to `docs/_redirects`; the message suggests one. The numbers behind the anchors of
    /// headings that stand twice (`examples-1`) are not compared.
    pub(in super::super) static LOST_ANCHOR = "lost-anchor", Warning,
        "an anchor of a page was removed or renamed, and is not redirected";
}

/// Maximum number of anchors that a message names.
const MAX_NAMED: usize = 5;

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(pages), Some(History::Known { base, changed, .. })) = (&facts.pages, &facts.history)
    else {
        return;
    };
    for old in changed {
        let Some(page) = pages.get(&old.path) else { continue };
        let before = anchors(&old.text);
        let lost: Vec<&String> = before
            .difference(&page.anchors)
            .filter(|anchor| !is_numbered(anchor, &before))
            .filter(|anchor| !is_redirected(facts.redirects.as_ref(), old, anchor))
            .collect();
        if let Some(first) = lost.first() {
            found.push(diagnostic(pages, page, &lost, first, base));
        }
    }
}

/// Whether an anchor has a number because another heading has the same text.
fn is_numbered(anchor: &str, all: &BTreeSet<String>) -> bool {
    let parts = anchor.rsplit_once('-');
    parts.is_some_and(|(stem, number)| number.parse::<u32>().is_ok() && all.contains(stem))
}

fn is_redirected(redirects: Option<&Redirects>, old: &OldPage, anchor: &str) -> bool {
    let address = url(&old.path);
    let mut rules = redirects.into_iter().flat_map(|redirects| &redirects.rules);
    rules.any(|rule| match rule.fragment.as_deref() {
        Some(fragment) => fragment == anchor && rule.pattern.matches(&address).is_some(),
        None => false,
    })
}

fn diagnostic(pages: &Pages, page: &Page, lost: &[&String], first: &str, base: &str) -> Diagnostic {
    let named = lost.iter().take(MAX_NAMED).map(|anchor| format!("`#{anchor}`"));
    let named = named.collect::<Vec<_>>().join(", ");
    let more = match lost.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = match lost.len() {
        1 => format!("{} has the anchor {named} no more", page.path),
        count => format!("{} has {count} anchors no more: {named}{more}", page.path),
    };
    let from = page.url();
    let to = match successor(pages, page, first) {
        Some(to) => to,
        None => format!("{from}#…"),
    };
    let short = base.get(..12).unwrap_or(base);
    Diagnostic::new(&LOST_ANCHOR, message)
        .at(page.place(Span::new(0, 0)), "on this page")
        .note(format!("it was there at {short}"))
        .help(format!(
            "put `<a id=\"{first}\"></a>` where its text is now, or add `{from}#{first} {to} 301` to the \
             redirects"
        ))
}

/// Where an anchor may be now: on another page under the same name, or here under one like it.
fn successor(pages: &Pages, page: &Page, anchor: &str) -> Option<String> {
    let mut elsewhere = pages.iter().filter(|other| other.anchors.contains(anchor));
    let moved = elsewhere.next().filter(|_| elsewhere.next().is_none());
    let here = || page.anchors.iter().map(String::as_str);
    let longer = || here().find(|name| name.starts_with(anchor));
    let renamed = || nearest(anchor, here()).or_else(longer);
    moved
        .map(|other| format!("{}#{anchor}", other.url()))
        .or_else(|| renamed().map(|name| format!("{}#{name}", page.url())))
}
