//! Applies the fixes that markdownlint 0.36 computes in one pass over a page.
//!
//! All fixes are computed on the page as it came and then applied together, so a fix that a second
//! run would find is not made. The block structure is read once for the whole page; inline content
//! is parsed only where a cheap look at the bytes says that a rule could change it.

mod block;
mod character;
mod comment;
mod edit;
mod inline;
mod page;
mod rules;
mod survey;
mod syntax;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use memchr::{memchr, memmem};

use self::{
    block::Blocks, edit::Edits, inline::Inlines, page::Page, rules::Context, survey::Survey,
};

/// Returns `page` with markdownlint's fixes made, or `page` itself if there is nothing to fix.
pub(crate) fn fix(page: &str) -> Cow<'_, str> {
    if memchr(b'\r', page.as_bytes()).is_some() {
        return fix_carriage_returns(page);
    }
    edits(page).map_or(Cow::Borrowed(page), Cow::Owned)
}

/// Fixes a page whose lines do not all end in a bare line feed.
///
/// A fixed page ends all its lines in the way that most of them ended before.
fn fix_carriage_returns(page: &str) -> Cow<'_, str> {
    let pairs = memmem::find_iter(page.as_bytes(), "\r\n").count();
    let feeds = page.matches('\n').count() - pairs;
    let returns = page.matches('\r').count() - pairs;
    let normalized = page.replace("\r\n", "\n").replace('\r', "\n");
    match edits(&normalized) {
        None => Cow::Borrowed(page),
        Some(fixed) if feeds >= pairs && feeds >= returns => Cow::Owned(fixed),
        Some(fixed) if pairs >= returns => Cow::Owned(fixed.replace('\n', "\r\n")),
        Some(fixed) => Cow::Owned(fixed.replace('\n', "\r")),
    }
}

/// Runs all rules over `text` and returns the fixed text if it differs.
fn edits(text: &str) -> Option<String> {
    let page = Page::new(text);
    let survey = Survey::of(&page);
    let blocks = Blocks::parse(&page);
    let inlines = Inlines::parse(&page, &blocks);
    let mut edits = Edits::default();
    rules::run(
        &Context { page: &page, survey: &survey, blocks: &blocks, inlines: &inlines },
        &mut edits,
    );
    edits.apply(&page)
}
