//! Keywords of schemas that are objects, or a group, of their own.

use crate::document::{Discriminator, Limits, Value, Xml};
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

    /// An object since 3.0; just the member's name in 2.0.
    pub(super) fn discriminator(&mut self, node: NodeRef<'t>) -> Option<Box<Discriminator>> {
        if let Some(name) = node.get("discriminator").and_then(NodeRef::as_str) {
            let property_name = name.to_owned();
            return Some(Box::new(Discriminator { property_name, ..Discriminator::default() }));
        }
        let node = self.object(node, "discriminator")?;
        let mapping =
            self.named(node, "mapping", |_, target| target.scalar_text().map(str::to_owned));
        Some(Box::new(Discriminator {
            property_name: self.text(node, "propertyName").unwrap_or_default(),
            mapping: mapping.into_iter().filter_map(|(key, to)| Some((key, to?))).collect(),
            default_mapping: self.text(node, "defaultMapping"),
            extensions: self.extensions(node, &["propertyName", "mapping", "defaultMapping"]),
        }))
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
