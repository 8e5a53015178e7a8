//! The members of objects at which several schemas hold.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::document::{AdditionalProperties, Id, Schema};

use super::Views;
use super::expand::{self, Part};
use super::meet::Meet;
use super::shape::{Member, Others, Shape};

/// Fills in what is said of objects; `order` says which part has the word first. Returns whether
/// the schemas contradict each other: one requires a member that another does not allow.
pub(super) fn objects<'d>(
    views: &Views<'d>,
    parts: &[Part],
    order: &[usize],
    shape: &mut Shape<'d>,
) -> bool {
    let schemas = &views.document().schemas;
    let speaks = |part: &Part| is_about_objects(&schemas[part.schema]);
    if !parts.iter().any(speaks) {
        return false;
    }
    let mut names = Names::new(views, parts);
    for at in order {
        let schema = &schemas[parts[*at].schema];
        names.declare(schema);
        names.apply_to_others(views, schema);
        names.close(views, parts, *at);
    }
    shape.patterns = patterns(views, parts, order);
    let all = || order.iter().map(|at| &schemas[parts[*at].schema]);
    shape.others = others(views, all().filter_map(|schema| additional(views, schema)));
    let unevaluated = |schema: &Schema| schema.unevaluated_properties.map(|id| of(views, id));
    shape.unevaluated = others(views, all().filter_map(unevaluated));
    let of_names = all().filter_map(|schema| schema.property_names);
    shape.names = of_names.map(Meet::One).reduce(|one, other| views.join(one, other));
    names.finish(views, shape)
}

fn is_about_objects(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional_properties.is_some()
        || schema.property_names.is_some()
        || !schema.required.is_empty()
        || schema.unevaluated_properties.is_some()
}

/// What other members are like.
fn of(views: &Views<'_>, schema: Id<Schema>) -> Others {
    match views.document().schemas[schema].boolean {
        Some(false) => Others::None,
        Some(true) => Others::Any,
        None => Others::Of(Meet::One(schema)),
    }
}

/// What other members are like if all of these hold.
pub(super) fn others(views: &Views<'_>, all: impl Iterator<Item = Others>) -> Others {
    all.fold(Others::Any, |known, one| match (known, one) {
        (Others::None, _) | (_, Others::None) => Others::None,
        (Others::Any, one) => one,
        (known, Others::Any) => known,
        (Others::Of(known), Others::Of(one)) => Others::Of(views.join(known, one)),
    })
}

/// Every pattern with everything that holds of the members which it names: what schemas say of it, and
/// what others without patterns say of all members that they do not name.
fn patterns<'d>(views: &Views<'d>, parts: &[Part], order: &[usize]) -> Vec<(&'d str, Meet)> {
    let schemas = || order.iter().map(|at| &views.document().schemas[parts[*at].schema]);
    let mut patterns: Vec<(&'d str, Meet)> = Vec::new();
    for (pattern, schema) in schemas().flat_map(|schema| &schema.pattern_properties) {
        match patterns.iter_mut().find(|(known, _)| *known == &**pattern) {
            Some((_, meet)) => *meet = views.join(*meet, Meet::One(*schema)),
            None => patterns.push((pattern, Meet::One(*schema))),
        }
    }
    let unnamed = schemas().filter(|schema| schema.pattern_properties.is_empty());
    let elsewhere = others(views, unnamed.filter_map(|schema| additional(views, schema)));
    match elsewhere {
        Others::Any => {}
        Others::None => patterns.clear(),
        Others::Of(others) => {
            for (_, meet) in &mut patterns {
                *meet = views.join(*meet, others);
            }
        }
    }
    patterns
}

/// What a schema says of members that it does not name.
fn additional(views: &Views<'_>, schema: &Schema) -> Option<Others> {
    match &schema.additional_properties {
        Some(AdditionalProperties::Allowed(false)) => Some(Others::None),
        Some(AdditionalProperties::Schema(others)) => Some(of(views, *others)),
        _ => None,
    }
}

/// The names of members that schemas mention, in the order in which they do, with what holds of each.
struct Names<'d> {
    all: Vec<Name<'d>>,
    known: HashMap<&'d str, usize>,
}

struct Name<'d> {
    text: &'d str,
    /// The schemas that hold; those which have the word stand first.
    schemas: Vec<Id<Schema>>,
    required: bool,
    /// Whether a schema does not allow it.
    is_dropped: bool,
}

