//! What is inside: members, options, rules, and how deep they are opened.

use super::*;

#[test]
fn members_are_followed_by_those_without_a_name() {
    let document = schemas(
        "{X: {type: object, required: [b], properties: {a: {type: string, description: '# A\n\ntext'}, \
          b: {type: array, items: {type: object, properties: {c: {type: integer}}}}}, \
          patternProperties: {'^x-': {type: string}}, additionalProperties: {type: boolean}, \
          dependentRequired: {a: [b, d]}}}",
    );
    let expected = "\
object

- **`a`** string\\
  **A**

  text

- **`b`** array of object · **required**
  - **`c`** integer
- names like `^x-`: string
- any other name: boolean
- if `a` is given, `b` and `d` are required
";
    assert_eq!(entry(&document, "X"), expected);
}

/// A schema without a name of its own is the same one again behind a reference.
#[test]
fn what_has_no_name_is_not_opened_inside_itself() {
    let document = schemas(
        "{X: {$defs: {in: {type: object, properties: {x: {type: string}, more: {$ref: '#/components/schemas/X/$defs/in'}}}}, \
          type: object, properties: {first: {$ref: '#/components/schemas/X/$defs/in'}}}}",
    );
    let expected = "\
object

- **`first`** object
  - **`x`** string
  - **`more`** object
";
    assert_eq!(entry(&document, "X"), expected);
}

#[test]
fn items_of_a_tuple_are_listed_where_one_says_more_than_its_type() {
    let document = schemas(
        "{X: {type: object, properties: {\
          a: {type: array, prefixItems: [{type: string}, {type: integer, minimum: 1}], items: false}, \
          b: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}}}}",
    );
    let expected = "\
object

- **`a`** tuple (string, integer)
  - item 1: string
  - item 2: integer · at least 1
- **`b`** tuple (string, integer)
";
    assert_eq!(entry(&document, "X"), expected);
}

const DEEP: &str = "{A: {type: object, description: About A., properties: {b: {$ref: '#/components/schemas/B'}}}, \
    B: {type: object, description: About B., deprecated: true, minProperties: 1, properties: {c: {$ref: '#/components/schemas/C', description: Here.}}}, \
    C: {type: object, description: About C., properties: {d: {type: integer}, a: {$ref: '#/components/schemas/A'}}}}";

