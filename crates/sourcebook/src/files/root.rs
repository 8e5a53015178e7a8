//! The folder outside of which nothing is ever written, also not through a symbolic link.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder, and where it really is.
#[derive(Debug, Clone)]
pub struct Root {
    folder: PathBuf,
    real: PathBuf,
}

impl Root {
    /// The folder; it is made when something is written to it.
    ///
    /// # Errors
    /// When the system does not tell where it is.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let absolute = std::path::absolute(folder)?;
        let (existing, real) = absolute
            .ancestors()
            .find_map(|parent| Some((parent, fs::canonicalize(parent).ok()?)))
            .ok_or(io::ErrorKind::NotFound)?;
        let rest = absolute.strip_prefix(existing).unwrap_or(Path::new(""));
        Ok(Self { folder: folder.to_owned(), real: real.join(rest) })
    }

    /// A path in the folder, as given.
    pub fn join(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The file behind a path, links followed; `None` when there is none.
    ///
    /// # Errors
    /// Why no file can be written there.
    pub fn locate(&self, path: &str) -> Result<Option<PathBuf>, String> {
        let full = self.join(path);
        match fs::symlink_metadata(&full) {
            Ok(metadata) if metadata.is_dir() => Err("a folder has that name".to_owned()),
            Ok(metadata) if metadata.is_symlink() => self.follow(&full).map(Some),
            Ok(_) => self.check_parents(&full).map(|()| Some(full)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.check_parents(&full).map(|()| None)
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                Err("a parent folder is a file".to_owned())
            }
            Err(error) => Err(error.to_string()),
        }
    }

    fn follow(&self, link: &Path) -> Result<PathBuf, String> {
        let Ok(target) = fs::canonicalize(link) else {
            return Err("it is a broken symbolic link".to_owned());
        };
        if !target.starts_with(&self.real) {
            return Err("it is a symbolic link that points outside of the project's \
            folder"
                .to_owned());
        }
        if target.is_dir() {
            return Err("it is a symbolic link to a folder".to_owned());
        }
        Ok(target)
    }

    /// Rejects a path whose existing folders lead out of the root.
    fn check_parents(&self, full: &Path) -> Result<(), String> {
        for parent in full.ancestors().skip(1) {
            if parent.as_os_str().is_empty() || parent == self.folder {
                return Ok(());
            }
            match fs::canonicalize(parent) {
                Ok(real) if !real.starts_with(&self.real) => {
                    return Err("its folder is outside of the project's folder".to_owned());
                }
                Ok(real) if !real.is_dir() => {
                    return Err("a parent folder is a file".to_owned());
                }
                Ok(_) => return Ok(()),
                // A folder that is there by now was made in this moment, by another thread.
                Err(_) if fs::symlink_metadata(parent).is_ok_and(|found| found.is_symlink()) => {
                    return Err("its folder is a broken symbolic link".to_owned());
                }
                Err(_) => {}
            }
        }
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_accepted() {
        let folder = tempfile::tempdir().expect("a folder");
        let inside = folder.path().join("inside");
        let outside = folder.path().join("outside");
        for path in [inside.join("docs/deep"), outside.clone()] {
            fs::create_dir_all(path).expect("folders");
        }
        for file in [inside.join("docs/a.md"), outside.join("secret.md")] {
            fs::File::create(file).expect("a file");
        }
        symlink(&outside, inside.join("out")).expect("a link");
        symlink(outside.join("secret.md"), inside.join("docs/secret.md")).expect("a link");
        symlink("docs/a.md", inside.join("alias.md")).expect("a link");
        symlink("nowhere", inside.join("lost.md")).expect("a link");
        symlink("docs", inside.join("book")).expect("a link");

        let root = Root::new(&inside).expect("a root");
        let real = fs::canonicalize(&inside).expect("a folder");
        let table: [(&str, Result<Option<PathBuf>, &str>); 11] = [
            ("docs/a.md", Ok(Some(inside.join("docs/a.md")))),
            ("docs/new.md", Ok(None)),
            ("new/deep/new.md", Ok(None)),
            ("alias.md", Ok(Some(real.join("docs/a.md")))),
            ("book/a.md", Ok(Some(inside.join("book/a.md")))),
            ("docs/deep", Err("a folder has that name")),
            ("docs/a.md/b.md", Err("a parent folder is a file")),
            ("lost.md", Err("it is a broken symbolic link")),
            (
                "docs/secret.md",
                Err("it is a symbolic link that points outside of the project's \
            folder"),
            ),
            ("out/new.md", Err("its folder is outside of the project's folder")),
            ("out/new/new.md", Err("its folder is outside of the project's folder")),
        ];
        for (path, expected) in table {
            assert_eq!(root.locate(path), expected.map_err(str::to_owned), "{path}");
        }
    }
}
