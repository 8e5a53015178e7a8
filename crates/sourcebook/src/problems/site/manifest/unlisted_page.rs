//! A page that the manifest does not name.

use std::collections::BTreeSet;

use sourcebook_syntax::{Diagnostic, Span, problem_code};

use crate::facts::Facts;
use crate::facts::manifest::{kind_of, maker};

problem_code! {
    /// mdBook builds only the pages in the navigation. A Markdown file in the docs folder without
    /// an entry is not published, and links to it are dead.
    ///
    /// Add an entry with title, description and path to `docs/manifest.json`, or move the file out
    /// of the docs folder. Pages that a product makes need a single entry with `generated`.
    pub(in super::super) static UNLISTED_PAGE = "unlisted-page", Error,
        "a page has no entry in the manifest, so it is not published";
}

/// mdBook makes its page for unknown addresses of this file, outside of the navigation.
const NOT_FOUND: &str = "404.md";

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(manifest), Some(pages)) = (&facts.manifest, &facts.pages) else {
        return;
    };
    let entries = manifest.all();
    let listed: BTreeSet<&str> =
        entries.iter().filter_map(|entry| Some(entry.path.as_ref()?.value.as_str())).collect();
    let makers: Vec<String> =
        entries.iter().filter_map(|entry| maker(&entry.generated.as_ref()?.value)).collect();
    for page in pages.iter() {
        let is_generated =
            page.made_by.as_deref().is_some_and(|by| makers.iter().any(|maker| maker == by));
        if listed.contains(page.path.as_str()) || is_generated || page.path == NOT_FOUND {
            continue;
        }
        let message = format!("{} has no entry in the manifest", page.path);
        let kind = page.made_by.as_deref().and_then(kind_of);
        let help = match kind {
            Some(kind) => format!("add an entry with `\"generated\": \"{kind}\"`"),
            None => format!(
                "add {{\"title\": \"{}\", \"description\": \"…\", \"path\": \"./{}\"}}",
                page.title(),
                page.path
            ),
        };
        let span = page.headings.first().map_or(Span::default(), |heading| heading.span);
        let diagnostic = Diagnostic::new(&UNLISTED_PAGE, message);
        found.push(diagnostic.at(page.place(span), "this page").help(help));
    }
}
