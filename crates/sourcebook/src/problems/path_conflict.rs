//! Two generated files that cannot both be on disk.

use std::collections::BTreeMap;

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::artifact::Artifact;
use crate::problem::Problem;

problem_code! {
    /// Two files have the same path, or paths that differ only in case, which are the same file on
    /// macOS and Windows; or one file would have to be a folder for another. The file written last
    /// would win, and every run would change something.
    ///
    /// Give the products different output folders (`out`), or change the names after which the
    /// files are named, such as two tags `Users` and `users`.
    pub static PATH_CONFLICT = "path-conflict", Fatal,
        "two generated files have the same path";
}

/// Every pair of artifacts that cannot both be on disk.
pub fn find_conflicts(artifacts: &[Artifact]) -> Vec<Problem> {
    let mut by_path: BTreeMap<String, &Artifact> = BTreeMap::new();
    let mut problems = Vec::new();
    for artifact in artifacts {
        if let Some(other) = by_path.insert(artifact.path.to_lowercase(), artifact) {
            problems.push(conflict(other, artifact));
        }
    }
    for (path, artifact) in &by_path {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let clashes = folders.filter_map(|folder| by_path.get(folder));
        problems.extend(clashes.map(|other| conflict(other, artifact)));
    }
    problems
}

fn conflict(one: &Artifact, other: &Artifact) -> Problem {
    let message = if one.path == other.path {
        format!("two files are named {}", one.path)
    } else if one.path.eq_ignore_ascii_case(&other.path) {
        format!("{} and {} differ only in case", one.path, other.path)
    } else {
        format!("{} is a file, and {} needs a folder with that name", one.path, other.path)
    };
    let makers = if one.made_by == other.made_by {
        format!("`{}` makes both", one.made_by)
    } else {
        format!("`{}` makes the first and `{}` the second", one.made_by, other.made_by)
    };
    let diagnostic = Diagnostic::new(&PATH_CONFLICT, message)
        .note(makers)
        .help("give the products different output folders, or change the names of the pages");
    Problem::of_file(diagnostic, &other.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_on_disk_is_for_one_file() {
        let table: [(&[&str], &[&str]); 5] = [
            (&["a.md", "b/a.md", "b/c/a.md"], &[]),
            (&["a.md", "b.md", "a.md"], &["two files are named a.md"]),
            (&["Users.md", "users.md"], &["Users.md and users.md differ only in case"]),
            (&["a/b/c", "a/B"], &["a/B is a file, and a/b/c needs a folder with that name"]),
            (&["straße.md", "STRASSE.md"], &[]),
        ];
        for (paths, expected) in table {
            let artifacts: Vec<_> = paths
                .iter()
                .map(|path| Artifact {
                    path: (*path).to_owned(),
                    contents: Vec::new(),
                    made_by: "test".into(),
                })
                .collect();
            let found: Vec<_> =
                find_conflicts(&artifacts).into_iter().map(|p| p.diagnostic.message).collect();
            assert_eq!(found, expected, "{paths:?}");
        }
    }
}
