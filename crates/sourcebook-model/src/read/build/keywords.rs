//! Keywords of schemas that are objects, or a group, of their own.

use crate::document::{Limits, Value, Version, Xml};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::WRONG_TYPE;
use super::Builder;

impl<'t> Builder<'t, '_> {
    pub(super) fn limits(&mut self, node: NodeRef<'t>) -> Option<Box<Limits>> {
        let limits = Limits {
            minimum: self.number(node, "minimum"),
            maximum: self.number(node, "maximum"),
            exclusive_minimum: self.number_or_flag(node, "exclusiveMinimum"),
            exclusive_maximum: self.number_or_flag(node, "exclusiveMaximum"),
            multiple_of: self.number(node, "multipleOf"),
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

    fn number(&mut self, node: NodeRef<'t>, key: &str) -> Option<Value> {
        self.typed(node, key, "a number", |value| {
            value.as_number().is_some().then(|| value.to_value())
        })
    }

    /// Before 3.1 a flag that belongs to the limit beside it, since then a limit of its own.
    fn number_or_flag(&mut self, node: NodeRef<'t>, key: &str) -> Option<Value> {
        let has_flags = self.document.version < Version::OpenApi3_1;
        let expected = if has_flags { "`true` or `false`" } else { "a number" };
        let value = self.typed(node, key, expected, |value| {
            let is_known = value.as_bool().is_some() || value.as_number().is_some();
            is_known.then(|| value.to_value())
        })?;
        // What the other versions say is understood as well.
        if matches!(value, Value::Bool(_)) != has_flags
            && self.reported.insert((node.origin(), "limit of another version"))
        {
            let message = format!("`{key}` must be {expected} in this version");
            let place = Self::place_of_key(node, key);
            self.diagnostics.push(
                Diagnostic::new(&WRONG_TYPE, message)
                    .at(place, "it is read as other versions mean it"),
            );
        }
        Some(value)
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
