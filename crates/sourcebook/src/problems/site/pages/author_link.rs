//! Dead links on pages of the API reference. They are the API document's: what the product itself
//! writes leads somewhere.

use std::collections::BTreeMap;

use sourcebook_syntax::Diagnostic;

use super::{dead_fragment, dead_link};
use crate::facts::Facts;
use crate::facts::pages::MARK;
use crate::problems::dead_author_links;

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(pages) = &facts.pages else {
        return;
    };
    let mut links = BTreeMap::new();
    for page in pages.iter().filter(|page| page.is_reference()) {
        // The default layout leads fragments to where they belong, and the product reports the others.
        let are_known = facts.sources.file(page.file).text().starts_with(MARK);
        for link in page.links.iter().filter(|link| !are_known || !link.target.starts_with('#')) {
            let dead = dead_link::dead(pages, page, link);
            if dead.or_else(|| dead_fragment::dead(pages, page, link)).is_some() {
                links.entry(link.target.clone()).or_insert_with(|| page.path.clone());
            }
        }
    }
    let links: Vec<_> = links.into_iter().collect();
    found.extend(dead_author_links(facts.api.as_ref(), &links));
}
