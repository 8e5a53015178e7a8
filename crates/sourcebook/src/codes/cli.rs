//! Problems of what a program says about its command line.

use sourcebook_syntax::problem_code;

problem_code! {
    /// A value has the wrong type, a name is missing, or a command has a name that cannot be a file
    /// name: pages and help texts are named after their commands, so a name must not contain white
    /// space or a slash.
    ///
    /// The label says what is expected. The product `facts-schema` writes the JSON Schema that is
    /// checked here, so a server can test its own output against it. In Rust,
    /// `sourcebook_command::from_clap` makes facts from any clap program.
    pub static INVALID_CLI = "invalid-cli", Fatal,
        "the facts about the command line do not match their schema";
}

problem_code! {
    /// The member would be ignored, and its content would silently be missing: a misspelled
    /// `descripton` leaves an option without its description on every page.
    ///
    /// Correct the name; the message suggests the closest known one. If the facts were written for
    /// a newer version of Sourcebook, `unknown-cli-member = "allow"` under `[problems]` accepts
    /// such members.
    pub static UNKNOWN_CLI_MEMBER = "unknown-cli-member", Error,
        "a command, an option or a group has an unknown member";
}

problem_code! {
    /// Two commands or two options share a name, two options share a key in the configuration file,
    /// a default is not a valid value or not one of the choices, or an option names a replacement
    /// that does not exist. The output repeats what the facts say, so it misleads its readers; an
    /// option whose key in the configuration file is taken is left out of the sample and the
    /// schema.
    ///
    /// Correct the program's definitions. Most likely they are written twice; make the facts from
    /// the ones that the program uses.
    pub static DOUBTFUL_CLI = "doubtful-cli", Warning,
        "facts about the command line contradict each other";
}
