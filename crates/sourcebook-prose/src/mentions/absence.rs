//! Where a page tells of names that are gone, or were never there: naming them is no fault.

use sourcebook_syntax::Span;

use super::wording::tells_of_absence;
use crate::page::Page;

/// The sentences of a page that tell of what is not there.
pub(crate) struct AbsentNames {
    sentences: Vec<Span>,
}

impl AbsentNames {
    /// Of a page.
    pub(crate) fn of(page: &Page) -> Self {
        let absent = page.sentences.iter().filter(|one| tells_of_absence(one.text.text()));
        Self { sentences: absent.map(|sentence| sentence.text.full_span()).collect() }
    }

    /// Whether a span stands in one of these sentences.
    pub(crate) fn has(&self, span: Span) -> bool {
        self.sentences.iter().any(|outer| outer.start <= span.end && span.start <= outer.end)
    }
}
