//! The kinds of diagnostics that reading a text as a tree can give.

use crate::diagnostic::{Code, Severity};

/// The text is not UTF-8.
pub static INVALID_UTF8: Code = Code {
    name: "invalid-utf8",
    severity: Severity::Fatal,
    summary: "a text is not valid UTF-8",
    explanation: "JSON (RFC 8259, section 8.1) and the YAML files of API documents are UTF-8. \
The message names the first byte that is not. The usual cause is a file saved as Latin-1 or \
UTF-16: convert it, for example with `iconv -f latin1 -t utf-8`.",
};

/// There is nothing in the file.
pub static EMPTY_DOCUMENT: Code = Code {
    name: "empty-document",
    severity: Severity::Fatal,
    summary: "a document has no content",
    explanation: "The file is empty, or holds only white space, comments or a lone `---`. This \
is what is left behind when a generator fails after `>` has already emptied its target: let the \
generator write to another file and move it into place when it has succeeded.",
};

/// The file holds the marks of an unfinished merge.
pub static CONFLICT_MARKERS: Code = Code {
    name: "conflict-markers",
    severity: Severity::Fatal,
    summary: "a file holds the marks of an unfinished merge",
    explanation: "A line starts with `<<<<<<<`, `=======` and `>>>>>>>` follow. Both sides of \
the conflict are still in the file, so it says two things at once. Choose one, remove the marks, \
and commit.",
};

/// The file is neither JSON nor YAML.
pub static SYNTAX: Code = Code {
    name: "syntax",
    severity: Severity::Fatal,
    summary: "a text is neither valid JSON nor valid YAML",
    explanation: "A document that starts with `{\"` is JSON; one that starts with another bracket is read as \
JSON, and as YAML when that fails; everything else is YAML. The message shows the first place where reading could \
not go on; the mistake is there or shortly before it.",
};

/// Values are nested too deep.
pub static NESTING_TOO_DEEP: Code = Code {
    name: "nesting-too-deep",
    severity: Severity::Fatal,
    summary: "values are nested more than 256 levels deep",
    explanation: "No API document needs this depth; it is met in damaged or hostile files. \
Schemas that contain themselves need no nesting: name the schema and use `$ref`.",
};

/// The file is larger than any document that is read.
pub static TOO_LARGE: Code = Code {
    name: "too-large",
    severity: Severity::Fatal,
    summary: "a file is larger than 256 MiB",
    explanation: "Input is bounded so that a wrong path (a disk image, a log) cannot exhaust \
the machine's memory. Split the document over several files with relative `$ref`s.",
};
