//! The kinds of diagnostics that reading settings can give, beside those of the YAML file's syntax.

use sourcebook_syntax::problem_code;

problem_code! {
    /// Each setting takes values of one type, often within a range. The message names the setting
    /// as it was written: a flag, an environment variable, or a key of the YAML file with its line.
    /// Values are checked in every layer, also in those that another layer overrides.
    pub static INVALID_SETTING = "invalid-setting", Error, "a setting cannot have this value";
}

problem_code! {
    /// A key that no setting has is most often a typing error, and what it should set would
    /// silently keep its default. The same holds for a key that is given twice, for a path in one
    /// key, and for secrets, which are only taken from the environment or the command line.
    pub static INVALID_KEY = "invalid-key", Error, "the YAML file has a key that sets nothing";
}

problem_code! {
    /// The path was given by a flag, a variable, the YAML file or a default. The YAML file, and each
    /// file with a secret, must exist, be readable for the user who runs the program, and be UTF-8
    /// text. The YAML file must be no larger than 1 MiB; a file with a secret must be no larger than
    /// 64 KiB, and not empty.
    pub static UNREADABLE_FILE = "unreadable-file", Error, "a file that settings are in cannot be read";
}

problem_code! {
    /// The setting is deprecated, or an environment variable begins like those of the program and
    /// is none of them, or a file with a secret can be read
    /// by other users. The program starts all the same.
    pub static DOUBTFUL_SETTING = "doubtful-setting", Warning,
        "a setting works, but perhaps not as it is meant";
}
