//! Lists of which nothing says what is in them, where the specification wants it said.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Document, SchemaType, Version};
use sourcebook_syntax::Diagnostic;

use super::super::codes::ARRAY_WITHOUT_ITEMS;
use super::{at, node};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if document.version >= Version::OpenApi3_1 {
        return;
    }
    let mut seen = HashSet::new();
    for (_, schema) in document.schemas.iter() {
        let is_array = schema.types.contains(&SchemaType::Array);
        let written = node(document, schema.origin).filter(|node| node.get("type").is_some());
        let Some(node) = written.filter(|node| is_array && node.get("items").is_none()) else {
            continue;
        };
        if seen.insert(node.origin()) {
            let diagnostic = Diagnostic::new(&ARRAY_WITHOUT_ITEMS, "an array has no `items`")
                .help("say what is in it; `items: {}` stands for anything");
            let place = document.place_of_member(schema.origin, "type");
            diagnostics.push(at(diagnostic, place, "an array of what?"));
        }
    }
}
