//! The passes over finished pages that another chain of tools publishes with: a Markdown linter
//! that fixes what it finds, and a formatter of tables.
//!
//! Both are reproduced with their defects, for the compatible profiles.

mod align;
mod lint;

use std::borrow::Cow;

/// A page as it is published: what the linter fixes is fixed, and its tables are aligned.
pub(super) fn publish(page: &str) -> String {
    let fixed: Cow<'_, str> = lint::fix(page);
    align::align(&fixed)
}
