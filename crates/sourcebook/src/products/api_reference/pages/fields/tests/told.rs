//! Lines: type words and traits.

use super::*;

#[test]
fn types_are_told_in_words() {
    let table = [
        ("{}", "any"),
        ("{type: string, format: uuid}", "string (uuid)"),
        ("{type: [string, integer], format: int64}", "string or integer (int64)"),
        ("{type: [string, integer, 'null']}", "string, integer or null"),
        ("{type: [string, 'null'], format: date}", "string (date) or null"),
        ("{type: 'null'}", "null"),
        ("{type: array}", "array"),
        ("{type: [array, 'null'], items: {type: string}}", "array of string, or null"),
        ("{type: array, items: {type: [string, 'null']}}", "array of (string or null)"),
        (
            "{type: object, additionalProperties: {type: [integer, 'null']}}",
            "map of (integer or null)",
        ),
        ("{type: [object, 'null'], additionalProperties: {}}", "map of any, or null"),
        (
            "{type: object, additionalProperties: {type: array, items: {type: integer}}}",
            "map of array of integer",
        ),
        ("{type: object, additionalProperties: true}", "object"),
        (
            "{type: array, prefixItems: [{type: string}, {type: integer}], items: false}",
            "tuple (string, integer)",
        ),
        ("{type: array, prefixItems: [{type: string}]}", "tuple (string, then any)"),
        (
            "{type: array, prefixItems: [{type: string}], items: {type: number}}",
            "tuple (string, then number)",
        ),
        ("{$ref: '#/components/schemas/Word'}", "[Word](#Word) (string)"),
        ("{$ref: '#/components/schemas/Home'}", "[Home](#Home)"),
        (
            "{anyOf: [{$ref: '#/components/schemas/Word'}, {type: 'null'}]}",
            "[Word](#Word) (string) or null",
        ),
        ("{anyOf: [{$ref: '#/components/schemas/Home'}, {type: 'null'}]}", "[Home](#Home) or null"),
        (
            "{type: array, items: {$ref: '#/components/schemas/Word'}}",
            "array of [Word](#Word) (string)",
        ),
        ("{anyOf: [{type: string, format: date}, {type: integer}]}", "string (date) or integer"),
        (
            "{anyOf: [{type: array, items: {type: string}}, {type: string}, {type: 'null'}]}",
            "array of string, string or null",
        ),
    ];
    for (schema, words) in table {
        assert_eq!(member(schema), words, "{schema}");
    }
}

#[test]
fn titles_stand_where_they_say_more_than_the_name() {
    let table = [
        ("{type: string, title: M}", "string"),
        ("{type: string, title: ' m! '}", "string"),
        ("{type: string, title: 'More *than*  that'}", "string *More \\*than\\* that*"),
        ("{$ref: '#/components/schemas/Home', title: home}", "[Home](#Home)"),
    ];
    for (schema, line) in table {
        assert_eq!(member(schema), line, "{schema}");
    }
}

