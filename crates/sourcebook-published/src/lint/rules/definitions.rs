//! MD053: link reference definitions are used and unique.

use std::collections::HashSet;

use super::{super::edit::Edits, Context};

/// The label that marks a definition as a comment.
const COMMENT: &str = "//";

pub(super) fn check(context: &Context, edits: &mut Edits) {
    let mut seen = HashSet::new();
    for definition in &context.blocks.definitions {
        let label = definition.label.as_str();
        let is_used = context.inlines.references.contains(label) && seen.insert(label);
        if label != COMMENT && !is_used && is_on_one_line(context.page.line(definition.line)) {
            edits.delete_line(definition.line);
        }
    }
}

/// Whether more than the label of a definition is on its line.
fn is_on_one_line(line: &str) -> bool {
    let start = line.trim_start_matches(' ');
    let rest = match start.strip_prefix('[').and_then(|label| label.split_once("]:")) {
        Some((label, rest)) if line.len() - start.len() <= 3 && !label.contains(']') => rest,
        _ => line,
    };
    !super::super::character::trim(rest).is_empty()
}
