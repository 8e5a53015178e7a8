//! A validator that shares nothing with ours judges the same.

use proptest::prelude::*;
use sourcebook_model::fit::fits;
use sourcebook_model::value::{Budget, Doubt, sample};
use sourcebook_model::view::{Direction, Meet, Views};

use crate::random::{any_schema, any_value, target};
use crate::read::{document, named, value};

/// The other validator for a schema whose references lead to two others.
fn other_validator(schema: &str, a: &str, b: &str) -> jsonschema::Validator {
    let schema = schema.replace('@', "#/$defs/");
    let whole = match schema.strip_prefix('{') {
        Some(rest) if rest.len() > 1 => {
            format!(r#"{{"$defs": {{"a": {a}, "b": {b}}}, {rest}"#)
        }
        _ => schema,
    };
    let whole = serde_json::from_str(&whole).expect("a schema");
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
    options.build(&whole).expect("a validator")
}

/// The same as named schemas of a document.
fn own_schemas(schema: &str, a: &str, b: &str) -> String {
    let schema = schema.replace('@', "#/components/schemas/");
    format!(r#"{{"it": {schema}, "a": {a}, "b": {b}}}"#)
}

/// The texts of at most three of the letters that the patterns of random schemas name.
fn short_texts() -> impl Iterator<Item = String> {
    let letters = ["", "a", "b"];
    let text = move |at: usize| [letters[at / 9], letters[at / 3 % 3], letters[at % 3]].concat();
    (0..27).map(text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    /// A value fits if and only if the other validator accepts it.
    #[test]
    fn values_fit_if_they_are_valid(schema in any_schema(), (a, b) in (target(), target()), values in prop::collection::vec(any_value(), 1..6)) {
        let other = other_validator(&schema, &a, &b);
        let own = own_schemas(&schema, &a, &b);
        let texts: Vec<&str> = values.iter().map(String::as_str).collect();
        let document = document("3.1.0", &own, &texts);
        let views = Views::new(&document);
        let it = Meet::One(named(&document, "it"));
        for (at, text) in texts.iter().enumerate() {
            let expected = other.is_valid(&serde_json::from_str(text).expect("a value"));
            let found = fits(&views, it, value(&document, at), Direction::Whole);
            prop_assert_eq!(found, expected, "{}", text);
        }
    }

    /// A sample is valid, or names a doubt. A pattern is a doubt only where no text is valid: two of
    /// them may leave none that is as short as it has to be.
    #[test]
    fn samples_without_doubt_are_valid(schema in any_schema(), (a, b) in (target(), target())) {
        let document = document("3.1.0", &own_schemas(&schema, &a, &b), &[]);
        let views = Views::new(&document);
        let it = Meet::One(named(&document, "it"));
        let made = sample(&views, it, Direction::Whole, &Budget::default());
        let text = serde_json::from_str(&made.value.to_compact_json()).expect("JSON");
        let other = other_validator(&schema, &a, &b);
        prop_assert_eq!(other.is_valid(&text), made.doubts.is_empty(), "{:?}", made);
        if made.doubts.contains(&Doubt::Pattern) {
            let valid = short_texts().find(|text| other.is_valid(&text.as_str().into()));
            prop_assert!(valid.is_none(), "{:?} is valid, and was not found: {:?}", valid, made);
        }
    }
}
