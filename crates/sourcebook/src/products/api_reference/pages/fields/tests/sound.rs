//! Whatever a document holds, its lists nest as they were written, and end.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;
use crate::products::api_reference::pages::schemas::pages;

/// How many lists are around each item of ours, by its line and as it is read.
fn depths(text: &str) -> (Vec<usize>, Vec<usize>) {
    let written = text.lines().filter(|line| line.trim_start().starts_with("- "));
    let written = written.map(|line| (line.len() - line.trim_start().len()) / 2 + 1).collect();
    let (mut depth, mut read) = (0, Vec::new());
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Item) => read.push(depth),
            _ => {}
        }
    }
    (written, read)
}

/// A schema as YAML.
fn schema() -> impl Strategy<Value = String> {
    let named = (0..4_usize).prop_map(|at| format!("{{$ref: '#/components/schemas/S{at}'}}"));
    let scalar = prop::sample::select(vec![
        "{}",
        "true",
        "false",
        "{type: string, description: One.}",
        "{type: [integer, 'null'], minimum: 1}",
        "{type: string, enum: [a, b], x-enum-descriptions: [One., Two.]}",
        "{type: 'null'}",
        "{type: string, description: '> quote', default: [1]}",
        "{const: 1}",
        "{required: [m0]}",
        "{type: string, title: Title, contentMediaType: a/b}",
    ]);
    let leaf = prop_oneof![named, scalar.prop_map(str::to_owned)];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let one = inner.clone();
        let list = prop::collection::vec(inner.clone(), 1..4);
        let lists = prop::sample::select(vec!["oneOf", "anyOf", "allOf", "prefixItems"]);
        let ones = prop::sample::select(vec![
            "items",
            "additionalProperties",
            "not",
            "contains",
            "propertyNames",
            "contentSchema",
            "unevaluatedProperties",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|members| {
                let members = members.iter().enumerate();
                let members: Vec<String> =
                    members.map(|(at, one)| format!("m{at}: {one}")).collect();
                format!("{{type: object, required: [m0], properties: {{{}}}}}", members.join(", "))
            }),
            (lists, list).prop_map(|(name, all)| format!("{{{name}: [{}]}}", all.join(", "))),
            (ones, one).prop_map(|(name, one)| format!("{{{name}: {one}}}")),
            inner.clone().prop_map(|one| format!("{{patternProperties: {{'^x': {one}}}}}")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|all| {
                let all = all.join(", ");
                format!("{{type: object, discriminator: {{propertyName: m0}}, oneOf: [{all}]}}")
            }),
            (inner.clone(), inner.clone(), inner).prop_map(|(condition, then, otherwise)| {
                format!("{{if: {condition}, then: {then}, else: {otherwise}}}")
            }),
        ]
    })
}

proptest! {
    #[test]
    fn items_nest_as_they_were_written(all in prop::collection::vec(schema(), 4)) {
        let all: Vec<String> =
            all.iter().enumerate().map(|(at, one)| format!("S{at}: {one}")).collect();
        let document = schemas(&format!("{{{}}}", all.join(", ")));
        let settings = PagesSettings::default();
        let (reference, _) = Reference::new(&document, &settings);
        for page in pages(&reference) {
            let text = page.text;
            let (written, read) = depths(&text);
            prop_assert_eq!(written, read, "{}", text);
            prop_assert!(!text.contains("\n\n\n"), "{}", text);
            prop_assert!(text.lines().all(|line| line == line.trim_end()), "{}", text);
        }
        for site in [Site::Body, Site::Answer] {
            for at in 0..4 {
                let text = used(&document, &format!("S{at}"), site);
                let (written, read) = depths(&text);
                prop_assert_eq!(written, read, "{}", text);
            }
        }
    }
}

/// Schemas of which each refers to all, in as many ways as keywords allow.
fn entangled(count: usize, schema: impl Fn(&str) -> String) -> Document {
    let references: Vec<String> =
        (0..count).map(|at| format!("{{$ref: '#/components/schemas/S{at}'}}")).collect();
    let all: Vec<String> =
        (0..count).map(|at| format!("S{at}: {}", schema(&references.join(", ")))).collect();
    schemas(&format!("{{{}}}", all.join(", ")))
}

/// Schemas of which each is a list, a map or a text of the next ones.
fn chained(count: usize) -> Document {
    let schema = |at: usize| {
        let next =
            |step: usize| format!("{{$ref: '#/components/schemas/S{}'}}", (at + step) % count);
        format!(
            "S{at}: {{type: [array, object, string], items: {}, additionalProperties: {}, contentSchema: {}}}",
            next(1),
            next(2),
            next(3)
        )
    };
    let all: Vec<String> = (0..count).map(schema).collect();
    schemas(&format!("{{{}}}", all.join(", ")))
}

#[test]
fn schemas_that_all_refer_to_each_other_stay_small() {
    let unions = |list: &str| format!("{{oneOf: [{list}]}}");
    let lists = |list: &str| format!("{{type: array, items: {{anyOf: [{list}]}}}}");
    let inline = |list: &str| {
        format!("{{type: object, properties: {{a: {{type: object, oneOf: [{list}]}}}}}}")
    };
    let tuples = |list: &str| format!("{{type: array, prefixItems: [{list}], items: false}}");
    let made = [
        ("tuples", entangled(12, tuples)),
        ("several", chained(24)),
        ("unions", entangled(12, unions)),
        ("lists", entangled(12, lists)),
        ("inline", entangled(12, inline)),
    ];
    for (name, document) in made {
        for site in [Site::Body, Site::Answer, Site::Schemas] {
            let text = used(&document, "S0", site);
            assert!(text.len() < 100_000, "{name} {site:?}: {} bytes", text.len());
        }
    }
}

#[test]
fn parts_of_each_other_stay_small() {
    let members: Vec<String> = (0..12).map(|at| {
        format!("m{at}: {{allOf: [{{$ref: '#/components/schemas/S{at}'}}, {{properties: {{own{at}: {{type: string}}}}}}]}}")
    }).collect();
    let document =
        entangled(12, |_| format!("{{type: object, properties: {{{}}}}}", members.join(", ")));
    for site in [Site::Body, Site::Answer, Site::Schemas] {
        let text = used(&document, "S0", site);
        assert!(text.len() < 100_000, "{site:?}: {} bytes", text.len());
    }
}

#[test]
fn what_contains_itself_ends() {
    let document = schemas(
        "{X: {type: array, contains: {allOf: [{$ref: '#/components/schemas/X'}, {$ref: '#/components/schemas/Y'}]}}, \
          Y: {type: array, items: {allOf: [{$ref: '#/components/schemas/X'}, {$ref: '#/components/schemas/Y'}]}}}",
    );
    let text = entry(&document, "X");
    assert!(text.starts_with("array · contains at least 1: array of array"), "{text}");
    assert!(text.len() < 1_000, "{text}");
    assert!(entry(&document, "Y").len() < 1_000);
}

#[test]
fn conditions_in_conditions_are_written_once() {
    let mut rule = "{minProperties: 1}".to_owned();
    for at in 0..40 {
        rule =
            format!("{{if: {{required: [a{at}]}}, then: {{minProperties: {at}}}, else: {rule}}}");
    }
    let document = schemas(&format!("{{X: {rule}}}"));
    let text = entry(&document, "X");
    assert_eq!(text.matches("if `a").count(), 40, "{text}");
}
