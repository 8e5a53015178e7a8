//! An entry of the manifest that leads to no page.

use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use crate::facts::Facts;
use crate::facts::manifest::maker;

problem_code! {
    /// The navigation has an entry whose Markdown file is not in the docs folder, so its link would
    /// be dead. For an entry with `generated`, no product made a page.
    ///
    /// Write the page, correct the path (it is relative to the docs folder), or remove the entry.
    /// If the page was moved, also redirect its old address.
    pub(in super::super) static MISSING_PAGE = "missing-page", Error,
        "an entry of the manifest has no page";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(manifest), Some(pages)) = (&facts.manifest, &facts.pages) else {
        return;
    };
    for entry in manifest.all() {
        if let Some(path) = entry.path.as_ref().filter(|path| pages.get(&path.value).is_none()) {
            let message = format!("the manifest names {}, which does not exist", path.value);
            let help = match nearest(&path.value, pages.iter().map(|page| page.path.as_str())) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("write {}/{}, or remove the entry", pages.folder, path.value),
            };
            let diagnostic = Diagnostic::new(&MISSING_PAGE, message).help(help);
            found.extend(path.place.clone().map(|place| diagnostic.at(place, "no such page")));
        }
        if let Some(kind) = &entry.generated {
            let Some(product) = maker(&kind.value) else {
                continue;
            };
            if !pages.iter().any(|page| page.made_by.as_deref() == Some(&product)) {
                let message = format!("no pages were generated for `{}`", kind.value);
                let help = format!(
                    "configure `[products.{product}]` with an `out` below {}",
                    pages.folder
                );
                let diagnostic = Diagnostic::new(&MISSING_PAGE, message).help(help);
                found.extend(kind.place.clone().map(|place| diagnostic.at(place, "no pages")));
            }
        }
    }
}
