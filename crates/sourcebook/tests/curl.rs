//! Every command of curl is run as it is printed, and what arrives is what the request says.

mod answering_server;
#[path = "curl/comparing.rs"]
mod comparing;
mod corpus_folder;
mod documents;
#[path = "curl/running.rs"]
mod running;
#[path = "curl/texts.rs"]
mod texts;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::thread;

use sourcebook::code::{CannotSend, Curl, Language};
use sourcebook_model::document::Document;
use sourcebook_model::request::{Body, ConcreteRequest, Settings, requests};
use sourcebook_model::view::Views;
use sourcebook_syntax::Sources;

use comparing::{Arrived, differences};
use corpus_folder::corpus;
use documents::{documents, read};
use running::{CurlHome, file_bytes};

/// Options of curl that are in 7.68, the oldest version for which samples are made.
const OPTIONS: [&str; 15] = [
    "--cert",
    "--data-binary",
    "--data-raw",
    "--form-string",
    "--head",
    "--key",
    "--path-as-is",
    "-F",
    "-H",
    "-N",
    "-X",
    "-b",
    "-g",
    "-o",
    "-u",
];

fn write(path: &Path, bytes: &[u8]) {
    File::create(path).and_then(|mut file| file.write_all(bytes)).expect("a file");
}

/// Every request of a document's operations, with a name for messages.
fn all_requests(name: &str, document: &Document) -> Vec<(String, ConcreteRequest)> {
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

/// Runs the command of each request; gives what went wrong, and counts what curl cannot send.
fn run_all(requests: &[(String, ConcreteRequest)]) -> (String, BTreeMap<&'static str, usize>) {
    let home = CurlHome::new();
    let (mut report, mut skipped) = (String::new(), BTreeMap::new());
    for (name, request) in requests {
        let program = match Curl.program(request, "operation") {
            Ok(program) => program,
            Err(reason) => {
                *skipped.entry(reason.name()).or_default() += 1;
                continue;
            }
        };
        let found = match home.run(&program.text, request) {
            Ok(received) => differences(request, &Arrived(received)),
            Err(error) => vec![error],
        };
        for difference in found {
            let _ = writeln!(report, "{name}: {difference}\n{}", program.text);
        }
    }
    (report, skipped)
}

#[test]
fn every_kind_of_request_arrives_as_it_is() {
    if !running::curl_is_here() {
        return;
    }
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/curl");
    let document = read(&mut Sources::new(), &folder.join("kinds.yaml"));
    let requests = all_requests("kinds.yaml", &document);
    let (report, skipped) = run_all(&requests);
    assert!(report.is_empty(), "{report}");
    let expected = BTreeMap::from([
        ("body", 1),
        ("field-name", 1),
        ("method", 1),
        ("no-parts", 1),
        ("scheme", 1),
    ]);
    assert_eq!(skipped, expected);
    // What is not sent cannot be compared.
    assert!(requests.len() > 40, "{}", requests.len());
}

#[test]
fn every_operation_of_every_document_arrives_as_it_is() {
    let Some(corpus) = corpus() else { return };
    if !running::curl_is_here() {
        return;
    }
    let mut requests = Vec::new();
    for path in documents(&corpus) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        requests.extend(all_requests(&name, &read(&mut Sources::new(), &path)));
    }
    let workers = thread::available_parallelism().map_or(2, usize::from);
    let share = requests.len().div_ceil(workers).max(1);
    let results: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> =
            requests.chunks(share).map(|share| scope.spawn(|| run_all(share))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a result")).collect()
    });
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    let mut report = String::new();
    for (part, counts) in results {
        report.push_str(&part);
        for (reason, count) in counts {
            *skipped.entry(reason).or_default() += count;
        }
    }
    assert!(report.is_empty(), "{report}");
    assert_eq!(skipped, BTreeMap::new(), "of {} requests", requests.len());
}

#[test]
fn no_option_is_newer_than_the_oldest_curl() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/curl");
    let document = read(&mut Sources::new(), &folder.join("kinds.yaml"));
    let mut used = Vec::new();
    for (_, request) in all_requests("kinds.yaml", &document) {
        let Ok(program) = Curl.program(&request, "operation") else { continue };
        // Options stand at the beginning of a line, and before the URL.
        for line in program.text.lines() {
            let line = line.strip_prefix("curl ").unwrap_or(line).trim_start();
            let words = line.split(' ').take_while(|word| !word.starts_with('\''));
            used.extend(words.filter(|word| word.starts_with('-')).map(str::to_owned));
        }
    }
    used.sort_unstable();
    used.dedup();
    assert_eq!(used, OPTIONS);
}

#[test]
fn the_comparison_sees_what_differs() {
    if !running::curl_is_here() {
        return;
    }
    let home = CurlHome::new();
    let mut request = ConcreteRequest {
        method: "POST".to_owned(),
        scheme: "https".to_owned(),
        authority: "h".to_owned(),
        target: "/a".to_owned(),
        headers: vec![("Content-Type".to_owned(), "text/plain".to_owned())],
        ..ConcreteRequest::default()
    };
    let [media_type, text] = ["text/plain", "x"].map(str::to_owned);
    request.body = Some(Body::Text { media_type, text, value: None });
    let program = Curl.program(&request, "it").expect("a program").text;
    let table = [
        ("curl ", "curl ", 0),
        ("-X POST", "-X PUT", 1),
        ("https://", "http://", 1),
        ("//h/", "//g/", 1),
        ("/a'", "/b'", 1),
        ("text/plain", "text/other", 1),
        ("-H 'Content", "-H 'Content-Type: twice' -H 'Content", 1),
        ("-H 'Content", "-H 'X-More: 1' -H 'Content", 1),
        ("raw 'x'", "raw 'y'", 1),
        ("raw 'x'", "raw 'x' --compressed", 1),
    ];
    for (from, to, expected) in table {
        assert!(program.contains(from), "{program}");
        let received = home.run(&program.replace(from, to), &request).expect("a request");
        let found = differences(&request, &Arrived(received));
        assert_eq!(found.len(), expected, "{from} {to} {found:?}");
    }
    assert!(home.run("curl --no-such-option", &request).is_err());
    assert!(home.run("true", &request).is_err());
    assert_ne!(file_bytes("a"), file_bytes("b"));
    assert_eq!(CannotSend::NullCharacter.name(), "null-character");
}
