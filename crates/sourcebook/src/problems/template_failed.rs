//! A template that cannot be rendered.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::templates::{SITE, TemplateError};

problem_code! {
    /// A template of the project uses a value that its page does not have. Values are checked
    /// strictly, so that a misspelled name cannot leave a gap in the documentation.
    ///
    /// `sourcebook templates show NAME` prints every value that a template can use, of an operation or
    /// schema of your document. After an update of Sourcebook, compare your copy with the built-in
    /// template.
    pub static TEMPLATE_FAILED = "template-failed", Fatal,
        "a template uses an unknown value";
}

/// The problem of a template that failed.
pub fn template_failed(error: &TemplateError) -> Diagnostic {
    let help = match error {
        TemplateError::Failed { name, .. } if !name.starts_with(SITE) => {
            format!("`sourcebook templates show {name}` prints everything that it can use")
        }
        _ => "compare it with the built-in template, which `sourcebook templates eject` copies"
            .into(),
    };
    Diagnostic::new(&TEMPLATE_FAILED, error.to_string().replace('\n', " ")).help(help)
}
