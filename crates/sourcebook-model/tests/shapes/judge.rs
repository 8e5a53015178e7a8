//! What a merge says is what its schemas say: values judged by shapes alone, and by a validator that
//! knows nothing of merging.

use proptest::prelude::*;
use sourcebook_model::document::{Number, SchemaType, Value};
use sourcebook_model::view::{
    Bounds, Decimal, Meet, Others, Rule, Shape, Union, UnionKind, Views, equal,
};

use crate::random::{any_schema, any_value, target};
use crate::told::{document, named};

/// Whether a value that is not `null` is valid by the shape of a place; `None` where the shape only
/// says that its parts are to be looked at one by one.
fn judged(views: &Views<'_>, meet: Meet, value: &Value) -> Option<bool> {
    let shape = views.shape(meet);
    if shape.is_never {
        return Some(false);
    }
    let by_type = shape.is_inferred || shape.types.iter().any(|kind| is_of(value, *kind));
    let allowed = shape.allowed.as_ref();
    let by_value = allowed.is_none_or(|all| all.iter().any(|one| equal(one.value, value)));
    if !by_type || !by_value {
        return Some(false);
    }
    let mut fits = match value {
        Value::Number(number) => keeps(&shape.bounds, number),
        Value::String(text) => is_text(views, &shape, text),
        Value::Array(items) => is_list(views, &shape, items)?,
        Value::Object(_) if shape.apart.is_some() => return None,
        Value::Object(members) => is_object(views, &shape, members, value)?,
        Value::Null | Value::Bool(_) => true,
    };
    for union in &shape.unions {
        fits &= is_one_of(views, union, value)?;
    }
    for rule in &shape.rules {
        fits &= is_kept(views, rule, value)?;
    }
    Some(fits)
}

fn is_of(value: &Value, kind: SchemaType) -> bool {
    match value {
        Value::Null => kind == SchemaType::Null,
        Value::Bool(_) => kind == SchemaType::Boolean,
        Value::Number(number) => {
            let is_whole = number.to_f64().fract() == 0.0;
            kind == SchemaType::Number || (kind == SchemaType::Integer && is_whole)
        }
        Value::String(_) => kind == SchemaType::String,
        Value::Array(_) => kind == SchemaType::Array,
        Value::Object(_) => kind == SchemaType::Object,
    }
}

fn keeps(bounds: &Bounds<'_>, number: &Number) -> bool {
    let of = |number: &Number| Decimal::of(number).expect("a small number");
    let value = of(number);
    bounds.least.is_none_or(|least| {
        value > of(least.value) || (!least.is_exclusive && value == of(least.value))
    }) && bounds.most.is_none_or(|most| {
        value < of(most.value) || (!most.is_exclusive && value == of(most.value))
    }) && bounds.multiples.iter().all(|multiple| value.is_multiple_of(&of(multiple)))
}

fn is_count(count: usize, least: Option<u32>, most: Option<u32>) -> bool {
    least.is_none_or(|least| count >= least as usize)
        && most.is_none_or(|most| count <= most as usize)
}

fn is_text<'d>(views: &Views<'d>, shape: &Shape<'d>, text: &str) -> bool {
    let bounds = &shape.bounds;
    is_count(text.chars().count(), bounds.min_length, bounds.max_length)
        && bounds.patterns.iter().all(|pattern| views.matches(pattern, text) == Some(true))
}

fn is_list(views: &Views<'_>, shape: &Shape<'_>, items: &[Value]) -> Option<bool> {
    let bounds = &shape.bounds;
    let mut fits = is_count(items.len(), bounds.min_items, bounds.max_items);
    let is_new = |(at, item): (usize, &Value)| !items[..at].iter().any(|known| equal(known, item));
    fits &= !bounds.unique_items || items.iter().enumerate().all(is_new);
    for (at, item) in items.iter().enumerate() {
        fits &= match (shape.first_items.get(at).copied(), shape.other_items) {
            (Some(place), _) | (None, Others::Of(place)) => judged(views, place, item)?,
            (None, Others::None) => false,
            (None, Others::Any) => true,
        };
    }
    for contains in &shape.contains {
        let fitting: Option<Vec<bool>> =
            items.iter().map(|item| judged(views, contains.meet, item)).collect();
        let count = fitting?.into_iter().filter(|fits| *fits).count();
        fits &= is_count(count, Some(contains.least), contains.most);
    }
    Some(fits)
}

