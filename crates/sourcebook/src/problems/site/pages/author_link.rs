//! Dead links on pages of the API reference. They are the API document's: what the product itself
//! writes leads somewhere.

use std::collections::BTreeMap;

use sourcebook_syntax::Diagnostic;

use super::{dead_fragment, dead_link};
use crate::facts::Facts;
use crate::facts::pages::Page;
use crate::problems::dead_author_links;
use crate::products::api_reference::{MARK, PRODUCT};

/// Whether a page is one of the API reference.
pub(super) fn is_reference(page: &Page) -> bool {
    let maker = page.made_by.as_deref().and_then(|maker| maker.strip_prefix(PRODUCT.name));
    maker.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(pages) = &facts.pages else {
        return;
    };
    let mut links = BTreeMap::new();
    for page in pages.iter().filter(|page| is_reference(page)) {
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
