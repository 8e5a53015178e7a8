//! `$ref`s in places where the specification does not allow one. They are followed, with a warning.

use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::MISPLACED_REFERENCE;
use super::Builder;

impl<'t> Builder<'t, '_> {
    /// An object at a place where no `$ref` may stand, of a kind that `what` names with its article.
    /// Absent when there is one that leads nowhere, which is then reported.
    pub(super) fn here(&mut self, node: NodeRef<'t>, what: &str) -> Option<NodeRef<'t>> {
        if Self::reference_text(node).is_none() {
            return Some(node);
        }
        let target = self.resolve(node).0?;
        self.report_misplaced(node, what);
        Some(target)
    }

    /// Reports a `$ref` in the place of `what` that was followed.
    pub(super) fn report_misplaced(&mut self, node: NodeRef<'t>, what: &str) {
        if !self.reported.insert((node.origin(), "misplaced")) {
            return;
        }
        let label = if node.members().len() > 1 {
            "it is followed; what stands beside it has no effect"
        } else {
            "it is followed; other programs may ignore it"
        };
        let message = format!("a `$ref` is not allowed in the place of {what}");
        self.diagnostics.push(
            Diagnostic::new(&MISPLACED_REFERENCE, message)
                .at(Self::place_of_key(node, "$ref"), label)
                .help("write out what it refers to, or bundle the document"),
        );
    }
}
