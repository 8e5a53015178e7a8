//! Words in schemas that are nearly keywords. Others may be meant for some program: JSON Schema
//! allows them.

use sourcebook_syntax::{Diagnostic, NodeRef, nearest};

use super::super::codes::UNKNOWN_KEYWORD;
use super::Builder;
use super::present::KEYWORDS;
use crate::document::{Extensions, Origin};

/// Words of JSON Schema and its drafts that the model does not read.
const OTHER_KEYWORDS: [&str; 15] = [
    "$schema",
    "$id",
    "id",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$recursiveRef",
    "$vocabulary",
    "$comment",
    "$defs",
    "definitions",
    "dependencies",
    "additionalItems",
    "collectionFormat",
    "name",
];

impl<'t> Builder<'t, '_> {
    /// Reports the first `nullable` of a document whose version has no such keyword. There may be
    /// hundreds, and what they mean is understood.
    pub(super) fn report_nullable(&mut self, node: NodeRef<'t>) {
        if node.get("nullable").is_some() && self.reported.insert((Origin::default(), "nullable")) {
            let message = "`nullable` is no keyword of schemas since OpenAPI 3.1";
            self.diagnostics.push(
                Diagnostic::new(&UNKNOWN_KEYWORD, message)
                    .at(
                        Self::place_of_key(node, "nullable"),
                        "the first one; all are read as before",
                    )
                    .help("write `\"null\"` into the list of `type`"),
            );
        }
    }

    /// Reports the members of a schema that are no keywords, where one is near.
    pub(super) fn report_unknown_keywords(&mut self, node: NodeRef<'t>, unknown: &Extensions) {
        for (name, _) in unknown {
            let is_strange = !name.starts_with("x-") && !OTHER_KEYWORDS.contains(&&**name);
            let meant = if is_strange { keyword_near(name) } else { None };
            let Some(meant) = meant else { continue };
            let origin = node.get(name).map_or(node.origin(), NodeRef::origin);
            if self.reported.insert((origin, "keyword")) {
                let message = format!("`{name}` is not a keyword of schemas");
                self.diagnostics.push(
                    Diagnostic::new(&UNKNOWN_KEYWORD, message)
                        .at(Self::place_of_key(node, name), "it has no effect")
                        .help(format!("did you mean `{meant}`?")),
                );
            }
        }
    }
}

/// The keyword that a word most likely stands for: one with nearly as many letters.
fn keyword_near(name: &str) -> Option<&'static str> {
    if name.len() < 3 {
        return None;
    }
    nearest(name, KEYWORDS.iter().copied().filter(|word| word.len().abs_diff(name.len()) <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelled_keywords_are_told_from_other_words() {
        let near = [
            ("typ", "type"),
            ("requried", "required"),
            ("propertys", "properties"),
            ("discription", "description"),
            ("readonly", "readOnly"),
            ("ref", "$ref"),
            ("oneof", "oneOf"),
            ("item", "items"),
        ];
        for (word, meant) in near {
            assert_eq!(keyword_near(word), Some(meant), "{word}");
        }
        for word in ["id", "unit", "name", "label", "group", "version", "value", "key", "xname"] {
            assert_eq!(keyword_near(word), None, "{word}");
        }
    }
}
