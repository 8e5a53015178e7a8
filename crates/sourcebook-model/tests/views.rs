//! Places at which several schemas hold, and numbers of any length.

mod schemas;

use std::collections::BTreeSet;

use proptest::prelude::*;
use sourcebook_model::document::{Document, Value};
use sourcebook_model::view::{Decimal, Meet, Part, Step, Views};

use schemas::named;

fn document(schemas: &str) -> Document {
    schemas::document("3.1.0", schemas)
}

/// The titles of everything that holds where a schema does, with the way to it.
fn titles(document: &Document, views: &Views<'_>, meet: Meet) -> Vec<String> {
    let parts = views.parts(meet);
    let title = |part: &Part| {
        let title = document.schemas[part.schema].title.as_deref().unwrap_or("-");
        match part.step {
            Step::Here => title.to_owned(),
            Step::Reference(from) => format!("{title} by $ref of {from}"),
            Step::AllOf(from) => format!("{title} in allOf of {from}"),
        }
    };
    parts.iter().map(title).collect()
}

#[test]
fn references_and_parts_are_followed_in_their_order() {
    let document = document(
        r##"{
        "it": {"title": "it", "$ref": "#/components/schemas/a", "allOf": [
            {"title": "p", "allOf": [{"title": "q"}]}, {"$ref": "#/components/schemas/b"},
            {"$ref": "#/components/schemas/gone"}]},
        "a": {"title": "a", "allOf": [{"$ref": "#/components/schemas/b"}]},
        "b": {"title": "b", "allOf": [{"$ref": "#/components/schemas/it"}]}}"##,
    );
    let views = Views::new(&document);
    let expected = [
        "it",
        "a by $ref of 0",
        "- in allOf of 1",
        "b by $ref of 2",
        "- in allOf of 3",
        "p in allOf of 0",
        "q in allOf of 5",
        "- in allOf of 0",
        "- in allOf of 0",
    ];
    assert_eq!(titles(&document, &views, Meet::One(named(&document, "it"))), expected);
}

