//! Real documents, recursive ones among them: against themselves nothing is said, and against a copy in
//! which every third text became a number something is.

mod support;

use std::path::{Path, PathBuf};

use sourcebook_changes::compare;
use sourcebook_model::Document;

use support::{document, options};

/// What a member `type` with a text is written like, and what it becomes.
const TYPES: [(&str, &str); 3] = [
    ("\"type\": \"string\"", "\"type\": \"integer\""),
    ("\"type\":\"string\"", "\"type\":\"integer\""),
    ("type: string", "type: integer"),
];

/// The documents of the corpus, which are not part of this repository.
fn documents() -> Vec<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "tests find the data by an environment variable")]
    let folder = std::env::var_os("SOURCEBOOK_CORPUS").map(PathBuf::from);
    let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
        #[expect(clippy::print_stderr, reason = "who runs tests must see what is skipped")]
        {
            eprintln!("SKIPPED: set SOURCEBOOK_CORPUS to a folder of documents");
        }
        return Vec::new();
    };
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|ending| ["json", "yaml", "yml"].iter().any(|one| ending == *one))
    });
    files.sort();
    files
}

fn read(path: &Path, text: &str) -> Document {
    document(
        &path.display().to_string(),
        text.as_bytes().to_vec(),
        path.parent().expect("a folder"),
    )
}

/// A text in which every third text is a number.
fn mutated(text: &str) -> String {
    TYPES.iter().fold(text.to_owned(), |text, (from, to)| {
        let pieces = text.split(from).enumerate();
        let joined = pieces.map(|(at, piece)| match at {
            0 => piece.to_owned(),
            at if at % 3 == 0 => format!("{to}{piece}"),
            _ => format!("{from}{piece}"),
        });
        joined.collect()
    })
}

#[test]
fn real_documents_are_compared_with_themselves_and_with_mutated_copies() {
    for path in documents() {
        let text = std::fs::read_to_string(&path).expect("a text");
        let old = read(&path, &text);
        let same = compare(&old, &read(&path, &text), &options());
        let told: Vec<_> = same.iter().map(|change| &change.message).collect();
        assert!(told.is_empty(), "{}: {told:#?}", path.display());
        let changed = mutated(&text);
        if changed != text {
            let new = read(&path, &changed);
            let (there, back) = (compare(&old, &new, &options()), compare(&new, &old, &options()));
            assert_eq!(there.is_empty(), back.is_empty(), "{}", path.display());
        }
    }
}
