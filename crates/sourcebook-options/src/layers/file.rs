//! Opens the YAML file.

use std::fs;
use std::io::{self, ErrorKind, Read};

use crate::problem::Problem;

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// A YAML text and the name by which errors call it.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Reads a file; `owner` is how the path was given, `--config` or the like.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read_file(owner: &str, path: &str) -> Result<File, Problem> {
    let refuse = |error: &io::Error| {
        let (reason, help) = explain(error);
        Problem::error(format!("{owner}: cannot read `{path}`: {reason}")).help(help)
    };
    let file = fs::File::open(path).map_err(|error| refuse(&error))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| refuse(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        let help = "is it the right file?".to_owned();
        let message = format!("{owner}: `{path}` is larger than 1 MiB");
        return Err(Problem::error(message).help(help));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let help = "save it as UTF-8".to_owned();
        Problem::error(format!("{owner}: `{path}` is not UTF-8 text, first in line {line}"))
            .help(help)
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    };
    Ok(File { name: path.to_owned(), text })
}

/// What an error of the system means, and what to do about it.
fn explain(error: &io::Error) -> (String, Option<String>) {
    let (reason, help) = match error.kind() {
        ErrorKind::NotFound => ("there is no such file", "check the path"),
        ErrorKind::PermissionDenied => ("access is denied", "let this user read the file"),
        ErrorKind::IsADirectory => ("it is a folder", "name the file in it"),
        _ => return (error.to_string(), None),
    };
    (reason.to_owned(), Some(help.to_owned()))
}
