//! Carries out a plan: every file is replaced whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::FILES_FOR_A_THREAD;
use super::plan::{Compared, Plan, State};
use super::record::{Record, is_record};
use super::root::Root;
use crate::artifact::{self, Artifact};
use crate::problem::{Fix, Problem};
use crate::problems;
use crate::threads;

/// What was changed on disk, the record not counted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Done {
    /// The files that were written.
    pub written: Vec<String>,
    /// The files that were deleted.
    pub deleted: Vec<String>,
}

/// Writes what differs and deletes what is left over. Files are prepared in `temporary`, or beside
/// their places where that is absent or on another file system.
///
/// The record always names at least every file that this program wrote, whenever it is
/// interrupted: new paths enter it before their files are written, old ones leave it after their
/// files are deleted.
///
/// # Errors
/// What the operating system reported as an error; files before it are changed already.
pub fn carry_out(root: &Root, plan: &Plan, temporary: Option<&Path>) -> Result<Done, Vec<Problem>> {
    let (records, changed): (Vec<_>, Vec<_>) = plan
        .compared
        .iter()
        .filter(|compared| matches!(compared.state, State::Missing | State::Stale(_)))
        .map(|compared: &Compared| &compared.artifact)
        .partition(|artifact| is_record(&artifact.path));
    if let [record] = records.as_slice() {
        announce(root, plan, &record.path, temporary)?;
    }
    write_all(root, &changed, temporary)?;
    let deleted = delete_all(root, &plan.problems)?;
    write_all(root, &records, temporary)?;
    let written = changed.into_iter().map(|artifact| artifact.path.clone()).collect();
    Ok(Done { written, deleted })
}

/// Adds the paths that will be written to the record.
fn announce(
    root: &Root,
    plan: &Plan,
    path: &str,
    temporary: Option<&Path>,
) -> Result<(), Vec<Problem>> {
    let mut record: Record = plan.record.clone();
    let made = plan.compared.iter().map(|compared| &compared.artifact.path);
    record.paths.extend(made.filter(|path| !is_record(path)).cloned());
    if record == plan.record {
        return Ok(());
    }
    replace(&root.join(path), record.to_text().as_bytes(), temporary)
        .map_err(|error| vec![problems::write_failed(path, &error)])
}

fn write_all(
    root: &Root,
    artifacts: &[&Artifact],
    temporary: Option<&Path>,
) -> Result<(), Vec<Problem>> {
    let write = |artifact: &&Artifact| {
        let path = &artifact.path;
        match root.locate(path) {
            Ok(file) => {
                let file = file.unwrap_or_else(|| root.join(path));
                let result = replace(&file, &artifact.contents, temporary);
                result.err().map(|error| problems::write_failed(path, &error))
            }
            Err(reason) => Some(problems::unwritable_path(path, &reason)),
        }
    };
    let size = |artifact: &&Artifact| artifact.contents.len();
    let failed = threads::map(artifacts, FILES_FOR_A_THREAD, size, write);
    let failed: Vec<Problem> = failed.into_iter().flatten().collect();
    if failed.is_empty() { Ok(()) } else { Err(failed) }
}

/// Replaces a file by one with the given contents; a reader sees the old or the new, never a part.
///
/// # Errors
/// What the operating system reported as an error.
pub fn replace(file: &Path, contents: &[u8], temporary: Option<&Path>) -> io::Result<()> {
    let parent = file.parent().unwrap_or(Path::new("."));
    let prepared = match prepare(temporary.unwrap_or(parent), contents) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            prepare(temporary.unwrap_or(parent), contents)?
        }
        other => other?,
    };
    let prepared = match prepared.persist(file) {
        Ok(_) => return Ok(()),
        Err(failed) => match failed.error.kind() {
            io::ErrorKind::NotFound => {
                fs::create_dir_all(parent)?;
                failed.file
            }
            io::ErrorKind::CrossesDevices => prepare(parent, contents)?,
            _ => return Err(failed.error),
        },
    };
    prepared.persist(file).map(drop).map_err(|failed| failed.error)
}

