//! The records of the files that Sourcebook wrote: in `.sourcebook`, committed with them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use sourcebook_syntax::{Diagnostic, Place, Sources, Span};

use super::Root;
use crate::config::{self, FILE_NAME, OWN_FOLDER};
use crate::problems::INVALID_RECORD;

/// What the name of every record ends with.
const ENDING: &str = "written";

/// Where the record of a configuration is: each has its own, so that none deletes what another one
/// asks for. That of `sourcebook.toml` is `.sourcebook/written`, that of `other.toml` is
/// `.sourcebook/other.written`.
pub fn record_path(configuration: &Path) -> String {
    let name = configuration.file_name().map_or(FILE_NAME.into(), |name| name.to_string_lossy());
    if name == FILE_NAME {
        return format!("{OWN_FOLDER}/{ENDING}");
    }
    format!("{OWN_FOLDER}/{}.{ENDING}", name.strip_suffix(".toml").unwrap_or(&name))
}

/// Whether a path is one of a record: nothing that a product makes can be in this folder.
pub fn is_record(path: &str) -> bool {
    path.strip_prefix(OWN_FOLDER).is_some_and(|rest| rest.starts_with('/'))
}

/// What git leaves in a file whose merge is unfinished. Both sides are read: a path too many is
/// harmless, because it is then an orphan or made anyway.
const CONFLICT_MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The paths that were written by earlier runs, sorted, one a line, LF.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Record {
    /// Relative to the project's folder, sorted.
    pub paths: BTreeSet<String>,
}

impl Record {
    /// Reads the record; there is none before the first run.
    ///
    /// # Errors
    /// Every line that cannot be a path which Sourcebook wrote.
    pub fn read(root: &Root, record: &str, sources: &mut Sources) -> Result<Self, Vec<Diagnostic>> {
        match fs::read_to_string(root.join(record)) {
            Ok(text) => Self::parse(text, record, sources),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => {
                let message = format!("{record} cannot be read: {error}");
                Err(vec![Diagnostic::new(&INVALID_RECORD, message)])
            }
        }
    }

    fn parse(text: String, record: &str, sources: &mut Sources) -> Result<Self, Vec<Diagnostic>> {
        let mut paths = BTreeSet::new();
        let mut invalid = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let path = line.trim_end_matches(['\n', '\r']);
            if !path.is_empty() && !CONFLICT_MARKS.iter().any(|mark| path.starts_with(mark)) {
                match config::inside(path) {
                    Ok(clean) if clean == path => drop(paths.insert(clean)),
                    Ok(_) => invalid.push((start, path.len(), "it is not in its shortest form")),
                    Err(reason) => invalid.push((start, path.len(), reason)),
                }
            }
            start += line.len();
        }
        if invalid.is_empty() {
            return Ok(Self { paths });
        }
        let file = sources.add(record, text);
        let diagnose = |(start, length, reason): (usize, usize, &str)| {
            let span = Span::new(start, start + length);
            Diagnostic::new(
                &INVALID_RECORD,
                "the record names a path that Sourcebook cannot \
            have written",
            )
            .at(Place { file, span, pointer: String::new() }, reason)
            .help("remove this line")
        };
        Err(invalid.into_iter().map(diagnose).collect())
    }

    /// The paths that other configurations of the folder wrote, each with the record that says so.
    /// A line that is no path is reported by its own configuration.
    pub fn of_others(root: &Root, record: &str) -> BTreeMap<String, String> {
        let mut paths = BTreeMap::new();
        for entry in fs::read_dir(root.join(OWN_FOLDER)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{OWN_FOLDER}/{name}");
            let is_record = name == ENDING || name.ends_with(&format!(".{ENDING}"));
            if is_record && path != record {
                let text = fs::read_to_string(entry.path()).unwrap_or_default();
                paths.extend(text.lines().map(|line| (line.to_owned(), path.clone())));
            }
        }
        paths
    }

    /// The record as a file.
    pub fn to_text(&self) -> String {
        self.paths.iter().fold(String::new(), |text, path| text + path + "\n")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Result<Vec<String>, Vec<String>> {
        let mut sources = Sources::new();
        match Record::parse(text.to_owned(), "written", &mut sources) {
            Ok(record) => Ok(record.paths.into_iter().collect()),
            Err(invalid) => Err(invalid
                .iter()
                .map(|diagnostic| {
                    let place = diagnostic.place.as_ref().expect("a place");
                    sources.file(place.file).slice(place.span).to_owned()
                })
                .collect()),
        }
    }

    #[test]
    fn a_merge_is_read_from_both_sides() {
        let text =
            "a.md\r\n<<<<<<< ours\nb.md\n||||||| base\n=======\nc.md\n>>>>>>> theirs\n\nd.md";
        assert_eq!(parse(text), Ok(["a.md", "b.md", "c.md", "d.md"].map(str::to_owned).into()));
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_rejected() {
        let invalid = ["../a.md", "/etc/passwd", "docs/./a.md"].map(str::to_owned);
        assert_eq!(parse("a.md\n../a.md\n/etc/passwd\ndocs/./a.md\nb.md\n"), Err(invalid.into()));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(paths in prop::collection::btree_set("[a-z é.]{1,5}(/[a-z]{1,3}){0,2}", 0..8)) {
            let paths: BTreeSet<String> =
                paths.into_iter().filter(|path| config::inside(path).as_ref() == Ok(path)).collect();
            let record = Record { paths };
            prop_assert_eq!(Record::parse(record.to_text(), "written", &mut Sources::new()), Ok(record));
        }
    }
}