#[test]
fn traits_have_their_order() {
    let table = [
        (
            "{type: string, readOnly: true, deprecated: true, default: a}",
            "string · read-only · deprecated · default `a`",
        ),
        ("{const: 5}", "integer · always `5`"),
        ("{enum: [a]}", "string · always `a`"),
        ("{type: [string, 'null'], enum: [a, '', null]}", "string or null · one of `a`, `\"\"`"),
        ("{enum: [1, a]}", "integer or string · one of `1`, `\"a\"`"),
        (
            "{enum: [1, 2, 3], x-enum-varnames: [ONE, TWO_*, '3']}",
            "integer · one of `1` *ONE*, `2` *TWO\\_\\**, `3`",
        ),
        ("{enum: [a], x-enumNames: [First]}", "string · always `a` *First*"),
        (
            "{type: string, enum: [a, b], x-enum-varnames: [KindA, KindB]}",
            "string · one of `a`, `b`",
        ),
        (
            "{oneOf: [{const: 10, title: Low}, {const: 20, title: High}]}",
            "integer · one of `10` *Low*, `20` *High*",
        ),
        (
            "{type: number, exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.1}",
            "number · above 0 · below 1 · multiple of 0.1",
        ),
        ("{type: number, minimum: -90, maximum: 90}", "number · -90 to 90"),
        ("{type: number, minimum: 1, maximum: 1.0}", "number · exactly 1"),
        (
            "{type: string, minLength: 1, maxLength: 1, pattern: '^`'}",
            "string · exactly 1 character · pattern `` ^` ``",
        ),
        ("{type: string, minLength: 0, maxLength: 5}", "string · at most 5 characters"),
        (
            "{type: array, minItems: 1, uniqueItems: true, items: {type: string, maxLength: 2}}",
            "array of string · at least 1 item · no item twice · each at most 2 characters",
        ),
        (
            "{type: object, minProperties: 2, maxProperties: 3, additionalProperties: false}",
            "object · 2 to 3 members · no other members",
        ),
        (
            "{type: object, propertyNames: {pattern: '^x', maxLength: 3}, additionalProperties: {type: string, enum: [a, b]}}",
            "map of string · names at most 3 characters · names pattern `^x` · each one of `a`, `b`",
        ),
        (
            "{type: string, contentEncoding: base64, contentMediaType: image/png}",
            "string · in base64 · holds `image/png`",
        ),
        (
            "{type: array, contains: {type: string}, default: []}",
            "array · contains at least 1: string · default `[]`",
        ),
        (
            "{type: array, contains: {const: a}, minContains: 1, maxContains: 2}",
            "array · contains 1 to 2: string, always `a`",
        ),
        (
            "{type: string, default: a, xml: {attribute: true, name: i}}",
            "string · default `a` · xml attribute · xml name `i`",
        ),
        (
            "{type: array, items: {type: array, items: {type: integer, minimum: 1}, maxItems: 2}}",
            "array of array of integer · each at most 2 items · each each at least 1",
        ),
    ];
    for (schema, line) in table {
        assert_eq!(member(schema), line, "{schema}");
    }
}

#[test]
fn long_defaults_stand_below() {
    let long = "a".repeat(79);
    let expected =
        format!("string · default below\\\n  D\n\n  Default:\n\n  ```text\n  {long}\n  ```");
    assert_eq!(member(&format!("{{type: string, description: D, default: {long}}}")), expected);
    let short = "a".repeat(78);
    let line = format!("string · default `{short}`");
    assert_eq!(member(&format!("{{type: string, default: {short}}}")), line);
    let list = member(&format!("{{type: array, default: [{short}, b]}}"));
    let expected = format!(
        "array · default below\n\n  Default:\n\n  ```json\n  [\n    \"{short}\",\n    \"b\"\n  ]\n  ```"
    );
    assert_eq!(list, expected);
}

#[test]
fn values_that_mean_something_are_listed_once() {
    let document = schemas(
        "{State: {type: string, description: Where., enum: [a, b], x-enum-descriptions: [One., '']}, \
          Level: {type: integer, enum: [1, 2], x-enum-varnames: [LOW, HIGH], x-enum-descriptions: [It waits., '']}, \
          X: {type: object, properties: {s: {$ref: '#/components/schemas/State'}, \
              own: {type: string, enum: [c], x-enum-descriptions: [\"Two\\n\\n- lines\"]}, \
              many: {type: array, items: {$ref: '#/components/schemas/State'}}}}}",
    );
    assert_eq!(entry(&document, "State"), "string · one of:\n\n- `a`: One.\n- `b`\n");
    assert_eq!(
        entry(&document, "Level"),
        "integer · one of:\n\n- `1` *LOW*: It waits.\n- `2` *HIGH*\n"
    );
    let expected = "\
object

- **`s`** [State](#State) (string) · one of `a`, `b`\\
  Where.

- **`own`** string · one of:
  - `c`\\
    Two

    - lines
- **`many`** array of [State](#State) (string) · each one of `a`, `b`\\
  Where.
";
    assert_eq!(entry(&document, "X"), expected);
}
