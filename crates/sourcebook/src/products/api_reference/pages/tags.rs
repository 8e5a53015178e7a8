//! The head of a tag's page, and the page of the webhooks.

use super::Reference;
use super::index::more;
use super::lists;
use super::outline::{Outline, Section};
use crate::products::markdown::inline::plain;
use crate::products::markdown::writer::Writer;

impl Reference<'_> {
    /// What stands before the operations of a tag.
    pub(super) fn tag_head(&self, outline: &Outline<'_>, section: &Section<'_>) -> Writer {
        let mut page = super::page(section.title());
        if let Some(tag) = section.tag {
            self.describe(&mut page, &section.file, 1, tag.description.as_deref());
            if let Some(docs) = &tag.external_docs {
                let otherwise = format!("More about {}", plain(section.title()));
                page.block(&more(docs, &otherwise));
            }
        }
        lists::of_section(&mut page, outline, section, &section.file);
        page
    }
}

/// What stands before the webhooks.
pub(super) fn webhooks_head(outline: &Outline<'_>) -> Writer {
    let mut page = super::page("Webhooks");
    page.block("Requests that the server sends to you.");
    for entry in &outline.webhooks {
        lists::item(&mut page, entry, "webhooks.md");
    }
    page
}
