//! The files of the repository that the project stands in: what relative links can lead to.

use std::fs::FileType;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use sourcebook_prose::Files;

/// Every file that git does not ignore. Without a repository the project's folder is its root.
pub(super) fn read(folder: &Path) -> Files {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let root = folder.ancestors().find(|parent| parent.join(".git").exists());
    let root = root.unwrap_or(&folder);
    let mut files = Files::new(&relative(&folder, root).unwrap_or_default());
    walk(&mut files, root, root);
    if root != folder && files.in_project().next().is_none() {
        // The repository around it ignores the project, which is then one of its own.
        walk(&mut files, &folder, root);
    }
    files
}

fn walk(files: &mut Files, start: &Path, root: &Path) {
    let walk = WalkBuilder::new(start).hidden(false).parents(false).require_git(false).build();
    for entry in walk.flatten() {
        let Some(path) = relative(entry.path(), root) else {
            continue;
        };
        if path == ".git" || path.starts_with(".git/") {
            continue;
        }
        if entry.file_type().is_some_and(|kind: FileType| kind.is_symlink()) {
            files.add_link(path);
        } else if entry.file_type().is_some_and(|kind| kind.is_file()) {
            files.add(path);
        }
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
        let repository = read(folder.path());
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
        let repository = read(&folder.path().join("api"));
        assert_eq!(repository.in_project().collect::<Vec<_>>(), ["docs/a.md"]);
        assert!(repository.has("README.md") && repository.from_root("x") == "api/x");
        let ignored = read(&folder.path().join("built/x"));
        assert_eq!(ignored.in_project().collect::<Vec<_>>(), ["b.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_stands_behind_a_link_is_not_looked_for() {
        let folder = folder_of(&["a.md"]);
        std::os::unix::fs::symlink("/nowhere", folder.path().join("out")).expect("a link");
        let repository = read(folder.path());
        assert!(repository.has("out") && repository.has("out/deep/b.md"));
    }
}
