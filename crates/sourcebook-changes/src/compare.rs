//! Holds two API documents against each other, from start to end.

use sourcebook_model::document::Document;
use sourcebook_model::view::Views;

use crate::change::Change;
use crate::date::Date;
use crate::message;
use crate::reach;
use crate::version;
use crate::walk::{Profile, Walk};

/// How documents are compared.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// For whom.
    pub profile: Profile,
    /// The day that counts for `x-sunset`.
    pub today: Date,
    /// Whether the version of the API must say that something breaks.
    pub checks_version: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { profile: Profile::Wire, today: Date::today(), checks_version: false }
    }
}

/// Every change between two API documents, each once; the most serious first.
pub fn compare(old: &Document, new: &Document, options: &Options) -> Vec<Change> {
    let (old_views, new_views) = (Views::new(old), Views::new(new));
    let mut walk = Walk::new(&old_views, &new_views, options.profile, options.today);
    let mut seen = walk.documents();
    walk.relator.finish(seen.roots.iter().map(|root| root.pair));
    reach::gather(&walk.relator, &seen.roots, &mut seen.findings);
    let changes = seen.findings.list.into_iter();
    let mut changes: Vec<Change> =
        changes.map(|finding| message::change(&walk.relator, finding)).collect();
    if options.checks_version {
        changes.extend(version::check(old, new, &changes));
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.level));
    changes
}
