//! A command line of a page that fails, or that prints something else than the page says.

use sourcebook_syntax::{Diagnostic, Place, problem_code};

problem_code! {
    /// `sourcebook live --pages` runs the command lines of pages with the comment `<!-- sourcebook: run
    /// -->`, each page in a world of its own: lines that begin with a prompt (`$`), in their order, in one
    /// shell. This one failed, or printed something else than what stands below it.
    ///
    /// Correct the page, or the program. What differs from run to run is written as `…` or `<NAME>`; a line
    /// of `…` alone stands for any lines. Addresses of this machine in a command are replaced by that of the
    /// server.
    pub(crate) static FAILED_LINE = "failed-line", Error,
        "a command line of a page fails or prints something else";
}

/// The diagnostic of a command line; `how` ends a sentence that begins with it.
pub fn failed_line(line: &str, how: &str, printed: &str, place: Place) -> Diagnostic {
    let first = line.lines().next().unwrap_or_default();
    let diagnostic =
        Diagnostic::new(&FAILED_LINE, format!("`{first}` {how}")).at(place, "this line");
    match printed.trim_end() {
        "" => diagnostic.note("it printed nothing"),
        printed => diagnostic.note(format!("it printed:\n{printed}")),
    }
}