#[test]
fn places_are_equal_if_they_hold_the_same() {
    let document = document(r#"{"a": {"title": "a"}, "b": {"title": "b"}, "c": {"title": "c"}}"#);
    let views = Views::new(&document);
    let [a, b, c] = ["a", "b", "c"].map(|name| Meet::One(named(&document, name)));
    assert_eq!(views.join(a, a), a);
    assert_eq!(views.join(a, b), views.join(b, a));
    assert_ne!(views.join(a, b), views.join(a, c));
    assert_eq!(views.join(views.join(a, b), c), views.join(a, views.join(c, b)));
    assert_eq!(views.join(views.join(a, b), b), views.join(a, b));
    // What was met first stands first.
    assert_eq!(titles(&document, &views, views.join(c, a)), ["c", "a"]);
    assert_eq!(titles(&document, &views, views.join(a, c)), ["a", "c"]);
    // One set for all threads.
    let joined = std::thread::scope(|scope| {
        let threads = [(); 4].map(|()| scope.spawn(|| views.join(views.join(b, c), a)));
        threads.map(|thread| thread.join().expect("a place"))
    });
    assert_eq!(joined, [views.join(a, views.join(b, c)); 4]);
}

/// Schemas `s0` to `s5` with these edges: a reference or parts. References alone make no circle,
/// which the reader refuses.
fn linked(edges: &[(usize, usize, bool)]) -> Document {
    let schemas: Vec<String> = (0..6)
        .map(|at| {
            let targets = edges.iter().filter(|(from, ..)| *from == at);
            let (mut parts, mut whole) = (Vec::new(), String::new());
            for (_, to, is_whole) in targets {
                let target = format!(r##""$ref": "#/components/schemas/s{to}""##);
                if *is_whole && *to > at && whole.is_empty() {
                    whole = format!("{target}, ");
                } else {
                    parts.push(format!("{{{target}}}"));
                }
            }
            format!(r#""s{at}": {{{whole}"title": "s{at}", "allOf": [{}]}}"#, parts.join(","))
        })
        .collect();
    document(&format!("{{{}}}", schemas.join(",")))
}

/// What can be reached from a schema, found in another way: until nothing is added.
fn reachable(edges: &[(usize, usize, bool)], from: &[usize]) -> BTreeSet<String> {
    let mut found: BTreeSet<usize> = from.iter().copied().collect();
    loop {
        let more = edges.iter().filter(|(from, ..)| found.contains(from)).map(|(_, to, _)| *to);
        let all: BTreeSet<usize> = found.iter().copied().chain(more).collect();
        if all == found {
            return found.iter().map(|at| format!("s{at}")).collect();
        }
        found = all;
    }
}

/// The value of a number as a document writes it; `None` where it is not computed with.
fn decimal(text: &str) -> Option<Decimal> {
    let document = document(&format!(r#"{{"n": {{"default": {text}}}}}"#));
    match &document.schemas[named(&document, "n")].default {
        Some(Value::Number(number)) => Decimal::of(number),
        other => panic!("{text} is {other:?}"),
    }
}

fn of(text: &str) -> Decimal {
    decimal(text).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn numbers_are_compared_by_their_values() {
    let ascending = [
        "-1e400",
        "-12345678901234567890123456789012345678.5",
        "-1.01",
        "-1",
        "-1e-400",
        "0",
        "1e-400",
        "0.1",
        "0.10000000000000000000000000000000000001",
        "1",
        "9",
        "10",
        "1e2",
        "12345678901234567890123456789012345678",
        "12345678901234567890123456789012345679",
        "1e400",
    ];
    for pair in ascending.windows(2) {
        assert!(of(pair[0]) < of(pair[1]), "{pair:?}");
        assert!(of(pair[1]) > of(pair[0]), "{pair:?}");
    }
    for (one, other) in
        [("1", "1.0"), ("15e-1", "1.50"), ("0", "-0.0e5"), ("1E+2", "100"), ("0.5", "5e-1")]
    {
        assert_eq!(of(one), of(other));
    }
    let long = "1".repeat(1001);
    for text in ["1e1000000001", "1e-99999999999999999999", &long] {
        assert_eq!(decimal(text), None, "{text}");
    }
}

#[test]
fn multiples_are_exact() {
    let table = [
        ("0.3", "0.1", true),
        ("1e400", "7", false),
        ("1e400", "1024", true),
        ("1e400", "3e399", false),
        ("0", "5", true),
        ("5", "0", false),
        ("-6", "3", true),
        ("6", "-3", true),
        ("5", "10", false),
        ("1e1000000000", "1e-1000000000", true),
        ("1", "0.3", false),
        ("4.5", "1.5", true),
        ("12345678901234567890123456789012345678", "2", true),
        ("12345678901234567890123456789012345679", "2", false),
        ("100", "1e1", true),
        ("10", "1e2", false),
        ("1e9", "1953125", true),
        ("1e8", "1953125", false),
    ];
    for (number, divisor, expected) in table {
        assert_eq!(of(number).is_multiple_of(&of(divisor)), expected, "{number} of {divisor}");
    }
    assert_eq!(of("1e400").plus(&of("-1e400")), Some(of("0")));
    assert_eq!(of("0.1").plus(&of("0.2")), Some(of("0.3")));
    assert_eq!(of("1e20000").plus(&of("1")), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// However schemas contain each other, the parts end, each once, and are all that is reached.
    #[test]
    fn parts_end_and_are_whole(
        edges in prop::collection::vec((0usize..6, 0usize..6, any::<bool>()), 0..20),
        (one, other) in (0usize..6, 0usize..6),
    ) {
        let document = linked(&edges);
        let views = Views::new(&document);
        let [first, second] = [one, other].map(|at| Meet::One(named(&document, &format!("s{at}"))));
        let parts = views.parts(views.join(first, second));
        let ids: Vec<usize> = parts.iter().map(|part| part.schema.index()).collect();
        let once: BTreeSet<usize> = ids.iter().copied().collect();
        prop_assert_eq!(once.len(), ids.len());
        let titles: BTreeSet<String> =
            parts.iter().filter_map(|part| document.schemas[part.schema].title.clone()).map(String::from).collect();
        prop_assert_eq!(titles, reachable(&edges, &[one, other]));
        for (at, part) in parts.iter().enumerate() {
            if let Step::Reference(from) | Step::AllOf(from) = part.step {
                prop_assert!(from < at);
            }
        }
    }

    #[test]
    fn numbers_are_those_of_whole_numbers(one in any::<i64>(), other in any::<i64>(), power in 0u32..20) {
        let (a, b) = (of(&one.to_string()), of(&other.to_string()));
        prop_assert_eq!(a.cmp(&b), one.cmp(&other));
        let sum = i128::from(one) + i128::from(other);
        prop_assert_eq!(a.plus(&b), decimal(&sum.to_string()));
        let shifted = of(&format!("{one}e-{power}"));
        let back = (0..power).try_fold(shifted, |number, _| (1..10).try_fold(number.clone(), |sum, _| sum.plus(&number)));
        prop_assert_eq!(back, Some(a));
    }

    #[test]
    fn multiples_are_those_of_whole_numbers(one in -1_000_000_000_000i128..1_000_000_000_000, of_small in 1i128..5000, power in 0usize..25) {
        let large = one * 10i128.pow(u32::try_from(power).expect("small"));
        for divisor in [of_small, of_small * of_small] {
            let expected = large % divisor == 0;
            let number = of(&format!("{one}e{power}"));
            prop_assert_eq!(number.is_multiple_of(&of(&divisor.to_string())), expected);
        }
    }
}

#[test]
fn numbers_have_whole_neighbors_and_a_text() {
    let table = [
        ("1.5", "1", "2"),
        ("-1.5", "-2", "-1"),
        ("3", "3", "3"),
        ("-3", "-3", "-3"),
        ("0.001", "0", "1"),
        ("-0.001", "-1", "0"),
        ("0", "0", "0"),
        ("1200", "1200", "1200"),
        ("12.5e1", "125", "125"),
        ("99.9", "99", "100"),
    ];
    for (number, below, above) in table {
        let one = of(number);
        let text = |number: Option<Decimal>| {
            number.and_then(|number| number.to_number()).map(|number| number.as_str().to_owned())
        };
        assert_eq!(text(one.floor()).as_deref(), Some(below), "{number}");
        assert_eq!(text(one.ceiling()).as_deref(), Some(above), "{number}");
        let written = one.to_number().expect("few digits");
        assert_eq!(Decimal::of(&written), Some(one), "{number}");
    }
    assert!(of("1e1000000").to_number().is_none(), "a million digits are not written");
}
