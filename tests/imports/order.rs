//! The order, as the tables of the architecture say it.

use std::collections::{BTreeMap, BTreeSet};

use crate::circles::{Circle, circles};
use crate::line_of;
use crate::sources::{Crate, Import};

/// What may import what.
#[derive(Debug, Default)]
pub(crate) struct Order {
    /// The folder of each crate.
    pub(crate) folders: BTreeMap<String, String>,
    /// The crates that each may use.
    may_use: BTreeMap<String, BTreeSet<String>>,
    /// The modules of each crate, lowest first.
    modules: BTreeMap<String, Vec<String>>,
    /// Circles that stay: the crate, the parent and the modules.
    exceptions: Vec<(String, String, BTreeSet<String>)>,
}

impl Order {
    /// Reads the three tables, which are known by their headers.
    pub(crate) fn parse(text: &str) -> Self {
        let mut order = Self::default();
        let mut table = "";
        for line in text.lines() {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            match cells.as_slice() {
                _ if !line.starts_with('|') => table = "",
                [.., last] if table.is_empty() => table = last,
                [first, ..] if first.starts_with("--") => {}
                [folder, name, _, uses] if table == "May use" => {
                    order.add_crate(folder, name, uses);
                }
                [name, modules] if table == "Its modules, lowest first" => {
                    order.modules.insert(one(name), quoted(modules));
                }
                [name, parent, modules, _] if table == "Why it stays" => {
                    let modules = quoted(modules).into_iter().collect();
                    order.exceptions.push((one(name), one(parent), modules));
                }
                _ => {}
            }
        }
        order
    }

    fn add_crate(&mut self, folder: &str, name: &str, uses: &str) {
        // What stands behind a semicolon is about tests.
        let uses = uses.split(';').next().unwrap_or_default();
        self.folders.insert(one(name), one(folder).trim_end_matches('/').to_owned());
        self.may_use.insert(one(name), quoted(uses).into_iter().collect());
    }

    pub(crate) fn refuses_crate(&self, name: &str, import: &Import) -> Option<String> {
        let may_use = self.may_use[name].contains(&import.to) || import.to == name;
        (!may_use).then(|| format!("{}: `{name}` may not use `{}`", line_of(import), import.to))
    }

    /// Modules without a place in the order, and places without a module.
    pub(crate) fn unlisted(&self, name: &str, modules: &BTreeSet<String>) -> Vec<String> {
        let listed: BTreeSet<String> =
            self.modules.get(name).into_iter().flatten().cloned().collect();
        let missing = modules.difference(&listed);
        let missing =
            missing.map(|module| format!("`{module}` of `{name}` has no place in the order"));
        let gone = listed.difference(modules);
        missing.chain(gone.map(|module| format!("`{name}` has no module `{module}`"))).collect()
    }

    pub(crate) fn refuses_module(&self, name: &str, import: &Import) -> Option<String> {
        let place =
            |module: &str| self.modules.get(name)?.iter().position(|listed| listed == module);
        let (from, to) = (place(&import.from)?, place(&import.to)?);
        let (own, other) = (&import.from, &import.to);
        (to > from).then(|| format!("{}: `{other}` stands above `{own}`", line_of(import)))
    }

    pub(crate) fn refuses_circle(
        &self,
        name: &str,
        parent: &str,
        circle: &Circle,
    ) -> Option<String> {
        let known = self.exceptions.iter().any(|(own, place, modules)| {
            own == name && place == parent && *modules == circle.modules
        });
        let modules = circle.modules.iter().cloned().collect::<Vec<_>>().join("`, `");
        let lines = circle.imports.iter().map(|import| format!("\n    {}", line_of(import)));
        (!known).then(|| {
            format!(
                "`{modules}` in `{parent}` of `{name}` are a circle:{}",
                lines.collect::<String>()
            )
        })
    }

    /// Exceptions that no circle needs.
    pub(crate) fn unused_exceptions(&self, crates: &BTreeMap<String, Crate>) -> Vec<String> {
        let is_needed = |(name, parent, modules): &&(String, String, BTreeSet<String>)| {
            crates.get(name).is_some_and(|one| {
                circles(&one.between_children(parent))
                    .iter()
                    .any(|circle| circle.modules == *modules)
            })
        };
        let unused = self.exceptions.iter().filter(|exception| !is_needed(exception));
        unused
            .map(|(name, parent, _)| {
                format!("no circle in `{parent}` of `{name}` needs its exception")
            })
            .collect()
    }
}

/// The names in backticks.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn one(cell: &str) -> String {
    quoted(cell).into_iter().next().unwrap_or_default()
}
