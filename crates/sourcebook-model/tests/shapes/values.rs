//! Values that are allowed, with their names and meanings.

use crate::told::told;

#[test]
fn values_with_names_and_texts() {
    let table = [
        (
            r#"{"enum": [1, "1", true, {"a": 1}, [2], "", 1.0]}"#,
            r#"integer|string|boolean|object|array?; of 1,"1",true,{"a":1},[2],"""#,
        ),
        (r#"{"type": "string", "enum": []}"#, "string; never"),
        (r#"{"const": [1]}"#, "array?; of [1]"),
        (
            r#"{"oneOf": [{"const": 10, "title": "Low", "description": "Low level"}, {"enum": [20], "title": "High"}, {"const": null}]}"#,
            "integer?; or null; of 10=Low<Low level>,20=High",
        ),
        (r#"{"anyOf": [{"const": "a"}, {"const": "b"}]}"#, r#"string?; of "a","b""#),
        // Objects without a word are options.
        (
            r#"{"oneOf": [{"const": {"a": 1}}, {"const": {"a": 2}}]}"#,
            r#"any; one [(object?; of {"a":1}), (object?; of {"a":2})]"#,
        ),
        (
            r#"{"oneOf": [{"const": {"a": 1}, "title": "A"}, {"const": [], "title": "B"}]}"#,
            r#"object|array?; of {"a":1}=A,[]=B"#,
        ),
        (
            r#"{"anyOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "string"}]}"#,
            r#"any; some [(string; of "a","b"), (string)]"#,
        ),
        (
            r#"{"type": "integer", "enum": [1, 2], "x-enum-varnames": ["ONE", "TWO"], "x-enum-descriptions": ["The one", ""]}"#,
            "integer; of 1=ONE<The one>,2=TWO",
        ),
        (r#"{"enum": [1, 2], "x-enumDescriptions": {"1": "uno"}}"#, "integer?; of 1<uno>,2"),
        (
            r#"{"enum": ["open"], "x-enum-varnames": ["Open"], "x-enum-comments": {"Open": "It is open"}}"#,
            r#"string?; of "open"=Open<It is open>"#,
        ),
        (
            r#"{"enum": ["a", "b"], "x-ms-enum": {"name": "E", "values": [{"value": "b", "name": "B", "description": "The b"}]}}"#,
            r#"string?; of "a","b"=B<The b>"#,
        ),
        // What one part says of a value holds in the other too.
        (
            r#"{"allOf": [{"enum": ["a", "b", "c"]}, {"enum": ["b", "a"], "x-enum-varnames": ["B", "A"]}]}"#,
            r#"string?; of "a"=A,"b"=B"#,
        ),
        (
            r#"{"allOf": [{"enum": ["a", "b"], "x-enum-varnames": ["A", "B"]}, {"enum": ["a"], "x-enum-descriptions": ["The a"]}]}"#,
            r#"string?; of "a"=A<The a>"#,
        ),
        (r#"{"enum": [1.5, 2]}"#, "number?; of 1.5,2"),
    ];
    for (schema, expected) in table {
        assert_eq!(told(&format!(r#"{{"it": {schema}}}"#)), expected, "{schema}");
    }
}
