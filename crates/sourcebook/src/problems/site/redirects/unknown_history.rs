//! The pages of the base commit cannot be known.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::{Facts, History};

problem_code! {
    /// To find pages that were removed without a redirect, the pages are compared with those of a
    /// base commit. This needs git and enough of the history; a shallow clone, which is the default
    /// in CI, or a copy without `.git` does not have it. Nothing was compared, so nothing was
    /// verified.
    ///
    /// Fetch the history (`fetch-depth: 0` in GitHub's checkout action), name a commit with
    /// `--base`, or accept the problem with `unknown-history = "allow"` where there is no history.
    pub(in super::super) static UNKNOWN_HISTORY = "unknown-history", Warning,
        "whether pages were lost is not known, because their history is not";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    if let Some(History::Unknown { reason, help }) = &facts.history {
        let message = format!("lost pages were not checked: {reason}");
        found.push(Diagnostic::new(&UNKNOWN_HISTORY, message).help(help.as_str()));
    }
}
