//! A check that compared nothing has failed.

use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// A check that compares nothing cannot fail and would stay green forever. The configuration
    /// has no table under `[products]`, or its products made no files.
    ///
    /// Add a product: `[products.api-reference]` makes pages from an API document. `sourcebook
    /// init` writes one with one.
    pub static NOTHING_COMPARED = "nothing-compared", Fatal,
        "no product made a file, so nothing was compared";
}

/// The problem of a run without a single artifact.
pub fn nothing_compared(configured: &[&str], known: &[&str]) -> Diagnostic {
    let list = |names: &[&str]| {
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    };
    if configured.is_empty() {
        Diagnostic::new(&NOTHING_COMPARED, "nothing was compared: no product is configured").help(
            format!(
                "add a table `[products.NAME]` to sourcebook.toml, where NAME is one of {}",
                list(known)
            ),
        )
    } else {
        let message = format!("nothing was compared: no files were made by {}", list(configured));
        Diagnostic::new(&NOTHING_COMPARED, message).help("add another product to sourcebook.toml")
    }
}
