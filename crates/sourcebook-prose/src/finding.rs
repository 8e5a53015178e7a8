//! What is found on pages: diagnostics with edits, and mentions of unknown names.

use std::collections::BTreeSet;

use sourcebook_syntax::{Diagnostic, Place};

/// Something that is wrong on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong, where and why.
    pub diagnostic: Diagnostic,
    /// What mends it, where only one name can be meant.
    pub edit: Option<Edit>,
}

/// A replacement in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub place: Place,
    /// What stands there then.
    pub replacement: String,
}

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
    /// What is wrong.
    pub list: Vec<Finding>,
    /// Unknown names that are near nothing.
    pub mentions: Vec<Mention>,
    /// The entries of `foreign` that covered a name, by their place in the list.
    pub used_foreign: BTreeSet<usize>,
}

impl Findings {
    /// Adds what is wrong, and what mends it.
    pub fn add(&mut self, diagnostic: Diagnostic, edit: Option<Edit>) {
        self.list.push(Finding { diagnostic, edit });
    }

    /// Adds a name that is near nothing.
    pub fn mention(&mut self, place: Place, name: impl Into<String>) {
        self.mentions.push(Mention { place, name: name.into() });
    }
}
