//! The kinds of diagnostics that reading a text as a tree can give.

use crate::problem_code;

problem_code! {
    /// JSON (RFC 8259, section 8.1) and the YAML files of API documents are UTF-8. The message
    /// names the first byte that is not. The usual cause is a file saved as Latin-1 or UTF-16:
    /// convert it, for example with `iconv -f latin1 -t utf-8`.
    pub static INVALID_UTF8 = "invalid-utf8", Fatal, "a text is not valid UTF-8";
}

problem_code! {
    /// The file is empty, or holds only white space, comments or a lone `---`. This is what is
    /// left behind when a generator fails after `>` has already emptied its target: let the
    /// generator write to another file and move it into place when it has succeeded.
    pub static EMPTY_DOCUMENT = "empty-document", Fatal, "a document has no content";
}

problem_code! {
    /// A line starts with `<<<<<<<`, `=======` and `>>>>>>>` follow. Both sides of the conflict
    /// are still in the file, so it says two things at once. Choose one, remove the marks, and
    /// commit.
    pub static CONFLICT_MARKERS = "conflict-markers", Fatal,
        "a file holds the marks of an unfinished merge";
}

problem_code! {
    /// A document that starts with `{"` is JSON; one that starts with another bracket is read as
    /// JSON, and as YAML when that fails; everything else is YAML. The message shows the first
    /// place where reading could not go on; the mistake is there or shortly before it.
    pub static SYNTAX = "syntax", Fatal, "a text is neither valid JSON nor valid YAML";
}

problem_code! {
    /// No API document needs this depth; it is met in damaged or hostile files. Schemas that
    /// contain themselves need no nesting: name the schema and use `$ref`.
    pub static NESTING_TOO_DEEP = "nesting-too-deep", Fatal,
        "values are nested more than 256 levels deep";
}

problem_code! {
    /// Input is bounded so that a wrong path (a disk image, a log) cannot exhaust the machine's
    /// memory. Split the document over several files with relative `$ref`s.
    pub static TOO_LARGE = "too-large", Fatal, "a file is larger than 256 MiB";
}
