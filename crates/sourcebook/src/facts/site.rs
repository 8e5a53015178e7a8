//! The facts of the documentation site: pages, manifest, redirects, theme, history.
//!
//! All of it is optional: without a manifest and redirects the pages are nobody's business here.

use std::path::Path;

use sourcebook_syntax::Diagnostic;

use super::{Facts, Pages, Texts, history, manifest, redirects, texts, theme};
use crate::codes::{INVALID_SETTING, UNREADABLE_PAGES};
use crate::config::{Located, SiteSources};

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
    let files = &settings.files;
    if is_there(&files.theme, folder, found) {
        facts.theme = theme::read(sources, &files.theme.value, folder, found);
    }
    facts.texts = if is_there(&files.texts, folder, found) {
        texts::read(sources, &files.texts.value, folder, &facts.site.language, found)
    } else {
        Texts::of(&facts.site.language)
    };
    if is_there(&files.manifest, folder, found) {
        facts.manifest = manifest::read(sources, &files.manifest.value, folder, found);
    }
    if is_there(&files.redirects, folder, found) {
        facts.redirects = redirects::read(sources, &files.redirects.value, folder, found);
    }
    if facts.manifest.is_none() && facts.redirects.is_none() {
        return;
    }
    match Pages::read(sources, folder, &files.docs) {
        Ok(pages) => facts.pages = Some(pages),
        Err(error) => {
            let message = format!("the pages cannot be read: {error}");
            found.push(Diagnostic::new(&UNREADABLE_PAGES, message));
        }
    }
}

/// Whether a file is there. One that the configuration names must be.
fn is_there(file: &Located<String>, folder: &Path, found: &mut Vec<Diagnostic>) -> bool {
    if folder.join(&file.value).is_file() {
        return true;
    }
    if let Some(place) = &file.place {
        let message = format!("there is no file {}", file.value);
        let help = "the path is relative to the folder of sourcebook.toml";
        let diagnostic = Diagnostic::new(&INVALID_SETTING, message);
        found.push(diagnostic.at(place.clone(), "this file").help(help));
    }
    false
}
