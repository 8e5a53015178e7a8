//! Operation ids that stand twice.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::document::{Document, Operation, Origin};
use sourcebook_syntax::Diagnostic;

use super::super::codes::DUPLICATE_OPERATION_ID;
use super::at;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, Origin> = HashMap::new();
    let mut seen: HashSet<Origin> = HashSet::new();
    let items = document.path_items.iter().flat_map(|(_, item)| &item.operations);
    for operation in items {
        let Some(id) = operation.operation_id.as_deref() else {
            continue;
        };
        if !seen.insert(operation.origin) {
            continue;
        }
        match first.get(id) {
            None => {
                first.insert(id, operation.origin);
            }
            Some(&earlier) => diagnostics.push(duplicate(document, operation, id, earlier)),
        }
    }
    check_shared(document, diagnostics);
}

/// Operations that stand at two paths, or in two webhooks, because both have the same path item.
fn check_shared(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<Origin, &str> = HashMap::new();
    for (path, used) in document.paths.iter().chain(&document.webhooks) {
        let item = &document.path_items[used.id];
        let place = used.reference.as_ref().map_or(item.origin, |reference| reference.origin);
        for operation in &item.operations {
            let Some(id) = operation.operation_id.as_deref() else { continue };
            let Some(earlier) = first.get(&operation.origin) else {
                first.insert(operation.origin, path);
                continue;
            };
            let method = &operation.method;
            let message =
                format!("`{method} {earlier}` and `{method} {path}` have the same id `{id}`");
            let diagnostic = Diagnostic::new(&DUPLICATE_OPERATION_ID, message)
                .help("give one of them a path item of its own, or leave the id out");
            diagnostics.push(at(diagnostic, document.place(place), "the same operation again"));
        }
    }
}

fn duplicate(document: &Document, operation: &Operation, id: &str, first: Origin) -> Diagnostic {
    let value = |origin: Origin| {
        let place = document.place_of_member(origin, "operationId")?;
        let tree = document.trees.get(origin.tree as usize)?;
        let node = tree.node(sourcebook_syntax::NodeId(origin.node)).get("operationId")?;
        Some(sourcebook_syntax::Place { span: node.span(), ..place })
    };
    let message = match (name(document, first), name(document, operation.origin)) {
        (Some(one), Some(other)) => format!("`{one}` and `{other}` have the same id `{id}`"),
        _ => format!("two operations have the id `{id}`"),
    };
    let diagnostic =
        Diagnostic::new(&DUPLICATE_OPERATION_ID, message).help("give each operation a unique id");
    let diagnostic = at(diagnostic, value(operation.origin), "used again here");
    match value(first) {
        Some(place) => diagnostic.related(place, "first used here"),
        None => diagnostic,
    }
}

/// What people call an operation; those of callbacks have no name.
fn name(document: &Document, origin: Origin) -> Option<String> {
    let webhooks = document.webhooks.iter().flat_map(|(name, item)| {
        let operations = document.path_items[item.id].operations.iter();
        operations.map(move |operation| (name.as_str(), operation))
    });
    let operations = document.operations().map(|(path, _, operation)| (path, operation));
    let (place, operation) =
        operations.chain(webhooks).find(|(_, operation)| operation.origin == origin)?;
    Some(format!("{} {place}", operation.method))
}
