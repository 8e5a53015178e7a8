//! The schema of the values, as JSON Schema 2020-12 in the way OpenAPI 3.1 uses it.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::kind::{Kind, Shape};
use crate::load::Options;
use crate::spec::OptionSpec;

/// The schema of the values of the deployment view.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueSchemas {
    /// The schema of all values: a reference if it has a name.
    pub root: Json,
    /// The schemas with names, for `components.schemas`.
    pub components: BTreeMap<String, Json>,
}

/// Makes the schema from the table: an object for every level of the value paths, a reference where
/// the level has a name. References begin with `#/components/schemas/`.
pub fn value_schemas<S: Options>() -> ValueSchemas {
    let mut names = Vec::new();
    S::name_schemas(&mut names);
    let mut builder = Builder { names: names.into_iter().collect(), components: BTreeMap::new() };
    let visible = S::TABLE.iter().filter(|spec| !spec.value_path.is_empty());
    let options: Vec<_> = visible.map(|spec| (spec.value_path, spec)).collect();
    let root = builder.level("", &options);
    ValueSchemas { root, components: builder.components }
}

struct Builder {
    /// The names of schemas by value path.
    names: BTreeMap<String, &'static str>,
    components: BTreeMap<String, Json>,
}

impl Builder {
    /// The object at a path; the options have the rest of their paths.
    fn level(&mut self, path: &str, options: &[(&'static str, &OptionSpec)]) -> Json {
        let mut properties = Map::new();
        let mut below: BTreeMap<&str, Vec<(&'static str, &OptionSpec)>> = BTreeMap::new();
        for (rest, spec) in options {
            match rest.split_once('.') {
                Some((level, rest)) => below.entry(level).or_default().push((rest, spec)),
                None => drop(properties.insert((*rest).to_owned(), self.option(spec))),
            }
        }
        for (level, options) in below {
            let path = if path.is_empty() { level.to_owned() } else { format!("{path}.{level}") };
            properties.insert(level.to_owned(), self.level(&path, &options));
        }
        let object = json!({ "type": "object", "properties": properties });
        match self.names.get(path) {
            Some(name) => self.named(name, object),
            None => object,
        }
    }

    fn named(&mut self, name: &str, schema: Json) -> Json {
        self.components.insert(name.to_owned(), schema);
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    fn option(&mut self, spec: &OptionSpec) -> Json {
        let schema = self.kind(spec.kind);
        described(schema, spec.schema_description)
    }

    fn kind(&mut self, kind: Kind) -> Json {
        match kind {
            Kind::Bool => json!({ "type": "boolean" }),
            Kind::Int | Kind::Duration | Kind::Bytes => json!({ "type": "integer" }),
            Kind::Float => json!({ "type": "number" }),
            Kind::String | Kind::Url | Kind::HostPort | Kind::Regexp | Kind::ConfigPath => {
                json!({ "type": "string" })
            }
            Kind::Enum(choices) => json!({ "type": "string", "enum": choices }),
            Kind::StringArray => json!({ "type": "array", "items": { "type": "string" } }),
            Kind::EnumArray(choices) => {
                json!({ "type": "array", "items": { "type": "string", "enum": choices } })
            }
            Kind::Map => {
                json!({ "type": "object", "additionalProperties": { "type": "string" } })
            }
            Kind::Structure(shape) => self.shape(shape),
            Kind::Structures(shape) => json!({ "type": "array", "items": self.shape(shape) }),
        }
    }

    fn shape(&mut self, shape: &Shape) -> Json {
        let member = |member: &crate::kind::Member| {
            let schema = described(self.kind(member.kind), member.description);
            (member.name.to_owned(), schema)
        };
        let properties: Map<String, Json> = shape.members.iter().map(member).collect();
        let object = json!({ "type": "object", "properties": properties });
        self.named(shape.name, described(object, shape.description))
    }
}

fn described(mut schema: Json, description: &str) -> Json {
    if let (Json::Object(object), false) = (&mut schema, description.is_empty()) {
        object.insert("description".to_owned(), description.into());
    }
    schema
}
