//! Keywords of schemas that are objects, or a group, of their own.

use crate::document::{Limits, Value, Xml};
use sourcebook_syntax::NodeRef;

use super::Builder;

impl<'t> Builder<'t, '_> {
    pub(super) fn limits(&mut self, node: NodeRef<'t>) -> Option<Box<Limits>> {
        let number = |key| Self::value(node, key).filter(|value| *value != Value::Null);
        let limits = Limits {
            minimum: number("minimum"),
            maximum: number("maximum"),
            exclusive_minimum: number("exclusiveMinimum"),
            exclusive_maximum: number("exclusiveMaximum"),
            multiple_of: number("multipleOf"),
            min_length: self.count(node, "minLength"),
            max_length: self.count(node, "maxLength"),
            pattern: self.text(node, "pattern"),
            min_items: self.count(node, "minItems"),
            max_items: self.count(node, "maxItems"),
            unique_items: self.flag(node, "uniqueItems").unwrap_or_default(),
            min_properties: self.count(node, "minProperties"),
            max_properties: self.count(node, "maxProperties"),
            min_contains: self.count(node, "minContains"),
            max_contains: self.count(node, "maxContains"),
        };
        (limits != Limits::default()).then(|| Box::new(limits))
    }

    pub(super) fn xml(&mut self, node: NodeRef<'t>) -> Option<Box<Xml>> {
        let node = self.object(node, "xml")?;
        let known = ["name", "namespace", "prefix", "attribute", "wrapped", "nodeType"];
        Some(Box::new(Xml {
            name: self.text(node, "name"),
            namespace: self.text(node, "namespace"),
            prefix: self.text(node, "prefix"),
            attribute: self.flag(node, "attribute").unwrap_or_default(),
            wrapped: self.flag(node, "wrapped").unwrap_or_default(),
            node_type: self.text(node, "nodeType"),
            extensions: self.extensions(node, &known),
        }))
    }
}
