//! Documents that were made to be hard, written in every version.

mod corpus_folder;
mod validity;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use sourcebook::products::written_document::{differences, document_text};
use sourcebook_model::{Document, Input, Options, Target, Version, read, read_path, write};
use sourcebook_syntax::{Sources, parse};

use corpus_folder::corpus;

/// A document and where it is from.
struct Case {
    path: PathBuf,
    document: Document,
    /// Whether the official schema of its own version finds nothing wrong with it.
    is_valid: bool,
}

/// The folders beside the corpus that have such documents.
const FOLDERS: [&str; 3] = ["cases", "adoption", "truth"];

/// Every document that can be read.
fn cases(corpus: &Path) -> Vec<Case> {
    let versions =
        [Version::Swagger2_0, Version::OpenApi3_0, Version::OpenApi3_1, Version::OpenApi3_2];
    let validators = versions.map(|version| (version, validity::of_version(corpus, version)));
    let around = corpus.parent().expect("a folder around the corpus");
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|name| around.join(name)).collect();
    let mut cases = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(document) = document(&path) {
                let (_, validator) = validators
                    .iter()
                    .find(|(version, _)| *version == document.version)
                    .expect("a version");
                let is_valid = validity::errors(validator, &as_json(&path)).is_empty();
                cases.push(Case { path, document, is_valid });
            }
        }
    }
    assert!(cases.len() > 60, "only {} documents were found", cases.len());
    cases
}

/// The document in a file, if there is one. Pages and parts of documents are none.
fn document(path: &Path) -> Option<Document> {
    let extension = path.extension()?;
    if !["json", "yaml", "yml"].iter().any(|known| extension == *known) {
        return None;
    }
    read_path(&mut Sources::new(), path, Options::default()).document
}

fn as_json(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("a file");
    let tree = parse(&mut Sources::new(), "document", bytes).expect("a document");
    tree.root().to_value().to_compact_json()
}

/// A document as it is read from the text that was written.
fn read_again(text: &str) -> Document {
    let bytes = text.as_bytes().to_vec();
    let input = Input { name: "written".to_owned(), bytes, folder: PathBuf::new() };
    read(&mut Sources::new(), input, Options::default()).document.expect("a document")
}

#[test]
fn what_is_valid_stays_valid() {
    let Some(corpus) = corpus() else { return };
    let cases = cases(&corpus);
    let valid: Vec<&Case> = cases.iter().filter(|case| case.is_valid).collect();
    assert!(valid.len() > 50, "only {} documents are valid", valid.len());
    let mut report = String::new();
    for target in Target::ALL {
        let validator = validity::validator(&corpus, target);
        for case in &valid {
            let text = document_text(&write(&case.document, target).document);
            for error in validity::errors(&validator, &text) {
                let _ = writeln!(report, "{} ({}): {error}", case.path.display(), target.name());
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn what_was_written_is_written_again_as_it_is() {
    let Some(corpus) = corpus() else { return };
    let mut report = String::new();
    for case in cases(&corpus) {
        for target in Target::ALL {
            let first = document_text(&write(&case.document, target).document);
            let again = write(&read_again(&first), target);
            let second = document_text(&again.document);
            let at = first.lines().zip(second.lines()).find(|(one, other)| one != other);
            let what = (first != second).then(|| format!("{at:?}"));
            let losses = again.losses.iter().map(ToString::to_string);
            for problem in what.into_iter().chain(losses) {
                let _ = writeln!(report, "{} ({}): {problem}", case.path.display(), target.name());
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn every_difference_is_told_as_a_loss() {
    let Some(corpus) = corpus() else { return };
    let mut report = String::new();
    for case in cases(&corpus).iter().filter(|case| case.is_valid) {
        for target in Target::ALL {
            let written = write(&case.document, target);
            let text = document_text(&written.document);
            for part in differences(&case.document, &written, &text).unexplained {
                let _ = writeln!(report, "{} ({}): {part}", case.path.display(), target.name());
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}