fn prepare(folder: &Path, contents: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".sourcebook-").suffix(".tmp");
    // Temporary files are private by default; documentation is not.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut prepared = builder.tempfile_in(folder)?;
    prepared.write_all(contents)?;
    Ok(prepared)
}

fn delete_all(root: &Root, problems: &[Problem]) -> Result<Vec<String>, Vec<Problem>> {
    let mut deleted = Vec::new();
    let mut failed = Vec::new();
    for problem in problems {
        let Some(Fix::Delete { path }) = &problem.fix else {
            continue;
        };
        match fs::remove_file(root.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                failed.push(problems::delete_failed(path, &error));
            }
            _ => {
                remove_empty_folders(root, path);
                deleted.push(path.clone());
            }
        }
    }
    if failed.is_empty() { Ok(deleted) } else { Err(failed) }
}

/// Removes the folders above a deleted file for as long as they are empty.
fn remove_empty_folders(root: &Root, path: &str) {
    let mut folder = artifact::split(path).0;
    // The operating system refuses to remove a folder that is not empty, which ends the walk.
    while !folder.is_empty() && fs::remove_dir(root.join(folder)).is_ok() {
        folder = artifact::split(folder).0;
    }
}

#[cfg(test)]
mod tests {
    use sourcebook_syntax::Sources;

    use super::*;
    use crate::files::plan;

    fn artifact(path: &str) -> Artifact {
        Artifact { path: path.to_owned(), contents: b"text\n".to_vec(), made_by: "test".into() }
    }

    #[test]
    fn a_run_that_fails_midway_has_recorded_what_it_wrote() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Root::new(folder.path()).expect("a root");
        let artifacts = vec![artifact("a.md"), artifact("b/b.md"), artifact("c.md")];
        let plan = plan(&root, artifacts, Some(".sourcebook/written"), &mut Sources::new());
        // Something comes between comparing and writing.
        fs::File::create(root.join("b")).expect("a file in the way");
        let failed = carry_out(&root, &plan, None).expect_err("b/b.md cannot be written");
        let messages: Vec<_> = failed.iter().map(|problem| &problem.diagnostic.message).collect();
        assert_eq!(messages, ["b/b.md cannot be written: a parent folder is a file"]);
        let record = fs::read_to_string(root.join(".sourcebook/written")).expect("a record");
        assert_eq!(record, "a.md\nb/b.md\nc.md\n");
        assert!(root.join("a.md").exists() && root.join("c.md").exists());
    }

    #[test]
    fn many_files_are_all_written_by_two_threads() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Root::new(&folder.path().join("new")).expect("a root");
        let paths: Vec<_> = (0..=4 * FILES_FOR_A_THREAD).map(|at| format!("a/{at}/b.md")).collect();
        let artifacts = paths.iter().map(|path| artifact(path)).collect();
        let plan = plan(&root, artifacts, None, &mut Sources::new());
        let done = carry_out(&root, &plan, None).expect("written");
        assert_eq!(done.written, paths);
        for path in &paths {
            let text = fs::read_to_string(root.join(path)).expect("a file");
            assert_eq!(text, "text\n", "{path}");
        }
        assert!(!root.join(".sourcebook/written").exists());
    }

    #[test]
    fn a_replaced_file_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a/b/c.md");
        replace(&file, b"one", None).expect("written");
        replace(&file, b"two", None).expect("written");
        let elsewhere = folder.path().join("tmp");
        fs::create_dir(&elsewhere).expect("a folder");
        replace(&file, b"three", Some(&elsewhere)).expect("written");
        assert_eq!(fs::read(&file).expect("a file"), b"three");
        for (folder, count) in [(file.parent().expect("a folder"), 1), (&*elsewhere, 0)] {
            assert_eq!(fs::read_dir(folder).expect("a folder").count(), count);
        }
    }
}
