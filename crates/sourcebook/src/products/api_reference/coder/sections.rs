//! Which operation stands on which page.

use std::collections::HashMap;

use sourcebook_model::Document;
use sourcebook_model::document::{Operation, PathItem};

use super::compat;
use super::section::{OperationEntry, TagSection};
use super::shared_responses;
use crate::products::api_reference::file_names::file_name;
use crate::products::api_reference::settings::ReferenceSettings;
use crate::products::api_reference::skipped::is_skipped;

/// Groups the operations by their first tag.
pub(super) fn sections<'d>(
    document: &'d Document,
    settings: &ReferenceSettings,
) -> Vec<TagSection<'d>> {
    let mut grouping = Grouping { settings, sections: Vec::new(), by_tag: HashMap::new() };
    grouping.section("Default");
    for tag in &document.tags {
        let at = grouping.section(&tag.name);
        let section = &mut grouping.sections[at];
        section.description = tag.description.as_deref();
        section.parent = tag.parent.as_deref();
    }
    for (path, item, operation) in document.operations() {
        grouping.add(path, item, operation, false);
    }
    for (name, item) in &document.webhooks {
        let item = &document.path_items[item.id];
        for operation in &item.operations {
            grouping.add(name, item, operation, true);
        }
    }
    let mut sections = grouping.finish();
    shared_responses::add_section(&mut sections, document, settings);
    sections
}

struct Grouping<'d, 's> {
    settings: &'s ReferenceSettings,
    sections: Vec<TagSection<'d>>,
    by_tag: HashMap<&'d str, usize>,
}

impl<'d> Grouping<'d, '_> {
    fn section(&mut self, tag: &'d str) -> usize {
        *self.by_tag.entry(tag).or_insert_with(|| {
            self.sections.push(TagSection::of(tag));
            self.sections.len() - 1
        })
    }

    fn add(
        &mut self,
        path: &'d str,
        item: &'d PathItem,
        operation: &'d Operation,
        is_webhook: bool,
    ) {
        let without_tag = if is_webhook { "Webhooks" } else { "Default" };
        let tag = operation.tags.first().map_or(without_tag, String::as_str);
        let at = self.section(tag);
        let entry = OperationEntry {
            title: compat::operation_title(path, operation),
            is_webhook,
            path,
            item,
            operation,
            is_skipped: is_skipped(operation, &self.settings.skip_extension),
            slug: String::new(),
        };
        compat::add_entry(&mut self.sections[at].entries, entry);
    }

    fn finish(mut self) -> Vec<TagSection<'d>> {
        self.sections.retain(|section| !section.entries.is_empty());
        compat::order_sections(&mut self.sections);
        let order = &self.settings.tag_order;
        let rank = |tag: &str| order.iter().position(|first| first == tag).unwrap_or(usize::MAX);
        self.sections.sort_by_key(|section| rank(section.tag));
        for section in &mut self.sections {
            // Names are not kept apart: the later page overwrites the earlier.
            section.file = file_name(section.tag, self.settings.file_naming, |_| false);
            for entry in &mut section.entries {
                entry.slug = compat::slug(&entry.title);
            }
        }
        self.sections
    }
}
