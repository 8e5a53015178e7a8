//! Compares what should be on disk with what is there. Nothing is changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sourcebook_syntax::Sources;

use super::FILES_FOR_A_THREAD;
use super::record::{Record, is_record};
use super::root::Root;
use crate::artifact::{self, Artifact};
use crate::problem::Problem;
use crate::problems;
use crate::threads;

/// The formats in which generated files say that they are generated.
const MARKED_FORMATS: [&str; 6] = ["md", "mdx", "html", "yaml", "yml", "toml"];

/// What differs between the artifacts and the disk.
#[derive(Debug, Default)]
pub struct Plan {
    /// The artifacts in the order of their making, and the record behind them.
    pub compared: Vec<Compared>,
    /// Drift, orphans, and what stands in the way.
    pub problems: Vec<Problem>,
    /// The record that was found.
    pub record: Record,
}

/// An artifact and what is in its place.
#[derive(Debug)]
pub struct Compared {
    /// What should be there.
    pub artifact: Artifact,
    /// What is there.
    pub state: State,
}

/// What is in the place of an artifact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The artifact itself, or the same text with other line endings.
    Fresh,
    /// Nothing.
    Missing,
    /// Something else: these bytes.
    Stale(Vec<u8>),
    /// Something that cannot be replaced; a problem tells why.
    Blocked,
}

impl Plan {
    /// The artifacts again, without what was found on disk.
    pub fn into_artifacts(self) -> Vec<Artifact> {
        let artifacts = self.compared.into_iter().map(|compared| compared.artifact);
        artifacts.filter(|artifact| !is_record(&artifact.path)).collect()
    }

    /// How many artifacts are on disk as they should be, the record not counted.
    pub fn fresh(&self) -> usize {
        let is_fresh = |compared: &&Compared| {
            compared.state == State::Fresh && !is_record(&compared.artifact.path)
        };
        self.compared.iter().filter(is_fresh).count()
    }
}

/// Compares artifacts with a folder. Where there is a `record`, it says which files are left over,
/// and a file that is not in it is not replaced.
pub fn plan(
    root: &Root,
    artifacts: Vec<Artifact>,
    record: Option<&str>,
    sources: &mut Sources,
) -> Plan {
    let mut plan = Plan { problems: problems::find_conflicts(&artifacts), ..Plan::default() };
    if !plan.problems.is_empty() {
        return plan;
    }
    let size = |artifact: &Artifact| artifact.contents.len();
    let found = threads::map(&artifacts, FILES_FOR_A_THREAD, size, |one| compare(root, one));
    for (artifact, (state, problem)) in artifacts.into_iter().zip(found) {
        plan.problems.extend(problem);
        plan.compared.push(Compared { artifact, state });
    }
    if let Some(record) = record {
        compare_with_record(root, record, sources, &mut plan);
    } else {
        // Without a record only the marker tells a generated page from somebody's own.
        let foreign = plan.compared.iter().filter(|compared| {
            let is_foreign = |found: &[u8]| !artifact::is_marked(found);
            compared.artifact.is_marked()
                && matches!(&compared.state, State::Stale(found) if is_foreign(found))
        });
        let found = foreign.map(|compared| problems::unrecorded_file(&compared.artifact.path));
        plan.problems.extend(found.collect::<Vec<_>>());
    }
    plan
}

/// What is in the place of an artifact, and what there is to say about it.
fn compare(root: &Root, artifact: &Artifact) -> (State, Option<Problem>) {
    let path = &artifact.path;
    let found = root
        .locate(path)
        .and_then(|file| file.map(fs::read).transpose().map_err(|error| error.to_string()));
    match found {
        Err(reason) => (State::Blocked, Some(problems::unwritable_path(path, &reason))),
        Ok(None) => (State::Missing, Some(problems::drift(path, true))),
        Ok(Some(found)) if is_same(&found, &artifact.contents) => (State::Fresh, None),
        Ok(Some(found)) => (State::Stale(found), Some(problems::drift(path, false))),
    }
}

/// The record is read after the files: a run that writes at the same time names a file in it
/// before it writes the file, so none of its files can look like somebody else's.
fn compare_with_record(root: &Root, record: &str, sources: &mut Sources, plan: &mut Plan) {
    match Record::read(root, record, sources) {
        Ok(found) => plan.record = found,
        Err(invalid) => {
            plan.problems.extend(invalid.into_iter().map(Problem::from));
            return;
        }
    }
    let unrecorded = plan.compared.iter().filter(|compared| {
        let is_ours = plan.record.paths.contains(&compared.artifact.path);
        !is_ours && matches!(&compared.state, State::Stale(found) if !artifact::is_marked(found))
    });
    let unrecorded = unrecorded.map(|compared| problems::unrecorded_file(&compared.artifact.path));
    plan.problems.extend(unrecorded.collect::<Vec<_>>());
    let others = Record::of_others(root, record);
    let shared = plan.compared.iter().filter_map(|compared| {
        let path = &compared.artifact.path;
        Some(problems::shared_file(path, others.get(path)?))
    });
    plan.problems.extend(shared.collect::<Vec<_>>());
    let kept = find_orphans(root, &others, plan);
    compare_record(root, record, kept, plan);
}

