//! Random schemas and values: a parser reads what is written, and finds the texts of the value.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::indented;

fn any_xml() -> impl Strategy<Value = Value> {
    let text = |words: &'static [&'static str]| prop::option::of(select(words));
    let name = text(&["n", "x y", "p:q", "xmlns", "xmlns:p", "1", ""]);
    let prefix = text(&["p", "q", "xml", "xmlns", "xsi", ""]);
    let namespace = text(&["urn:p", "urn:q", "", "http://www.w3.org/XML/1998/namespace", "\"<&"]);
    let kind = text(&["element", "attribute", "text", "cdata", "none"]);
    (name, prefix, namespace, kind, any::<bool>(), any::<bool>()).prop_map(
        |(name, prefix, namespace, kind, attribute, wrapped)| {
            let mut xml = Map::new();
            let texts =
                [("name", name), ("prefix", prefix), ("namespace", namespace), ("nodeType", kind)];
            for (key, text) in texts {
                xml.extend(text.map(|text| (key.to_owned(), json!(text))));
            }
            xml.insert("attribute".to_owned(), json!(attribute));
            xml.insert("wrapped".to_owned(), json!(wrapped));
            Value::Object(xml)
        },
    )
}

/// A schema and a value of it.
fn any_pair() -> impl Strategy<Value = (Value, Value)> {
    let leaf = (any_xml(), any::<String>()).prop_map(|(xml, text)| {
        (json!({"type": ["string", "null"], "xml": xml}), Value::String(text))
    });
    let null =
        any_xml().prop_map(|xml| (json!({"type": ["string", "null"], "xml": xml}), json!(null)));
    prop_oneof![4 => leaf, 1 => null].prop_recursive(4, 24, 4, |inner| {
        let list =
            (any_xml(), inner.clone(), 0..4usize).prop_map(|(xml, (items, value), count)| {
                let schema = json!({"type": "array", "xml": xml, "items": items});
                (schema, Value::Array(vec![value; count]))
            });
        let member = ("[a-c :]{0,3}", inner);
        let object = (any_xml(), prop::collection::vec(member, 0..4)).prop_map(|(xml, members)| {
            let (mut schemas, mut values) = (Map::new(), Map::new());
            for (name, (schema, value)) in members {
                schemas.insert(name.clone(), schema);
                values.insert(name, value);
            }
            let schema = json!({"type": "object", "xml": xml, "properties": schemas});
            (schema, Value::Object(values))
        });
        prop_oneof![list, object]
    })
}

/// The texts of a value, as an XML document can have them.
fn texts(value: &Value, found: &mut Vec<String>) {
    let allowed = |one: char| match one {
        '\t' | '\n' | '\r' => one,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        one => one,
    };
    match value {
        Value::String(text) => found.push(text.chars().map(allowed).collect()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => members.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn whatever_is_written_is_namespace_well_formed((schema, value) in any_pair()) {
        let schemas = json!({"Root": schema}).to_string();
        // The parser reads it as soon as it is written.
        indented("3.2.0", &schemas, &value.to_string());
        indented("3.1.0", &schemas, &value.to_string());
    }

    #[test]
    fn every_text_is_read_back(value in any_value()) {
        let document = indented("3.1.0", r#"{"Root": {}}"#, &json!({"r": value}).to_string());
        let document = document.expect("a root");
        let parsed = roxmltree::Document::parse(&document).expect("a document");
        let is_leaf = |node: &roxmltree::Node| node.is_element() && !node.children().any(|one| one.is_element());
        let read = parsed.descendants().filter(is_leaf);
        let mut read: Vec<String> = read.map(|node| node.text().unwrap_or_default().to_owned()).collect();
        let mut given = Vec::new();
        texts(&value, &mut given);
        // Lists and objects in which there is nothing are an element without a text.
        read.retain(|text| !text.is_empty());
        given.retain(|text| !text.is_empty());
        prop_assert_eq!(read, given);
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![any::<String>(), "[ \t\r\n<>&\"'\\]!a]{0,6}"];
    text.prop_map(Value::String).prop_recursive(3, 16, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array);
        let object = prop::collection::btree_map("[a-z]{1,3}", inner, 0..4)
            .prop_map(|members| Value::Object(members.into_iter().collect()));
        prop_oneof![list, object]
    })
}
