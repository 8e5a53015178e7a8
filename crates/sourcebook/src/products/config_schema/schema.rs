//! As much of JSON Schema as configuration files need, in the order in which it is read.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::artifact::MARKER;

/// A schema; what is empty is not written.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Schema {
    #[serde(rename = "$schema", skip_serializing_if = "str::is_empty")]
    pub(super) dialect: &'static str,
    #[serde(rename = "$comment", skip_serializing_if = "String::is_empty")]
    pub(super) comment: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    #[serde(
        rename = "type",
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "one_or_more"
    )]
    pub(super) types: Vec<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) format: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) pattern: &'static str,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(super) choices: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Box<Self>>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    pub(super) properties: Properties,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) additional_properties: Option<Additional>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<Value>,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) deprecated: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) write_only: bool,
    /// Whether it is a level of the file, to which members can be added.
    #[serde(skip)]
    pub(super) is_level: bool,
}

/// What members beside the named ones may be.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub(super) enum Additional {
    /// There may be none.
    None(bool),
    /// Each has this schema.
    Each(Box<Schema>),
}

/// Members in the order of their declaration.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Properties(pub(super) Vec<(String, Schema)>);

impl Properties {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, schema) in &self.0 {
            map.serialize_entry(name, schema)?;
        }
        map.end()
    }
}

impl Schema {
    /// An object that has only the members that are added to it.
    pub(super) fn object(description: impl Into<String>) -> Self {
        Self {
            description: description.into(),
            types: vec!["object", "null"],
            additional_properties: Some(Additional::None(false)),
            is_level: true,
            ..Self::default()
        }
    }

    /// The object below this one that has a name; created where it is not there, and `None` where
    /// something else is.
    pub(super) fn level(
        &mut self,
        name: &str,
        about: impl FnOnce() -> String,
    ) -> Option<&mut Self> {
        let at = self.properties.0.iter().position(|(own, _)| own == name);
        let at = at.unwrap_or_else(|| {
            self.properties.0.push((name.to_owned(), Self::object(about())));
            self.properties.0.len() - 1
        });
        let level = &mut self.properties.0[at].1;
        level.is_level.then_some(level)
    }

    /// Accepts an empty value too, which reads as unset.
    pub(super) fn may_be_empty(&mut self) {
        if !self.types.is_empty() {
            self.types.push("null");
        }
        if !self.choices.is_empty() {
            self.choices.push(Value::Null);
        }
    }

    /// Adds a member, unless its name is taken.
    pub(super) fn add(&mut self, name: &str, schema: Self) {
        if !self.properties.0.iter().any(|(own, _)| own == name) {
            self.properties.0.push((name.to_owned(), schema));
        }
    }

    /// The same as a document of its own.
    pub(super) fn into_document(self, title: String) -> Self {
        Self {
            dialect: "https://json-schema.org/draft/2020-12/schema",
            comment: format!("{MARKER}; do not edit."),
            title,
            ..self
        }
    }

    /// The schema as JSON, ending in a line break.
    pub(super) fn to_json(&self) -> String {
        // Nothing in a schema can fail to be written: its keys are texts.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// A single type stands without a list around it.
fn one_or_more<S: Serializer>(types: &[&str], serializer: S) -> Result<S::Ok, S::Error> {
    match types {
        [one] => one.serialize(serializer),
        types => types.serialize(serializer),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}
