//! A data folder with a SQLite file belongs to one server at a time.
//!
//! Several would not see each other's changes of keys and licenses, each would grant the limits anew,
//! and one would take the records of another for those of a server that is gone. The lock is the
//! system's, so it ends with the process, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use super::StoreError;
use super::opening::private_file;

/// The file whose lock is the claim. It says which process has it.
const FILE: &str = "coder.server.lock";

/// The claim of this process to a data folder, until it is dropped.
#[derive(Debug)]
pub(super) struct SoleServer {
    _lock: File,
}

impl SoleServer {
    /// Claims `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// Another server has it, or its files cannot be used.
    pub(super) fn claim(folder: &Path) -> Result<Self, StoreError> {
        let failed = |source| StoreError::DataFolder { folder: folder.to_owned(), source };
        let path = private_file(folder, FILE).map_err(failed)?;
        let mut file = OpenOptions::new().read(true).write(true).open(path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse { folder: folder.to_owned(), pid: pid(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        tell(&mut file).map_err(failed)?;
        Ok(Self { _lock: file })
    }
}

/// Writes the id of this process.
fn tell(file: &mut File) -> io::Result<()> {
    file.rewind()?;
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())
}

/// The id of the process that has the lock, where it can be read.
fn pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_has_the_folder_until_it_is_free_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = SoleServer::claim(folder.path()).unwrap();
        let refused = SoleServer::claim(folder.path()).unwrap_err();
        let told = refused.to_string();
        let process = format!("(process {})", std::process::id());
        assert!(told.contains(&process) && told.contains("--postgres-url"), "{told}");
        drop(first);
        SoleServer::claim(folder.path()).unwrap();
    }
}
