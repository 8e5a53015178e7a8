//! What is said of what is in lists, maps and texts.

use super::*;

#[test]
fn what_is_said_of_items_stands_with_their_list() {
    let table = [
        ("{type: array, items: {type: string, description: One.}}", "array of string\\\n  One."),
        (
            "{type: array, description: All., items: {type: string, description: One.}}",
            "array of string\\\n  All.\n\n  One.",
        ),
        (
            "{type: array, description: Same., items: {type: string, description: Same.}}",
            "array of string\\\n  Same.",
        ),
        (
            "{type: object, additionalProperties: {type: integer, description: Count., default: 4}}",
            "map of integer · each default `4`\\\n  Count.",
        ),
        (
            "{type: array, items: {type: array, description: Row., items: {type: integer, description: Cell.}}}",
            "array of array of integer\\\n  Row.\n\n  Cell.",
        ),
        (
            "{type: array, items: {type: string, title: Tag, readOnly: true, deprecated: true, maxLength: 2, default: a}}",
            "array of string · each *Tag* · each read-only · each deprecated · each at most 2 characters · each default `a`",
        ),
        (
            "{type: array, items: {type: object, description: One., properties: {a: {type: string}}}}",
            "array of object\\\n  One.\n\n  - **`a`** string",
        ),
        (
            "{type: array, contains: {type: string, description: A mark.}}",
            "array · contains at least 1: string\\\n  A mark.",
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(member(schema), expected, "{schema}");
    }
}

#[test]
fn named_items_are_described_where_nothing_is_said_of_their_list() {
    let document = schemas(
        "{State: {type: string, description: Where., deprecated: true}, \
          Labels: {type: array, description: All labels., items: {type: string, description: A label.}}, \
          X: {type: object, properties: {\
            a: {type: array, items: {$ref: '#/components/schemas/State'}}, \
            b: {type: array, description: Own., items: {$ref: '#/components/schemas/State'}}, \
            c: {$ref: '#/components/schemas/Labels'}, \
            d: {$ref: '#/components/schemas/Labels', description: Here.}}}}",
    );
    let expected = "\
object

- **`a`** array of [State](#State) (string) · each deprecated\\
  Where.

- **`b`** array of [State](#State) (string) · each deprecated\\
  Own.

- **`c`** [Labels](#Labels) (array of string)\\
  All labels.

  A label.

- **`d`** [Labels](#Labels) (array of string)\\
  Here.
";
    assert_eq!(entry(&document, "X"), expected);
    assert_eq!(entry(&document, "Labels"), "array of string\n\nA label.\n");
}

#[test]
fn long_defaults_of_items_stand_below() {
    let long = "a".repeat(79);
    let schema = format!("{{type: array, items: {{type: string, default: {long}}}}}");
    let expected =
        format!("array of string · each default below\n\n  Default:\n\n  ```text\n  {long}\n  ```");
    assert_eq!(member(&schema), expected);
}

#[test]
fn lists_maps_and_tuples_inside_themselves_are_links() {
    let document = schemas(
        "{Grid: {type: array, items: {$ref: '#/components/schemas/Row'}}, \
          Row: {type: array, minItems: 2, items: {$ref: '#/components/schemas/Grid'}}, \
          Pair: {type: array, prefixItems: [{type: string, minLength: 1}, {$ref: '#/components/schemas/Pair'}], items: false}, \
          Tree: {type: object, minProperties: 1, additionalProperties: {$ref: '#/components/schemas/Tree'}}, \
          Word: {anyOf: [{type: string, minLength: 1}, {type: array, items: {$ref: '#/components/schemas/Word'}}]}, \
          X: {type: object, properties: {grid: {$ref: '#/components/schemas/Grid'}, pair: {$ref: '#/components/schemas/Pair'}}}}",
    );
    let table = [
        ("Grid", "array of [Row](#Row) (array of [Grid](#Grid)) · each at least 2 items\n"),
        ("Row", "array of [Grid](#Grid) (array of [Row](#Row)) · at least 2 items\n"),
        (
            "Pair",
            "tuple (string, [Pair](#Pair))\n\n- item 1: string · at least 1 character\n- item 2: [Pair](#Pair)\n",
        ),
        ("Tree", "map of [Tree](#Tree) · at least 1 member\n"),
        (
            "Word",
            "string or array · at least one of these:\n\n- string · at least 1 character\n- array of [Word](#Word)\n",
        ),
        (
            "X",
            "object\n\n\
             - **`grid`** [Grid](#Grid) (array of [Row](#Row) (array of [Grid](#Grid))) · each at least 2 items\n\
             - **`pair`** [Pair](#Pair) (tuple (string, [Pair](#Pair)))\n",
        ),
    ];
    for (name, expected) in table {
        assert_eq!(entry(&document, name), expected, "{name}");
    }
}

#[test]
fn what_a_text_holds_is_named() {
    let table = [
        ("contentSchema: {$ref: '#/components/schemas/Home'}", ": [Home](#Home)"),
        (
            "contentSchema: {type: array, items: {$ref: '#/components/schemas/Home'}}",
            ": array of [Home](#Home)",
        ),
        ("contentSchema: {type: object}", ""),
        ("contentSchema: {}", ""),
    ];
    for (content, words) in table {
        let schema = format!("{{type: string, contentMediaType: application/json, {content}}}");
        assert_eq!(
            member(&schema),
            format!("string · holds `application/json`{words}"),
            "{content}"
        );
    }
}

#[test]
fn what_a_text_holds_is_not_named_where_its_fields_are() {
    let document = schemas(
        "{Home: {type: object, properties: {street: {type: string}}}, \
          X: {type: object, properties: {t: {type: string, contentMediaType: application/json, \
            contentSchema: {$ref: '#/components/schemas/Home'}}}}}",
    );
    let open = "[X](schemas.md#X)\n\n- **`t`** string · holds `application/json`\n  - **`street`** string\n";
    assert_eq!(used(&document, "X", Site::Body), open);
    let closed = "[X](schemas.md#X)\n\n- **`t`** string · holds `application/json`: [Home](schemas.md#Home)\n";
    assert_eq!(used(&document, "X", Site::Answer), closed);
}

#[test]
fn bytes_are_files_where_they_can_be_sent() {
    let document = schemas(
        "{X: {type: object, properties: {\
            a: {contentMediaType: text/csv}, b: {type: string, contentMediaType: image/png}, \
            c: {type: string, contentMediaType: text/html}, \
            d: {type: string, contentMediaType: image/png, contentEncoding: base64}}}}",
    );
    let expected = "\
[X](schemas.md#X)

- **`a`** file · holds `text/csv`
- **`b`** file · holds `image/png`
- **`c`** string · holds `text/html`
- **`d`** string · in base64 · holds `image/png`
";
    assert_eq!(used(&document, "X", Site::Body), expected);
    assert!(entry(&document, "X").contains("**`b`** string"));
}
