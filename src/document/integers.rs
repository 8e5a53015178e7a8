//! Integers without the width of the Rust type that holds them.
//!
//! The derive writes `format: int32` or `int64` for each integer and `minimum: 0` for the unsigned
//! ones. Both describe the memory of this server, not a promise of the API, and would change with
//! a type. A lower limit of zero that is a promise cannot be told apart: write such a schema by
//! hand and without a format, which this pass leaves alone.

use utoipa::Number;
use utoipa::openapi::path::{Operation, Parameter, PathItem};
use utoipa::openapi::request_body::RequestBody;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayItems, KnownFormat, Object, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Components, Content, Header, OpenApi, RefOr, Response, Schema};

/// Drops width and sign from every integer of the document.
pub(super) fn plain(document: &mut OpenApi) {
    document.paths.paths.values_mut().for_each(path_item);
    if let Some(webhooks) = &mut document.webhooks {
        webhooks.paths.values_mut().for_each(path_item);
    }
    document.components.iter_mut().for_each(components);
}

fn components(components: &mut Components) {
    each(components.schemas.values_mut(), schema);
    each(components.responses.values_mut(), response);
    each(components.parameters.values_mut(), parameter);
    each(components.request_bodies.values_mut(), request_body);
    each(components.headers.values_mut(), header);
    each(components.media_types.values_mut(), content);
    for callback in components.callbacks.values_mut().filter_map(own) {
        each(callback.values_mut(), path_item);
    }
    components.path_items.values_mut().for_each(path_item);
}

fn path_item(item: &mut PathItem) {
    each(item.parameters.iter_mut().flatten(), parameter);
    let methods = [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.options,
        &mut item.head,
        &mut item.patch,
        &mut item.trace,
        &mut item.query,
    ];
    let further = item.additional_operations.values_mut();
    methods.into_iter().flatten().chain(further).for_each(operation);
}

fn operation(operation: &mut Operation) {
    each(operation.parameters.iter_mut().flatten(), parameter);
    each(operation.request_body.iter_mut(), request_body);
    each(operation.responses.responses.values_mut(), response);
    for callback in operation.callbacks.values_mut().filter_map(own) {
        each(callback.values_mut(), path_item);
    }
}

fn parameter(parameter: &mut Parameter) {
    each(parameter.schema.iter_mut(), schema);
    each(parameter.content.values_mut(), content);
}

fn request_body(body: &mut RequestBody) {
    each(body.content.values_mut(), content);
}

fn response(response: &mut Response) {
    each(response.headers.values_mut(), header);
    each(response.content.values_mut(), content);
}

fn header(header: &mut Header) {
    each(header.schema.iter_mut(), schema);
    each(header.content.values_mut(), content);
}

fn content(content: &mut Content) {
    each(content.schema.iter_mut(), schema);
    each(content.item_schema.iter_mut(), schema);
}

fn schema(found: &mut Schema) {
    match found {
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                each([items.as_mut()], schema);
            }
            array.prefix_items.iter_mut().for_each(schema);
        }
        Schema::Object(object) => {
            each(object.properties.values_mut(), schema);
            if let Some(AdditionalProperties::RefOr(values)) =
                object.additional_properties.as_deref_mut()
            {
                each([values], schema);
            }
            object.property_names.iter_mut().for_each(|names| schema(names));
            integer(object);
        }
        Schema::OneOf(one) => each(&mut one.items, schema),
        Schema::AllOf(all) => each(&mut all.items, schema),
        Schema::AnyOf(any) => each(&mut any.items, schema),
        // The enum is open; a kind of schema that is not known here holds no integer of ours.
        _ => {}
    }
}

fn integer(object: &mut Object) {
    let is_integer = match &object.schema_type {
        SchemaType::Type(one) => *one == Type::Integer,
        SchemaType::Array(several) => several.contains(&Type::Integer),
        SchemaType::AnyValue => false,
    };
    let has_width = matches!(
        object.format,
        Some(SchemaFormat::KnownFormat(KnownFormat::Int32 | KnownFormat::Int64))
    );
    if is_integer && has_width {
        object.format = None;
        object.minimum = object.minimum.take().filter(|limit| !is_zero(limit));
    }
}

