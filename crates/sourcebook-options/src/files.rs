//! Opens the YAML file, and files with secrets.

use std::fs;
use std::io::{self, ErrorKind, Read};

/// Maximum size of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MaxSize {
    bytes: u64,
    text: &'static str,
}

/// That of the YAML file.
const SETTINGS: MaxSize = MaxSize { bytes: 1 << 20, text: "1 MiB" };

/// That of a file with a secret: keys, tokens and certificates are far below.
const SECRET: MaxSize = MaxSize { bytes: 1 << 16, text: "64 KiB" };

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
    #[error("`{path}` is larger than {}", max.text)]
    TooLarge { path: String, max: MaxSize },
    #[error("`{path}` is empty")]
    Empty { path: String },
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
            Self::Empty { .. } => "write the secret into it",
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

/// Reads the YAML file; a mark of its byte order is dropped.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read_file(path: &str) -> Result<File, FileError> {
    let (text, _) = read(path, SETTINGS)?;
    let text = text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text);
    Ok(File { name: path.to_owned(), text })
}

/// What is in a file with a secret.
pub(crate) struct SecretFile {
    /// The text, without one line break at its end.
    pub(crate) text: String,
    /// The mode of the file where others than its owner may read it.
    pub(crate) shared_mode: Option<u32>,
}

/// Reads a file with a secret. Editors and `echo` end the last line; that break is no part of it.
///
/// # Errors
/// Why it cannot be read, or that nothing is in it.
pub(crate) fn read_secret_file(path: &str) -> Result<SecretFile, FileError> {
    let (mut text, shared_mode) = read(path, SECRET)?;
    if text.ends_with('\n') {
        text.pop();
        text.truncate(text.strip_suffix('\r').unwrap_or(&text).len());
    }
    if text.is_empty() {
        return Err(FileError::Empty { path: path.to_owned() });
    }
    Ok(SecretFile { text, shared_mode })
}

/// The text of a file, and its mode where others than its owner may read it.
fn read(path: &str, max: MaxSize) -> Result<(String, Option<u32>), FileError> {
    let mut bytes = Vec::new();
    let opened = fs::File::open(path).and_then(|file| {
        let mode = shared_mode(&file.metadata()?);
        file.take(max.bytes + 1).read_to_end(&mut bytes).map(|_| mode)
    });
    let mode = match opened {
        Ok(mode) => mode,
        Err(error) => return Err(FileError::Unreadable { path: path.to_owned(), error }),
    };
    if bytes.len() as u64 > max.bytes {
        return Err(FileError::TooLarge { path: path.to_owned(), max });
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        FileError::NotText { path: path.to_owned(), line }
    })?;
    Ok((text, mode))
}

/// The permissions of a file where its group or everybody may read it.
#[cfg(unix)]
fn shared_mode(file: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;

    let mode = file.permissions().mode() & 0o7777;
    (file.is_file() && mode & 0o044 != 0).then_some(mode)
}

/// Nothing where the system has no such modes.
#[cfg(not(unix))]
fn shared_mode(_: &fs::Metadata) -> Option<u32> {
    None
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
