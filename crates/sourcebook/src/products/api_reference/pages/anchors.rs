//! Names of files that links lead to. Each is given out once.

use crate::products::api_reference::file_names::{kebab, stem};
use crate::products::markdown::ids::Once;

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

#[cfg(test)]
mod tests {
    use super::*;

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
