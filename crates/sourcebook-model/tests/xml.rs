//! Values as XML: tables written by hand from the specifications, and random documents that a parser
//! reads back.

#[path = "xml/names.rs"]
mod names;
#[path = "xml/random.rs"]
mod random;
mod schemas;

use sourcebook_model::view::{Direction, Meet, Views};
use sourcebook_model::xml;
use sourcebook_syntax::{Sources, parse_json};

use schemas::{document, named};

/// A value of the schema `Root` as XML, on one line; it must be a document for a parser.
fn written(version: &str, schemas: &str, value: &str) -> Option<String> {
    let text = indented(version, schemas, value)?;
    Some(text.split('\n').map(str::trim_start).collect())
}

fn indented(version: &str, schemas: &str, value: &str) -> Option<String> {
    let document = document(version, schemas);
    let views = Views::new(&document);
    let meet = Meet::One(named(&document, "Root"));
    let parsed = parse_json(&mut Sources::new(), "value", value.to_owned()).expect(value);
    let value = parsed.root().to_value();
    let text = xml::document(&views, meet, None, &value, Direction::Whole)?;
    if let Err(error) = roxmltree::Document::parse(&text) {
        panic!("{error}\n{text}");
    }
    Some(text)
}

/// Schemas of an object with these members, and of another object that they can refer to.
fn root(members: &str) -> String {
    format!(
        r#"{{"Root": {{"type": "object", "properties": {{{members}}}}}, "Other": {{"type": "object"}}}}"#
    )
}

