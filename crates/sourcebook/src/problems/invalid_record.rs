//! A record of written files that cannot be trusted.

use sourcebook_syntax::problem_code;

problem_code! {
    /// `.sourcebook/written` lists the files that Sourcebook wrote: one path per line, relative to
    /// the folder of `sourcebook.toml`. `gen` deletes files that are listed there but no longer
    /// made, so a line that points elsewhere is rejected. (Merge conflict markers are not a
    /// problem: both sides of the merge are read, and `gen` rewrites the list.)
    ///
    /// Remove the marked line. If the whole file is damaged, delete it and run `sourcebook gen`;
    /// you then have to delete leftover pages of earlier runs yourself.
    pub static INVALID_RECORD = "invalid-record", Fatal,
        "the record .sourcebook/written names a path that Sourcebook cannot have written";
}
