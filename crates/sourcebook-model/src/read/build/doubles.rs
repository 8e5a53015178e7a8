//! Keys that stand twice. Of paths and methods both values are read, of others the last one.

use sourcebook_syntax::{Diagnostic, DuplicateKey, NodeRef, Place, Tree};

use super::super::codes::{DUPLICATE_KEY, DUPLICATE_OPERATION};
use super::Builder;

impl<'t> Builder<'t, '_> {
    /// The members of a map in source order. Of keys that name an operation, or a path with
    /// operations (`is_one`), every value counts, and each after the first is reported as one more
    /// `what`; of others only the last does.
    pub(super) fn members_with_doubles(
        &mut self,
        map: NodeRef<'t>,
        what: &str,
        is_one: impl Fn(&str) -> bool,
    ) -> Vec<(&'t str, NodeRef<'t>)> {
        let tree = map.tree();
        for duplicate in tree.duplicates_of(map.id()) {
            let place = (map.file_index(), duplicate.second.start);
            if is_one(tree.key_text(duplicate)) && self.doubled.insert(place) {
                self.diagnostics.push(duplicate_operation(tree, duplicate, what));
            }
        }
        let mut members = map.members_with_doubles();
        members.retain(|(key, value)| {
            is_one(key) || map.get(key).is_some_and(|last| last.id() == value.id())
        });
        members
    }

    /// Reports the keys that stand twice and of which only the last value is read.
    pub(super) fn report_duplicate_keys(&mut self) {
        for (index, tree) in (0..).zip(&self.gathered.trees) {
            for duplicate in tree.duplicates() {
                if self.doubled.contains(&(index, duplicate.second.start)) {
                    continue;
                }
                let key = tree.key_text(duplicate);
                let message = format!("`{key}` appears twice in an object");
                self.diagnostics.push(
                    Diagnostic::new(&DUPLICATE_KEY, message)
                        .at(place(tree, duplicate, duplicate.second), "this value is used")
                        .related(place(tree, duplicate, duplicate.first), "this value is lost")
                        .help("remove or rename one of them"),
                );
            }
        }
    }
}

fn place(tree: &Tree, duplicate: &DuplicateKey, span: sourcebook_syntax::Span) -> Place {
    Place { file: tree.file(), span, pointer: tree.pointer(duplicate.object) }
}

fn duplicate_operation(tree: &Tree, duplicate: &DuplicateKey, what: &str) -> Diagnostic {
    let key = tree.key_text(duplicate);
    Diagnostic::new(&DUPLICATE_OPERATION, format!("the {what} `{key}` appears twice"))
        .at(place(tree, duplicate, duplicate.second), "appears again here")
        .related(
            place(tree, duplicate, duplicate.first),
            "first appears here; most programs see only one of the two",
        )
        .help("merge the two, or remove one")
}
