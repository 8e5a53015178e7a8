//! Which operation stands on which page.

use std::collections::{HashMap, HashSet};

use sourcebook_model::Document;
use sourcebook_model::document::{Operation, PathItem};

use super::layout::Layout;
use super::section::{OperationEntry, TagSection};
use super::shared_responses;
use crate::products::api_reference::file_names::file_name;
use crate::products::api_reference::settings::ReferenceSettings;
use crate::products::api_reference::skipped::is_skipped;

/// Names that sections cannot have, because other pages have them.
const RESERVED: [&str; 3] = ["index.md", "authentication.md", "schemas.md"];

/// Groups the operations by their first tag.
pub(super) fn sections<'d>(
    document: &'d Document,
    settings: &ReferenceSettings,
    layout: &dyn Layout,
) -> Vec<TagSection<'d>> {
    let mut grouping = Grouping { layout, settings, sections: Vec::new(), by_tag: HashMap::new() };
    grouping.section("Default");
    for tag in &document.tags {
        let at = grouping.section(&tag.name);
        let section = &mut grouping.sections[at];
        section.description = tag.description.as_deref();
        section.parent = tag.parent.as_deref();
        section.title = layout.section_title(tag);
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
    shared_responses::add_section(&mut sections, document, settings, layout);
    sections
}

struct Grouping<'d, 's> {
    layout: &'s dyn Layout,
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
            title: self.layout.operation_title(path, operation),
            is_webhook,
            path,
            item,
            operation,
            is_skipped: is_skipped(operation, &self.settings.skip_extension),
            slug: String::new(),
        };
        self.layout.add_entry(&mut self.sections[at].entries, entry);
    }

    fn finish(mut self) -> Vec<TagSection<'d>> {
        self.sections.retain(|section| !section.entries.is_empty());
        self.layout.order_sections(&mut self.sections);
        let order = &self.settings.tag_order;
        let rank = |tag: &str| order.iter().position(|first| first == tag).unwrap_or(usize::MAX);
        self.sections.sort_by_key(|section| rank(section.tag));
        let mut taken: HashSet<String> = RESERVED.iter().map(|&name| name.to_owned()).collect();
        for section in &mut self.sections {
            let keeps = |character| self.layout.keeps_in_file_name(character);
            let name = file_name(section.title, self.settings.file_naming, keeps);
            section.file = self.layout.free_file_name(name, &mut taken);
            let mut slugs = HashSet::new();
            for entry in &mut section.entries {
                entry.slug = self.layout.slug(&entry.title, &mut slugs);
            }
        }
        self.sections
    }
}
