//! Opens the YAML file.

use std::fs;
use std::io::{self, ErrorKind, Read};

/// Maximum size of the file, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// A YAML text and the name by which errors call it.
#[derive(Clone)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    #[error("cannot read `{path}`: {}", reason(error))]
    Unreadable { path: String, error: io::Error },
    #[error("`{path}` is larger than 1 MiB")]
    TooLarge { path: String },
    #[error("`{path}` is not valid UTF-8: the first invalid byte is on line {line}")]
    NotText { path: String, line: usize },
}

impl FileError {
    /// What to do about it, where that can be said.
    pub(crate) fn help(&self) -> Option<String> {
        let help = match self {
            Self::Unreadable { error, .. } => match error.kind() {
                ErrorKind::NotFound => "check the path",
                ErrorKind::PermissionDenied => "give this user permission to read the file",
                ErrorKind::IsADirectory => "name a file in it",
                _ => return None,
            },
            Self::TooLarge { .. } => "check that it is the right file",
            Self::NotText { .. } => "save it as UTF-8",
        };
        Some(help.to_owned())
    }
}

/// What the frequent errors of the system mean.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "permission was denied".to_owned(),
        ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads a file; a mark of its byte order is dropped.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read_file(path: &str) -> Result<File, FileError> {
    let name = path.to_owned();
    let mut bytes = Vec::new();
    let read =
        fs::File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        return Err(FileError::Unreadable { path: name, error });
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Err(FileError::TooLarge { path: name });
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text);
            Ok(File { name, text })
        }
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            Err(FileError::NotText { path: name, line })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_system_are_said_in_our_words() {
        let shown = |kind: ErrorKind| {
            let error = FileError::Unreadable { path: "a.yaml".to_owned(), error: kind.into() };
            format!("{error}; {}", error.help().unwrap_or_default())
        };
        let denied = "cannot read `a.yaml`: permission was denied; give this user permission to read the file";
        assert_eq!(shown(ErrorKind::PermissionDenied), denied);
        assert_eq!(shown(ErrorKind::TimedOut), "cannot read `a.yaml`: timed out; ");
    }

    #[test]
    fn the_mark_of_the_byte_order_is_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        let mut file = fs::File::create(&path).expect("a file");
        io::Write::write_all(&mut file, "\u{feff}a: 1".as_bytes()).expect("a file");
        let read = read_file(path.to_str().expect("UTF-8"));
        assert_eq!(read.map(|file| file.text).ok().as_deref(), Some("a: 1"));
    }
}
