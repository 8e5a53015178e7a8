//! Which keywords a schema has.
//!
//! There are about sixty, and a schema has three of them: one look at its members spares a search
//! for each of the others.

use crate::document::Extensions;
use crate::view::is_about_values;
use sourcebook_syntax::NodeRef;

/// What an object is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A schema.
    Schema,
    /// A parameter or header of 2.0: its restrictions are a schema, its texts are not.
    Parameter,
    /// A form field of 2.0: as a parameter, and its description is the schema's as well.
    FormField,
}

/// Keywords by where they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Looked for in every schema.
    Common,
    /// Texts, flags and examples about the schema.
    Annotation,
    /// Bounds of numbers, lengths and counts.
    Limit,
    /// Schemas inside of the schema that few schemas have.
    Seldom,
}

/// Every keyword that is read.
pub(super) const KEYWORDS: [&str; 55] = [
    "$ref",
    "$dynamicRef",
    "description",
    "type",
    "nullable",
    "format",
    "enum",
    "const",
    "default",
    "items",
    "properties",
    "additionalProperties",
    "required",
    "allOf",
    "anyOf",
    "oneOf",
    "title",
    "example",
    "examples",
    "readOnly",
    "writeOnly",
    "deprecated",
    "contentMediaType",
    "contentEncoding",
    "discriminator",
    "xml",
    "externalDocs",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
    "prefixItems",
    "contains",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedItems",
    "unevaluatedProperties",
    "not",
    "if",
    "then",
    "else",
    "contentSchema",
];

/// The group of a keyword that is read into a member of [`Schema`](crate::document::Schema).
fn group(keyword: &str) -> Option<Group> {
    Some(match keyword {
        "$ref"
        | "$dynamicRef"
        | "description"
        | "type"
        | "nullable"
        | "x-nullable"
        | "format"
        | "enum"
        | "const"
        | "default"
        | "items"
        | "properties"
        | "additionalProperties"
        | "required"
        | "allOf"
        | "anyOf"
        | "oneOf" => Group::Common,
        "title" | "example" | "examples" | "readOnly" | "writeOnly" | "deprecated"
        | "contentMediaType" | "contentEncoding" | "discriminator" | "xml" | "externalDocs" => {
            Group::Annotation
        }
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf"
        | "minLength" | "maxLength" | "pattern" | "minItems" | "maxItems" | "uniqueItems"
        | "minProperties" | "maxProperties" | "minContains" | "maxContains" => Group::Limit,
        "prefixItems"
        | "contains"
        | "patternProperties"
        | "propertyNames"
        | "dependentRequired"
        | "dependentSchemas"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contentSchema" => Group::Seldom,
        _ => return None,
    })
}

/// Members of parameters that are not keywords of their schema.
const NOT_OF_SCHEMA: &[&str] =
    &["name", "in", "required", "collectionFormat", "allowEmptyValue", "x-example", "schema"];

/// What there is in a schema.
#[derive(Default)]
pub(super) struct Present {
    pub(super) annotations: bool,
    pub(super) limits: bool,
    pub(super) seldom: bool,
    /// All members that are no keywords.
    pub(super) extensions: Extensions,
}

impl Present {
    pub(super) fn of(node: NodeRef<'_>, role: Role) -> Self {
        let mut present = Self::default();
        for (key, value) in node.members() {
            match group(key) {
                Some(Group::Common) => {}
                Some(Group::Annotation) => present.annotations = true,
                Some(Group::Limit) => present.limits = true,
                Some(Group::Seldom) => present.seldom = true,
                None if role != Role::Schema && NOT_OF_SCHEMA.contains(&key) => {}
                // They are the parameter's.
                None if role == Role::Parameter && !is_about_values(key) => {}
                None => present.extensions.push((key.into(), value.to_value())),
            }
        }
        present
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_has_a_group() {
        for keyword in KEYWORDS {
            assert!(group(keyword).is_some(), "{keyword}");
        }
    }
}
