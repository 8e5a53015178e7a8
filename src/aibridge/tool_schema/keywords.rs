//! The keywords of JSON Schema, and the forms that they have.

use serde_json::value::RawValue;

use crate::aibridge::object::list;

/// The types of values.
const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// What a keyword holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    /// A schema.
    Schema,
    /// Schemas in a list.
    Schemas,
    /// A schema, or in older drafts a list of schemas for the places of a list.
    Items,
    /// Schemas by names that are not those of properties.
    Named,
    /// Schemas by the names of properties.
    Properties,
    /// Names of properties.
    Names,
    /// Names of properties by the names of properties.
    NamesByName,
    /// Schemas or names of properties, by the names of properties.
    Dependencies,
    /// A place of a schema.
    Reference,
    /// A simple value of this form.
    Simple(Form),
    /// Whatever it likes.
    Anything,
}

impl Keyword {
    /// The keyword of this name. What is no keyword may hold anything.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "additionalItems"
            | "additionalProperties"
            | "contains"
            | "contentSchema"
            | "else"
            | "if"
            | "not"
            | "propertyNames"
            | "then"
            | "unevaluatedItems"
            | "unevaluatedProperties" => Self::Schema,
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => Self::Schemas,
            "items" => Self::Items,
            "$defs" | "definitions" | "patternProperties" => Self::Named,
            "dependentSchemas" | "properties" => Self::Properties,
            "required" => Self::Names,
            "dependentRequired" => Self::NamesByName,
            "dependencies" => Self::Dependencies,
            "$dynamicRef" | "$recursiveRef" | "$ref" => Self::Reference,
            "type" => Self::Simple(Form::Type),
            "$anchor" | "$comment" | "$id" | "$schema" | "contentEncoding" | "contentMediaType"
            | "description" | "format" | "pattern" | "title" => Self::Simple(Form::Text),
            "exclusiveMaximum" | "exclusiveMinimum" | "maximum" | "minimum" | "multipleOf" => {
                Self::Simple(Form::Number)
            }
            "maxContains" | "maxItems" | "maxLength" | "maxProperties" | "minContains"
            | "minItems" | "minLength" | "minProperties" => Self::Simple(Form::Count),
            "deprecated" | "readOnly" | "uniqueItems" | "writeOnly" => Self::Simple(Form::Flag),
            "enum" | "examples" => Self::Simple(Form::List),
            _ => Self::Anything,
        }
    }
}

/// The form of a simple value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Type,
    Text,
    Number,
    Count,
    Flag,
    List,
}

impl Form {
    /// What the value must be, for an error.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Type => "a type, or a list of different types",
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Count => "a whole number of zero or more",
            Self::Flag => "`true` or `false`",
            Self::List => "a list",
        }
    }

    /// Whether a value has this form.
    pub(super) fn is_of(self, value: &RawValue) -> bool {
        let text = value.get();
        match self {
            Self::Type => are_types(value),
            Self::Text => text.starts_with('"'),
            Self::Number => text.starts_with(|first: char| first == '-' || first.is_ascii_digit()),
            Self::Count => {
                text.parse::<f64>().is_ok_and(|count| count >= 0.0 && count.fract() == 0.0)
            }
            Self::Flag => matches!(text, "true" | "false"),
            Self::List => list(text).is_some(),
        }
    }
}

fn are_types(value: &RawValue) -> bool {
    types(value).is_some_and(|types| {
        let is_first = |(at, name): (usize, &String)| !types[..at].contains(name);
        !types.is_empty()
            && types.iter().all(|name| TYPES.contains(&name.as_str()))
            && types.iter().enumerate().all(is_first)
    })
}

/// The types that the value of `type` names.
pub(super) fn types(value: &RawValue) -> Option<Vec<String>> {
    let one = serde_json::from_str::<String>(value.get()).map(|one| vec![one]);
    one.or_else(|_| serde_json::from_str(value.get())).ok()
}
