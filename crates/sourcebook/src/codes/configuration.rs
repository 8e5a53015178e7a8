//! Problems of `sourcebook.toml`.

use sourcebook_syntax::problem_code;

problem_code! {
    /// Sourcebook looks for `sourcebook.toml` in the current folder and then in its parents, as
    /// cargo does for its own file. `--config FILE` names another one.
    ///
    /// `sourcebook init` looks at the folder and writes a commented `sourcebook.toml`.
    /// `sourcebook api DOCUMENT --out FOLDER` needs no configuration at all.
    pub static NO_CONFIGURATION = "no-configuration", Fatal,
        "there is no sourcebook.toml, or it cannot be read";
}

problem_code! {
    /// The text of `sourcebook.toml` does not follow the TOML notation, so none of its settings
    /// can be trusted. Every error in the notation is reported in one run; errors in the settings
    /// are reported when the notation is right.
    ///
    /// Correct the marked place. Strings stand in quotes, a table's header stands in brackets on
    /// a line of its own, and a key may appear once in a table.
    pub static INVALID_TOML = "invalid-toml", Fatal, "the configuration is not valid TOML";
}

problem_code! {
    /// A misspelled setting would otherwise be ignored, and what it was meant to say would
    /// silently not happen. That is why every key must be known: settings, names of products
    /// under `[products]`, codes of problems under `[problems]`.
    ///
    /// The message names the nearest known key. `sourcebook init` in an empty folder shows every
    /// setting, and `sourcebook explain` lists the codes of problems.
    pub static UNKNOWN_SETTING = "unknown-setting", Fatal,
        "the configuration has a key that means nothing";
}

problem_code! {
    /// The value has the wrong type, is none of the accepted words, is a path that leads out of
    /// the project's folder, or says something that cannot be done, such as lowering a fatal
    /// problem. A required key that is absent has this code too.
    ///
    /// The message says what is expected. Paths are relative to the folder of `sourcebook.toml`,
    /// have `/` between their parts on every system, and never contain `..`.
    pub static INVALID_SETTING = "invalid-setting", Fatal,
        "a setting has a value that it cannot have, or a required setting is missing";
}

problem_code! {
    /// Each `[[allow]]` entry accepts a known problem at a place. When nothing matches any more,
    /// either the problem was mended, and the entry only waits to hide the next one, or the place
    /// is misspelled and the entry never did anything.
    ///
    /// Remove the entry, or correct its place: a file name, optionally `#` and the JSON pointer
    /// under which the problem is accepted. `*` matches anything.
    pub static UNUSED_ALLOW = "unused-allow", Warning,
        "an entry of the allow list matched no problem";
}
