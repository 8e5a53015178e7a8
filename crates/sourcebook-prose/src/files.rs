//! What relative links can lead to: the files of a repository, and the anchors of its pages.

use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;

/// The files of a repository by their paths from its root, with forward slashes.
#[derive(Debug, Default)]
pub struct Files {
    /// The project's folder, relative to the root: empty, or with a slash at its end.
    project: String,
    paths: BTreeSet<String>,
    /// Symbolic links; what stands behind them is not known.
    links: BTreeSet<String>,
    /// What a fragment can name in a page.
    anchors: HashMap<String, BTreeSet<String>>,
}

impl Files {
    /// No files yet; `project` is the project's folder in the repository.
    pub fn new(project: &str) -> Self {
        let project = match project.trim_matches('/') {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        Self { project, ..Self::default() }
    }

    /// Adds a file by its path from the root.
    pub fn add(&mut self, path: impl Into<String>) {
        self.paths.insert(path.into());
    }

    /// Adds a symbolic link by its path from the root.
    pub fn add_link(&mut self, path: impl Into<String>) {
        self.links.insert(path.into());
    }

    /// Adds a page of the project, with what a fragment can name in it.
    pub fn add_page(&mut self, path: &str, anchors: BTreeSet<String>) {
        let path = self.from_root(path);
        self.paths.insert(path.clone());
        self.anchors.insert(path, anchors);
    }

    /// A path from the root of one that is relative to the project.
    pub fn from_root(&self, path: &str) -> String {
        format!("{}{path}", self.project)
    }

    /// The files of the project's folder, relative to it.
    pub fn in_project(&self) -> impl Iterator<Item = &str> {
        self.below(&self.project)
    }

    /// Every file, by its path from the root.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Whether there is a file of a path from the root.
    pub fn has_file(&self, path: &str) -> bool {
        self.paths.contains(path) || self.is_behind_link(path)
    }

    /// Whether there is a file, a folder or a link of a path from the root.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let is_folder = || self.below(&format!("{path}/")).next().is_some();
        path.is_empty() || self.has_file(path) || is_folder()
    }

    /// What a fragment can name in a page, where that is known.
    pub fn anchors(&self, path: &str) -> Option<&BTreeSet<String>> {
        self.anchors.get(path)
    }

    /// The files whose paths begin with a prefix, each without it.
    pub(crate) fn below<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = &'f str> {
        let from = (Bound::Included(prefix), Bound::Unbounded);
        self.paths.range::<str, _>(from).map_while(move |path| path.strip_prefix(prefix))
    }

    fn is_behind_link(&self, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        !self.links.is_empty() && ends.into_iter().any(|end| self.links.contains(&path[..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_folders_and_what_stands_behind_links_are_there() {
        let mut files = Files::new("api/");
        for path in ["README.md", "api/docs/a.md", "api/docs/b/c.md"] {
            files.add(path);
        }
        files.add_link("api/out");
        for path in ["README.md", "api", "api/docs/", "api/docs/b", "api/out/deep/x.md", ""] {
            assert!(files.has(path), "{path}");
        }
        for path in ["README", "ap", "api/doc", "docs/a.md"] {
            assert!(!files.has(path), "{path}");
        }
        assert_eq!(files.in_project().collect::<Vec<_>>(), ["docs/a.md", "docs/b/c.md"]);
        files.add_page("docs/d.md", BTreeSet::from(["here".to_owned()]));
        assert!(files.has_file("api/docs/d.md") && files.anchors("api/docs/d.md").is_some());
    }
}
