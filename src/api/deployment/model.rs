//! The schemas of the deployment configuration. Those of the values are made from the table of
//! options.

use std::borrow::Cow;

use serde_json::{Value as Json, json};
use sourcebook_options::value_schemas;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, ObjectBuilder, RefBuilder, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::options::Settings;

/// The name of the schema of the values.
const VALUES: &str = "codersdk.DeploymentValues";

const ANNOTATIONS: &str = "serpent.Annotations";
const GROUP: &str = "serpent.Group";
const OPTION: &str = "serpent.Option";
const VALUE_SOURCE: &str = "serpent.ValueSource";

/// The words of `serpent.ValueSource` with the names that generated clients give them.
const SOURCES: [(&str, &str); 5] = [
    ("", "ValueSourceNone"),
    ("flag", "ValueSourceFlag"),
    ("env", "ValueSourceEnv"),
    ("yaml", "ValueSourceYAML"),
    ("default", "ValueSourceDefault"),
];

/// The schema of the whole answer.
#[derive(Debug)]
pub(super) enum DeploymentConfig {}

impl PartialSchema for DeploymentConfig {
    fn schema() -> RefOr<Schema> {
        object().property("config", reference(VALUES)).property("options", options()).into()
    }
}

impl ToSchema for DeploymentConfig {
    fn name() -> Cow<'static, str> {
        "codersdk.DeploymentConfig".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        let named = [
            (ANNOTATIONS, annotations()),
            (GROUP, group()),
            (OPTION, option()),
            (VALUE_SOURCE, value_source()),
        ];
        schemas.extend(named.map(|(name, schema)| (name.to_owned(), schema)));
        let of_values = value_schemas::<Settings>().components;
        schemas.extend(of_values.into_iter().map(|(name, schema)| (name, read(&schema))));
    }
}

fn object() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Object)
}

fn reference(name: &str) -> Ref {
    Ref::from_schema_name(name)
}

fn described(name: &str, description: &str) -> Ref {
    RefBuilder::new().ref_location_from_schema_name(name).description(Some(description)).build()
}

fn scalar(kind: Type, description: &str) -> ObjectBuilder {
    let schema = ObjectBuilder::new().schema_type(kind);
    if description.is_empty() { schema } else { schema.description(Some(description)) }
}

fn options() -> ArrayBuilder {
    ArrayBuilder::new().items(reference(OPTION))
}

fn annotations() -> RefOr<Schema> {
    let text = AdditionalProperties::from(scalar(Type::String, ""));
    object().additional_properties(Some(text)).into()
}

fn group() -> RefOr<Schema> {
    object()
        .property("description", scalar(Type::String, ""))
        .property("name", scalar(Type::String, ""))
        .property("parent", reference(GROUP))
        .property("yaml", scalar(Type::String, ""))
        .into()
}

fn option() -> RefOr<Schema> {
    let text = |description| scalar(Type::String, description);
    let of_any_type = ObjectBuilder::new()
        .schema_type(SchemaType::AnyValue)
        .description(Some("Effective value, in the type of the option; empty for a secret."));
    let instead = "Options to use instead of this one, which is deprecated.";
    object()
        .property("annotations", described(ANNOTATIONS, "Annotations of the option."))
        .property("default", text("Default value, as text."))
        .property("description", text(""))
        .property("env", text("Environment variable that sets the option, if any."))
        .property("flag", text("Long name of the flag that sets the option, if any."))
        .property("flag_shorthand", text("Letter of the short flag, if any."))
        .property("group", described(GROUP, "Group of the option in documentation."))
        .property("hidden", scalar(Type::Boolean, ""))
        .property("name", text(""))
        .property("required", scalar(Type::Boolean, "Whether the option must be set."))
        .property("use_instead", options().description(Some(instead)))
        .property("value", of_any_type)
        .property("value_source", reference(VALUE_SOURCE))
        .property("yaml", text("Last key of the option's path in the YAML file, if any."))
        .into()
}

fn value_source() -> RefOr<Schema> {
    let (words, names): (Vec<&str>, Vec<&str>) = SOURCES.into_iter().unzip();
    let names = Extensions::builder().add("x-enum-varnames", json!(names)).build();
    let source = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words));
    source.extensions(Some(names)).into()
}

/// A schema that the table of options has made.
fn read(schema: &Json) -> RefOr<Schema> {
    serde_json::from_value(schema.clone()).expect("the table's schemas are OpenAPI's")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schemas_of_the_values_are_those_of_the_table() {
        let document = serde_json::to_value(crate::openapi()).unwrap();
        for (name, schema) in value_schemas::<Settings>().components {
            assert_eq!(document["components"]["schemas"][&name], schema, "{name}");
        }
    }

    #[test]
    fn every_source_of_a_value_has_its_word() {
        use sourcebook_options::Source;

        let sources = [Source::Unset, Source::Flag, Source::Env, Source::Yaml, Source::Default];
        assert_eq!(sources.map(Source::word), SOURCES.map(|(word, _)| word));
    }
}
