//! The kinds of diagnostics that reading settings can give, beside those of the YAML file's syntax.

use sourcebook_syntax::{Code, Severity};

/// A setting has a value that it does not take, or none where it needs one.
pub static INVALID_SETTING: Code = Code {
    name: "invalid-setting",
    severity: Severity::Error,
    summary: "a setting cannot have this value",
    explanation: "Each setting takes values of one type, often within a range. The message names the \
setting as it was written: a flag, an environment variable, or a key of the YAML file with its line. \
Values are checked in every layer, also in those that another layer overrides.",
};

/// The YAML file has a key that it must not have.
pub static INVALID_KEY: Code = Code {
    name: "invalid-key",
    severity: Severity::Error,
    summary: "the YAML file has a key that sets nothing",
    explanation: "A key that no setting has is most often a typing error, and what it should set would \
silently keep its default. The same holds for a key that is given twice, for a path in one key, and \
for secrets, which are only taken from the environment or the command line.",
};

/// The YAML file cannot be read.
pub static UNREADABLE_FILE: Code = Code {
    name: "unreadable-file",
    severity: Severity::Error,
    summary: "the YAML file cannot be read",
    explanation: "The path was given by a flag, a variable or a default. The file must exist, be readable \
for the user who runs the program, be UTF-8 text, and be no larger than 1 MiB.",
};

/// Settings that work, but perhaps not as they are meant.
pub static DOUBTFUL_SETTING: Code = Code {
    name: "doubtful-setting",
    severity: Severity::Warning,
    summary: "a setting works, but perhaps not as it is meant",
    explanation: "The setting is deprecated, or an environment variable begins like those of the program \
and is none of them. The program starts all the same.",
};
