//! Problems of comparing with a base: there is none, or an accepted change is not found.

use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// The commit is not in this clone, the clone is shallow, or there is nothing at the commit that could
    /// be compared: neither an API document nor a facts document. Fetch the whole history, name another
    /// commit with `--base`, or name the facts of the base with `--base-facts`.
    pub static UNKNOWN_BASE = "unknown-base", Error, "there is no base to compare with";
}

problem_code! {
    /// An `[[accept]]` entry matches no change: the change was taken back, it is accepted for another
    /// base, or its place is misspelled. An entry that stays would hide the same change when somebody
    /// makes it again. Delete it, or correct it.
    pub static UNUSED_ACCEPT = "unused-accept", Error, "an accepted change is not found";
}

/// That there is no base, and why.
pub fn unknown_base(why: &str, help: &str) -> Diagnostic {
    let message = format!("there is no base to compare with: {why}");
    Diagnostic::new(&UNKNOWN_BASE, message).help(help)
}
