//! The record of the files that Sourcebook wrote: `.sourcebook/written`, committed with them.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use sourcebook_syntax::{Diagnostic, Place, Sources, Span};

use super::Root;
use crate::config;
use crate::problems::INVALID_RECORD;

/// Where the record is: sorted, one path a line, LF.
pub const RECORD_PATH: &str = ".sourcebook/written";

/// What git leaves in a file whose merge is unfinished. Both sides are read: a path too many is
/// harmless, because it is then an orphan or made anyway.
const CONFLICT_MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The paths that were written by earlier runs.
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
    pub fn read(root: &Root, sources: &mut Sources) -> Result<Self, Vec<Diagnostic>> {
        match fs::read_to_string(root.join(RECORD_PATH)) {
            Ok(text) => Self::parse(text, sources),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => {
                let message = format!("{RECORD_PATH} cannot be read: {error}");
                Err(vec![Diagnostic::new(&INVALID_RECORD, message)])
            }
        }
    }

    fn parse(text: String, sources: &mut Sources) -> Result<Self, Vec<Diagnostic>> {
        let mut paths = BTreeSet::new();
        let mut invalid = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let path = line.trim_end_matches(['\n', '\r']);
            if !path.is_empty() && !CONFLICT_MARKS.iter().any(|mark| path.starts_with(mark)) {
                match config::inside(path) {
                    Ok(clean) if clean == path => drop(paths.insert(clean)),
                    Ok(_) => invalid.push((start, path.len(), "it is not written plainly")),
                    Err(reason) => invalid.push((start, path.len(), reason)),
                }
            }
            start += line.len();
        }
        if invalid.is_empty() {
            return Ok(Self { paths });
        }
        let file = sources.add(RECORD_PATH, text);
        let diagnose = |(start, length, reason): (usize, usize, &str)| {
            let span = Span::new(start, start + length);
            Diagnostic::new(&INVALID_RECORD, "the record names a path that was never written")
                .at(Place { file, span, pointer: String::new() }, reason)
                .help("remove this line")
        };
        Err(invalid.into_iter().map(diagnose).collect())
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
        match Record::parse(text.to_owned(), &mut sources) {
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
            prop_assert_eq!(Record::parse(record.to_text(), &mut Sources::new()), Ok(record));
        }
    }
}
