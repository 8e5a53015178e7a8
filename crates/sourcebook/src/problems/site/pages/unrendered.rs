//! Notations of other site generators that cannot be shown.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::{Facts, Pages};

problem_code! {
    /// Admonitions and content tabs of Docusaurus, VitePress and MkDocs are shown as their authors mean
    /// them. A Mermaid diagram is shown as its text, and tags and containers that only another generator
    /// understands are left out; what stands between them is shown.
    ///
    /// Draw the diagram as SVG, or run a preprocessor of mdBook that draws it; write what the tag does in
    /// Markdown. If what readers see is good enough, allow this problem.
    pub(in super::super) static UNRENDERED_MARKUP = "unrendered-markup", Warning,
        "a page uses a notation that is not shown as it is meant";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let pages = facts.pages.iter().flat_map(Pages::iter);
    for page in pages.filter(|page| page.made_by.is_none() && super::is_checked(facts, page)) {
        found.extend(page.unrendered.iter().map(|(what, span)| {
            let (message, label, help) = if what.contains("Mermaid") {
                (
                    "is shown as its text",
                    "not drawn",
                    "draw it as SVG, or run mdbook-mermaid before",
                )
            } else {
                ("is left out", "not understood", "write what it does in Markdown")
            };
            Diagnostic::new(&UNRENDERED_MARKUP, format!("{what} {message}"))
                .at(page.place(*span), label)
                .help(help)
        }));
    }
}
