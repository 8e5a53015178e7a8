//! The redirects as mdBook's table: a page for each old path, and fragments inside of it.

use std::collections::BTreeMap;

use sourcebook_syntax::Diagnostic;

use super::relative;
use crate::facts::pages::html;
use crate::facts::redirects::Rule;
use crate::facts::{Facts, Pages, Redirects};
use crate::problems::unsupported_redirect;

/// The rows, sorted, and the rules that mdBook cannot say.
pub(super) fn table(facts: &Facts, pages: &Pages) -> (Vec<(String, String)>, Vec<Diagnostic>) {
    let Some(redirects) = &facts.redirects else {
        return (Vec::new(), Vec::new());
    };
    let mut rows = BTreeMap::new();
    let mut problems = Vec::new();
    for rule in &redirects.rules {
        match reject(redirects, pages, rule) {
            Some(reason) => {
                problems.push(unsupported_redirect(redirects, rule, "mdBook", reason));
            }
            None => rows.extend(rows_of(redirects, pages, rule)),
        }
    }
    (rows.into_iter().collect(), problems)
}

fn reject(redirects: &Redirects, pages: &Pages, rule: &Rule) -> Option<&'static str> {
    let page_is_there = pages.at_url(&rule.from).is_some();
    if !rule.pattern.is_literal() {
        Some("its redirects are pages, so it supports neither `*` nor placeholders")
    } else if matches!(rule.status, 200 | 404) {
        Some("its redirects are pages, so it supports neither rewrites (200) nor 404")
    } else if rule.fragment.is_none() && rule.force && page_is_there {
        Some("an existing page cannot be redirected, not even with `!`")
    } else if rule.fragment.is_some() && !page_is_there && redirects.rule_for(&rule.from).is_none()
    {
        Some("a fragment of a removed page also needs a rule for the page")
    } else {
        None
    }
}

/// The row of a rule. A fragment gets a second row on the page to which its old page leads: a
/// server that redirects by itself never sees the fragment, and the browser carries it there.
fn rows_of(redirects: &Redirects, pages: &Pages, rule: &Rule) -> Vec<(String, String)> {
    let source = match pages.at_url(&rule.from) {
        Some(page) if rule.fragment.is_some() => html(&page.path),
        _ => source(&rule.from),
    };
    let Some(fragment) = &rule.fragment else {
        return vec![(format!("/{source}"), target(pages, &source, rule))];
    };
    let mut rows = vec![(format!("/{source}#{fragment}"), target(pages, &source, rule))];
    let moved = redirects.rule_for(&rule.from).and_then(|page| pages.at_url(page.target_parts().0));
    if let Some(page) = moved.filter(|page| !page.anchors.contains(fragment)) {
        let there = html(&page.path);
        rows.push((format!("/{there}#{fragment}"), target(pages, &there, rule)));
    }
    rows
}

/// The file that stands at an old path.
fn source(from: &str) -> String {
    let bare = from.trim_matches('/');
    match bare.strip_suffix(".html").unwrap_or(bare) {
        "" => "index.html".to_owned(),
        stem => format!("{stem}.html"),
    }
}

/// The way from a file to where a rule leads.
fn target(pages: &Pages, source: &str, rule: &Rule) -> String {
    let (path, fragment) = rule.target_parts();
    if rule.is_external() {
        return rule.to.clone();
    }
    let file = match pages.at_url(path) {
        Some(page) => html(&page.path),
        None => path.trim_start_matches('/').to_owned(),
    };
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    relative(source, &file) + &fragment
}
