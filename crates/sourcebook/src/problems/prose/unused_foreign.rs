//! An entry of `foreign` that covers no name on any page.

use std::collections::BTreeSet;

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::config::Located;

problem_code! {
    /// With `strict = true` under `[prose]`, every unknown name is an error, and `foreign` lists
    /// those that belong to something else. An entry that covers no name on any page is left over: it
    /// would hide a misspelled name that comes later.
    ///
    /// Remove the entry. It may also be misspelled itself: `*` stands for a part of a name, `**` for
    /// anything.
    pub static UNUSED_FOREIGN = "unused-foreign", Warning,
        "an entry of `foreign` covers no name on any page";
}

/// The entries that were not used; `used` has the numbers of the others.
pub(super) fn find<'f>(
    foreign: &'f Located<Vec<String>>,
    used: &'f BTreeSet<usize>,
) -> impl Iterator<Item = Diagnostic> + 'f {
    let unused = foreign.value.iter().enumerate().filter(|(at, _)| !used.contains(at));
    unused.map(|(_, entry)| {
        let message = format!("`{entry}` in `foreign` covers no name on any page");
        let diagnostic = Diagnostic::new(&UNUSED_FOREIGN, message).help("remove the entry");
        match &foreign.place {
            Some(place) => diagnostic.at(place.clone(), "in this list"),
            None => diagnostic,
        }
    })
}