fn is_object<'d>(
    views: &Views<'d>,
    shape: &Shape<'d>,
    members: &[(Box<str>, Value)],
    value: &Value,
) -> Option<bool> {
    let mut fits = is_count(members.len(), shape.bounds.min_members, shape.bounds.max_members);
    fits &= shape.members.iter().all(|member| !member.required || value.get(member.name).is_some());
    for (name, member) in members {
        if let Some(names) = shape.names {
            fits &= judged(views, names, &Value::string(&**name))?;
        }
        if let Some(declared) = shape.members.iter().find(|declared| *declared.name == **name) {
            fits &= judged(views, declared.meet, member)?;
            continue;
        }
        let is_named = |pattern: &&(&'d str, Meet)| views.matches(pattern.0, name) == Some(true);
        let named: Vec<Meet> =
            shape.patterns.iter().filter(is_named).map(|(_, meet)| *meet).collect();
        fits &= match (named.as_slice(), shape.others) {
            ([], Others::None) => false,
            ([], Others::Of(others)) => judged(views, others, member)?,
            ([], Others::Any) => true,
            (named, _) => {
                let all: Option<Vec<bool>> =
                    named.iter().map(|place| judged(views, *place, member)).collect();
                all?.into_iter().all(|fits| fits)
            }
        };
    }
    Some(fits)
}

fn is_one_of(views: &Views<'_>, union: &Union<'_>, value: &Value) -> Option<bool> {
    let fitting: Option<Vec<bool>> =
        union.options.iter().map(|option| judged(views, option.meet, value)).collect();
    let count = fitting?.into_iter().filter(|fits| *fits).count();
    Some(if union.kind == UnionKind::ExactlyOne { count == 1 } else { count > 0 })
}

fn is_kept(views: &Views<'_>, rule: &Rule<'_>, value: &Value) -> Option<bool> {
    match rule {
        Rule::IfGiven { name, requires } => {
            Some(value.get(name).is_none() || requires.iter().all(|name| value.get(name).is_some()))
        }
        Rule::IfGivenThen { name, then } => {
            if value.get(name).is_some() {
                judged(views, *then, value)
            } else {
                Some(true)
            }
        }
        Rule::If { fits, then, otherwise, .. } => {
            let branch = if judged(views, *fits, value)? { then } else { otherwise };
            branch.map_or(Some(true), |branch| judged(views, branch, value))
        }
        Rule::Not(not) => Some(!judged(views, *not, value)?),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    /// The shape of several schemas allows the values that all of them allow, and no other.
    #[test]
    fn a_merge_allows_what_its_schemas_allow(
        schemas in prop::collection::vec(any_schema(), 1..4),
        (a, b) in (target(), target()),
        values in prop::collection::vec(any_value(), 8),
    ) {
        // `null`, and what keywords leave over, depend on more than the merge says.
        let values = format!("[{}]", values.join(",")).replace("null", "0");
        let whole = format!(r#"{{"allOf": [{}]}}"#, schemas.join(","));
        let [whole, a, b] = [whole, a, b].map(|text| text.replace("unevaluated", "x-"));
        let own = whole.replace('@', "#/components/schemas/");
        let document = document("3.1.0", &format!(
            r#"{{"it": {own}, "a": {a}, "b": {b}, "values": {{"const": {values}}}}}"#
        ));
        let other = format!(r#"{{"$defs": {{"a": {a}, "b": {b}}}, {}"#, &whole.replace('@', "#/$defs/")[1..]);
        let other = serde_json::from_str(&other).expect("a schema");
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
        let other = options.build(&other).expect("a validator");
        let texts: Vec<serde_json::Value> = serde_json::from_str(&values).expect("JSON");
        let views = Views::new(&document);
        let values = &document.schemas[named(&document, "values")].constant;
        let Some(Value::Array(values)) = values else { panic!("{values:?}") };
        for (value, text) in values.iter().zip(&texts) {
            if let Some(found) = judged(&views, Meet::One(named(&document, "it")), value) {
                prop_assert_eq!(found, other.is_valid(text), "{}", text);
            }
        }
    }
}
