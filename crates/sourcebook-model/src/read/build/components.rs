//! Objects with names, and schemas that get one because a reference leads to another file.

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::document::{Id, Schema};
use sourcebook_syntax::NodeRef;

use super::Builder;

const FIELDS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

impl<'t> Builder<'t, '_> {
    pub(super) fn components(&mut self, root: NodeRef<'t>) {
        let Some(node) = self.object(root, "components") else {
            return;
        };
        self.named_schemas(node, "schemas");
        let components = crate::document::Components {
            schemas: std::mem::take(&mut self.document.components.schemas),
            responses: self.named(node, "responses", Self::response),
            parameters: self.named(node, "parameters", Self::parameter),
            examples: self.named(node, "examples", Self::example),
            request_bodies: self.named(node, "requestBodies", Self::request_body),
            headers: self.named(node, "headers", Self::header),
            security_schemes: self.named(node, "securitySchemes", Self::security_scheme),
            links: self.named(node, "links", Self::link),
            callbacks: self.named(node, "callbacks", Self::callback),
            path_items: self.named(node, "pathItems", Self::path_item),
            media_types: self.named(node, "mediaTypes", Self::media_type),
            extensions: self.extensions(node, FIELDS),
        };
        self.document.components = components;
    }

    /// The schemas of `components.schemas` or `definitions`.
    ///
    /// One that is nothing but a reference to another file stands for what is there.
    pub(super) fn named_schemas(&mut self, parent: NodeRef<'t>, key: &str) {
        let Some(map) = self.object(parent, key) else {
            return;
        };
        for (name, node) in map.members() {
            if node.is_null() {
                self.report_null(node, &format!("the schema `{name}`"));
                continue;
            }
            let node = self.in_other_file(node).unwrap_or(node);
            let id = self.schema(node);
            let schema = &mut self.document.schemas[id];
            if schema.name.is_none() {
                schema.name = Some(name.into());
            }
            self.document.components.schemas.push((name.to_owned(), id));
        }
    }

    /// What a lone reference to another file leads to.
    pub(super) fn in_other_file(&mut self, node: NodeRef<'t>) -> Option<NodeRef<'t>> {
        let text = Self::reference_text(node).filter(|_| node.members().len() == 1)?;
        let target = self.target(node, text)?;
        (target.file_index() != node.file_index()).then_some(target)
    }

    /// Notes a schema of another file, to give it a name if it has none in the end.
    pub(super) fn note_external(&mut self, target: NodeRef<'t>, text: &str, id: Id<Schema>) {
        let is_other = target.file_index() != 0 && !self.is_bound(target, id);
        if is_other && self.noted.insert(id) {
            self.external_schemas.push((id, name_in_reference(text)));
        }
    }

    /// Names the schemas of other files that no component names, so that pages can show them.
    pub(super) fn name_external_schemas(&mut self) {
        let named = &self.document.components.schemas;
        let mut taken: HashSet<String> = named.iter().map(|(name, _)| name.clone()).collect();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (id, name) in std::mem::take(&mut self.external_schemas) {
            if self.document.schemas[id].name.is_some() {
                continue;
            }
            let mut free = name.clone();
            let number = numbers.entry(name.clone()).or_insert(1);
            while !taken.insert(free.clone()) {
                *number += 1;
                free = format!("{name}_{number}");
            }
            self.document.schemas[id].name = Some(free.as_str().into());
            self.document.components.schemas.push((free, id));
        }
    }
}

/// The last token of a reference's pointer, or the name of its file without the extension.
fn name_in_reference(text: &str) -> String {
    let (document, fragment) = text.split_once('#').unwrap_or((text, ""));
    let last = |text: &str| text.rsplit('/').next().unwrap_or_default().to_owned();
    let name = match last(fragment) {
        token if !token.is_empty() => token.replace("~1", "/").replace("~0", "~"),
        _ => {
            let file = last(document);
            file.split_once('.').map_or(file.clone(), |(stem, _)| stem.to_owned())
        }
    };
    percent_encoding::percent_decode_str(&name).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::name_in_reference;

    #[test]
    fn external_schemas_are_named_by_what_names_them() {
        let table = [
            ("Pet.json", "Pet"),
            ("../common/Error.yaml", "Error"),
            ("parameters.json#/definitions/New%20Pet", "New Pet"),
            ("x.yaml#/a~1b", "a/b"),
            ("x.yaml#", "x"),
        ];
        for (reference, name) in table {
            assert_eq!(name_in_reference(reference), name);
        }
    }
}
