//! What the command line keeps between two runs: which server, and which session.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

/// The names of the files.
const URL: &str = "url";
const SESSION: &str = "session";

/// The folder could not be read or written.
#[derive(Debug, Error)]
#[error(
    "cannot use {}\n  \
     because {source}\n  \
     try another folder with `--global-config` or $CODER_CONFIG_DIR",
    path.display()
)]
pub(crate) struct ConfigurationError {
    path: PathBuf,
    source: io::Error,
}

/// The folder of the client's configuration.
#[derive(Debug)]
pub(crate) struct Configuration {
    folder: PathBuf,
}

impl Configuration {
    /// The configuration in `folder`, which need not exist.
    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The server of the last login.
    pub(crate) fn url(&self) -> Result<Option<String>, ConfigurationError> {
        self.read(URL)
    }

    /// The token of the session.
    pub(crate) fn session(&self) -> Result<Option<String>, ConfigurationError> {
        self.read(SESSION)
    }

    /// Keeps the server and the session, readable for this user only.
    pub(crate) fn save(&self, url: &str, session: &str) -> Result<(), ConfigurationError> {
        self.write(URL, url)?;
        self.write(SESSION, session)
    }

    /// Forgets the session. The server is kept, for the next login.
    pub(crate) fn forget_session(&self) -> Result<(), ConfigurationError> {
        let path = self.folder.join(SESSION);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(ConfigurationError { path, source })
            }
            _ => Ok(()),
        }
    }

    fn read(&self, name: &str) -> Result<Option<String>, ConfigurationError> {
        let path = self.folder.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ConfigurationError { path, source }),
        }
    }

    fn write(&self, name: &str, text: &str) -> Result<(), ConfigurationError> {
        let path = self.folder.join(name);
        let written = private_folder(&self.folder).and_then(|()| replace(&path, text));
        written.map_err(|source| ConfigurationError { path, source })
    }
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Replaces a file as a whole. A temporary file is private from its first moment.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a new file for this user only. One that is there is left alone, and is an error.
pub(crate) fn write_new_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