#[test]
fn named_schemas_are_opened_as_deep_as_their_place_asks() {
    let document = schemas(DEEP);
    let sent = "\
[A](schemas.md#A)

- **`b`** [B](schemas.md#B) · deprecated · at least 1 member\\
  About B.

  - **`c`** [C](schemas.md#C)\\
    Here.
";
    assert_eq!(used(&document, "A", Site::Body), sent);
    let answered = "[A](schemas.md#A)\n\n- **`b`** [B](schemas.md#B) · deprecated\n";
    assert_eq!(used(&document, "A", Site::Answer), answered);
}

#[test]
fn a_schema_inside_itself_is_its_link() {
    let document = schemas(
        "{Tree: {type: object, properties: {left: {$ref: '#/components/schemas/Tree'}, \
           inner: {type: object, properties: {more: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}}}, \
          List: {type: array, items: {$ref: '#/components/schemas/List'}}}",
    );
    let expected = "\
[Tree](schemas.md#Tree)

- **`left`** [Tree](schemas.md#Tree)
- **`inner`** object
  - **`more`** array of [Tree](schemas.md#Tree)
";
    assert_eq!(used(&document, "Tree", Site::Body), expected);
    assert_eq!(entry(&document, "List"), "array of [List](#List)\n");
}

#[test]
fn deep_members_are_named_by_their_path() {
    let mut schema = "{type: object, properties: {x: {type: string}}}".to_owned();
    for name in ["g", "f", "e", "d", "c", "b", "a"] {
        schema = format!(
            "{{type: object, properties: {{{name}: {schema}}}, dependentRequired: {{{name}: [y]}}}}"
        );
    }
    let document = schemas(&format!("{{X: {schema}}}"));
    let expected = "\
object

- **`a`** object
  - **`b`** object
    - **`c`** object
      - **`d`** object
        - **`e`** object
          - if `f` is given, `y` is required
        - **`e.f`** object
          - if `g` is given, `y` is required
        - **`e.f.g`** object
        - **`e.f.g.x`** string
        - if `e` is given, `y` is required
      - if `d` is given, `y` is required
    - if `c` is given, `y` is required
  - if `b` is given, `y` is required
- if `a` is given, `y` is required
";
    assert_eq!(entry(&document, "X"), expected);
}

#[test]
fn members_are_left_out_in_their_direction() {
    let document = schemas(
        "{X: {type: object, properties: {r: {type: string, readOnly: true}, w: {type: string, writeOnly: true}}}}",
    );
    assert_eq!(used(&document, "X", Site::Body), "[X](schemas.md#X)\n\n- **`w`** string\n");
    assert_eq!(used(&document, "X", Site::Answer), "[X](schemas.md#X)\n\n- **`r`** string\n");
    let all = "object\n\n- **`r`** string · read-only\n- **`w`** string · write-only\n";
    assert_eq!(entry(&document, "X"), all);
}

#[test]
fn options_are_items_behind_the_members() {
    let document = schemas(
        "{Pet: {type: object, required: [kind], properties: {kind: {type: string}, name: {type: string}}, \
           discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}}, \
          Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}, \
          Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {name: {maxLength: 5}}}]}, \
          Size: {anyOf: [{type: integer, minimum: 1}, {type: string, enum: [s, m]}, {type: 'null'}]}, \
          Search: {type: object, properties: {a: {type: string}, b: {type: string}}, \
            anyOf: [{required: [a]}, {required: [a, b]}]}}",
    );
    let pet = "\
object · exactly one of these, by `kind`:

- **`kind`** string · **required**
- **`name`** string
- when `kind` is `cat`: [Cat](#Cat)
  - **`kind`** string · **required** · always `cat`
  - **`lives`** integer
- when `kind` is `Dog`: [Dog](#Dog)
  - **`kind`** string · **required** · always `Dog`
  - **`name`** string · at most 5 characters
";
    assert_eq!(entry(&document, "Pet"), pet);
    let size = "\
integer, string or null · at least one of these:

- integer · at least 1
- string · one of `s`, `m`
";
    assert_eq!(entry(&document, "Size"), size);
    let search = "\
object · at least one of these:

- **`a`** string
- **`b`** string
- with `a`
- with `a` and `b`
";
    assert_eq!(entry(&document, "Search"), search);
}

#[test]
fn options_of_items_stand_below_their_list() {
    let document = schemas(
        "{X: {type: object, properties: {l: {type: array, maxItems: 3, items: {oneOf: [\
           {type: string, maxLength: 1}, {type: integer}]}}}}}",
    );
    let expected = "\
object

- **`l`** array of (string or integer) · at most 3 items · each exactly one of these:
  - string · at most 1 character
  - integer
";
    assert_eq!(entry(&document, "X"), expected);
}

#[test]
fn rules_say_only_what_changes() {
    let document = schemas(
        "{X: {type: object, required: [c], properties: {a: {type: boolean}, b: {type: string}, c: {type: string}}, \
           if: {properties: {a: {const: true}, b: {enum: [x, 'y']}}, required: [a, b]}, \
           then: {required: [b, c], properties: {b: {type: string, maxLength: 5}, c: {type: string}}}, \
           else: {minProperties: 2, properties: {d: {type: integer}}}, \
           not: {required: [e]}}, \
          Y: {type: object, properties: {a: {type: integer}}, \
           if: {properties: {a: {minimum: 5}}}, then: {required: [a]}, \
           dependentSchemas: {a: {properties: {a: {maximum: 9}}}}}, \
          Z: {type: object, properties: {a: {type: integer}}, if: {required: [a]}, \
           then: {properties: {a: {type: integer}}}}}",
    );
    let x = "\
object

- **`a`** boolean
- **`b`** string
- **`c`** string · **required**
- if `a` is `true` and `b` is `x` or `y`, then:
  - **`b`** **required** · at most 5 characters
- otherwise: at least 2 members
  - **`d`** integer
- not:
  - **`e`** **required**
";
    assert_eq!(entry(&document, "X"), x);
    let y = "\
object

- **`a`** integer
- if `a` is given, then:
  - **`a`** at most 9
- if it fits:
  - **`a`** at least 5
- then:
  - **`a`** **required**
";
    assert_eq!(entry(&document, "Y"), y);
    assert_eq!(entry(&document, "Z"), "object\n\n- **`a`** integer\n");
}

#[test]
fn everything_of_named_schemas_is_merged() {
    let document = schemas(
        "{A: {type: object, properties: {a: {type: string}}}, B: {type: object, properties: {b: {type: string}}}, \
          X: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {properties: {c: {type: string}}}]}, \
          Y: {type: object, properties: {deep: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, \
            {properties: {c: {type: string}}}]}}}}",
    );
    let x = "\
object · everything of [A](#A) and [B](#B)

- **`a`** string
- **`b`** string
- **`c`** string
";
    assert_eq!(entry(&document, "X"), x);
    let y = "\
object

- **`deep`** object · everything of [A](#A) and [B](#B)
  - **`c`** string
";
    assert_eq!(entry(&document, "Y"), y);
    let body = "\
[Y](schemas.md#Y)

- **`deep`** object
  - **`a`** string
  - **`b`** string
  - **`c`** string
";
    assert_eq!(used(&document, "Y", Site::Body), body);
}

#[test]
fn what_is_inside_of_a_text_is_shown_below_it() {
    let document = schemas(
        "{X: {type: object, properties: {t: {type: string, contentMediaType: application/json, \
           contentSchema: {type: object, properties: {a: {type: string}}}}}}}",
    );
    let expected = "object\n\n- **`t`** string · holds `application/json`\n  - **`a`** string\n";
    assert_eq!(entry(&document, "X"), expected);
}

#[test]
fn nothing_is_valid_where_nothing_is() {
    let document = schemas("{X: {type: object, properties: {a: false}}}");
    assert_eq!(entry(&document, "X"), "object\n\n- **`a`** any\n  - not: any\n");
}

#[test]
fn named_schemas_are_not_opened_where_they_would_add_too_much() {
    // So many members of A lead to B, which has five: 40 add 200, and one more is too much.
    let document = |count: usize| {
        let to_b: Vec<String> =
            (0..count).map(|at| format!("m{at}: {{$ref: '#/components/schemas/B'}}")).collect();
        let in_b: Vec<String> = (0..5).map(|at| format!("b{at}: {{type: integer}}")).collect();
        schemas(&format!(
            "{{A: {{type: object, properties: {{{}}}}}, B: {{type: object, properties: {{{}}}}}}}",
            to_b.join(", "),
            in_b.join(", ")
        ))
    };
    let open = used(&document(40), "A", Site::Body);
    assert_eq!(open.matches("**`b0`**").count(), 40, "{open}");
    let closed = used(&document(41), "A", Site::Body);
    assert_eq!(closed.matches("**`b0`**").count(), 0, "{closed}");
    assert_eq!(closed.matches("- **`m").count(), 41, "{closed}");
}

#[test]
fn counting_what_would_be_opened_ends() {
    // Each list of the two is in the other, together with itself: every place is a new one.
    let document = schemas(
        "{A: {type: array, items: {allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/A'}]}}, \
          B: {type: array, items: {allOf: [{$ref: '#/components/schemas/A'}, {items: {$ref: '#/components/schemas/B'}}]}, \
          properties: {a: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}}}}",
    );
    assert!(used(&document, "A", Site::Body).starts_with("[A](schemas.md#A)"));
    assert!(used(&document, "B", Site::Body).starts_with("[B](schemas.md#B)"));
}
