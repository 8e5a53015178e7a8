//! Writes into files what belongs in the places that problems mark, where that is certain.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use sourcebook_syntax::{FileId, LineColumn, Place, SourceFile, Sources};

use super::root::Root;
use super::write::replace;
use crate::problem::Problem;
use crate::problems;

/// A place that was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The file, relative to the project's folder.
    pub file: String,
    /// Where it stood.
    pub at: LineColumn,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// Corrects every file that has such places, and takes their problems out of the list. What cannot
/// be written becomes a problem in their stead.
///
/// Of places that overlap, the first one is corrected; the others are found again by the next run.
pub fn correct(
    root: &Root,
    sources: &Sources,
    problems: &mut Vec<Problem>,
    temporary: &Path,
) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for (id, edits) in edits(sources, problems) {
        let file = sources.file(id);
        match write(root, file, &edits, temporary) {
            Ok(()) => {
                problems.retain(|problem| !edits.iter().any(|edit| edit.is_of(problem)));
                corrections.extend(edits.into_iter().map(|edit| edit.correction(file)));
            }
            Err(error) => problems.push(problems::write_failed(file.name(), &error)),
        }
    }
    corrections
}

/// What is written in one place.
struct Edit {
    place: Place,
    text: String,
}

impl Edit {
    /// The edit that a problem asks for.
    fn of(problem: &Problem) -> Option<Self> {
        let diagnostic = &problem.diagnostic;
        Some(Self { place: diagnostic.place.clone()?, text: diagnostic.replacement.clone()? })
    }

    fn is_of(&self, problem: &Problem) -> bool {
        let diagnostic = &problem.diagnostic;
        diagnostic.place.as_ref() == Some(&self.place)
            && diagnostic.replacement.as_ref() == Some(&self.text)
    }

    fn correction(self, file: &SourceFile) -> Correction {
        Correction {
            file: file.name().to_owned(),
            at: file.position(self.place.span.start),
            old: file.slice(self.place.span).to_owned(),
            new: self.text,
        }
    }
}

/// The edits of each file in their order, none of which overlaps another.
fn edits(sources: &Sources, problems: &[Problem]) -> BTreeMap<FileId, Vec<Edit>> {
    let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for edit in problems.iter().filter_map(Edit::of) {
        if !sources.file(edit.place.file).name().starts_with('<') {
            edits.entry(edit.place.file).or_default().push(edit);
        }
    }
    for edits in edits.values_mut() {
        edits.sort_by_key(|edit| (edit.place.span.start, edit.place.span.end));
        let mut end = 0;
        edits.retain(|edit| {
            let is_free = edit.place.span.start >= end;
            if is_free {
                end = edit.place.span.end;
            }
            is_free
        });
    }
    edits
}

fn write(root: &Root, file: &SourceFile, edits: &[Edit], temporary: &Path) -> io::Result<()> {
    let path =
        root.locate(file.name()).map_err(io::Error::other)?.ok_or(io::ErrorKind::NotFound)?;
    if fs::read_to_string(&path)? != file.text() {
        return Err(io::Error::other("it was changed since it was checked; run the command again"));
    }
    let mut text = String::with_capacity(file.text().len());
    let mut done = 0;
    for edit in edits {
        let range = edit.place.span.range();
        text.push_str(&file.text()[done..range.start]);
        text.push_str(&edit.text);
        done = range.end;
    }
    text.push_str(&file.text()[done..]);
    replace(&path, text.as_bytes(), Some(temporary))
}

#[cfg(test)]
mod tests {
    use sourcebook_syntax::{Diagnostic, Span};

    use super::*;
    use crate::problems::DRIFT;

    fn problem(file: FileId, start: usize, end: usize, text: &str) -> Problem {
        let place = Place { file, span: Span::new(start, end), pointer: String::new() };
        Diagnostic::new(&DRIFT, "wrong").at(place, "here").replace_with(text).into()
    }

    struct Fixture {
        folder: tempfile::TempDir,
        sources: Sources,
        file: FileId,
    }

    impl Fixture {
        fn new(on_disk: &str, read: &str) -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            replace(&folder.path().join("a.md"), on_disk.as_bytes(), None).expect("written");
            let mut sources = Sources::new();
            let file = sources.add("a.md", read);
            Self { folder, sources, file }
        }

        fn correct(&self, problems: &mut Vec<Problem>) -> (Vec<Correction>, String) {
            let root = Root::new(self.folder.path()).expect("a root");
            let done = correct(&root, &self.sources, problems, self.folder.path());
            (done, fs::read_to_string(root.join("a.md")).expect("the page"))
        }
    }

    #[test]
    fn places_are_corrected_from_first_to_last_and_overlapping_ones_wait() {
        let fixture = Fixture::new("one two thrée", "one two thrée");
        let problem = |start, end, text| problem(fixture.file, start, end, text);
        let mut problems = vec![problem(8, 14, "3"), problem(0, 3, "uno"), problem(2, 7, "x")];
        let (done, text) = fixture.correct(&mut problems);
        assert_eq!(text, "uno two 3");
        let done: Vec<_> = done.iter().map(|one| (one.old.as_str(), one.new.as_str())).collect();
        assert_eq!(done, [("one", "uno"), ("thrée", "3")]);
        assert_eq!(problems.len(), 1, "what overlaps is left for the next run");
    }

    #[test]
    fn a_file_that_was_changed_meanwhile_is_left_alone() {
        let fixture = Fixture::new("something new", "one");
        let mut problems = vec![problem(fixture.file, 0, 3, "uno")];
        let (done, text) = fixture.correct(&mut problems);
        assert_eq!((done, text.as_str()), (Vec::new(), "something new"));
        let last = problems.last().expect("a problem");
        assert!(last.diagnostic.message.contains("changed since"), "{}", last.diagnostic.message);
    }
}
