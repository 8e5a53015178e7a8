//! Problems of what the code says about itself.

use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// `facts.command` is run in the project's folder, without a shell. It must print one JSON
    /// document on standard output and exit with 0. It could not be started, exited with
    /// something else, or printed more than 256 MiB. Nothing is made from half of the facts.
    ///
    /// The notes show how it ended and the last lines of its standard error. Run the same command
    /// by hand in the folder of `sourcebook.toml`. Words of a shell (`&&`, `|`, `$VARIABLE`) need
    /// one: `command = ["sh", "-c", "…"]`.
    pub static FACTS_COMMAND = "facts-command", Fatal, "the command that prints the facts failed";
}

problem_code! {
    /// The facts document is one JSON object. Its member `facts` is the version of the document's
    /// own shape, a number; this Sourcebook reads version 1. `openapi` holds the API document,
    /// `cli` the command tree.
    ///
    /// A command that prints log lines to standard output spoils the document: send them to
    /// standard error. The product `facts-schema` writes a JSON Schema against which a server can
    /// test what it prints.
    pub static INVALID_FACTS = "invalid-facts", Fatal,
        "what the command printed is not a facts document of a known version";
}

problem_code! {
    /// A member that Sourcebook does not know is ignored. It is either misspelled, and then a
    /// part of the documentation is missing, or it was written for a newer Sourcebook.
    ///
    /// Correct the name; the message shows the nearest known one. A member that a later version
    /// will read may be accepted with `unknown-fact = "allow"` under `[problems]`.
    pub static UNKNOWN_FACT = "unknown-fact", Warning,
        "the facts document has a member that means nothing";
}

problem_code! {
    /// Each product is made from certain facts: the API reference from an API document, for
    /// example, the command reference from the command line. The configuration asks for the
    /// product, and neither a file nor the facts command provides the fact, so the product would
    /// be silently empty.
    ///
    /// Name the source under `[facts]`: `api = "openapi.yaml"` or `cli = "facts.json"` for a
    /// file, or `command = ["my-server", "facts"]` for a program that prints the facts document.
    /// Or remove the product's table.
    pub static MISSING_FACT = "missing-fact", Error,
        "a product needs a fact that the configuration does not provide";
}

/// A product that cannot be made because a fact is absent.
pub fn missing_fact(product: &str, fact: &str, help: &str) -> Diagnostic {
    Diagnostic::new(&MISSING_FACT, format!("`{product}` needs {fact}, and its facts have none"))
        .help(help)
}

/// A product of the configuration file of a program that has none.
pub fn no_configuration_file(product: &str, program: &str) -> Diagnostic {
    let message = format!(
        "`{product}` needs options with a path in a configuration file, and no command of \
         `{program}` has one"
    );
    Diagnostic::new(&MISSING_FACT, message)
        .help("give options a member `yaml` in the facts, or name a hidden command by `command`")
}
