//! The example value of every schema of real documents is valid by another program's judgment.

mod corpus_folder;
mod documents;
#[path = "samples/formats.rs"]
mod formats;
#[path = "samples/translated.rs"]
mod translated;

use std::collections::BTreeMap;
use std::path::Path;

use sourcebook_model::document::{Document, Id, Schema};
use sourcebook_model::value::{Budget, Doubt, sample};
use sourcebook_model::view::{Direction, Views};

use corpus_folder::corpus;
use documents::documents;
use translated::{Translated, UNREADABLE};

/// Why a schema is not asked about, or its value may be refused, by the words of this test.
const fn reason(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Never => "no value is valid",
        Doubt::Contradiction => "schemas contradict each other",
        Doubt::Pattern => "an expression that cannot be read",
        Doubt::Format => "a format against other limits",
        Doubt::Endless => "a value without end",
        Doubt::UniqueItems => "too few different items",
        Doubt::Condition => "conditions that lead to each other",
        Doubt::GivenValue => "the author's own example is not valid",
        Doubt::Unread => "a schema that was not read",
    }
}

/// Why the documents of people have schemas without a value: nothing else may be the reason.
const EXPECTED: [&str; 5] = [
    reason(Doubt::Never),
    reason(Doubt::GivenValue),
    reason(Doubt::Contradiction),
    reason(Doubt::Endless),
    UNREADABLE,
];

/// The schemas that pages show values of: those with names, of bodies, parameters and headers.
fn shown(document: &Document) -> Vec<Id<Schema>> {
    let named = document.components.schemas.iter().map(|(_, id)| *id);
    let responses = document.responses.iter().flat_map(|(_, response)| &response.content);
    let responses = responses.filter_map(|(_, media_type)| media_type.schema);
    let parameters = document.parameters.iter().filter_map(|(_, parameter)| parameter.schema);
    let headers = document.headers.iter().filter_map(|(_, header)| header.schema);
    let shown = named.chain(responses).chain(parameters).chain(headers);
    shown.chain(bodies(document)).collect()
}

/// The schemas of the bodies of requests. A form of Swagger 2.0 is written as one parameter for each of
/// its fields, so these are the schemas that the document has.
fn bodies(document: &Document) -> impl Iterator<Item = Id<Schema>> {
    document.request_bodies.iter().flat_map(|(_, body)| {
        let schemas = body.content.iter().filter_map(|(_, media_type)| media_type.schema);
        schemas.flat_map(|id| match &body.form {
            None => vec![id],
            Some(_) => document.schemas[id].properties.iter().map(|(_, field)| *field).collect(),
        })
    })
}

/// What was found in some documents.
#[derive(Default)]
struct Tally {
    valid: usize,
    reasons: BTreeMap<&'static str, usize>,
    refused: String,
}

impl Tally {
    fn add(&mut self, folder: &Path, path: &Path) {
        let translated = Translated::new(folder, path);
        let document = &translated.document;
        let views = Views::new(document);
        for id in shown(document) {
            let made = sample(&views, views.meet(id), Direction::Whole, &Budget::default());
            if let Some(doubt) = made.doubts.first() {
                *self.reasons.entry(reason(*doubt)).or_default() += 1;
                continue;
            }
            match translated.refusal(id, &made.value) {
                Ok(None) => self.valid += 1,
                Ok(Some(why)) => {
                    let place = document.place(document.schemas[id].origin);
                    let pointer = place.map(|place| place.pointer).unwrap_or_default();
                    self.refused += &format!("{}#{pointer}: {why}\n", path.display());
                }
                Err(reason) => *self.reasons.entry(reason).or_default() += 1,
            }
        }
    }
}

#[test]
fn samples_are_valid() {
    let Some(corpus) = corpus() else { return };
    let mut tally = Tally::default();
    for path in documents(&corpus) {
        tally.add(&corpus, &path);
    }
    assert!(tally.refused.is_empty(), "{}", tally.refused);
    let skipped: usize = tally.reasons.values().sum();
    let all = tally.valid + skipped;
    #[expect(clippy::print_stdout, reason = "what was left out is to be seen")]
    {
        println!("{} of {all} samples are valid; {:?}", tally.valid, tally.reasons);
    }
    assert!(skipped * 100 <= all, "{skipped} of {all}: {:?}", tally.reasons);
    let unknown = tally.reasons.keys().filter(|reason| !EXPECTED.contains(reason));
    assert_eq!(unknown.collect::<Vec<_>>(), Vec::<&&str>::new());
}
