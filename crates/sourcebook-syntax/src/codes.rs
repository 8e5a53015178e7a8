//! The kinds of diagnostics that reading a text as a tree can give.

use crate::problem_code;

problem_code! {
    /// JSON (RFC 8259, section 8.1) and the YAML files of API documents must be UTF-8; UTF-16 is read
    /// as well, because YAML allows it. The label marks the first invalid byte. The usual cause is a
    /// file saved as Latin-1: convert it, for example with `iconv -f latin1 -t utf-8`.
    pub static INVALID_UTF8 = "invalid-utf8", Fatal, "a file is not valid UTF-8";
}

problem_code! {
    /// The file is empty, or contains only white space, comments or a lone `---`. This happens when
    /// a generator fails after `>` has already emptied its target: let the generator write to
    /// another file, and move that file into place on success.
    pub static EMPTY_DOCUMENT = "empty-document", Fatal, "a document has no content";
}

problem_code! {
    /// A line starts with `<<<<<<<`, and lines with `=======` and `>>>>>>>` follow. Both sides of a
    /// merge conflict are still in the file. Choose one, remove the markers, and commit.
    pub static CONFLICT_MARKERS = "conflict-markers", Fatal,
        "a file contains merge conflict markers";
}

problem_code! {
    /// A document that starts with `{"` is read as JSON; one that starts with another bracket is
    /// read as JSON and, if that fails, as YAML; everything else is read as YAML. The label marks
    /// the first place where parsing failed; the mistake is there or shortly before it.
    pub static SYNTAX = "syntax", Fatal, "a file is neither valid JSON nor valid YAML";
}

problem_code! {
    /// The file is the input of a template language, from which the document is made: Go templates
    /// and Helm (`{{ … }}`), Jinja (`{% … %}`), ERB (`<% … %>`) or ytt (`#@ …`). What it says depends
    /// on values that are not in it. Render it first, for example with `helm template` or `ytt -f`,
    /// and give the result to Sourcebook.
    pub static TEMPLATE = "template", Fatal, "a file is a template, not a document";
}

problem_code! {
    /// No API document needs this depth; it only occurs in damaged or malicious files. Recursive
    /// schemas do not need nesting: name the schema and use `$ref`.
    pub static NESTING_TOO_DEEP = "nesting-too-deep", Fatal,
        "values are nested more than 256 levels deep";
}

problem_code! {
    /// The size is limited so that a wrong path (a disk image, a log) cannot exhaust the machine's
    /// memory. Split the document into several files with relative `$ref`s.
    pub static TOO_LARGE = "too-large", Fatal, "a file is larger than 256 MiB";
}
