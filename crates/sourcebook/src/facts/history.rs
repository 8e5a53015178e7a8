//! The pages as they were at the base commit, asked of the program `git`.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::config::Base;

use super::Pages;

/// What is known of the pages before.
#[derive(Debug)]
pub enum History {
    /// The pages of the base commit that are not on disk now.
    Known {
        /// The base commit, as a hash.
        base: String,
        /// The pages that are gone.
        gone: Vec<OldPage>,
    },
    /// Nothing, for this reason.
    Unknown {
        /// Why.
        reason: String,
        /// What would help.
        help: String,
    },
}

/// A page of the base commit.
#[derive(Debug, PartialEq, Eq)]
pub struct OldPage {
    /// Relative to the docs folder.
    pub path: String,
    /// Its text then.
    pub text: String,
}

/// Asks git for the pages that are gone.
pub(super) fn read(root: &Path, pages: &Pages, base: &Base) -> History {
    let git = Git { root: if root.as_os_str().is_empty() { Path::new(".") } else { root } };
    git.history(pages, base).unwrap_or_else(|unknown| unknown)
}

/// Texts of files as they were at the base commit; those that were not there are left out. None where
/// git cannot tell, or where the base commit is the one that is checked out.
pub(super) fn texts(root: &Path, base: &Base, paths: &[&str]) -> Option<(String, Vec<String>)> {
    let git = Git { root: if root.as_os_str().is_empty() { Path::new(".") } else { root } };
    let commit = git.base(base).ok()?;
    let head = git.ask(&["rev-parse", "HEAD"]).ok()??;
    if head.trim() == commit {
        return None;
    }
    let text = |path: &&str| {
        let object = format!("{commit}:./{path}");
        git.ask(&["cat-file", "blob", &object]).ok()?
    };
    let texts = paths.iter().filter_map(text).collect();
    Some((commit, texts))
}

struct Git<'a> {
    root: &'a Path,
}

fn unknown(reason: impl Into<String>, help: &str) -> History {
    History::Unknown { reason: reason.into(), help: help.to_owned() }
}

const FETCH: &str = "fetch the whole history (`git fetch --unshallow`, or `fetch-depth: 0` where \
                     CI checks out), or name a commit with `--base`";

impl Git<'_> {
    fn history(&self, pages: &Pages, base: &Base) -> Result<History, History> {
        let commit = self.base(base)?;
        let gone = self.gone(&commit, pages)?;
        Ok(History::Known { base: commit, gone })
    }

    /// The hash of the base commit.
    fn base(&self, base: &Base) -> Result<String, History> {
        let inside = self.run(&["rev-parse", "--is-shallow-repository"]).map_err(|error| {
            unknown(format!("git cannot be run: {error}"), "install git, and run in a clone")
        })?;
        let Some(shallow) = inside else {
            let help = "run in a clone: a copy of the files has no history";
            return Err(unknown("this is not a git repository", help));
        };
        match &base.commit {
            Some(name) => self.commit(name),
            None => self.merge_base(base, shallow.trim() == "true"),
        }
    }

    /// The hash of a commit that was asked for.
    fn commit(&self, name: &str) -> Result<String, History> {
        let wanted = format!("{name}^{{commit}}");
        let found = self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
        let missing = || unknown(format!("the commit `{name}` is not in this clone"), FETCH);
        found.map(|hash| hash.trim().to_owned()).ok_or_else(missing)
    }

    fn merge_base(&self, base: &Base, shallow: bool) -> Result<String, History> {
        let names = match &base.main_branch {
            Some(name) => vec![name.as_str()],
            None => vec!["main", "master"],
        };
        let candidates = names
            .iter()
            .map(|name| format!("refs/remotes/origin/{name}"))
            .chain(names.iter().map(|name| format!("refs/heads/{name}")));
        for candidate in candidates {
            if self.ask(&["rev-parse", "--verify", "--quiet", &candidate])?.is_some() {
                let found = self.ask(&["merge-base", "HEAD", &candidate])?;
                let short = candidate.trim_start_matches("refs/").to_owned();
                return found.map(|hash| hash.trim().to_owned()).ok_or_else(|| {
                    let depth = if shallow { "; this clone is shallow" } else { "" };
                    unknown(format!("no common commit with {short} was found{depth}"), FETCH)
                });
            }
        }
        let depth = if shallow { "this clone is shallow and " } else { "" };
        Err(unknown(format!("{depth}has no main branch").replacen("has", "it has", 1), FETCH))
    }

    fn gone(&self, commit: &str, pages: &Pages) -> Result<Vec<OldPage>, History> {
        let cannot = || unknown(format!("the pages of {commit} cannot be read"), FETCH);
        let prefix = self.ask(&["rev-parse", "--show-prefix"])?.ok_or_else(cannot)?;
        let folder = format!("{}{}/", prefix.trim_end_matches('\n'), pages.folder);
        let arguments =
            ["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", &folder];
        let listed = self.ask(&arguments)?.ok_or_else(cannot)?;
        let paths = listed.split('\0').filter_map(|path| path.strip_prefix(&folder));
        let mut gone = Vec::new();
        for path in paths.filter(|path| super::pages::is_page(path)) {
            if pages.get(path).is_none() {
                let object = format!("{commit}:{folder}{path}");
                let text = self.ask(&["cat-file", "blob", &object])?.ok_or_else(cannot)?;
                gone.push(OldPage { path: path.to_owned(), text });
            }
        }
        Ok(gone)
    }

    fn ask(&self, arguments: &[&str]) -> Result<Option<String>, History> {
        self.run(arguments)
            .map_err(|error| unknown(format!("git cannot be run: {error}"), "install git"))
    }

    /// What git answers; none when it fails.
    fn run(&self, arguments: &[&str]) -> io::Result<Option<String>> {
        let output = Command::new("git")
            .arg("-C")
            .arg(self.root)
            .args(arguments)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()?;
        let text = || String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(output.status.success().then(text))
    }
}
