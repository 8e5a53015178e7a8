//! Schemas: keywords put together by chance, references that make cycles of every kind.

use arbitrary::Result;
use serde_json::{Number, Value, json};

use crate::{Generator, Members};

/// The names of the shared schemas.
pub(crate) const NAMES: &[&str] =
    &["A", "B", "C", "ns.User", "ns.Other", "a/b~c", "x|y", "line\nbreak", "[]T", "日本"];

/// Maximum number of schemas without a name.
pub(crate) const MAX_UNNAMED: usize = 3;

const TYPES: &[&str] =
    &["object", "array", "string", "integer", "number", "boolean", "null", "file", "odd"];

const FORMATS: &[&str] =
    &["uuid", "date-time", "binary", "int64", "password", "email", "a|b", "odd\nformat", "`"];

const NUMBERS: &[&str] =
    &["0", "1", "2", "3", "10", "-1", "1.5", "100", "5000", "4294967295", "1e400", "-1e-9", "1e22"];

impl Generator<'_, '_> {
    /// A schema with at most `depth` levels of others in it.
    pub(crate) fn schema(&mut self, depth: u8) -> Result<Value> {
        self.left = self.left.saturating_sub(1);
        if depth == 0 || self.left == 0 || self.once_in(3)? {
            return if self.once_in(6)? { Ok(true.into()) } else { self.schema_reference() };
        }
        let mut schema = Members::new();
        for _ in 0..=self.count(4)? {
            self.keyword(&mut schema, depth - 1)?;
        }
        Ok(schema.into())
    }

    /// Adds a keyword; the first ones need nothing below them.
    fn keyword(&mut self, schema: &mut Members, depth: u8) -> Result<()> {
        match self.count(9)? {
            0 => self.kind(schema),
            1 => self.annotation(schema),
            2 => self.values(schema),
            3 => self.limit(schema),
            4 => self.reference_keyword(schema),
            5 => self.properties(schema, depth),
            6 => self.items(schema, depth),
            7 => self.composition(schema, depth),
            8 => self.other_members(schema, depth),
            _ => self.condition(schema, depth),
        }
    }

    /// A reference to a schema with a name or without, in rare cases to none.
    fn schema_reference(&mut self) -> Result<Value> {
        let folder = if self.is_swagger2() { "definitions" } else { "components/schemas" };
        let pointer = match self.count(9)? {
            0..6 => {
                let name = self.choose(NAMES)?.replace('~', "~0").replace('/', "~1");
                format!("#/{folder}/{}", name.replace('\n', "%0A").replace('|', "%7C"))
            }
            6..8 => format!("#/x-nameless/{}", self.count(MAX_UNNAMED - 1)?),
            8 => format!("#/{folder}/A/properties/{}", self.name()?),
            _ => self
                .choose(&["#/nowhere", "#", "other.json", "https://example.com/a", "##"])?
                .to_owned(),
        };
        Ok(json!({ "$ref": pointer }))
    }

    fn reference_keyword(&mut self, schema: &mut Members) -> Result<()> {
        if let Value::Object(reference) = self.schema_reference()? {
            schema.extend(reference);
        }
        Ok(())
    }

    fn kind(&mut self, schema: &mut Members) -> Result<()> {
        let kind = if self.once_in(5)? {
            let kinds: Vec<&str> =
                (0..self.count(4)?).map(|_| self.choose(TYPES)).collect::<Result<_>>()?;
            kinds.into()
        } else {
            self.choose(TYPES)?.into()
        };
        schema.insert("type".to_owned(), kind);
        if self.once_in(3)? {
            schema.insert("format".to_owned(), self.choose(FORMATS)?.into());
        }
        Ok(())
    }

    fn annotation(&mut self, schema: &mut Members) -> Result<()> {
        let texts = ["description", "title", "x-additionalPropertiesName"];
        let flags = ["deprecated", "readOnly", "writeOnly", "nullable", "uniqueItems"];
        if self.once_in(2)? {
            schema.insert(self.choose(&flags)?.to_owned(), true.into());
        } else {
            schema.insert(self.choose(&texts)?.to_owned(), self.text()?.into());
        }
        Ok(())
    }

