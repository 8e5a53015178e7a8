//! A template that cannot be rendered.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::templates::TemplateError;

problem_code! {
    /// A template of the project names a value that its page does not have. Values are checked
    /// strictly, so that a misspelled name cannot leave an empty place in the documentation.
    ///
    /// `sourcebook templates eject NAME` copies the built-in template, which uses every value
    /// there is. After an update of Sourcebook, compare your copy with the built-in one.
    pub static TEMPLATE_FAILED = "template-failed", Fatal,
        "a template asks for something that it is not given";
}

/// The problem of a template that failed.
pub fn template_failed(error: &TemplateError) -> Diagnostic {
    Diagnostic::new(&TEMPLATE_FAILED, error.to_string().replace('\n', " "))
        .help("compare it with the built-in one, which `sourcebook templates eject` copies")
}
