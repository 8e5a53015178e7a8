//! What is found on pages: diagnostics, and mentions of unknown names.

use std::collections::BTreeSet;

use sourcebook_syntax::{Diagnostic, Place};

/// A name that the facts do not have and that is near none of theirs: maybe it belongs to something
/// else. Mentions are counted, and never fail a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub place: Place,
    /// The name as it is to be listed under `foreign`: `APP_TOKEN`, `--token`, `/api/v1/x`.
    pub name: String,
}

/// Everything that the checks found, in the order of the pages.
#[derive(Debug, Default)]
pub struct Findings {
    /// What is wrong, each with its replacement where only one name can be meant.
    pub list: Vec<Diagnostic>,
    /// What would be wrong on a page about today, and stands on one about another time.
    pub past: Vec<Diagnostic>,
    /// Unknown names that are near nothing.
    pub mentions: Vec<Mention>,
    /// The entries of `foreign` that covered a name, by their place in the list.
    pub used_foreign: BTreeSet<usize>,
}

impl Findings {
    /// Adds what is wrong.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds what was found on another page, behind what is there.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
        self.past.append(&mut other.past);
        self.mentions.append(&mut other.mentions);
        self.used_foreign.append(&mut other.used_foreign);
    }

    /// Adds a name that is near nothing.
    pub fn mention(&mut self, place: Place, name: impl Into<String>) {
        self.mentions.push(Mention { place, name: name.into() });
    }
}
