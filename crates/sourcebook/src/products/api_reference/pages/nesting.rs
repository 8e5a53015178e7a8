//! Tags under others (3.2: `parent`) in the list of all operations.

use super::lists;
use super::outline::{Outline, Section};
use crate::products::markdown::inline::plain;
use crate::products::markdown::writer::Writer;

/// The page on which the list stands.
const FILE: &str = "index.md";

/// Maximum number of tags, each under the next one.
const MAX_LEVELS: usize = 16;

/// Which sections stand under which.
pub(super) struct Nesting<'o, 'd> {
    outline: &'o Outline<'d>,
    /// Whether tags say it; groups of an extension say it instead.
    is_said_by_tags: bool,
}

impl<'o, 'd> Nesting<'o, 'd> {
    pub(super) fn of(outline: &'o Outline<'d>, is_said_by_tags: bool) -> Self {
        Self { outline, is_said_by_tags }
    }

    /// The section of the tag under which that of a section stands, if it has one.
    fn parent(&self, section: &Section<'d>) -> Option<&'o Section<'d>> {
        let parent = section.tag.filter(|_| self.is_said_by_tags)?.parent.as_deref()?;
        self.outline.sections.iter().find(|one| one.name == Some(parent))
    }

    /// Whether a section stands under another one, and not in a circle.
    pub(super) fn is_nested(&self, section: &Section<'d>) -> bool {
        let above = std::iter::successors(self.parent(section), |one| self.parent(one));
        let levels = above.take(MAX_LEVELS + 1).count();
        (1..=MAX_LEVELS).contains(&levels)
    }

    /// A section with its operations, and the sections under it.
    pub(super) fn write(&self, page: &mut Writer, section: &Section<'d>) {
        page.item(&format!("[{}]({})", plain(section.title()), section.file), |page| {
            lists::of_section(page, self.outline, section, FILE);
            let is_under = |one: &&Section<'d>| {
                let is_here = self.parent(one).is_some_and(|parent| parent.name == section.name);
                is_here && self.is_nested(one)
            };
            self.outline.sections.iter().filter(is_under).for_each(|one| self.write(page, one));
        });
    }
}
