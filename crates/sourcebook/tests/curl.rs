//! Every command of curl is run as it is printed, and what arrives is what the request says.

mod answering_server;
mod comparing;
mod corpus_folder;
mod documents;
mod requests;
#[path = "curl/running.rs"]
mod running;
#[path = "curl/texts.rs"]
mod texts;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::thread;

use sourcebook::code::{CannotSend, Curl, Language};
use sourcebook_model::request::{Body, ConcreteRequest};

use comparing::differences;
use corpus_folder::corpus;
use requests::{NamedRequest, file_bytes, kinds, requests_of_corpus};
use running::{CURL, CurlHome};

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

/// Runs the command of each request; gives what went wrong, and counts what curl cannot send.
fn run_all(requests: &[NamedRequest]) -> (String, BTreeMap<&'static str, usize>) {
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
            Ok(received) => differences(request, &received, &CURL),
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
    let requests = kinds();
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
    let requests = requests_of_corpus(&corpus);
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
    let mut used = Vec::new();
    for (_, request) in kinds() {
        let Ok(program) = Curl.program(&request, "operation") else { continue };
        // Options stand at the beginning of a continued line, and before the URL.
        for line in program.text.split(" \\\n  ") {
            let line = line.strip_prefix("curl ").unwrap_or(line);
            let words = line.split(' ').take_while(|word| !word.starts_with(['\'', '"']));
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
        let found = differences(&request, &received, &CURL);
        assert_eq!(found.len(), expected, "{from} {to} {found:?}");
    }
    assert!(home.run("curl --no-such-option", &request).is_err());
    assert!(home.run("true", &request).is_err());
    assert_ne!(file_bytes("a"), file_bytes("b"));
    assert_eq!(CannotSend::NullCharacter.name(), "null-character");
}
