//! The files that are put beside mdBook's: their names, and how they are written.

use std::fs;
use std::path::Path;

use super::SiteError;

/// Writes a file of the book. mdBook makes the folder anew at each build, so nobody reads it
/// meanwhile, and nothing is gained from a file that takes its place at once.
pub(super) fn write(file: &Path, contents: &[u8]) -> Result<(), SiteError> {
    let io = |error| SiteError::Io { path: file.display().to_string(), error };
    make_folder(file)?;
    #[expect(clippy::disallowed_methods, reason = "the folder is made anew at each build")]
    fs::write(file, contents).map_err(io)
}

/// Makes the folder of a file.
pub(super) fn make_folder(file: &Path) -> Result<(), SiteError> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .map_err(|error| SiteError::Io { path: folder.display().to_string(), error })
}

/// Bytes as the name of a file.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}
