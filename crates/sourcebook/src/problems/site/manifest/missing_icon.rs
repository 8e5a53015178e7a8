//! An icon of the manifest that is not there.

use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use crate::facts::Facts;

problem_code! {
    /// Lists of pages show an entry's `icon` next to its title. The image is not in the docs
    /// folder, so readers would see a broken image.
    ///
    /// Add the image, correct the path (it is relative to the docs folder), or remove the icon.
    pub(in super::super) static MISSING_ICON = "missing-icon", Error,
        "an icon of the manifest is not in the docs folder";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(manifest), Some(pages)) = (&facts.manifest, &facts.pages) else {
        return;
    };
    for entry in manifest.all() {
        let Some(icon) = entry.icon.as_ref().filter(|icon| !pages.has_file(&icon.value)) else {
            continue;
        };
        let message = format!("the icon {} is not in the docs folder", icon.value);
        let help = match nearest(&icon.value, pages.files()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("add {}/{}, or remove the icon", pages.folder, icon.value),
        };
        let diagnostic = Diagnostic::new(&MISSING_ICON, message).help(help);
        found.extend(icon.place.clone().map(|place| diagnostic.at(place, "no such file")));
    }
}
