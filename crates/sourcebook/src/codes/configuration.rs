//! Problems of `sourcebook.toml`.

use sourcebook_syntax::problem_code;

problem_code! {
    /// Sourcebook looks for `sourcebook.toml` in the current folder and then in its parents, as
    /// Cargo does for its own file. Use `--config FILE` to name another file.
    ///
    /// `sourcebook init` inspects the folder and writes a commented `sourcebook.toml`. `sourcebook
    /// api DOCUMENT --out FOLDER` needs no configuration.
    pub static NO_CONFIGURATION = "no-configuration", Fatal,
        "there is no sourcebook.toml, or it cannot be read";
}

problem_code! {
    /// `sourcebook.toml` is not valid TOML, so none of its settings can be trusted. All syntax
    /// errors are reported in one run; errors in the settings are reported once the syntax is
    /// valid.
    ///
    /// Correct the marked place. Strings need quotes, a table header is in brackets on its own
    /// line, and a key may appear only once in a table.
    pub static INVALID_TOML = "invalid-toml", Fatal, "the configuration is not valid TOML";
}

problem_code! {
    /// A misspelled setting would otherwise silently have no effect. Therefore every key must be
    /// known: settings, product names under `[products]`, problem codes under `[problems]`.
    ///
    /// The message suggests the closest known key. `sourcebook init` writes a file with every
    /// setting, and `sourcebook explain` lists the problem codes.
    pub static UNKNOWN_SETTING = "unknown-setting", Fatal,
        "the configuration has an unknown key";
}

problem_code! {
    /// The value has the wrong type, is not one of the accepted words, is a path outside the
    /// project's folder, or asks for something impossible, such as lowering the severity of a fatal
    /// problem. A missing required key is reported with this code, too.
    ///
    /// The message says what is expected. Paths are relative to the folder of `sourcebook.toml`,
    /// use `/` on every system, and must not contain `..`.
    pub static INVALID_SETTING = "invalid-setting", Fatal,
        "a setting has an invalid value, or a required setting is missing";
}

problem_code! {
    /// Each `[[allow]]` entry accepts a known problem at a place. If it matches nothing, either the
    /// problem was fixed, and the entry would only hide the next one, or the place is misspelled
    /// and the entry never had an effect.
    ///
    /// Remove the entry, or correct its place: a file name, optionally `#` and the JSON pointer
    /// under which the problem is accepted. `*` matches anything.
    pub static UNUSED_ALLOW = "unused-allow", Warning,
        "an `[[allow]]` entry matches no problem";
}
