//! Problems of what the code says about itself.

use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// `facts.command` runs in the project's folder, without a shell. It must print one JSON
    /// document to standard output and exit with status 0. The command could not be started, exited
    /// with another status, or printed more than 256 MiB. Nothing is made from incomplete facts.
    ///
    /// The notes show its exit status and the last lines of its standard error. Run the command
    /// yourself in the folder of `sourcebook.toml`. Shell syntax (`&&`, `|`, `$VARIABLE`) needs a
    /// shell: `command = ["sh", "-c", "…"]`.
    pub static FACTS_COMMAND = "facts-command", Fatal, "the command that prints the facts failed";
}

problem_code! {
    /// The facts document is one JSON object. Its member `facts` is the version of its format, a
    /// number; this version of Sourcebook reads version 1. `openapi` holds the API document, and
    /// `cli` the command tree.
    ///
    /// Log lines on standard output make the document invalid: send them to standard error. The
    /// product `facts-schema` writes a JSON Schema with which a server can test its output.
    pub static INVALID_FACTS = "invalid-facts", Fatal,
        "the command's output is not a facts document of a known version";
}

problem_code! {
    /// An unknown member is ignored. Either it is misspelled, and part of the documentation is
    /// missing, or it was written for a newer version of Sourcebook.
    ///
    /// Correct the name; the message suggests the closest known one. Accept members for a later
    /// version with `unknown-fact = "allow"` under `[problems]`.
    pub static UNKNOWN_FACT = "unknown-fact", Warning,
        "the facts document has an unknown member";
}

problem_code! {
    /// Each product is made from certain facts: the API reference from an API document, for
    /// example, and the command reference from the command line. The configuration asks for the
    /// product, but neither a file nor the facts command provides its facts, so the product would
    /// silently be empty.
    ///
    /// Name their source under `[facts]`: `api = "openapi.yaml"` or `cli = "facts.json"` for a
    /// file, or `command = ["my-server", "facts"]` for a program that prints the facts document.
    /// Otherwise, remove the product's table.
    pub static MISSING_FACT = "missing-fact", Error,
        "a product needs facts that the configuration does not provide";
}

/// A product that cannot be made because a fact is absent.
pub fn missing_fact(product: &str, fact: &str, help: &str) -> Diagnostic {
    Diagnostic::new(&MISSING_FACT, format!("`{product}` needs {fact}, but its facts have none"))
        .help(help)
}

/// A product of the configuration file of a program that has none.
pub fn no_configuration_file(product: &str, program: &str) -> Diagnostic {
    let message = format!(
        "`{product}` needs options with a key in a configuration file, but no command of \
         `{program}` has one"
    );
    Diagnostic::new(&MISSING_FACT, message)
        .help("give options a member `yaml` in the facts, or name a hidden command with `command`")
}
