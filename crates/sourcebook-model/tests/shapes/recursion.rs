//! Merging ends, and its memory is bounded, however schemas contain each other.

use std::collections::HashSet;
use std::fmt::Write as _;

use proptest::prelude::*;
use sourcebook_model::document::Document;
use sourcebook_model::view::{Direction, Meet, Others, Shape, Views};

use crate::told::{document, named};

/// The places directly below one.
fn below(shape: &Shape<'_>) -> Vec<Meet> {
    let others = [shape.others, shape.unevaluated, shape.other_items].into_iter();
    let others = others.filter_map(|others| match others {
        Others::Of(meet) => Some(meet),
        Others::Any | Others::None => None,
    });
    let options = shape.unions.iter().flat_map(|union| &union.options);
    let patterns = shape.patterns.iter().map(|(_, meet)| *meet);
    let all = shape.members.iter().map(|member| member.meet).chain(patterns).chain(others);
    all.chain(options.map(|option| option.meet))
        .chain(shape.apart.iter().flatten().copied())
        .collect()
}

/// Looks at everything below a place, but at most at so many places; returns at how many.
fn walk(views: &Views<'_>, from: Meet, most: usize) -> usize {
    let mut visited = HashSet::from([from]);
    let mut open = vec![from];
    while let (Some(at), true) = (open.pop(), visited.len() < most) {
        let shape = views.shape(at);
        open.extend(below(&shape).into_iter().filter(|next| visited.insert(*next)));
    }
    visited.len()
}

/// Schemas `s0` to `s5` that contain each other in these ways.
fn linked(edges: &[(usize, usize, usize)]) -> Document {
    const WAYS: [&str; 7] = [
        "allOf",
        "oneOf",
        "anyOf",
        "properties",
        "items",
        "additionalProperties",
        "patternProperties",
    ];
    let mut schemas = Vec::new();
    for at in 0..6 {
        let mut members = String::new();
        for (way, keyword) in WAYS.iter().enumerate() {
            let targets = edges.iter().filter(|(from, _, by)| *from == at && *by == way);
            let mut to: Vec<usize> = targets.map(|(_, to, _)| *to).collect();
            to.dedup();
            let reference = |to: &usize| format!(r##"{{"$ref": "#/components/schemas/s{to}"}}"##);
            let Some(first) = to.first().map(reference) else { continue };
            let all: Vec<String> = to.iter().map(reference).collect();
            let value = match *keyword {
                "properties" => format!(r#"{{"a": {first}, "b": {}}}"#, all[all.len() - 1]),
                "patternProperties" => format!(r#"{{"a": {first}}}"#),
                "items" | "additionalProperties" => first,
                _ => format!("[{}]", all.join(",")),
            };
            let _ = write!(members, r#", "{keyword}": {value}"#);
        }
        let discriminator = r#""discriminator": {"propertyName": "a"}"#;
        schemas.push(format!(r#""s{at}": {{{discriminator}{members}}}"#));
    }
    document("3.1.0", &format!("{{{}}}", schemas.join(",")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Six schemas make at most so many places as they and their references have subsets, and every
    /// look at them ends.
    #[test]
    fn looking_at_everything_ends(
        edges in prop::collection::vec((0usize..6, 0usize..6, 0usize..7), 0..24),
    ) {
        let document = linked(&edges);
        let views = Views::new(&document);
        for at in 0..6 {
            let meet = Meet::One(named(&document, &format!("s{at}")));
            let count = walk(&views, meet, 100_000);
            prop_assert!(count < 100_000, "{count} places");
            let found = views.named_inside(meet);
            prop_assert!(found.is_some());
            prop_assert!(!views.holds(meet, Direction::Request));
        }
    }
}

#[test]
fn joining_in_ever_new_ways_goes_on() {
    // A member of a set of these is a set again: the automaton that accepts words whose n-th letter
    // from the end is `a` has as many states as there are subsets.
    let count = 18;
    let mut schemas = vec![
        r##""s0": {"properties": {"a": {"allOf": [{"$ref": "#/components/schemas/s0"}, {"$ref": "#/components/schemas/s1"}]}, "b": {"$ref": "#/components/schemas/s0"}}}"##.to_owned(),
    ];
    for at in 1..count {
        let next = format!(r##"{{"$ref": "#/components/schemas/s{}"}}"##, at + 1);
        schemas.push(format!(r#""s{at}": {{"properties": {{"a": {next}, "b": {next}}}}}"#));
    }
    schemas.push(format!(r#""s{count}": {{"type": "object"}}"#));
    let document = document("3.1.0", &format!("{{{}}}", schemas.join(",")));
    let views = Views::new(&document);
    let most = 30_000;
    assert!(walk(&views, Meet::One(named(&document, "s0")), most) >= most);
    assert!(!views.is_full());
}

#[test]
fn a_long_chain_of_bases_is_merged_without_a_deep_stack() {
    let count = 3000;
    let mut schemas = vec![r#""s0": {"properties": {"p0": {}}}"#.to_owned()];
    for at in 1..count {
        let base = format!(r##"{{"$ref": "#/components/schemas/s{}"}}"##, at - 1);
        schemas.push(format!(
            r#""s{at}": {{"allOf": [{base}], "properties": {{"p{at}": {{}}, "p0": {{}}}}}}"#
        ));
    }
    let document = document("3.0.3", &format!("{{{}}}", schemas.join(",")));
    let views = Views::new(&document);
    let last = views.shape(Meet::One(named(&document, &format!("s{}", count - 1))));
    assert_eq!(last.members.len(), count);
    // Each schema says something of the first member; it has the word of the last one first.
    assert_eq!(views.schemas(last.members[0].meet).len(), count);
    assert_eq!(last.members[1].name, "p1");
}

#[test]
fn what_is_kept_has_a_bound() {
    let count = 3000;
    let schemas: Vec<String> = (0..count).map(|at| format!(r#""s{at}": {{}}"#)).collect();
    let document = document("3.0.3", &format!("{{{}}}", schemas.join(",")));
    let ids: Vec<_> = document.components.schemas.iter().map(|(_, id)| *id).collect();
    let views = Views::new(&document);
    let all = views.join_all(ids.clone());
    for from in 0..count - 1 {
        views.join_all(ids[from..].iter().rev().copied().collect());
    }
    assert!(views.is_full());
    // What is known stays known; of anything new, the first schema holds.
    assert_eq!(views.join_all(ids.clone()), all);
    assert_eq!(views.join(Meet::One(ids[0]), Meet::One(ids[7])), Meet::One(ids[0]));
    assert_eq!(views.schemas(views.anything()).len(), 0);
}
