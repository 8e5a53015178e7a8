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

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn a_second_writer_waits_for_the_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Root::new(folder.path()).expect("a root");
        let first = Lock::acquire(&root, || panic!("nobody else writes")).expect("the lock");
        let (waits, waiting) = mpsc::channel();
        let (gets, got) = mpsc::channel();
        let others_root = root.clone();
        let second = thread::spawn(move || {
            let wait = || waits.send(()).expect("somebody listens");
            let lock = Lock::acquire(&others_root, wait).expect("the lock");
            gets.send(()).expect("somebody listens");
            drop(lock);
        });
        waiting.recv().expect("the second one has to wait");
        assert_eq!(got.try_recv(), Err(mpsc::TryRecvError::Empty));
        drop(first);
        got.recv().expect("the second one has the lock at last");
        second.join().expect("no panic");
    }

    #[test]
    fn what_was_left_behind_is_swept_and_nothing_is_left_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Root::new(folder.path()).expect("a root");
        let temporary = root.join(".sourcebook/tmp");
        fs::create_dir_all(temporary.join("deep")).expect("a folder");
        File::create(temporary.join("deep/half.tmp")).expect("a file");
        let lock = Lock::acquire(&root, || panic!("nobody else writes")).expect("the lock");
        assert_eq!(fs::read_dir(lock.temporary()).expect("a folder").count(), 0);
        drop(lock);
        assert!(!temporary.exists());
    }
}
