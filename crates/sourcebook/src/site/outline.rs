//! What the finisher and the preprocessor know of each page: its place in the book, and its words.

use std::collections::HashMap;

use mdbook_driver::book::{BookItem, Chapter};

use crate::facts::manifest::Entry;
use crate::facts::pages::{Page, html};
use crate::facts::{Facts, Manifest};

/// Maximum number of characters of a description that a search result shows in full; see
/// `long-description`.
const MAX_SUMMARY_CHARACTERS: usize = 160;

/// A page of the book.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// Its source, relative to the docs folder.
    pub(super) path: String,
    /// Its title in the navigation.
    pub(super) title: String,
    /// An image for it, relative to the docs folder.
    pub(super) icon: Option<String>,
    /// One sentence.
    pub(super) description: String,
    /// The sentence that the author wrote about it.
    pub(super) lead: Option<String>,
    /// What the reader should know before.
    pub(super) states: Vec<String>,
    /// The title of the part of the book that it stands in.
    pub(super) part: Option<String>,
    /// The HTML files and titles of the pages above it, the topmost first.
    pub(super) parents: Vec<(String, String)>,
}

/// Entries of the manifest by the path of their page.
pub(super) fn entries(manifest: Option<&Manifest>) -> HashMap<&str, &Entry> {
    let all = manifest.map(Manifest::all).unwrap_or_default();
    let with_path = all.into_iter().filter_map(|entry| Some((&*entry.path.as_ref()?.value, entry)));
    with_path.collect()
}

/// What is known of a chapter; nothing for a draft.
pub(super) fn leaf(
    facts: &Facts,
    entries: &HashMap<&str, &Entry>,
    chapter: &Chapter,
    parents: &[(String, String)],
) -> Option<Leaf> {
    let source = chapter.source_path.as_ref().or(chapter.path.as_ref())?;
    let path = source.to_str()?.replace('\\', "/");
    let entry = entries.get(path.as_str());
    let page = facts.pages.as_ref().and_then(|pages| pages.get(&path));
    let described = entry.and_then(|entry| entry.description.as_ref());
    let front = page.and_then(|page| page.front_matter.description.as_ref());
    let lead = described.map(|text| &text.value).or(front).cloned();
    let description = lead
        .clone()
        .unwrap_or_else(|| shortened(page.map_or("", |page: &Page| page.lead.as_str())));
    let states = entry.map(|entry| entry.states.iter().map(|state| state.value.clone()).collect());
    Some(Leaf {
        path,
        title: chapter.name.clone(),
        icon: entry.and_then(|entry| entry.icon.as_ref()).map(|icon| icon.value.clone()),
        description,
        lead,
        states: states.unwrap_or_default(),
        part: None,
        parents: parents.to_vec(),
    })
}

/// Every page of the book in its order.
pub(super) fn leaves(facts: &Facts, items: &[BookItem]) -> Vec<Leaf> {
    let mut collector = Collector {
        facts,
        entries: entries(facts.manifest.as_ref()),
        part: None,
        leaves: Vec::new(),
    };
    collector.add(items, &mut Vec::new());
    collector.leaves
}

struct Collector<'f> {
    facts: &'f Facts,
    entries: HashMap<&'f str, &'f Entry>,
    /// The title of the part that the pages stand in.
    part: Option<String>,
    leaves: Vec<Leaf>,
}

impl Collector<'_> {
    fn add(&mut self, items: &[BookItem], parents: &mut Vec<(String, String)>) {
        for item in items {
            let chapter = match item {
                BookItem::Chapter(chapter) => chapter,
                BookItem::PartTitle(title) => {
                    self.part = Some(title.clone());
                    continue;
                }
                BookItem::Separator => continue,
            };
            let leaf = leaf(self.facts, &self.entries, chapter, parents);
            let file = leaf.as_ref().map(|leaf| html(&leaf.path)).unwrap_or_default();
            self.leaves.extend(leaf.map(|leaf| Leaf { part: self.part.clone(), ..leaf }));
            parents.push((file, chapter.name.clone()));
            self.add(&chapter.sub_items, parents);
            parents.pop();
        }
    }
}

/// A text that a search result shows whole.
fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_SUMMARY_CHARACTERS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(MAX_SUMMARY_CHARACTERS - 1).collect();
    let end = kept.rfind(' ').unwrap_or(kept.len());
    format!("{}…", kept[..end].trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_at_a_word() {
        assert_eq!(shortened("short"), "short");
        let long = "word ".repeat(60);
        let cut = shortened(&long);
        assert!(cut.chars().count() <= MAX_SUMMARY_CHARACTERS && cut.ends_with("word…"), "{cut}");
        let unbroken = "é".repeat(300);
        assert_eq!(shortened(&unbroken).chars().count(), MAX_SUMMARY_CHARACTERS);
    }
}
