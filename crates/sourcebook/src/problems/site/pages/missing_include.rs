//! A page that includes a file which there is not.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::{Facts, Pages};

problem_code! {
    /// `{{#include FILE}}` sets a file into the page when the site is built. Where the file cannot be
    /// read, mdBook leaves these words on the page.
    ///
    /// Correct the path, which is relative to the folder of the page. To show the words themselves,
    /// write a backslash before the braces.
    pub(in super::super) static MISSING_INCLUDE = "missing-include", Error,
        "a page includes a file that does not exist";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let pages = facts.pages.iter().flat_map(Pages::iter);
    for page in pages.filter(|page| page.made_by.is_none()) {
        found.extend(page.missing.iter().map(|(file, span)| {
            let message = format!("the included file `{file}` does not exist");
            Diagnostic::new(&MISSING_INCLUDE, message)
                .at(page.place(*span), "no such file")
                .help("the path is relative to the folder of the page")
        }));
    }
}
