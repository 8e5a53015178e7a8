//! Files with secrets that other users of the machine can read.

use sourcebook_syntax::Diagnostic;

use crate::codes::DOUBTFUL_SETTING;

/// A warning where others than the owner of a file may read it.
pub(super) fn warning(owner: &str, path: &str, mode: u32) -> Diagnostic {
    let message =
        format!("{owner}: other users of this machine can read `{path}` (mode {mode:04o})");
    let diagnostic = Diagnostic::new(&DOUBTFUL_SETTING, message);
    diagnostic.help("set its mode to 0400, so that only its owner can")
}
