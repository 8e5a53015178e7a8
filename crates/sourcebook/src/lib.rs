//! Compiles a server's documentation from the server's own definitions.
//!
//! One pipeline: [`facts`] (what the code says) → [`products`] (what should be on disk) →
//! [`problems`] (what differs or is wrong) → [`report`] (what the reader sees).

pub mod artifact;
pub mod changes;
pub mod code;
pub mod codes;
pub mod command_line;
pub mod config;
pub mod configuration;
pub mod console;
pub mod facts;
pub mod files;
pub mod live;
pub mod problem;
pub mod problems;
pub mod product;
pub mod products;
pub mod progress;
pub mod project;
pub mod report;
#[cfg(feature = "site")]
pub mod site;
pub mod templates;
mod threads;
mod value_text;

use std::path::Path;

use config::FILE_NAME;
use console::Console;
use facts::AtHand;
use progress::Progress;
use project::{Project, Start};
use report::{Purpose, Verdict};

/// How a check ended, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub verdict: Verdict,
    /// The report for a person: diagnostics, diffs, a closing line.
    pub text: String,
}

/// Checks the project in a folder, as `sourcebook check` does: for a test that fails when the
/// documentation is out of date.
///
/// `facts` is a facts document that is at hand already; the configured command is not run then.
pub fn check(folder: &Path, facts: Option<String>) -> Outcome {
    check_with(folder, AtHand { document: facts, ..AtHand::default() })
}

/// The same where more is at hand, such as the facts of several programs.
pub fn check_with(folder: &Path, facts: AtHand) -> Outcome {
    let start = Start { configuration: folder.join(FILE_NAME), facts, ..Start::default() };
    let progress = Progress::none();
    let report = match Project::open(start, Purpose::Check, &progress) {
        Ok(project) => project.check(&progress),
        Err(report) => *report,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console::captured(&mut out, &mut err);
    // Memory can always be written to.
    let verdict = report.print(&mut console).unwrap_or(Verdict::Failed);
    drop(console);
    Outcome { verdict, text: String::from_utf8_lossy(&out).into_owned() }
}
