//! Pages that are so long that browsers and editors have trouble with them, and what takes most of
//! each.

use std::sync::{Mutex, PoisonError};

use sourcebook_model::Subject;
use sourcebook_syntax::Place;

use crate::products::api_reference::RenderedPage;

/// Number of bytes above which a page is too long.
const MOST: usize = 5_000_000;

/// A page that is too long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongPage {
    /// The name inside the output folder.
    pub file: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// What takes most of it; absent where nothing on it is about one operation or schema.
    pub longest: Option<LongPart>,
}

impl LongPage {
    /// Whether pages for each of its operations or schemas would be short enough.
    pub fn can_be_split(&self) -> bool {
        self.longest.as_ref().is_some_and(|part| part.bytes <= MOST)
    }
}

/// What a page says of one operation or schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongPart {
    /// The operation or schema.
    pub subject: Subject,
    /// Where it stands in the document.
    pub place: Option<Place>,
    /// Its length in bytes.
    pub bytes: usize,
}

/// The pages that were found to be too long.
#[derive(Debug, Default)]
pub(super) struct LongPages(Mutex<Vec<LongPage>>);

impl LongPages {
    /// Looks at a page, and only if it is too long at its parts.
    pub(super) fn look_at(&self, page: &RenderedPage, parts: impl Iterator<Item = LongPart>) {
        let bytes = page.text.len();
        if bytes <= MOST {
            return;
        }
        let longest = parts.max_by_key(|part| part.bytes);
        let long = LongPage { file: page.file.clone(), bytes, longest };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(long);
    }

    /// All of them, in the order of their files.
    pub(super) fn into_list(self) -> Vec<LongPage> {
        let mut all = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.sort_by(|one, other| one.file.cmp(&other.file));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_part_of_a_long_page_is_told() {
        let page = |file: &str, bytes: usize| RenderedPage {
            file: file.to_owned(),
            text: "x".repeat(bytes),
        };
        let part = |name: &str, bytes: usize| LongPart {
            subject: Subject::Schema(name.to_owned()),
            place: None,
            bytes,
        };
        let parts = || [part("A", 2_000_000), part("B", 2_500_000), part("C", 500_001)].into_iter();
        let found = LongPages::default();
        found.look_at(&page("short.md", MOST), parts());
        found.look_at(&page("long.md", MOST + 1), parts());
        found.look_at(&page("index.md", MOST + 1), std::iter::empty());
        let told: Vec<_> =
            found.into_list().into_iter().map(|one| (one.file, one.longest)).collect();
        let expected =
            [("index.md".to_owned(), None), ("long.md".to_owned(), Some(part("B", 2_500_000)))];
        assert_eq!(told, expected);
    }
}
