//! Imports run one way: between crates, between the modules of a crate, and between the children of
//! a module. The order is read from `docs/contributing/architecture.md`.

mod circles;
mod order;
mod paths;
mod planted;
mod sources;

use std::collections::BTreeMap;
use std::path::Path;

use circles::circles;
use order::Order;
use sources::{Crate, Import};

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every crate of the workspace with its imports, by the folder that the architecture names.
fn crates(order: &Order) -> BTreeMap<String, Crate> {
    let read = |(name, folder): (&String, &String)| {
        let folder = if folder == "src" { String::new() } else { format!("{folder}/") };
        (name.clone(), Crate::read(workspace(), &format!("{folder}src")))
    };
    order.folders.iter().map(read).collect()
}

/// Everything that runs against the order, one line each.
fn violations(order: &Order, crates: &BTreeMap<String, Crate>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, one) in crates {
        found.extend(one.foreign.iter().filter_map(|import| order.refuses_crate(name, import)));
        found.extend(order.unlisted(name, &one.top_level()));
        let between = one.between_children("");
        found.extend(between.iter().filter_map(|import| order.refuses_module(name, import)));
        for parent in one.parents().iter().filter(|parent| !parent.is_empty()) {
            let between = one.between_children(parent);
            let circles = circles(&between);
            found.extend(
                circles.iter().filter_map(|circle| order.refuses_circle(name, parent, circle)),
            );
        }
    }
    found.extend(order.unused_exceptions(crates));
    found
}

#[test]
fn imports_run_one_way() {
    let text = std::fs::read_to_string(workspace().join("docs/contributing/architecture.md"));
    let order = Order::parse(&text.expect("the architecture"));
    assert!(order.folders.len() > 5, "the table of crates was not found");
    let found = violations(&order, &crates(&order));
    assert!(found.is_empty(), "{} imports run the wrong way:\n{}", found.len(), found.join("\n"));
}

/// An import as messages name it.
fn line_of(import: &Import) -> String {
    format!("{}:{}: `{}`", import.file, import.line, import.path)
}
