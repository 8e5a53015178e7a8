//! Goes over a schema once, and makes of it one that the APIs take.

use serde_json::value::RawValue;

use super::keywords::{Keyword, types};
use super::property_names::PropertyNames;
use super::{MAX_DEPTH, SchemaError};
use crate::aibridge::object::{Object, Raw, list, raw};

/// Keywords at the top of a schema that APIs do not support.
const UNSUPPORTED: [&str; 6] = ["oneOf", "anyOf", "allOf", "not", "enum", "$ref"];

/// Characters of a way that an error shows.
const SHOWN: usize = 120;

/// A pass over a schema, as far as it has come.
#[derive(Debug, Default)]
pub(super) struct Fitting {
    names: PropertyNames,
    /// Whether a reference goes through the names of properties.
    is_named_by_properties: bool,
    /// The way to where the pass is.
    way: Vec<String>,
}

impl Fitting {
    /// The schema of a tool's input, and the names that were changed.
    pub(super) fn whole(mut self, text: &str) -> Result<(Raw, PropertyNames), SchemaError> {
        let mut top = Object::parse(text).ok_or(SchemaError::NotObject)?;
        if let Some(keyword) = UNSUPPORTED.into_iter().find(|keyword| top.get(keyword).is_some()) {
            return Err(SchemaError::Alternatives(keyword));
        }
        match top.get("type") {
            None => top.set("type", raw(&"object")),
            Some(kind) if types(kind).is_some_and(|types| types == ["object"]) => {
                top.set("type", raw(&"object"));
            }
            Some(_) => return Err(SchemaError::NotObject),
        }
        if top.get("properties").is_none() {
            top.set("properties", raw(&Object::default()));
        }
        let fitted = self.object(&top, 0)?;
        if self.is_named_by_properties && !self.names.are_own() {
            return Err(SchemaError::Renamed);
        }
        Ok((fitted, self.names))
    }

    fn schema(&mut self, value: &RawValue, depth: usize) -> Result<Raw, SchemaError> {
        match value.get() {
            // The same, and not every API takes it as `true`.
            "true" => return Ok(raw(&Object::default())),
            "false" => return Ok(value.to_owned()),
            _ => {}
        }
        let object = Object::parse(value.get()).ok_or_else(|| self.unlike("a schema"))?;
        self.object(&object, depth)
    }

    fn object(&mut self, schema: &Object, depth: usize) -> Result<Raw, SchemaError> {
        if depth > MAX_DEPTH {
            return Err(SchemaError::TooDeep);
        }
        let mut fitted = Object::default();
        for (name, value) in schema.members() {
            self.way.push(name.to_owned());
            let (name, value) = self.keyword(name, value, depth + 1)?;
            self.way.pop();
            fitted.set(name, value);
        }
        let is_list = schema.get("type").and_then(types);
        if is_list.is_some_and(|types| types.iter().any(|name| name == "array"))
            && fitted.get("items").is_none()
        {
            fitted.set("items", raw(&Object::default()));
        }
        Ok(fitted.to_raw())
    }

    /// A keyword with its value; the depth is that of the schemas in it.
    fn keyword<'n>(
        &mut self,
        name: &'n str,
        value: &RawValue,
        depth: usize,
    ) -> Result<(&'n str, Raw), SchemaError> {
        let value = match Keyword::of(name) {
            Keyword::Schemas => self.schemas(value, depth)?,
            // What drafts before 2020-12 say so.
            Keyword::Items if value.get().starts_with('[') => {
                return Ok(("prefixItems", self.schemas(value, depth)?));
            }
            Keyword::Schema | Keyword::Items => self.schema(value, depth)?,
            Keyword::Named => {
                self.members(value, |fitting, _, value| Ok((None, fitting.schema(value, depth)?)))?
            }
            Keyword::Properties => self.members(value, |fitting, name, value| {
                Ok((Some(fitting.names.fitted(name)), fitting.schema(value, depth)?))
            })?,
            Keyword::Names => self.property_names(value)?,
            Keyword::NamesByName => self.members(value, |fitting, name, value| {
                Ok((Some(fitting.names.fitted(name)), fitting.property_names(value)?))
            })?,
            Keyword::Dependencies => self.members(value, |fitting, name, value| {
                let is_list = value.get().starts_with('[');
                let fitted = fitting.names.fitted(name);
                let value = if is_list {
                    fitting.property_names(value)?
                } else {
                    fitting.schema(value, depth)?
                };
                Ok((Some(fitted), value))
            })?,
            Keyword::Reference => self.reference(value)?,
            Keyword::Simple(form) if !form.is_of(value) => {
                return Err(self.unlike(form.expected()));
            }
            Keyword::Simple(_) | Keyword::Anything => value.to_owned(),
        };
        Ok((name, value))
    }

    fn schemas(&mut self, value: &RawValue, depth: usize) -> Result<Raw, SchemaError> {
        let schemas = list(value.get()).filter(|schemas| !schemas.is_empty());
        let schemas = schemas.ok_or_else(|| self.unlike("a list of schemas"))?;
        let fitted = schemas.iter().map(|schema| self.schema(schema, depth));
        Ok(raw(&fitted.collect::<Result<Vec<_>, _>>()?))
    }

    /// The members of an object, each with another name where `fit` gives one.
    fn members(
        &mut self,
        value: &RawValue,
        fit: impl Fn(&mut Self, &str, &RawValue) -> Result<(Option<String>, Raw), SchemaError>,
    ) -> Result<Raw, SchemaError> {
        let object = Object::parse(value.get()).ok_or_else(|| self.unlike("an object"))?;
        let mut fitted = Object::default();
        for (name, value) in object.members() {
            self.way.push(name.to_owned());
            let (other, value) = fit(self, name, value)?;
            self.way.pop();
            fitted.set(other.as_deref().unwrap_or(name), value);
        }
        Ok(fitted.to_raw())
    }

    fn property_names(&mut self, value: &RawValue) -> Result<Raw, SchemaError> {
        let names: Option<Vec<String>> = serde_json::from_str(value.get()).ok();
        let is_first = |names: &[String], at: usize| !names[..at].contains(&names[at]);
        let names = names.filter(|names| (0..names.len()).all(|at| is_first(names, at)));
        let names = names.ok_or_else(|| self.unlike("a list of different names"))?;
        Ok(raw(&names.iter().map(|name| self.names.fitted(name)).collect::<Vec<_>>()))
    }

    fn reference(&mut self, value: &RawValue) -> Result<Raw, SchemaError> {
        let place: Option<String> = serde_json::from_str(value.get()).ok();
        let place = place.ok_or_else(|| self.unlike("a text"))?;
        if !place.starts_with('#') {
            return Err(SchemaError::Elsewhere);
        }
        self.is_named_by_properties |= place.contains("/properties/");
        Ok(value.to_owned())
    }

    /// The error that what stands where the pass is has the wrong form.
    fn unlike(&self, expected: &'static str) -> SchemaError {
        let way = self.way.join(".");
        let shown: String = way.chars().take(SHOWN).flat_map(char::escape_debug).collect();
        SchemaError::Form { at: shown, expected }
    }
}