    fn values(&mut self, schema: &mut Members) -> Result<()> {
        let key = self.choose(&["enum", "default", "example", "const", "examples"])?;
        let value = match key {
            "enum" | "examples" => {
                let count = self.count(4)?;
                (0..count).map(|_| self.value(1)).collect::<Result<Vec<_>>>()?.into()
            }
            _ => self.value(3)?,
        };
        schema.insert(key.to_owned(), value);
        Ok(())
    }

    /// A value of any kind.
    pub(crate) fn value(&mut self, depth: u8) -> Result<Value> {
        Ok(match self.count(if depth == 0 { 4 } else { 7 })? {
            0 => Value::Null,
            1 => true.into(),
            2 => self.number()?,
            3 => self.name()?.into(),
            4 => self.text()?.into(),
            5 => {
                let count = self.count(3)?;
                (0..count).map(|_| self.value(depth - 1)).collect::<Result<Vec<_>>>()?.into()
            }
            6 => {
                let mut members = Members::new();
                for _ in 0..self.count(3)? {
                    members.insert(self.name()?, self.value(depth - 1)?);
                }
                members.into()
            }
            _ => {
                let inner = self.value(0)?;
                (0..self.count(200)?).fold(inner, |inner, _| Value::Array(vec![inner]))
            }
        })
    }

    fn number(&mut self) -> Result<Value> {
        let text = self.choose(NUMBERS)?;
        Ok(text.parse::<Number>().map_or(Value::Null, Value::Number))
    }

    fn limit(&mut self, schema: &mut Members) -> Result<()> {
        let keys = [
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minProperties",
            "pattern",
        ];
        let key = self.choose(&keys)?;
        let value = match key {
            "pattern" => self.text()?.into(),
            "exclusiveMinimum" | "exclusiveMaximum" if self.once_in(2)? => true.into(),
            _ => self.number()?,
        };
        schema.insert(key.to_owned(), value);
        Ok(())
    }

    fn properties(&mut self, schema: &mut Members, depth: u8) -> Result<()> {
        let mut properties = Members::new();
        for _ in 0..self.count(4)? {
            properties.insert(self.name()?, self.schema(depth)?);
        }
        let required: Vec<String> =
            (0..self.count(2)?).map(|_| self.name()).collect::<Result<_>>()?;
        let key = if self.once_in(6)? { "patternProperties" } else { "properties" };
        schema.insert(key.to_owned(), properties.into());
        schema.insert("required".to_owned(), required.into());
        Ok(())
    }

    fn items(&mut self, schema: &mut Members, depth: u8) -> Result<()> {
        let key = self.choose(&["items", "items", "items", "prefixItems", "contains"])?;
        let items =
            if key == "prefixItems" { self.schemas(3, depth)? } else { self.schema(depth)? };
        schema.insert(key.to_owned(), items);
        Ok(())
    }

    fn composition(&mut self, schema: &mut Members, depth: u8) -> Result<()> {
        let key = self.choose(&["allOf", "oneOf", "anyOf", "allOf", "not"])?;
        let parts = match key {
            "not" => self.schema(depth)?,
            _ if self.once_in(2)? => self.schemas(1, depth)?,
            _ => self.schemas(4, depth)?,
        };
        schema.insert(key.to_owned(), parts);
        if self.once_in(6)? {
            let name = self.name()?;
            let discriminator =
                if self.is_swagger2() { name.into() } else { json!({ "propertyName": name }) };
            schema.insert("discriminator".to_owned(), discriminator);
        }
        Ok(())
    }

    fn schemas(&mut self, most: usize, depth: u8) -> Result<Value> {
        let count = self.count(most - 1)? + 1;
        Ok((0..count).map(|_| self.schema(depth)).collect::<Result<Vec<_>>>()?.into())
    }

    fn other_members(&mut self, schema: &mut Members, depth: u8) -> Result<()> {
        let values = self.schema(depth)?;
        schema.insert("additionalProperties".to_owned(), values);
        Ok(())
    }

    fn condition(&mut self, schema: &mut Members, depth: u8) -> Result<()> {
        for key in ["if", "then"] {
            let part = self.schema(depth)?;
            schema.insert(key.to_owned(), part);
        }
        Ok(())
    }
}
