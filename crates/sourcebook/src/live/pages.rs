//! Points at the pages that print what a live run found wrong.

use sourcebook_live::Told;
use sourcebook_syntax::{Diagnostic, Place, Span};

use crate::artifact::Artifact;
use crate::configuration::Configuration;
use crate::facts::Facts;
use crate::products::api_reference;

/// The diagnostics, each with the line of the reference on which its operation is documented.
pub(super) fn point(
    facts: &mut Facts,
    configuration: &Configuration,
    found: Vec<Told>,
) -> Vec<Diagnostic> {
    if found.iter().all(|told| told.operation.is_none()) {
        return found.into_iter().map(|told| told.diagnostic).collect();
    }
    let pages = pages(facts, configuration);
    let mut pointed = Vec::with_capacity(found.len());
    for Told { operation, diagnostic } in found {
        let place = operation.and_then(|name| printed(facts, &pages, &name));
        pointed.push(match place {
            Some(place) => diagnostic.related(place, "its page"),
            None => diagnostic,
        });
    }
    pointed
}

/// The pages of the reference, as `gen` would write them.
fn pages(facts: &Facts, configuration: &Configuration) -> Vec<Artifact> {
    let is_reference = |name: &str| name == api_reference::PRODUCT.name;
    let configured = configuration.products.iter();
    let reference = configured.filter(|one| is_reference(one.product.name) && one.facts.is_none());
    reference.flat_map(|one| one.render.render(facts).artifacts).collect()
}

/// The line that names an operation: `` `POST /pets` `` at its beginning.
fn printed(facts: &mut Facts, pages: &[Artifact], name: &str) -> Option<Place> {
    let wanted = format!("`{name}`");
    for page in pages {
        let Ok(text) = std::str::from_utf8(&page.contents) else { continue };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if line.starts_with(&wanted) {
                let known = facts.sources.iter().find(|(_, file)| file.name() == page.path);
                let known = known.map(|(id, _)| id);
                let file = known.unwrap_or_else(|| facts.sources.add(page.path.as_str(), text));
                let span = Span::new(start, start + wanted.len());
                return Some(Place { file, span, pointer: String::new() });
            }
            start += line.len();
        }
    }
    None
}
