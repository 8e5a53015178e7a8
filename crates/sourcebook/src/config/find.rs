//! Finds the configuration: here or in a parent folder, as cargo finds its own.

use std::path::{Path, PathBuf};

/// The name of the configuration file.
pub const FILE_NAME: &str = "sourcebook.toml";

/// The nearest configuration file in `start` or one of its parents.
pub fn find(start: &Path) -> Option<PathBuf> {
    start.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_wins() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("a/b/c");
        std::fs::create_dir_all(&inner).expect("folders");
        for place in ["", "a/b"] {
            std::fs::File::create(folder.path().join(place).join(FILE_NAME)).expect("a file");
        }
        assert_eq!(find(&inner), Some(folder.path().join("a/b").join(FILE_NAME)));
        assert_eq!(find(&folder.path().join("a")), Some(folder.path().join(FILE_NAME)));
    }
}