impl<'d> Names<'d> {
    /// The names of properties, then those which are only required.
    fn new(views: &Views<'d>, parts: &[Part]) -> Self {
        let mut names = Self { all: Vec::new(), known: HashMap::new() };
        let document = views.document();
        let mentioned = expand::by_mention(document, parts);
        let schemas = || mentioned.iter().map(|at| &document.schemas[parts[*at].schema]);
        for schema in schemas() {
            for (name, _) in &schema.properties {
                names.at(name);
            }
        }
        for schema in schemas() {
            for name in &schema.required {
                let at = names.at(name);
                names.all[at].required = true;
            }
        }
        names
    }

    fn at(&mut self, name: &'d str) -> usize {
        *self.known.entry(name).or_insert_with(|| {
            let (schemas, required, is_dropped) = (Vec::new(), false, false);
            self.all.push(Name { text: name, schemas, required, is_dropped });
            self.all.len() - 1
        })
    }

    /// What a schema says of its own members.
    fn declare(&mut self, schema: &'d Schema) {
        for (name, member) in &schema.properties {
            let at = self.at(name);
            self.all[at].schemas.push(*member);
        }
    }

    /// What a schema says of members by a pattern, or of all that it does not name.
    fn apply_to_others(&mut self, views: &Views<'d>, schema: &'d Schema) {
        let others = match &schema.additional_properties {
            None | Some(AdditionalProperties::Allowed(true)) => None,
            others => others.as_ref(),
        };
        if others.is_none() && schema.pattern_properties.is_empty() {
            return;
        }
        let own: HashSet<&str> = schema.properties.iter().map(|(name, _)| &**name).collect();
        for name in &mut self.all {
            let mut may_be_named = own.contains(name.text);
            for (pattern, member) in &schema.pattern_properties {
                let matches = views.matches(pattern, name.text);
                name.schemas.extend((matches == Some(true)).then_some(*member));
                // A pattern that cannot be read may name it.
                may_be_named |= matches != Some(false);
            }
            match others {
                _ if may_be_named => {}
                Some(AdditionalProperties::Schema(others)) => name.schemas.push(*others),
                Some(AdditionalProperties::Allowed(_)) => name.is_dropped = true,
                None => {}
            }
        }
    }

    /// `unevaluatedProperties` of a part: it looks at what neither the part nor what is below it
    /// names.
    fn close(&mut self, views: &Views<'d>, parts: &[Part], at: usize) {
        let schemas = &views.document().schemas;
        let Some(others) = schemas[parts[at].schema].unevaluated_properties else { return };
        let Some(own) = evaluated(views, parts, at) else { return };
        for name in &mut self.all {
            let is_matched = |pattern: &&'d str| views.matches(pattern, name.text) != Some(false);
            if own.names.contains(name.text) || own.patterns.iter().any(is_matched) {
                continue;
            }
            match schemas[others].boolean {
                Some(true) => {}
                Some(false) => name.is_dropped = true,
                None => name.schemas.push(others),
            }
        }
    }

    fn finish(self, views: &Views<'d>, shape: &mut Shape<'d>) -> bool {
        let contradicts = self.all.iter().any(|name| name.is_dropped && name.required);
        let kept = self.all.into_iter().filter(|name| !name.is_dropped);
        let member = |Name { text, schemas, required, .. }| Member {
            name: text,
            meet: views.join_all(schemas),
            required,
            tells: Vec::new(),
        };
        shape.members = kept.map(member).collect();
        contradicts
    }
}

/// The members which a part and what is below it name.
struct Evaluated<'d> {
    names: HashSet<&'d str>,
    patterns: Vec<&'d str>,
}

/// `None` where everything is, or where it depends on the value.
fn evaluated<'d>(views: &Views<'d>, parts: &[Part], at: usize) -> Option<Evaluated<'d>> {
    let mut evaluated = Evaluated { names: HashSet::new(), patterns: Vec::new() };
    let mut is_below = vec![false; parts.len()];
    for (below, part) in parts.iter().enumerate().skip(at) {
        is_below[below] = below == at || part.step.from().is_some_and(|from| is_below[from]);
        if !is_below[below] {
            continue;
        }
        let schema = &views.document().schemas[part.schema];
        let depends = !schema.one_of.is_empty()
            || !schema.any_of.is_empty()
            || schema.if_schema.is_some()
            || !schema.dependent_schemas.is_empty();
        if depends || schema.additional_properties.is_some() {
            return None;
        }
        evaluated.names.extend(schema.properties.iter().map(|(name, _)| &**name));
        evaluated.patterns.extend(schema.pattern_properties.iter().map(|(pattern, _)| &**pattern));
    }
    Some(evaluated)
}
