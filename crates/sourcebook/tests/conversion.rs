//! Real documents, written in every version.

mod corpus_folder;
mod documents;
mod spelling;
mod validity;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use sourcebook::products::api_reference::{PartOf, parts};
use sourcebook::products::written_document::{differences, document_text};
use sourcebook_model::{Document, Input, Loss, Options, Subject, Target, Version, write};
use sourcebook_syntax::Sources;

use corpus_folder::corpus;
use documents::{documents, read};
use validity::validator;

/// Every document with every version in which it can be written.
fn every(corpus: &Path) -> Vec<(PathBuf, Target)> {
    let documents = documents(corpus).into_iter();
    documents.flat_map(|path| Target::ALL.map(|target| (path.clone(), target))).collect()
}

/// A document as it is read from the text that was written.
fn read_again(text: &str) -> Document {
    let input = Input {
        name: "written".to_owned(),
        bytes: text.as_bytes().to_vec(),
        folder: PathBuf::new(),
    };
    let reading = sourcebook_model::read(&mut Sources::new(), input, Options::default());
    reading.document.expect("a document")
}

#[test]
fn every_document_is_valid_in_every_version() {
    let Some(corpus) = corpus() else { return };
    let mut report = String::new();
    for target in Target::ALL {
        let validator = validator(&corpus, target);
        for path in documents(&corpus) {
            let text = document_text(&write(&read(&mut Sources::new(), &path), target).document);
            for error in validity::errors(&validator, &text) {
                let _ = writeln!(report, "{} ({}): {error}", path.display(), target.name());
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn what_was_written_is_written_again_as_it_is() {
    let Some(corpus) = corpus() else { return };
    let mut report = String::new();
    for (path, target) in every(&corpus) {
        let first = document_text(&write(&read(&mut Sources::new(), &path), target).document);
        let again = write(&read_again(&first), target);
        let second = document_text(&again.document);
        if first != second {
            let at = first.lines().zip(second.lines()).find(|(one, other)| one != other);
            let _ = writeln!(report, "{} ({}): {at:?}", path.display(), target.name());
        }
        for loss in again.losses {
            let _ = writeln!(report, "{} ({}): {loss}", path.display(), target.name());
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// The version in which a document can be written as it is.
fn own_version(document: &Document) -> Option<Target> {
    match document.version {
        Version::Swagger2_0 => Some(Target::Swagger2_0),
        Version::OpenApi3_0 => Some(Target::OpenApi3_0),
        Version::OpenApi3_1 => Some(Target::OpenApi3_1),
        Version::OpenApi3_2 => None,
    }
}

#[test]
fn a_document_is_written_in_its_own_version_as_it_was() {
    let Some(corpus) = corpus() else { return };
    let mut report = String::new();
    let mut compared = 0;
    for path in documents(&corpus) {
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        // Files that name others are joined in one.
        let is_split =
            path.components().any(|part| part.as_os_str().to_string_lossy().ends_with(".multi"));
        let document = read(&mut Sources::new(), &path);
        let Some(target) = own_version(&document).filter(|_| is_json && !is_split) else {
            continue;
        };
        compared += 1;
        let text = std::fs::read_to_string(&path).expect("a document");
        let before: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let written = document_text(&write(&document, target).document);
        let after: serde_json::Value = serde_json::from_str(&written).expect("JSON");
        for difference in spelling::differences(&before, &after) {
            let _ = writeln!(report, "{}: {difference}", path.display());
        }
    }
    assert!(compared > 20, "only {compared} documents were compared");
    assert_eq!(
        report.lines().count(),
        report.lines().filter(|line| is_invalid_before(line)).count(),
        "{report}"
    );
}

/// Two parameters of Coder's documents are objects, which those of 2.0 cannot be.
fn is_invalid_before(difference: &str) -> bool {
    difference.contains("/coder-20")
        && difference.contains(": /paths/~1organizations~1{organization}~1provisioner")
        && difference.ends_with("type: \"object\" is now \"string\"")
}

/// The parts of the default pages.
fn rendered(document: &Document) -> BTreeMap<PartOf, Vec<String>> {
    let mut by_subject: BTreeMap<PartOf, Vec<String>> = BTreeMap::new();
    for part in parts(document) {
        by_subject.entry(part.of).or_default().push(part.text);
    }
    by_subject
}

/// The operations, schemas and pages that differ.
fn differing(before: &Document, after: &Document) -> BTreeSet<PartOf> {
    let (before, after) = (rendered(before), rendered(after));
    let all: BTreeSet<&PartOf> = before.keys().chain(after.keys()).collect();
    let differ = all.into_iter().filter(|of| before.get(of) != after.get(of));
    differ.cloned().collect()
}

#[test]
fn pages_differ_exactly_where_losses_say() {
    let Some(corpus) = corpus() else { return };
    let mut report = String::new();
    let mut named_ever = 0;
    for (path, target) in every(&corpus) {
        let document = read(&mut Sources::new(), &path);
        let written = write(&document, target);
        let text = document_text(&written.document);
        let expected = differing(&document, &read_again(&text));
        let named: BTreeSet<PartOf> =
            differences(&document, &written, &text).of_losses.into_iter().flatten().collect();
        named_ever += named.len();
        for part in expected.symmetric_difference(&named) {
            let _ = writeln!(report, "{} ({}): {part}", path.display(), target.name());
        }
    }
    assert!(report.is_empty(), "{report}");
    assert!(named_ever > 500, "only {named_ever} parts differ: is anything compared?");
}

/// Whether an operation or schema refers to the subject of a loss, directly or not.
fn is_used(loss: &Loss, uses: &[(Subject, Subject)]) -> bool {
    let mut reached = vec![&loss.subject];
    let mut at = 0;
    while let Some(subject) = reached.get(at).copied() {
        if matches!(
            subject,
            Subject::Operation { .. } | Subject::Webhook { .. } | Subject::Schema(_)
        ) {
            return true;
        }
        for (user, _) in uses.iter().filter(|(_, used)| used == subject) {
            if !reached.contains(&user) {
                reached.push(user);
            }
        }
        at += 1;
    }
    false
}

#[test]
fn a_loss_that_pages_show_names_what_differs() {
    let Some(corpus) = corpus() else { return };
    let mut report = String::new();
    for (path, target) in every(&corpus) {
        let document = read(&mut Sources::new(), &path);
        let written = write(&document, target);
        let found = differences(&document, &written, &document_text(&written.document));
        for (loss, parts) in written.losses.iter().zip(&found.of_losses) {
            let is_shown = loss.kind.is_shown() && is_used(loss, &written.uses);
            if is_shown && parts.is_empty() {
                let _ = writeln!(report, "{}: {loss} changes nothing", path.display());
            }
            if !loss.kind.is_shown() && !parts.is_empty() {
                let _ = writeln!(report, "{}: {loss} is said to change {parts:?}", path.display());
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn the_written_documents_of_this_project_are_valid() {
    let Some(corpus) = corpus() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi");
    let files = ["openapi.json", "openapi-3.0.json", "swagger.json"];
    for (target, file) in Target::ALL.into_iter().zip(files) {
        let text = std::fs::read_to_string(folder.join(file)).expect("a written document");
        let errors = validity::errors(&validator(&corpus, target), &text);
        assert!(errors.is_empty(), "{file}: {errors:#?}");
    }
}
