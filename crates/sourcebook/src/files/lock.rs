//! One writer at a time, and the folder in which files are prepared.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::Root;
use super::write::replace;
use crate::config::OWN_FOLDER;
use crate::problem::Problem;
use crate::problems;

/// What git ignores in the folder that is committed for its record.
const IGNORED: &str = "/.gitignore\n/lock\n/tmp\n";

/// Held while files are written; released when dropped, or by the system when the program dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    temporary: PathBuf,
}

impl Lock {
    /// Waits until no other run writes, and clears away what a killed run left behind.
    /// `on_wait` is called once when there is another run to wait for.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn acquire(root: &Root, on_wait: impl FnOnce()) -> Result<Self, Box<Problem>> {
        let folder = root.join(OWN_FOLDER);
        let path = folder.join("lock");
        let acquire = || -> io::Result<Self> {
            fs::create_dir_all(&folder)?;
            let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    on_wait();
                    file.lock()?;
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
            let temporary = folder.join("tmp");
            sweep(&temporary)?;
            fs::create_dir_all(&temporary)?;
            let ignore = folder.join(".gitignore");
            if !ignore.exists() {
                replace(&ignore, IGNORED.as_bytes(), Some(&temporary))?;
            }
            Ok(Self { _file: file, temporary })
        };
        acquire().map_err(|error| Box::new(problems::lock_failed(&path, &error)))
    }

    /// The folder in which files are prepared before they are moved to their places.
    pub fn temporary(&self) -> &Path {
        &self.temporary
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Whatever cannot be removed now is swept by the next run.
        let _ = fs::remove_dir(&self.temporary);
    }
}

fn sweep(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
