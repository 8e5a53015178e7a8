//! What cannot be merged, `null` in unions, and what holds unless something else does.

use super::*;

#[test]
fn what_cannot_be_merged_is_all_of_its_parts() {
    let table = [
        (
            "{allOf: [{type: string}, {type: integer}]}",
            "string and integer · all of these:\n  - string\n  - integer",
        ),
        (
            "{allOf: [{type: string, description: A text.}, {type: integer, maximum: 3}]}",
            "string and integer · all of these:\n  - string\\\n    A text.\n\n  - integer · at most 3",
        ),
        (
            "{type: array, items: {allOf: [{type: string}, {type: [integer, boolean]}]}}",
            "array of (string and (integer or boolean)) · each all of these:\n  - string\n  - integer or boolean",
        ),
        (
            "{description: Both., allOf: [{type: integer, minimum: 5}, {type: integer, maximum: 1}]}",
            "integer · all of these:\\\n  Both.\n\n  - integer · at least 5\n  - integer · at most 1",
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(member(schema), expected, "{schema}");
    }
}

#[test]
fn parts_from_several_schemas_stand_in_the_order_of_the_document() {
    let document = schemas(
        "{X: {allOf: [{type: object, properties: {z: {type: string}}}, {properties: {z: {type: integer}}}]}}",
    );
    let expected =
        "object\n\n- **`z`** string and integer · all of these:\n  - string\n  - integer\n";
    assert_eq!(entry(&document, "X"), expected);
}

#[test]
fn a_schema_that_contradicts_itself_is_shown_as_it_is_written() {
    let table = [
        (
            "{type: integer, minimum: 5, maximum: 1, enum: [1, 9]}",
            "integer · one of `1`, `9` · at least 5 · at most 1",
        ),
        (
            "{type: string, minLength: 3, maxLength: 1}",
            "string · at least 3 characters · at most 1 character",
        ),
        ("{type: array, minItems: 3, maxItems: 2}", "array · at least 3 items · at most 2 items"),
        ("{type: array, items: false}", "array · at most 0 items"),
        ("{type: array, prefixItems: [{type: string}], items: false}", "tuple (string)"),
    ];
    for (schema, expected) in table {
        assert_eq!(member(schema), expected, "{schema}");
    }
}

#[test]
fn null_is_a_type_of_a_union_that_has_it_inside_of_an_option() {
    let table = [
        (
            "{anyOf: [{type: [string, 'null']}, {type: object, minProperties: 1}]}",
            "string, object or null · at least one of these:\n  - string or null\n  - object · at least 1 member",
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/Word'}, {type: [integer, 'null']}]}",
            "string, integer or null · exactly one of these:\n  - [Word](#Word) (string)\n  - integer or null",
        ),
        ("{enum: [1, null]}", "integer or null · one of `1`"),
        ("{type: [string, 'null'], enum: [a, null]}", "string or null · one of `a`"),
        ("{anyOf: [{const: a}, {type: 'null'}]}", "string or null · one of `a`"),
        ("{type: [string, 'null'], const: a}", "string · always `a`"),
    ];
    for (schema, expected) in table {
        assert_eq!(member(schema), expected, "{schema}");
    }
}

#[test]
fn a_rule_without_then_says_what_holds_unless_it_fits() {
    let document = schemas(
        "{X: {type: object, properties: {kind: {type: string}, next: {type: string}}, \
           if: {properties: {kind: {const: last}}, required: [kind]}, else: {required: [next]}}, \
          Y: {type: object, properties: {kind: {type: integer}}, \
           if: {properties: {kind: {maximum: 5}}}, else: {required: [kind]}}}",
    );
    let x = "\
object

- **`kind`** string
- **`next`** string
- unless `kind` is `last`, then:
  - **`next`** **required**
";
    assert_eq!(entry(&document, "X"), x);
    let y = "\
object

- **`kind`** integer
- if it fits:
  - **`kind`** at most 5
- otherwise:
  - **`kind`** **required**
";
    assert_eq!(entry(&document, "Y"), y);
}

#[test]
fn options_tell_their_own_values_and_which_one_holds_otherwise() {
    let document = schemas(
        "{Pet: {type: object, required: [t], discriminator: {propertyName: t}, properties: {t: {type: string}}}, \
          Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}, \
          Persian: {allOf: [{$ref: '#/components/schemas/Cat'}, {properties: {hair: {type: integer}}}]}, \
          Any: {type: object, discriminator: {propertyName: t, defaultMapping: '#/components/schemas/Q', mapping: {z: Z}}, \
            oneOf: [{$ref: '#/components/schemas/Z'}, {$ref: '#/components/schemas/Q'}]}, \
          Z: {type: object}, Q: {type: object}}",
    );
    let pet = entry(&document, "Pet");
    let cat =
        "- when `t` is `Cat`: [Cat](#Cat)\n  - **`t`** string · **required** · always `Cat`\n";
    assert!(pet.contains(cat), "{pet}");
    assert!(entry(&document, "Cat").contains("one of `Cat`, `Persian`"));
    let any = entry(&document, "Any");
    assert!(any.contains("- when `t` is `z`: [Z](#Z)\n"), "{any}");
    assert!(any.contains("- when `t` is `Q`, and otherwise: [Q](#Q)\n"), "{any}");
}

#[test]
fn members_stand_in_the_order_of_the_document() {
    let order = |schema: &str| {
        let document = schemas(&format!(
            "{{S: {{type: object, properties: {{s: {{type: string}}}}}}, X: {schema}}}"
        ));
        let text = entry(&document, "X");
        let names = text.lines().filter_map(|line| line.trim_start().strip_prefix("- **`"));
        let names = names.filter_map(|line| line.split_once('`'));
        names.map(|(name, _)| name.to_owned()).collect::<Vec<_>>().join(" ")
    };
    let table = [
        ("{$ref: '#/components/schemas/S', properties: {c: {}}}", "s c"),
        ("{properties: {c: {}}, $ref: '#/components/schemas/S'}", "c s"),
        (
            "{properties: {c: {}}, allOf: [{$ref: '#/components/schemas/S'}, {properties: {d: {}}}]}",
            "c s d",
        ),
        (
            "{allOf: [{$ref: '#/components/schemas/S'}, {properties: {d: {}}}], properties: {c: {}}}",
            "s d c",
        ),
        ("{oneOf: [{properties: {d: {}}}], properties: {c: {}}}", "d c"),
        (
            "{allOf: [{properties: {z: {properties: {p: {}}}}}, {properties: {z: {properties: {q: {}}}}}]}",
            "z p q",
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(order(schema), expected, "{schema}");
    }
}
