//! Problems of the look: of colors, and of the error page.

pub(super) mod low_contrast;

use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// An error page is shown when something is broken, possibly the network or the server itself.
    /// Therefore its one file contains everything that it needs: no stylesheet, font, image or
    /// script from elsewhere, no frame, no form, no refresh. Its HTML and its CSS are parsed to
    /// prove it. Scripts are rejected, because nothing can be proved about what they do.
    ///
    /// Put styles into a `<style>` element and images into `data:` URLs. Links that the reader can
    /// follow are allowed, because the page itself does not request them.
    pub static EXTERNAL_REQUEST = "external-request", Error,
        "the error page would make a request, so it is not self-contained";
}

/// The problem of a template whose page is not self-contained.
pub fn external_request(template: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&EXTERNAL_REQUEST, format!("the page made by {template} has {what}"))
        .help("put what it needs into the page itself, or remove it")
}