/// Sections 4.8.26.3 of 3.1.1, which has the tables of 2.0 and 3.0 too.
#[test]
fn members_lists_and_attributes() {
    let list = |xml: &str, items: &str| {
        format!(r#""animals": {{"type": "array", {xml} "items": {{"type": "string"{items}}}}}"#)
    };
    let animal = r#", "xml": {"name": "animal"}"#;
    let two = r#"{"animals": ["a", "b"]}"#;
    let table = [
        (
            r#""animals": {"type": "string"}"#.to_owned(),
            r#"{"animals": "a"}"#,
            "<animals>a</animals>",
        ),
        (
            r#""animals": {"type": "string", "xml": {"name": "animal"}}"#.to_owned(),
            r#"{"animals": "a"}"#,
            "<animal>a</animal>",
        ),
        (list("", ""), two, "<animals>a</animals><animals>b</animals>"),
        (list("", animal), two, "<animal>a</animal><animal>b</animal>"),
        (
            list(r#""xml": {"name": "aliens"},"#, animal),
            two,
            "<animal>a</animal><animal>b</animal>",
        ),
        (
            list(r#""xml": {"name": "aliens"},"#, ""),
            two,
            "<animals>a</animals><animals>b</animals>",
        ),
        (
            list(r#""xml": {"wrapped": true},"#, ""),
            two,
            "<animals><animals>a</animals><animals>b</animals></animals>",
        ),
        (
            list(r#""xml": {"wrapped": true},"#, animal),
            two,
            "<animals><animal>a</animal><animal>b</animal></animals>",
        ),
        (
            list(r#""xml": {"name": "aliens", "wrapped": true},"#, animal),
            two,
            "<aliens><animal>a</animal><animal>b</animal></aliens>",
        ),
        (
            list(r#""xml": {"name": "aliens", "wrapped": true},"#, ""),
            two,
            "<aliens><aliens>a</aliens><aliens>b</aliens></aliens>",
        ),
        (list(r#""xml": {"wrapped": true},"#, ""), r#"{"animals": []}"#, "<animals/>"),
        (
            r#""a": {"type": "object", "additionalProperties": {"type": "integer"}}"#.to_owned(),
            r#"{"a": {"one": 1, "two": 2}}"#,
            "<a><one>1</one><two>2</two></a>",
        ),
        (r#""a": {}"#.to_owned(), r#"{"a": "x & <y> \"z\""}"#, "<a>x &amp; &lt;y&gt; \"z\"</a>"),
        (r#""a": {}"#.to_owned(), r#"{"a": true, "b": 1.50}"#, "<a>true</a><b>1.50</b>"),
    ];
    for version in ["2.0", "3.0.3", "3.1.0", "3.2.0"] {
        for (member, value, expected) in &table {
            let expected = Some(format!("<Root>{expected}</Root>"));
            assert_eq!(written(version, &root(member), value), expected, "{version} {member}");
        }
    }
    let person = root(
        r#""id": {"type": "integer", "xml": {"attribute": true}}, "name": {"type": "string",
           "xml": {"namespace": "https://example.com/s", "prefix": "s"}}"#,
    );
    assert_eq!(
        indented("3.1.0", &person, r#"{"id": 123, "name": "example"}"#).as_deref(),
        Some(
            "<Root id=\"123\">\n  <s:name xmlns:s=\"https://example.com/s\">example</s:name>\n</Root>"
        )
    );
}

/// Section 4.26 of 3.2.0.
#[test]
fn types_of_nodes() {
    let table = [
        (
            r#""a": {"type": "array", "xml": {"nodeType": "element"}, "items": {"type": "string"}}"#,
            r#"{"a": ["x"]}"#,
            "<Root><a><a>x</a></a></Root>",
        ),
        (
            r#""kind": {"xml": {"nodeType": "attribute"}}, "name": {"xml": {"nodeType": "text"}}"#,
            r#"{"kind": "Cat", "name": "Fluffy & <co>"}"#,
            r#"<Root kind="Cat">Fluffy &amp; &lt;co&gt;</Root>"#,
        ),
        (
            r#""content": {"xml": {"nodeType": "cdata"}}"#,
            r#"{"content": "<b>]]></b>"}"#,
            "<Root><![CDATA[<b>]]]]><![CDATA[></b>]]></Root>",
        ),
        (
            r#""inner": {"xml": {"nodeType": "none"}, "properties": {"a": {}}}"#,
            r#"{"inner": {"a": 1, "b": 2}}"#,
            "<Root><a>1</a><b>2</b></Root>",
        ),
        (
            r#""a": {"type": ["integer", "null"], "xml": {"nodeType": "attribute"}},
               "b": {"type": ["string", "null"]}, "c": {}"#,
            r#"{"a": null, "b": null, "c": null}"#,
            "<Root xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><b xsi:nil=\"true\"/><c/></Root>",
        ),
        (
            r#""a": {"type": "array", "items": {"type": "integer"}, "xml": {"nodeType": "attribute"}}"#,
            r#"{"a": [1, 2]}"#,
            r#"<Root a="1 2"/>"#,
        ),
        (
            r##""a": {"$ref": "#/components/schemas/Other"}, "b": {"type": "array",
                "items": {"$ref": "#/components/schemas/Other"}}"##,
            r#"{"a": {}, "b": [{"x": 1}]}"#,
            "<Root><Other/><Other><x>1</x></Other></Root>",
        ),
    ];
    for (member, value, expected) in table {
        assert_eq!(written("3.2.0", &root(member), value).as_deref(), Some(expected), "{member}");
    }
    let report = r#"{"Root": {"type": "array", "xml": {"nodeType": "element", "name": "Report"},
        "prefixItems": [{"xml": {"nodeType": "text"}}, {"xml": {"name": "data"}},
                        {"xml": {"nodeType": "text"}}]}}"#;
    assert_eq!(
        indented("3.2.0", report, r#"["Before.", 42, "After."]"#).as_deref(),
        Some("<Report>Before.<data>42</data>After.</Report>")
    );
}

#[test]
fn roots_have_one_element() {
    let list = r##"{"Root": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
                    "Pet": {"type": "object"}}"##;
    let table = [
        (r#"{"Root": {"type": "string"}}"#, r#""a""#, Some("<Root>a</Root>")),
        (r#"{"Root": {"type": "object"}}"#, r#""<a/>""#, Some("<a/>")),
        (r#"{"Root": {"xml": {"name": "root"}}}"#, "{}", Some("<root/>")),
        (list, "[{}, {}]", Some("<Root><Pet/><Pet/></Root>")),
        (list, "[]", Some("<Root/>")),
        (
            r#"{"Root": {"type": "array", "items": {"type": "integer"}}}"#,
            "[1, 2]",
            Some("<Root><Root>1</Root><Root>2</Root></Root>"),
        ),
        (
            r#"{"Root": {"type": "array", "items": {"type": "array", "items": {}}}}"#,
            "[[1], [2]]",
            Some("<Root><Root>1</Root><Root>2</Root></Root>"),
        ),
        (r#"{"Root": {"xml": {"nodeType": "none"}}}"#, r#"{"a": 1}"#, Some("<a>1</a>")),
        (r#"{"Root": {"xml": {"nodeType": "none"}}}"#, r#"{"a": 1, "b": 2}"#, None),
        (r#"{"Root": {"xml": {"nodeType": "none"}}}"#, "1", None),
    ];
    for (schemas, value, expected) in table {
        assert_eq!(written("3.2.0", schemas, value).as_deref(), expected, "{schemas}");
    }
}

#[test]
fn options_say_what_their_values_look_like() {
    let schemas = r##"{
        "Root": {"type": "object", "properties": {"pet": {"oneOf": [
            {"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}}},
        "Cat": {"type": "object", "required": ["claws"],
            "properties": {"claws": {"type": "integer", "xml": {"attribute": true}}}},
        "Dog": {"type": "object", "required": ["tail"], "xml": {"name": "dog"},
            "properties": {"tail": {"type": "string", "xml": {"name": "end"}}}}}"##;
    let dog = written("3.1.0", schemas, r#"{"pet": {"tail": "long"}}"#);
    assert_eq!(dog.as_deref(), Some("<Root><dog><end>long</end></dog></Root>"));
    let cat = written("3.1.0", schemas, r#"{"pet": {"claws": 5}}"#);
    assert_eq!(cat.as_deref(), Some(r#"<Root><pet claws="5"/></Root>"#));
    let of_3_2 = written("3.2.0", schemas, r#"{"pet": {"claws": 5}}"#);
    assert_eq!(of_3_2.as_deref(), Some(r#"<Root><Cat claws="5"/></Root>"#));
}

#[test]
fn a_reference_keeps_its_name_before_3_2() {
    let schemas = r##"{"Root": {"type": "object", "properties": {
            "category": {"$ref": "#/components/schemas/Category"},
            "tags": {"type": "array", "items": {"$ref": "#/components/schemas/Tag"}}}},
        "Category": {"type": "object"}, "Tag": {"type": "string", "xml": {"name": "tag"}}}"##;
    let value = r#"{"category": {}, "tags": ["a"]}"#;
    let expected = "<Root><category/><tag>a</tag></Root>";
    assert_eq!(written("3.0.3", schemas, value).as_deref(), Some(expected));
    let expected = "<Root><Category/><tag>a</tag></Root>";
    assert_eq!(written("3.2.0", schemas, value).as_deref(), Some(expected));
}
