//! A log file that can be opened anew, for programs that move it away.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// A file that lines are added to. Only this user may read it: lines hold addresses and names.
#[derive(Debug)]
pub(super) struct LogFile {
    path: PathBuf,
    file: RwLock<File>,
}

impl LogFile {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), file: RwLock::new(open(path)?) })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds lines to the file that is now at the path, which is made if there is none.
    pub(super) fn reopen(&self) -> io::Result<()> {
        let file = open(&self.path)?;
        *self.file.write().unwrap_or_else(PoisonError::into_inner) = file;
        Ok(())
    }

    pub(super) fn is_terminal(&self) -> bool {
        self.file.read().unwrap_or_else(PoisonError::into_inner).is_terminal()
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

impl Write for &LogFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.file.read().unwrap_or_else(PoisonError::into_inner);
        (&*file).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        let file = self.file.read().unwrap_or_else(PoisonError::into_inner);
        (&*file).flush()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_was_moved_away_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (path, moved) = (folder.path().join("log"), folder.path().join("log.1"));
        let log = LogFile::open(&path).unwrap();
        (&log).write_all(b"one\n").unwrap();
        fs::rename(&path, &moved).unwrap();
        (&log).write_all(b"two\n").unwrap();
        log.reopen().unwrap();
        (&log).write_all(b"three\n").unwrap();
        assert_eq!(fs::read_to_string(&moved).unwrap(), "one\ntwo\n");
        assert_eq!(fs::read_to_string(&path).unwrap(), "three\n");
        // Without a folder for a new one, the old file is written to.
        fs::remove_dir_all(folder.path()).unwrap();
        assert!(log.reopen().is_err());
        (&log).write_all(b"four\n").unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn only_this_user_may_read_a_new_log() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        LogFile::open(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
