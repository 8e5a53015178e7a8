//! What runs and formats the programs of each language.

use std::path::Path;
use std::process::{Command, Output};

use sourcebook::code::{Go, JavaScript, Language, Python};

use super::comparing::{Client, Parts, Values};

/// A language and its tools.
pub(crate) struct Tools {
    pub(crate) language: &'static dyn Language,
    pub(crate) client: Client,
    /// The extension of programs, with its dot.
    pub(crate) extension: &'static str,
    /// Commands that succeed where the tools for running are there.
    needs_to_run: &'static [&'static [&'static str]],
    /// Succeeds where the formatter is there.
    needs_to_format: &'static [&'static str],
    /// Says nothing, and succeeds, where all programs of a folder are formatted.
    pub(crate) formatter: &'static [&'static str],
    /// Name and text of what runs the programs.
    pub(crate) driver: (&'static str, &'static str),
    /// Commands that must succeed in the folder of the programs before they are run.
    pub(crate) preparation: &'static [&'static [&'static str]],
    /// Starts the driver in the folder that is beside that of the programs.
    pub(crate) start: &'static [&'static str],
}

pub(crate) const PYTHON: Tools = Tools {
    language: &Python,
    client: Client {
        headers: &[
            "Accept",
            "Accept-Encoding",
            "Connection",
            "Content-Length",
            "Content-Type",
            "Host",
            "Transfer-Encoding",
            "User-Agent",
        ],
        values: Values::ItsOwnWay,
        parts: Parts::AsTheyAre,
    },
    extension: ".py",
    needs_to_run: &[&["python3", "-c", "import httpx"]],
    needs_to_format: &["ruff", "--version"],
    formatter: &["ruff", "format", "--isolated", "--no-cache", "--quiet", "--diff", "."],
    driver: ("driver.py", include_str!("driver.py")),
    preparation: &[],
    start: &["python3", "../programs/driver.py"],
};

pub(crate) const JAVASCRIPT: Tools = Tools {
    language: &JavaScript,
    client: Client {
        headers: &[
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Connection",
            "Content-Length",
            "Content-Type",
            "Host",
            "Sec-Fetch-Mode",
            "User-Agent",
        ],
        values: Values::ItsOwnWay,
        parts: Parts::AsBrowsersDo,
    },
    extension: ".mjs",
    needs_to_run: &[&["node", "--version"]],
    needs_to_format: &["prettier", "--version"],
    formatter: &["prettier", "--no-config", "--no-editorconfig", "--list-different", "."],
    driver: ("driver.mjs", include_str!("driver.mjs")),
    preparation: &[],
    start: &["node", "../programs/driver.mjs"],
};

pub(crate) const GO: Tools = Tools {
    language: &Go,
    client: Client {
        headers: &[
            "Accept-Encoding",
            "Content-Length",
            "Content-Type",
            "Host",
            "Transfer-Encoding",
            "User-Agent",
        ],
        values: Values::ItsOwnWay,
        parts: Parts::AsTheyAre,
    },
    extension: ".go",
    needs_to_run: &[&["go", "version"]],
    needs_to_format: &["go", "version"],
    formatter: &["gofmt", "-d", "."],
    driver: ("driver.go", include_str!("driver.go")),
    preparation: &[&["go", "vet", "."], &["go", "build", "-o", "driver", "."]],
    start: &["../programs/driver"],
};

impl Tools {
    /// Whether programs can be run.
    pub(crate) fn can_run(&self) -> bool {
        self.needs_to_run.iter().all(|command| is_here(command))
    }

    /// Whether their format can be checked.
    pub(crate) fn can_format(&self) -> bool {
        is_here(self.needs_to_format)
    }
}

/// Whether a command succeeds. A test that needs it says so where it does not, and fails where
/// `SOURCEBOOK_REQUIRE_LANGUAGES=1`.
#[expect(clippy::disallowed_methods, reason = "tests are told by variables what they need")]
fn is_here(words: &[&str]) -> bool {
    let output = command(words).output();
    let is_here = output.is_ok_and(|output| output.status.success());
    let required =
        std::env::var_os("SOURCEBOOK_REQUIRE_LANGUAGES").is_some_and(|value| value == "1");
    let words = words.join(" ");
    assert!(is_here || !required, "`{words}` fails, and is required");
    if !is_here {
        #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
        {
            eprintln!("SKIPPED: install what makes `{words}` succeed to run this");
        }
    }
    is_here
}

/// A command of several words.
pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}

/// Runs a command in a folder; gives what it says where it fails.
pub(crate) fn run(words: &[&str], folder: &Path) -> Result<Output, String> {
    let output = command(words).current_dir(folder).output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(output);
    }
    let texts =
        [output.stdout, output.stderr].map(|one| String::from_utf8_lossy(&one).into_owned());
    Err(format!("{words:?} fails:\n{}", texts.concat()))
}
