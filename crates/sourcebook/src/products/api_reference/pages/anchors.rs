//! Names that links lead to: ids of anchors, and files. Each is given out once.

use foldhash::HashMap;

use crate::products::api_reference::file_names::{kebab, stem};

/// Ids that were given out.
#[derive(Debug, Default)]
pub(super) struct Ids(Once);

impl Ids {
    /// An id for a text: what cannot stand in one becomes `-`, and a repeat gets a number.
    pub(super) fn give(&mut self, text: &str) -> String {
        let fitting = |one: char| one.is_ascii_alphanumeric() || "._/-".contains(one);
        let id: String = text.chars().map(|one| if fitting(one) { one } else { '-' }).collect();
        self.0.give(id)
    }
}

/// Files that were given out. Pages of the layout itself have theirs before any other.
#[derive(Debug, Default)]
pub(super) struct Files(Once);

impl Files {
    /// A file for what a document names.
    pub(super) fn give(&mut self, name: &str) -> String {
        let name = kebab(name);
        let name = if is_of_layout(stem(&name)) { format!("tag-{name}") } else { name };
        self.0.give(stem(&name).to_owned()) + ".md"
    }

    /// A file for a schema.
    pub(super) fn give_schema(&mut self, name: &str) -> String {
        self.0.give(format!("schemas-{}", stem(&kebab(name)))) + ".md"
    }
}

/// Whether a page of the layout has the name, or may get it when the document grows.
fn is_of_layout(stem: &str) -> bool {
    matches!(stem, "index" | "webhooks" | "schemas" | "security") || stem.starts_with("schemas-")
}

/// Texts, each of which is given out once: a repeat gets `-2`, `-3`.
#[derive(Debug, Default)]
struct Once {
    /// The number that the last repeat of a text got.
    given: HashMap<String, usize>,
}

impl Once {
    fn give(&mut self, text: String) -> String {
        let Some(last) = self.given.get(&text).copied() else {
            self.given.insert(text.clone(), 1);
            return text;
        };
        let mut number = last + 1;
        let mut candidate = format!("{text}-{number}");
        while self.given.contains_key(&candidate) {
            number += 1;
            candidate = format!("{text}-{number}");
        }
        self.given.insert(text, number);
        self.given.insert(candidate.clone(), 1);
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_what_links_can_hold() {
        let table = [
            ("getParcel", "getParcel"),
            ("get /a/{id}", "get-/a/-id-"),
            ("a.b_c-d", "a.b_c-d"),
            ("Käse \"x\"", "K-se--x-"),
        ];
        for (text, id) in table {
            assert_eq!(Ids::default().give(text), id);
        }
    }

    #[test]
    fn a_repeat_gets_a_number_that_is_free() {
        let mut ids = Ids::default();
        let given: Vec<String> =
            ["a", "a-2", "a", "a", "a-2", "a b", "a-b"].iter().map(|text| ids.give(text)).collect();
        assert_eq!(given, ["a", "a-2", "a-3", "a-4", "a-2-2", "a-b", "a-b-2"]);
    }

    #[test]
    fn files_of_the_layout_are_never_those_of_tags() {
        let mut files = Files::default();
        let table = [
            ("Parcel Desks", "parcel-desks.md"),
            ("parcel desks", "parcel-desks-2.md"),
            ("Index", "tag-index.md"),
            ("schemas", "tag-schemas.md"),
            ("Schemas A", "tag-schemas-a.md"),
            ("tag-schemas", "tag-schemas-2.md"),
        ];
        for (tag, file) in table {
            assert_eq!(files.give(tag), file);
        }
        assert_eq!(files.give_schema("A"), "schemas-a.md");
    }
}
