//! A record of written files that cannot be trusted.

use sourcebook_syntax::problem_code;

problem_code! {
    /// `.sourcebook/written` is the list of the files that Sourcebook wrote: one path a line,
    /// relative to the folder of `sourcebook.toml`. `gen` deletes what is listed there and not
    /// made any more, so a line that leads elsewhere is rejected instead of followed. (Conflict
    /// markers of a merge are no problem: both sides of the merge are read, and `gen` writes the
    /// list anew.)
    ///
    /// Remove the marked line. If the whole file is damaged, delete it and run `sourcebook gen`;
    /// only left-over pages of earlier runs must then be deleted by hand.
    pub static INVALID_RECORD = "invalid-record", Fatal,
        "the record .sourcebook/written names something that Sourcebook cannot have written";
}
