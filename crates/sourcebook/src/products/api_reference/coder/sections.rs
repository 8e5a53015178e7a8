//! Which operation stands on which page.

use std::collections::{HashMap, HashSet};

use sourcebook_model::Document;
use sourcebook_model::document::{Operation, PathItem};
use sourcebook_syntax::Value;

use super::layout::Layout;
use super::section::{OperationEntry, TagSection};
use super::shared_responses;
use crate::products::api_reference::settings::{FileNaming, ReferenceSettings};

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

/// Whether an operation carries the extension that hides it.
fn is_skipped(operation: &Operation, extension: &str) -> bool {
    let mut tokens = extension.split('.');
    let first = tokens.next().and_then(|name| operation.extension(name));
    let value = tokens.try_fold(first, |value, token| value.map(|value| value.get(token)));
    value.flatten().is_some_and(Value::is_truthy)
}

/// Maximum number of bytes of a file's stem; file systems allow 255 for a whole name.
const MAX_STEM: usize = 120;

/// The file of a section: lower case, anything but letters and digits as `-`. Which characters
/// outside of ASCII are kept is said by `keeps`.
pub(super) fn file_name(title: &str, naming: FileNaming, keeps: impl Fn(char) -> bool) -> String {
    let mut name = String::new();
    for character in title.to_lowercase().chars() {
        match character {
            'a'..='z' | '0'..='9' => name.push(character),
            ' ' if naming == FileNaming::Compact => {}
            other if !other.is_ascii() && keeps(other) => name.push(other),
            _ if name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    let stem = if naming == FileNaming::Kebab { name.trim_matches('-') } else { &name };
    match &stem[..stem.floor_char_boundary(MAX_STEM)] {
        "" => "section.md".to_owned(),
        // Devices on Windows, whatever their extension.
        device @ ("con" | "prn" | "aux" | "nul") => format!("{device}-section.md"),
        stem => format!("{stem}.md"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_after_their_section() {
        let table = [
            ("Workspace Proxies", "workspaceproxies.md", "workspace-proxies.md"),
            ("Alpha & Beta", "alpha-beta.md", "alpha-beta.md"),
            ("API (v2)", "api-v2-.md", "api-v2.md"),
            ("日本", "-.md", "section.md"),
            ("CON", "con-section.md", "con-section.md"),
        ];
        for (title, compact, kebab) in table {
            assert_eq!(file_name(title, FileNaming::Compact, |_| false), compact);
            assert_eq!(file_name(title, FileNaming::Kebab, |_| false), kebab);
        }
    }

    #[test]
    fn letters_of_every_script_may_be_kept() {
        let table = [
            ("日本 API", "日本api.md", "日本-api.md"),
            ("Überblick: Käse", "überblick-käse.md", "überblick-käse.md"),
            ("🎉", "-.md", "section.md"),
        ];
        for (title, compact, kebab) in table {
            assert_eq!(file_name(title, FileNaming::Compact, char::is_alphanumeric), compact);
            assert_eq!(file_name(title, FileNaming::Kebab, char::is_alphanumeric), kebab);
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let title = format!("x{}", "語".repeat(MAX_STEM));
        let name = file_name(&title, FileNaming::Compact, char::is_alphanumeric);
        assert_eq!(name, format!("x{}.md", "語".repeat((MAX_STEM - 1) / "語".len())));
    }
}
