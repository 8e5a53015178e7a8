//! The facts of the documentation site: pages, manifest, redirects, theme, history.
//!
//! All of it is optional: without a manifest and redirects the pages are nobody's business here.

use std::path::Path;

use sourcebook_syntax::Diagnostic;

use super::{Facts, Pages, history, manifest, redirects, theme};
use crate::codes::{INVALID_SETTING, UNREADABLE_PAGES};
use crate::config::{SiteSources, SourceFile};

/// Collects them; what is wrong with them is added to `found`.
pub(super) fn collect(
    facts: &mut Facts,
    settings: &SiteSources,
    folder: &Path,
    found: &mut Vec<Diagnostic>,
) {
    collect_texts(facts, settings, folder, found);
    if let Some(pages) = &facts.pages {
        facts.history = Some(history::read(folder, pages, &settings.base));
    }
}

/// The same without the history.
pub(super) fn collect_texts(
    facts: &mut Facts,
    settings: &SiteSources,
    folder: &Path,
    found: &mut Vec<Diagnostic>,
) {
    facts.site = settings.site.clone();
    let sources = &mut facts.sources;
    if is_there(&settings.theme, folder, found) {
        facts.theme = theme::read(sources, &settings.theme.path, folder, found);
    }
    if is_there(&settings.manifest, folder, found) {
        facts.manifest = manifest::read(sources, &settings.manifest.path, folder, found);
    }
    if is_there(&settings.redirects, folder, found) {
        facts.redirects = redirects::read(sources, &settings.redirects.path, folder, found);
    }
    if facts.manifest.is_none() && facts.redirects.is_none() {
        return;
    }
    match Pages::read(sources, folder, &settings.docs) {
        Ok(pages) => facts.pages = Some(pages),
        Err(error) => {
            let message = format!("the pages cannot be read: {error}");
            found.push(Diagnostic::new(&UNREADABLE_PAGES, message));
        }
    }
}

/// Whether a file is there. One that the configuration names must be.
fn is_there(file: &SourceFile, folder: &Path, found: &mut Vec<Diagnostic>) -> bool {
    if folder.join(&file.path).is_file() {
        return true;
    }
    if let Some(place) = &file.place {
        let message = format!("there is no file {}", file.path);
        let help = "the path is relative to the folder of sourcebook.toml";
        let fault = Diagnostic::new(&INVALID_SETTING, message);
        found.push(fault.at(place.clone(), "this file").help(help));
    }
    false
}
