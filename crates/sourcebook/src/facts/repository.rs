//! The files of the repository that the project stands in: what relative links can lead to.

use std::collections::BTreeSet;
use std::fs::FileType;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// Every file that git does not ignore, by its path from the root of the repository.
#[derive(Debug, Default)]
pub struct Repository {
    /// The project's folder, relative to the root: empty, or with a slash at its end.
    pub project: String,
    files: BTreeSet<String>,
    /// Symbolic links; what stands behind them is not read.
    links: BTreeSet<String>,
}

impl Repository {
    /// Lists the files. Without a repository the project's folder is its root.
    pub(super) fn read(folder: &Path) -> Self {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let root = folder.ancestors().find(|parent| parent.join(".git").exists());
        let root = root.unwrap_or(&folder);
        let mut project = relative(&folder, root).unwrap_or_default();
        if !project.is_empty() {
            project.push('/');
        }
        let mut repository = Self { project, ..Self::default() };
        repository.walk(root, root);
        if root != folder && repository.in_project().next().is_none() {
            // The repository around it ignores the project, which is then one of its own.
            repository.walk(&folder, root);
        }
        repository
    }

    fn walk(&mut self, start: &Path, root: &Path) {
        let walk = WalkBuilder::new(start).hidden(false).parents(false).require_git(false).build();
        for entry in walk.flatten() {
            let Some(path) = relative(entry.path(), root) else {
                continue;
            };
            if path == ".git" || path.starts_with(".git/") {
                continue;
            }
            if entry.file_type().is_some_and(|kind: FileType| kind.is_symlink()) {
                self.links.insert(path);
            } else if entry.file_type().is_some_and(|kind| kind.is_file()) {
                self.files.insert(path);
            }
        }
    }

    /// The files of the project's folder, relative to it.
    pub fn in_project(&self) -> impl Iterator<Item = &str> {
        self.below(&self.project)
    }

    /// Whether there is a file, a folder or a link of a path from the root.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let is_folder = || self.below(&format!("{path}/")).next().is_some();
        path.is_empty() || self.files.contains(path) || self.is_behind_link(path) || is_folder()
    }

    /// All files, from the root.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// The files whose paths begin with a prefix, each without it.
    fn below<'r>(&'r self, prefix: &'r str) -> impl Iterator<Item = &'r str> {
        let from = (Bound::Included(prefix), Bound::Unbounded);
        self.files.range::<str, _>(from).map_while(move |path| path.strip_prefix(prefix))
    }

    fn is_behind_link(&self, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        !self.links.is_empty() && ends.into_iter().any(|end| self.links.contains(&path[..end]))
    }
}

/// A path below another one, with forward slashes.
fn relative(path: &Path, root: &Path) -> Option<String> {
    let below: PathBuf = path.strip_prefix(root).ok()?.to_owned();
    let parts: Option<Vec<_>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::replace;

    fn folder_of(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let text = if file.ends_with(".gitignore") { "built\n" } else { "" };
            replace(&folder.path().join(file), text.as_bytes(), None).expect("written");
        }
        folder
    }

    #[test]
    fn what_git_ignores_is_no_file_and_folders_count() {
        let files = ["a.md", "docs/b.md", "built/c.md", ".gitignore", ".github/d.yml"];
        let folder = folder_of(&files);
        let repository = Repository::read(folder.path());
        for path in ["a.md", "docs/b.md", "docs", "docs/", ".github/d.yml", ""] {
            assert!(repository.has(path), "{path}");
        }
        for path in ["built/c.md", "b.md", "doc", "docs/b.m"] {
            assert!(!repository.has(path), "{path}");
        }
    }

    #[test]
    fn a_project_in_a_repository_sees_all_of_it_and_one_that_is_ignored_itself() {
        let files = [".git/HEAD", ".gitignore", "README.md", "api/docs/a.md", "built/x/b.md"];
        let folder = folder_of(&files);
        let repository = Repository::read(&folder.path().join("api"));
        assert_eq!(repository.in_project().collect::<Vec<_>>(), ["docs/a.md"]);
        assert!(repository.has("README.md") && repository.project == "api/");
        let ignored = Repository::read(&folder.path().join("built/x"));
        assert_eq!(ignored.in_project().collect::<Vec<_>>(), ["b.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_stands_behind_a_link_is_not_looked_for() {
        let folder = folder_of(&["a.md"]);
        std::os::unix::fs::symlink("/nowhere", folder.path().join("out")).expect("a link");
        let repository = Repository::read(folder.path());
        assert!(repository.has("out") && repository.has("out/deep/b.md"));
    }
}
