//! The requests that samples are made of, and the files that they name.

pub(crate) mod any_text;

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sourcebook_model::document::Document;
use sourcebook_model::request::{Body, ConcreteRequest, Settings, requests};
use sourcebook_model::view::Views;
use sourcebook_syntax::Sources;

use super::documents::{documents, read};

/// A request, with the name of its operation for messages.
pub(crate) type NamedRequest = (String, ConcreteRequest);

/// Requests of every kind, of a document that was written for them.
pub(crate) fn kinds() -> Vec<NamedRequest> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/requests");
    all_requests("kinds.yaml", &read(&mut Sources::new(), &folder.join("kinds.yaml")))
}

/// Every request of every document of the corpus.
pub(crate) fn requests_of_corpus(corpus: &Path) -> Vec<NamedRequest> {
    let of_document = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        all_requests(&name, &read(&mut Sources::new(), &path))
    };
    documents(corpus).into_iter().flat_map(of_document).collect()
}

fn all_requests(name: &str, document: &Document) -> Vec<NamedRequest> {
    let views = Views::new(document);
    let settings = Settings::default();
    let operations = document.operations();
    let requests = operations.flat_map(|(path, item, operation)| {
        let name = format!("{name}: {} {path}", operation.method);
        let all = requests(&views, &settings, path, item, operation);
        all.into_iter().map(move |one| (name.clone(), one.request))
    });
    requests.collect()
}

/// Writes a file, which must be possible.
pub(crate) fn write(path: &Path, bytes: &[u8]) {
    File::create(path).and_then(|mut file| file.write_all(bytes)).expect("a file");
}

/// Writes the files that a request names.
pub(crate) fn write_files(folder: &Path, request: &ConcreteRequest) {
    let names: Vec<&String> = match &request.body {
        Some(Body::File { name, .. }) => vec![name],
        Some(Body::Multipart { parts, .. }) => {
            parts.iter().filter_map(|part| part.file.as_ref()).collect()
        }
        _ => Vec::new(),
    };
    for name in names {
        write(&folder.join(name), &file_bytes(name));
    }
}

/// What is in a file: no text, and of every file something else.
pub(crate) fn file_bytes(name: &str) -> Vec<u8> {
    [b"\x00\xff\r\n--", name.as_bytes(), b"\n"].concat()
}
