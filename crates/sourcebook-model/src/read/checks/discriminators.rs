//! Mappings of discriminators that lead nowhere.

use crate::document::{Document, Schema};
use sourcebook_syntax::Diagnostic;

use super::super::codes::DANGLING_MAPPING;
use super::at;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for (_, schema) in document.schemas.iter() {
        let mapping = schema.discriminator.iter().flat_map(|one| &one.mapping);
        for (value, target) in mapping {
            if !leads_somewhere(document, schema, target) {
                let message = format!("`{target}` does not exist");
                let diagnostic = Diagnostic::new(&DANGLING_MAPPING, message)
                    .note(format!("the discriminator maps `{value}` to it"));
                let place = document.place_of_member(schema.origin, "discriminator");
                diagnostics.push(at(diagnostic, place, "in this discriminator"));
            }
        }
    }
}

/// Whether a mapping names a schema: by name, or by a pointer in its own file. Other files are
/// not looked into.
fn leads_somewhere(document: &Document, schema: &Schema, target: &str) -> bool {
    let Some(pointer) = target.strip_prefix('#') else { return true };
    let pointer = percent_encoding::percent_decode_str(pointer).decode_utf8_lossy();
    let tree = document.trees.get(schema.origin.tree as usize);
    tree.is_none_or(|tree| tree.root().at_pointer(&pointer).is_some())
}
