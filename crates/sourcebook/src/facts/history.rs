//! The pages as they were at the base commit, asked of the program `git`.

#[cfg(feature = "site")]
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use sourcebook_syntax::Diagnostic;
use tempfile::TempDir;

use crate::codes::unknown_base;
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
        /// The pages that are there and that had another text.
        changed: Vec<OldPage>,
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

/// Asks git for the pages that are gone or had another text.
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

/// The day of the last commit of each file in a folder, as `2026-11-27`, by its path from `root`.
///
/// A clone that does not have the whole history does not know, and neither does a folder without git.
#[cfg(feature = "site")]
pub(crate) fn changes(root: &Path, folder: &str) -> BTreeMap<String, String> {
    let git = Git { root: if root.as_os_str().is_empty() { Path::new(".") } else { root } };
    let shallow = git.run(&["rev-parse", "--is-shallow-repository"]).ok().flatten();
    if shallow.is_none_or(|answer| answer.trim() != "false") {
        return BTreeMap::new();
    }
    let arguments = [
        "-c",
        "core.quotePath=false",
        "log",
        "--format=%x01%cs",
        "--name-only",
        "--relative",
        "--",
        folder,
    ];
    let log = git.run(&arguments).ok().flatten().unwrap_or_default();
    let mut changes = BTreeMap::new();
    for commit in log.split('\u{1}') {
        let mut lines = commit.lines();
        let Some(day) = lines.next() else { continue };
        for path in lines.filter(|line| !line.is_empty()) {
            // The log begins with the newest commit.
            changes.entry(path.to_owned()).or_insert_with(|| day.to_owned());
        }
    }
    changes
}

/// What leads from the root of the repository to the folder, with a slash behind it; empty at the root.
#[cfg(feature = "site")]
pub(crate) fn prefix(root: &Path) -> Option<String> {
    let git = Git { root: if root.as_os_str().is_empty() { Path::new(".") } else { root } };
    let prefix = git.run(&["rev-parse", "--show-prefix"]).ok()??;
    Some(prefix.trim_end_matches('\n').to_owned())
}

/// The files of a commit, in a folder that goes away with it.
#[derive(Debug)]
pub(super) struct Export {
    /// The commit, as a hash.
    pub(super) commit: String,
    /// The folder, laid out as the project's.
    pub(super) folder: TempDir,
}

/// Writes the files of the base commit to a folder of their own.
///
/// # Errors
/// Why that cannot be done.
pub(super) fn export(root: &Path, base: &Base) -> Result<Export, Box<Diagnostic>> {
    let git = Git { root: if root.as_os_str().is_empty() { Path::new(".") } else { root } };
    git.export(base).map_err(|why| match why {
        History::Unknown { reason, help } => Box::new(unknown_base(&reason, &help)),
        History::Known { base, .. } => Box::new(unknown_base(&base, FETCH)),
    })
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
        let (gone, changed) = self.old_pages(&commit, pages)?;
        Ok(History::Known { base: commit, gone, changed })
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

    /// Lets git write the files, by an index of its own.
    fn export(&self, base: &Base) -> Result<Export, History> {
        let commit = self.base(base)?;
        let cannot = || unknown(format!("the files of {commit} cannot be read"), FETCH);
        let folder = tempfile::tempdir().map_err(|_| cannot())?;
        let index = folder.path().join(".git-index");
        let with_index = |git: &Git<'_>, arguments: &[&str]| {
            let mut command = git.command(arguments);
            let output = command.stdin(Stdio::null()).env("GIT_INDEX_FILE", &index).output();
            output.is_ok_and(|output| output.status.success())
        };
        let tree = format!("{commit}:./");
        let prefix = format!("{}/", folder.path().to_string_lossy());
        let top = self.ask(&["rev-parse", "--show-toplevel"])?.ok_or_else(cannot)?;
        let top = Git { root: Path::new(top.trim_end_matches('\n')) };
        let checkout = ["checkout-index", "--all", "--force", "--prefix", &prefix];
        if !with_index(self, &["read-tree", &tree]) || !with_index(&top, &checkout) {
            return Err(cannot());
        }
        Ok(Export { commit, folder })
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

    /// The pages of a commit that are gone now, and those whose files have another text.
    fn old_pages(
        &self,
        commit: &str,
        pages: &Pages,
    ) -> Result<(Vec<OldPage>, Vec<OldPage>), History> {
        let cannot = || unknown(format!("the pages of {commit} cannot be read"), FETCH);
        let prefix = self.ask(&["rev-parse", "--show-prefix"])?.ok_or_else(cannot)?;
        let folder = format!("{}{}/", prefix.trim_end_matches('\n'), pages.folder);
        // Against the files as they are, and without those that are new.
        let literal = format!(":(top,literal){folder}");
        let filter = "--diff-filter=DMT";
        let arguments =
            ["diff", "--name-only", "--no-renames", filter, "-z", commit, "--", &literal];
        let listed = self.ask(&arguments)?.ok_or_else(cannot)?;
        let paths = listed.split('\0').filter_map(|path| path.strip_prefix(&folder));
        let paths: Vec<&str> = paths.filter(|path| super::pages::is_page(path)).collect();
        let objects = paths.iter().map(|path| format!("{commit}:{folder}{path}"));
        let texts = self.blobs(&objects.collect::<Vec<_>>()).ok().flatten().ok_or_else(cannot)?;
        let old = paths.into_iter().zip(texts);
        let old = old.map(|(path, text)| OldPage { path: path.to_owned(), text });
        Ok(old.partition(|page| pages.get(&page.path).is_none()))
    }

    /// The texts of objects, asked of one process. None where one is not there.
    fn blobs(&self, objects: &[String]) -> io::Result<Option<Vec<String>>> {
        if objects.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else { return Ok(None) };
        let asked = format!("{}\n", objects.join("\n"));
        // It answers while it is asked, so that both have to go on at once.
        let texts = thread::scope(|scope| {
            scope.spawn(move || stdin.write_all(asked.as_bytes()));
            let mut reader = BufReader::new(stdout);
            objects.iter().map(|_| blob(&mut reader)).collect()
        });
        child.wait()?;
        texts
    }

    fn ask(&self, arguments: &[&str]) -> Result<Option<String>, History> {
        self.run(arguments)
            .map_err(|error| unknown(format!("git cannot be run: {error}"), "install git"))
    }

    /// What git answers; none when it fails.
    fn run(&self, arguments: &[&str]) -> io::Result<Option<String>> {
        let output = self.command(arguments).stdin(Stdio::null()).output()?;
        let text = || String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(output.status.success().then(text))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root).args(arguments).stderr(Stdio::null());
        command
    }
}

/// Reads one answer of `git cat-file --batch`: a line with the hash, the type and the length, the object,
/// and a line break. None where the object is not there.
fn blob(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut head = String::new();
    reader.read_line(&mut head)?;
    let length = head.trim_end().rsplit_once(" blob ").and_then(|(_, length)| length.parse().ok());
    let Some(length) = length else { return Ok(None) };
    let mut object = Vec::new();
    reader.take(length).read_to_end(&mut object)?;
    reader.read_line(&mut String::new())?;
    Ok(Some(String::from_utf8_lossy(&object).into_owned()))
}
