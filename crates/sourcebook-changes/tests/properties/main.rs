//! What holds for any schemas: nothing is said of what only the spelling changes, narrowings break
//! requests and have a witness, and nothing is passed over in silence.

#[path = "../support/mod.rs"]
mod support;

mod narrowing;
mod random;
mod spelling;

use proptest::prelude::*;
use serde_json::{Value, json};
use sourcebook_changes::{Change, Level, Relation, compare};
use sourcebook_model::{Target, write};

use narrowing::{Narrowing, narrowing};
use random::{any_value, components, schema};
use spelling::{in_all_of, inlined, renamed, reversed, taken_apart};

/// A document in which an operation takes a schema and answers with it.
fn document(schema: &Value, components: &Value) -> String {
    let content = json!({"application/json": {"schema": {
        "type": "object", "required": ["it"], "properties": {"it": schema},
    }}});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/t": {"post": {
            "requestBody": {"required": true, "content": content},
            "responses": {"200": {"description": "ok", "content": content}},
        }}},
        "components": {"schemas": components},
    });
    document.to_string()
}

fn changes(old: &str, new: &str) -> Vec<Change> {
    support::changes(old, new)
}

fn told(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| format!("{}: {}", change.code.name, change.message)).collect()
}

/// The most serious level in requests, or in responses.
fn worst(changes: &[Change], is_request: bool) -> Option<Level> {
    let reaches = changes.iter().flat_map(|change| &change.reaches);
    reaches.filter(|reach| reach.is_request == is_request).map(|reach| reach.level).max()
}

/// A validator that shares nothing with ours.
fn validator(schema: &Value, components: &Value) -> jsonschema::Validator {
    let text = json!({"$defs": components, "allOf": [schema]}).to_string();
    let whole = text.replace("#/components/schemas/", "#/$defs/");
    let whole = serde_json::from_str(&whole).expect("a schema");
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
    options.should_validate_formats(true).build(&whole).expect("a validator")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_only_the_spelling_changes_is_nothing(schema in schema(), components in components()) {
        let old = document(&schema, &components);
        let (new_name, new_components) = renamed(&schema, &components);
        let spellings = [
            ("itself", old.clone()),
            ("reversed", reversed(&serde_json::from_str(&old).expect("JSON"))),
            ("inlined", document(&inlined(&schema, &components), &json!({}))),
            ("in allOf", document(&in_all_of(&schema), &components)),
            ("taken apart", document(&taken_apart(&schema), &components)),
            ("renamed", document(&new_name, &new_components)),
        ];
        for (name, new) in spellings {
            let there = changes(&old, &new);
            prop_assert!(there.is_empty(), "{}: {:#?}\n{}", name, told(&there), new);
            let back = changes(&new, &old);
            prop_assert!(back.is_empty(), "{} back: {:#?}\n{}", name, told(&back), new);
        }
    }

    #[test]
    fn a_document_that_is_written_in_another_version_is_the_same(
        schema in schema(),
        components in components(),
    ) {
        let old = support::of_text(&document(&schema, &components));
        let written = write(&old, Target::OpenApi3_0);
        prop_assume!(written.losses.is_empty());
        let text = written.document.to_compact_json();
        let new = support::of_text(&text);
        let there = compare(&old, &new, &support::options());
        prop_assert!(there.is_empty(), "{:#?}\n{}", told(&there), text);
        let again = write(&new, Target::OpenApi3_1);
        prop_assume!(again.losses.is_empty());
        let text = again.document.to_compact_json();
        let back = compare(&new, &support::of_text(&text), &support::options());
        prop_assert!(back.is_empty(), "{:#?}\n{}", told(&back), text);
    }

    #[test]
    fn a_narrowing_breaks_requests_and_no_responses(narrowing in narrowing()) {
        let none = json!({});
        let Narrowing { wide, narrow, parts } = narrowing;
        let (old, new) = (document(&wide, &none), document(&narrow, &none));
        let there = changes(&old, &new);
        prop_assert_eq!(worst(&there, true), Some(Level::Error), "{:#?}", told(&there));
        prop_assert_eq!(worst(&there, false), Some(Level::Info), "{:#?}", told(&there));
        let shown = there.iter().find(|change| change.level == Level::Error).expect("an error");
        let witness = shown.witness.as_ref();
        prop_assert!(witness.is_some(), "{:#?}", told(&there));
        let value: Value = serde_json::from_str(
            &witness.map(|witness| witness.value.to_compact_json()).unwrap_or_default(),
        ).expect("a value");
        // The witness is of the place that changed: of the whole schema, or of the part that differs.
        let is_shown = |wide: &Value, narrow: &Value| {
            validator(wide, &none).is_valid(&value) && !validator(narrow, &none).is_valid(&value)
        };
        let is_witness = parts.iter().any(|(wide, narrow)| is_shown(wide, narrow));
        prop_assert!(is_witness, "{} shows nothing: {:#?}", value, told(&there));
    }

    #[test]
    fn the_relation_of_both_ways_is_the_other_way_round(narrowing in narrowing()) {
        let none = json!({});
        let [old, new] = [&narrowing.wide, &narrowing.narrow].map(|schema| document(schema, &none));
        let relation = |changes: &[Change]| {
            changes.iter().map(|change| change.relation).fold(Relation::Equal, Relation::and)
        };
        let (there, back) = (changes(&old, &new), changes(&new, &old));
        prop_assert_eq!(relation(&there), relation(&back).mirrored(), "{:#?}{:#?}", told(&there), told(&back));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// Where nothing is said, every value is valid on both sides or on none.
    #[test]
    fn nothing_is_passed_over_in_silence(
        (old, new) in (schema(), schema()),
        components in components(),
        values in prop::collection::vec(any_value(), 1..20),
    ) {
        let found = changes(&document(&old, &components), &document(&new, &components));
        let (before, after) = (validator(&old, &components), validator(&new, &components));
        for value in &values {
            let (was, is) = (before.is_valid(value), after.is_valid(value));
            if was != is {
                let told = told(&found);
                prop_assert!(!found.is_empty(), "{} was {} and is {}", value, was, is);
                // What requests lose, or responses gain, is more than told, but for what policies say.
                let is_policy = found.iter().any(|change| {
                    ["member-added", "object-opened", "member-removed", "value-added"].contains(&change.code.name)
                });
                let level = worst(&found, was);
                prop_assert!(is_policy || level > Some(Level::Info), "{} was {} and is {}: {:#?}", value, was, is, told);
            }
        }
    }
}
