//! Two types with one schema name, and other components that share a name.

use std::collections::{BTreeMap, BTreeSet};

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::{Component, Facts, Part};

problem_code! {
    /// The API document is joined from parts, and two of them have a schema (or another component)
    /// with the same name but different contents. Only one of them is in the document; every
    /// operation that uses the other is documented with the wrong shape, and clients generated from
    /// it fail. Generators silently keep the first or the last one: a `schema(as = …)` copied from
    /// one type to another, or two types named `Request` in different modules, are enough.
    ///
    /// Rename one of the types. The parts come from the member `parts` of the facts document;
    /// without it, nothing is checked.
    pub(in super::super) static DUPLICATE_COMPONENT = "duplicate-component", Error,
        "two types share a schema name, so one is documented as the other";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<Vec<&str>, (Component<'_>, &Part)> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for part in facts.server.parts.iter().flatten() {
        for component in part.components() {
            let known = first.get(&component.path);
            match known.filter(|(known, _)| known.value != component.value) {
                Some((_, other)) if told.insert(component.path.clone()) => {
                    found.push(duplicate(facts, &component, [other, part]));
                }
                Some(_) => {}
                None => drop(first.entry(component.path.clone()).or_insert((component, part))),
            }
        }
    }
}

fn duplicate(facts: &Facts, component: &Component<'_>, parts: [&Part; 2]) -> Diagnostic {
    let (kind, name) = (component.kind(), component.name());
    let message = match kind.as_str() {
        "components.schemas" | "definitions" => {
            format!("two types share the schema name `{name}`")
        }
        _ => format!("two of `{kind}` share the name `{name}`"),
    };
    let mut diagnostic = Diagnostic::new(&DUPLICATE_COMPONENT, message)
        .note(format!("one is used by {}, the other by {}", parts[0].label(), parts[1].label()))
        .help("rename one of them");
    if let Some(place) = facts.api.as_ref().and_then(|api| api.place_at(&component.path)) {
        diagnostic = diagnostic.at(place, "only one of them is in the document");
    }
    diagnostic
}
