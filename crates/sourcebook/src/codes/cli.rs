//! Problems of what a program says about its command line.

use sourcebook_syntax::problem_code;

problem_code! {
    /// A value has the wrong type, a name is missing, or a command is called something that
    /// cannot be the name of a file: pages and help texts are named after their commands, so a
    /// name has no white space and no slash.
    ///
    /// The marked place says what is expected. The product `facts-schema` writes the JSON Schema
    /// that is checked here; a server can test what it prints against it. In Rust,
    /// `sourcebook_command::from_clap` makes facts of any clap program.
    pub static INVALID_CLI = "invalid-cli", Fatal,
        "what the facts say about the command line does not have its shape";
}

problem_code! {
    /// The member would be ignored, and what it was meant to say would silently be missing: a
    /// misspelled `descripton` leaves an option without its text on every page.
    ///
    /// Correct the name; the message shows the nearest known one. Where the facts were written
    /// for a newer Sourcebook, `unknown-cli-member = "allow"` under `[problems]` lets its members
    /// pass.
    pub static UNKNOWN_CLI_MEMBER = "unknown-cli-member", Error,
        "a command, an option or a group has a member that means nothing";
}

problem_code! {
    /// Two commands or two options share a name, two options share a place in the configuration
    /// file, a default is no value of its type or none of the choices, or an option points to a
    /// replacement that does not exist. The output says what the facts say, so readers are told
    /// something wrong; an option whose place in the configuration file is taken is left out of
    /// the sample and of the schema.
    ///
    /// Correct the program's definitions. They are most likely written twice; take the facts from
    /// the one that the program obeys.
    pub static DOUBTFUL_CLI = "doubtful-cli", Warning,
        "facts about the command line contradict each other";
}
