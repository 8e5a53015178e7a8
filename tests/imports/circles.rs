//! Circles of imports among siblings.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::Import;

/// Siblings that import each other in a circle, with the imports that close it.
#[derive(Debug)]
pub(crate) struct Circle {
    pub(crate) modules: BTreeSet<String>,
    pub(crate) imports: Vec<Import>,
}

/// Every largest set of siblings in which each leads to each other.
pub(crate) fn circles(imports: &[Import]) -> Vec<Circle> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in imports {
        next.entry(&import.from).or_default().insert(&import.to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        next.keys().map(|&from| (from, reachable(from, &next))).collect();
    let leads = |from: &str, to: &str| reached.get(from).is_some_and(|all| all.contains(to));
    let sets: BTreeSet<BTreeSet<String>> = next
        .keys()
        .filter(|&&module| leads(module, module))
        .map(|&module| {
            let back = next.keys().filter(|&&other| leads(module, other) && leads(other, module));
            back.map(|&other| other.to_owned()).collect()
        })
        .collect();
    let circle = |modules: BTreeSet<String>| {
        let inside =
            |import: &&Import| modules.contains(&import.from) && modules.contains(&import.to);
        let imports = imports.iter().filter(inside).cloned().collect();
        Circle { modules, imports }
    };
    sets.into_iter().map(circle).collect()
}

fn reachable<'m>(from: &'m str, next: &BTreeMap<&'m str, BTreeSet<&'m str>>) -> BTreeSet<&'m str> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(module) = waiting.pop() {
        for &other in next.get(module).into_iter().flatten() {
            if reached.insert(other) {
                waiting.push(other);
            }
        }
    }
    reached
}
