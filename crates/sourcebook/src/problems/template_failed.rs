//! A template that cannot be rendered.

use sourcebook_syntax::{Code, Diagnostic, Severity};

use crate::templates::TemplateError;

/// A template asks for something that it is not given.
pub static TEMPLATE_FAILED: Code = Code {
    name: "template-failed",
    severity: Severity::Fatal,
    summary: "a template asks for something that it is not given",
    explanation: "\
A template of the project names a value that its page does not have. Values are checked strictly, \
so that a misspelled name cannot leave an empty place in the documentation.

`sourcebook templates eject NAME` copies the built-in template, which uses every value there is. \
After an update of Sourcebook, compare your copy with the built-in one.",
};

/// The problem of a template that failed.
pub fn template_failed(error: &TemplateError) -> Diagnostic {
    Diagnostic::new(&TEMPLATE_FAILED, error.to_string().replace('\n', " "))
        .help("compare it with the built-in one, which `sourcebook templates eject` copies")
}