/// Reports the recorded files that nothing makes; returns those that are kept all the same. What
/// another configuration wrote is its own.
fn find_orphans(
    root: &Root,
    others: &BTreeMap<String, String>,
    plan: &mut Plan,
) -> BTreeSet<String> {
    let made: BTreeSet<&str> =
        plan.compared.iter().map(|compared| compared.artifact.path.as_str()).collect();
    let mut kept = BTreeSet::new();
    let mut found = Vec::new();
    let is_left = |path: &&String| !made.contains(path.as_str()) && !others.contains_key(*path);
    for path in plan.record.paths.iter().filter(is_left) {
        let full = root.join(path);
        if fs::symlink_metadata(&full).is_err() || is_made_in_other_case(root, path, &made) {
            continue;
        }
        match why_not_ours(root, path, &full, &plan.compared) {
            None => found.push(problems::orphan(path)),
            Some(reason) => {
                found.push(problems::taken_over(path, &reason));
                kept.insert(path.clone());
            }
        }
    }
    plan.problems.append(&mut found);
    kept
}

/// Whether a path is the same file as one that is made, on a system that ignores case.
fn is_made_in_other_case(root: &Root, path: &str, made: &BTreeSet<&str>) -> bool {
    let lower = path.to_lowercase();
    let mut twins = made.iter().filter(|other| other.to_lowercase() == lower);
    let real = |path: &str| fs::canonicalize(root.join(path)).ok();
    twins.any(|other| real(other).is_some() && real(other) == real(path))
}

/// Why a left-over file may be somebody's own work, if it may be.
///
/// The record has only paths, so the file itself must show that it is still the generated one: it
/// says so, or its neighbors show that files of its kind do not say so here, or a product makes
/// the same bytes in another place now. In formats without comments the record alone decides.
fn why_not_ours(root: &Root, path: &str, full: &Path, made: &[Compared]) -> Option<String> {
    if !full.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
        return Some("it is no longer a regular file".to_owned());
    }
    match root.locate(path).map(|_| fs::read(full)) {
        Err(reason) => Some(reason),
        Ok(Err(error)) => Some(format!("it cannot be read ({error})")),
        Ok(Ok(contents)) => {
            let is_ours = artifact::is_marked(&contents)
                || !MARKED_FORMATS.contains(&extension(path))
                || neighbors_have_no_marker(path, made)
                || made.iter().any(|other| is_same(&contents, &other.artifact.contents));
            (!is_ours).then(|| "it has no \"Generated by sourcebook\" line".to_owned())
        }
    }
}

fn neighbors_have_no_marker(path: &str, made: &[Compared]) -> bool {
    let folder = artifact::split(path).0;
    let mut neighbors = made
        .iter()
        .map(|compared| &compared.artifact)
        .filter(|other| {
            artifact::split(&other.path).0 == folder && extension(&other.path) == extension(path)
        })
        .peekable();
    neighbors.peek().is_some() && !neighbors.any(Artifact::is_marked)
}

fn extension(path: &str) -> &str {
    artifact::split(path).1.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Compares the record with what it should be: what is made now, and the files that are kept.
fn compare_record(root: &Root, record: &str, mut paths: BTreeSet<String>, plan: &mut Plan) {
    paths.extend(plan.compared.iter().map(|compared| compared.artifact.path.clone()));
    let artifact = Artifact {
        path: record.to_owned(),
        contents: Record { paths }.to_text().into_bytes(),
        made_by: "sourcebook".into(),
    };
    if plan.record == Record::default() && artifact.contents.is_empty() {
        return;
    }
    let state = match fs::read(root.join(record)) {
        Ok(found) if is_same(&found, &artifact.contents) => State::Fresh,
        Ok(found) => State::Stale(found),
        Err(_) => State::Missing,
    };
    if state != State::Fresh {
        plan.problems.push(problems::drift(record, state == State::Missing));
    }
    plan.compared.push(Compared { artifact, state });
}

/// Whether two files are the same; in text, a line may end with CRLF on disk.
fn is_same(found: &[u8], made: &[u8]) -> bool {
    if found == made {
        return true;
    }
    if found.contains(&0) || found.len() <= made.len() {
        return false;
    }
    let mut found = found.iter().enumerate().filter_map(|(at, byte)| {
        let ends_line = *byte == b'\r' && found.get(at + 1) == Some(&b'\n');
        (!ends_line).then_some(*byte)
    });
    made.iter().all(|byte| found.next() == Some(*byte)) && found.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn only_the_ends_of_lines_in_text_may_differ() {
        let table: [(&[u8], &[u8], bool); 8] = [
            (b"a\nb\n", b"a\nb\n", true),
            (b"a\r\nb\r\n", b"a\nb\n", true),
            (b"a\r\nb\n", b"a\nb\n", true),
            (b"a\rb\n", b"ab\n", false),
            (b"a\n", b"a\r\n", false),
            (b"a\r\nb", b"a\n", false),
            (b"\0\r\n", b"\0\n", false),
            (b"", b"", true),
        ];
        for (found, made, expected) in table {
            assert_eq!(is_same(found, made), expected, "{found:?} for {made:?}");
        }
    }
}
