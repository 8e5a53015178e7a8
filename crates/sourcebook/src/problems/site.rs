//! Problems of the documentation site: one file for each kind, one list of all checks.

mod manifest;
mod pages;
mod redirects;
mod theme;

use sourcebook_syntax::{Code, Diagnostic};

use crate::facts::Facts;

use crate::codes::{INVALID_MANIFEST, INVALID_REDIRECT, UNREADABLE_PAGES};
pub use redirects::{UNSUPPORTED_REDIRECT, unsupported_redirect};
pub use theme::{EXTERNAL_REQUEST, external_request};

/// Finds one kind of problem in the facts of the site.
type Check = fn(&Facts, &mut Vec<Diagnostic>);

/// Every check, in the order of their problems.
static CHECKS: &[Check] = &[
    manifest::missing_page::check,
    manifest::unlisted_page::check,
    manifest::duplicate_path::check,
    manifest::missing_description::check,
    manifest::long_description::check,
    manifest::missing_icon::check,
    pages::dead_link::check,
    pages::dead_fragment::check,
    pages::author_link::check,
    pages::unknown_name::check,
    pages::missing_include::check,
    pages::unrendered::check,
    redirects::duplicate::check,
    redirects::shadowed::check,
    redirects::still_there::check,
    redirects::cycle::check,
    redirects::chain::check,
    redirects::dead_target::check,
    redirects::dead_anchor::check,
    redirects::open::check,
    redirects::lost_page::check,
    redirects::lost_anchor::check,
    redirects::unknown_history::check,
    theme::low_contrast::check,
];

/// The codes of the site.
pub(super) static SITE: &[&Code] = &[
    &INVALID_MANIFEST,
    &manifest::missing_page::MISSING_PAGE,
    &manifest::unlisted_page::UNLISTED_PAGE,
    &manifest::duplicate_path::DUPLICATE_PATH,
    &manifest::missing_description::MISSING_DESCRIPTION,
    &manifest::long_description::LONG_DESCRIPTION,
    &manifest::missing_icon::MISSING_ICON,
    &UNREADABLE_PAGES,
    &pages::unknown_name::UNKNOWN_FACT_NAME,
    &pages::missing_include::MISSING_INCLUDE,
    &pages::unrendered::UNRENDERED_MARKUP,
    &INVALID_REDIRECT,
    &redirects::duplicate::DUPLICATE_REDIRECT,
    &redirects::shadowed::SHADOWED_REDIRECT,
    &redirects::still_there::REDIRECTED_PAGE,
    &redirects::cycle::REDIRECT_LOOP,
    &redirects::chain::REDIRECT_CHAIN,
    &redirects::dead_target::DEAD_REDIRECT,
    &redirects::dead_anchor::DEAD_REDIRECT_ANCHOR,
    &redirects::open::OPEN_REDIRECT,
    &redirects::lost_page::LOST_PAGE,
    &redirects::lost_anchor::LOST_ANCHOR,
    &redirects::unknown_history::UNKNOWN_HISTORY,
    &UNSUPPORTED_REDIRECT,
    &theme::low_contrast::LOW_CONTRAST,
    &EXTERNAL_REQUEST,
];

/// Everything that is wrong with the site; nothing where there is none.
pub fn check_site(facts: &Facts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for check in CHECKS {
        check(facts, &mut found);
    }
    found
}
