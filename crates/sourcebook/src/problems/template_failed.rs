//! A template that cannot be rendered.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::templates::TemplateError;

problem_code! {
    /// A template of the project uses a value that its page does not have. Values are checked
    /// strictly, so that a misspelled name cannot leave a gap in the documentation.
    ///
    /// `sourcebook templates eject NAME` copies the built-in template, which uses every available
    /// value. After an update of Sourcebook, compare your copy with the built-in template.
    pub static TEMPLATE_FAILED = "template-failed", Fatal,
        "a template uses an unknown value";
}

/// The problem of a template that failed.
pub fn template_failed(error: &TemplateError) -> Diagnostic {
    Diagnostic::new(&TEMPLATE_FAILED, error.to_string().replace('\n', " "))
        .help("compare it with the built-in template, which `sourcebook templates eject` copies")
}
