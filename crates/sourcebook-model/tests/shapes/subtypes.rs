//! Bases with a discriminator, and the schemas that are made of them.

use sourcebook_model::view::{Meet, Views};

use crate::told::{document, named, shape};

/// The shapes of some schemas of a document.
fn shapes(version: &str, names: &[&str], schemas: &str) -> Vec<String> {
    let document = document(version, schemas);
    let views = Views::new(&document);
    let told = |name: &&str| shape(&views, &views.shape(Meet::One(named(&document, name))));
    names.iter().map(told).collect()
}

#[test]
fn a_base_leads_to_its_subtypes() {
    let told = shapes(
        "3.0.3",
        &["pet", "dog", "puppy", "cat", "snake"],
        r##"{
        "cat": {"allOf": [{"$ref": "#/components/schemas/pet"}, {"properties": {"claws": {"type": "boolean"}}}]},
        "puppy": {"allOf": [{"$ref": "#/components/schemas/dog"}]},
        "dog": {"allOf": [{"allOf": [{"$ref": "#/components/schemas/pet"}]}], "properties": {"bark": {"type": "string"}}},
        "pet": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind", "mapping": {
                "hund": "#/components/schemas/dog", "cachorro": "dog", "pet": "pet", "slang": "snake"}}},
        "alias": {"$ref": "#/components/schemas/pet"},
        "holder": {"properties": {"pet": {"$ref": "#/components/schemas/pet"}}},
        "snake": {"type": "object"}}"##,
    );
    assert_eq!(
        told,
        [
            "object; kind!: (string); one by kind [hund/cachorro=#dog, slang=#snake, cat=#cat, puppy=#puppy]",
            "object; kind!<hund/cachorro/puppy>: (string); bark: (string); everything of pet",
            "object; kind!<puppy>: (string); bark: (string); everything of dog",
            "object; kind!<cat>: (string); claws: (boolean); everything of pet",
            "object",
        ]
    );
}

#[test]
fn version_2_maps_by_names_and_extensions() {
    let told = shapes(
        "2.0",
        &["pet", "cat", "dog"],
        r##"{
        "pet": {"type": "object", "properties": {"kind": {"type": "string"}}, "discriminator": "kind"},
        "cat": {"allOf": [{"$ref": "#/definitions/pet"}], "x-ms-discriminator-value": "Felis"},
        "dog": {"allOf": [{"$ref": "#/definitions/pet"}, {"type": "object"}]}}"##,
    );
    assert_eq!(
        told,
        [
            "object; kind: (string); one by kind [Felis=#cat, dog=#dog]",
            "object; kind<Felis>: (string); everything of pet",
            "object; kind<dog>: (string); everything of pet",
        ]
    );
}

#[test]
fn a_child_inside_the_union_of_its_base_drops_it() {
    let told = shapes(
        "3.1.0",
        &["pet", "dog", "both", "plain", "part"],
        r##"{
        "pet": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind", "mapping": {"d": "#/components/schemas/dog"}},
            "oneOf": [{"$ref": "#/components/schemas/dog"}, {"$ref": "#/components/schemas/cat"}]},
        "dog": {"allOf": [{"$ref": "#/components/schemas/pet"}, {"properties": {"bark": {"type": "string"}}}]},
        "cat": {"allOf": [{"$ref": "#/components/schemas/pet"}, {"properties": {"meow": {"type": "string"}}}]},
        "both": {"allOf": [{"$ref": "#/components/schemas/pet"}, {"properties": {"more": {"type": "string"}}}]},
        "plain": {"anyOf": [{"$ref": "#/components/schemas/part"}, {"type": "object", "minProperties": 1}]},
        "part": {"allOf": [{"$ref": "#/components/schemas/plain"}], "maxProperties": 4}}"##,
    );
    assert_eq!(
        told,
        [
            "object; kind!: (string); one by kind [d=#dog, cat=#cat]",
            "object; kind!<d>: (string); bark: (string); everything of pet",
            "object; kind!: (string); more: (string); one by kind [d=#dog, cat=#cat]; everything of pet",
            "any; some [#part, (object; members from 1)]",
            "object?; members to 4; everything of plain",
        ]
    );
}

#[test]
fn an_option_with_words_beside_it_is_told_by_the_same_value() {
    let schemas = |option: &str| {
        format!(
            r##"{{
        "it": {{"oneOf": [{option}, {{"$ref": "#/components/schemas/dog"}}], "discriminator": {{"propertyName": "kind"}}}},
        "cat": {{"type": "object"}}, "dog": {{"type": "object"}}}}"##
        )
    };
    let reference = r##""$ref": "#/components/schemas/cat""##;
    let beside = shapes("3.1.0", &["it"], &schemas(&format!(r#"{{{reference}, "title": "own"}}"#)));
    let wrapped = format!(r#"{{"allOf": [{{{reference}}}], "title": "own"}}"#);
    let wrapped = shapes("3.0.3", &["it"], &schemas(&wrapped));
    assert_eq!(beside, ["any; one by kind [cat='own'#cat, dog=#dog]"]);
    assert_eq!(wrapped, beside);
}