fn is_zero(limit: &Number) -> bool {
    match limit {
        Number::Int(value) => *value == 0,
        Number::UInt(value) => *value == 0,
        Number::Float(value) => *value == 0.0,
    }
}

/// Visits what is written in place. What is referred to is visited where it is defined.
fn each<'a, T: 'a>(items: impl IntoIterator<Item = &'a mut RefOr<T>>, visit: impl Fn(&mut T)) {
    items.into_iter().filter_map(own).for_each(visit);
}

fn own<T>(item: &mut RefOr<T>) -> Option<&mut T> {
    match item {
        RefOr::Ref(_) => None,
        RefOr::T(value) => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A document with `schema` in every place that can hold one.
    fn document_full_of(schema: &Value) -> OpenApi {
        let content = json!({"application/json": {"schema": schema, "itemSchema": schema}});
        let header = json!({"X-Count": {"schema": schema}});
        let response = json!({"description": "", "headers": header, "content": content});
        let parameter = json!({"name": "n", "in": "query", "required": true, "schema": schema});
        let body = json!({"content": content});
        let operation = json!({
            "parameters": [parameter],
            "requestBody": body,
            "responses": {"200": response},
        });
        let mut called = operation.clone();
        called["callbacks"] = json!({"done": {"{$url}": {"post": operation}}});
        let item = json!({"parameters": [parameter], "get": called, "query": operation});
        let document = json!({
            "openapi": "3.1.0",
            "info": {"title": "", "version": ""},
            "paths": {"/": item},
            "webhooks": {"sent": item},
            "components": {
                "schemas": {"S": schema},
                "responses": {"R": response},
                "parameters": {"P": parameter},
                "requestBodies": {"B": body},
                "headers": header,
                "callbacks": {"C": {"{$url}": item}},
                "pathItems": {"I": item},
                "mediaTypes": content,
            },
        });
        serde_json::from_value(document).unwrap()
    }

    fn plain_schema(schema: &Value) -> Value {
        let mut document = document_full_of(schema);
        plain(&mut document);
        serde_json::to_value(&document).unwrap()["components"]["schemas"]["S"].clone()
    }

    #[test]
    fn every_place_of_a_document_is_visited() {
        let integer = json!({"type": "integer", "format": "int64", "minimum": 0});
        let mut document = document_full_of(&integer);
        let before = serde_json::to_string(&document).unwrap();
        plain(&mut document);
        let after = serde_json::to_string(&document).unwrap();

        let count = |text: &str| text.matches(r#""type":"integer""#).count();
        assert!(count(&before) > 40, "{before}");
        assert_eq!(count(&before), count(&after));
        assert!(before.contains("int64") && before.contains("minimum"));
        assert!(!after.contains("int64"), "{after}");
        assert!(!after.contains("minimum"), "{after}");
    }

    #[test]
    fn integers_inside_schemas_lose_their_width() {
        type Wrap = fn(&Value) -> Value;
        let wide = json!({"type": "integer", "format": "int32"});
        let bare = json!({"type": "integer"});
        let cases: [(&str, Wrap); 6] = [
            ("property", |inner| json!({"type": "object", "properties": {"format": inner}})),
            ("map", |inner| json!({"type": "object", "additionalProperties": inner})),
            ("array", |inner| json!({"type": "array", "items": inner})),
            ("oneOf", |inner| json!({"oneOf": [inner]})),
            ("allOf", |inner| json!({"allOf": [inner]})),
            ("anyOf", |inner| json!({"anyOf": [inner]})),
        ];
        for (place, wrap) in cases {
            assert_eq!(plain_schema(&wrap(&wide)), wrap(&bare), "{place}");
        }
    }

    #[test]
    fn what_the_derive_did_not_add_stays() {
        let kept = [
            json!({"type": "integer", "minimum": 0}),
            json!({"type": "number", "format": "double", "minimum": 0}),
            json!({"type": "string", "format": "date-time"}),
            json!({"type": "string", "example": {"type": "integer", "format": "int32"}}),
        ];
        for schema in kept {
            assert_eq!(plain_schema(&schema), schema);
        }
        assert_eq!(
            plain_schema(&json!({"type": ["integer", "null"], "format": "int32", "minimum": 1})),
            json!({"type": ["integer", "null"], "minimum": 1})
        );
    }
}
