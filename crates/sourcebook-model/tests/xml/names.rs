//! Namespaces and names that no document can have as they are written.

use super::{root, written};

#[test]
fn namespaces_are_declared_where_they_are_needed() {
    let book = |xml: &str, member: &str| {
        format!(
            r#"{{"Root": {{"type": "object", "xml": {xml}, "properties": {{"a": {member}}}}}}}"#
        )
    };
    let table = [
        (
            book(r#"{"name": "book", "namespace": "urn:b", "prefix": "b"}"#, "{}"),
            r#"<b:book xmlns:b="urn:b"><a>1</a></b:book>"#,
        ),
        (
            book(r#"{"namespace": "urn:b", "prefix": "b"}"#, r#"{"xml": {"prefix": "b"}}"#),
            r#"<b:Root xmlns:b="urn:b"><b:a>1</b:a></b:Root>"#,
        ),
        (
            book(
                r#"{"namespace": "urn:b", "prefix": "b"}"#,
                r#"{"xml": {"namespace": "urn:c", "prefix": "b"}}"#,
            ),
            r#"<b:Root xmlns:b="urn:b"><b:a xmlns:b="urn:c">1</b:a></b:Root>"#,
        ),
        (book(r#"{"namespace": "urn:b"}"#, "{}"), r#"<Root xmlns="urn:b"><a>1</a></Root>"#),
        (
            book("{}", r#"{"xml": {"attribute": true, "namespace": "urn:b", "prefix": "b"}}"#),
            r#"<Root xmlns:b="urn:b" b:a="1"/>"#,
        ),
        (book("{}", r#"{"xml": {"attribute": true, "namespace": "urn:b"}}"#), r#"<Root a="1"/>"#),
        // Of an unknown prefix no parser would know the namespace.
        (book(r#"{"prefix": "b"}"#, "{}"), "<Root><a>1</a></Root>"),
        (
            book(r#"{"name": "s:Envelope", "namespace": "urn:s"}"#, r#"{"xml": {"prefix": "s"}}"#),
            r#"<s:Envelope xmlns:s="urn:s"><s:a>1</s:a></s:Envelope>"#,
        ),
        (book("{}", r#"{"xml": {"attribute": true, "prefix": "xml"}}"#), r#"<Root xml:a="1"/>"#),
        (
            book("{}", r#"{"xml": {"prefix": "xmlns", "namespace": "urn:x"}}"#),
            "<Root><a>1</a></Root>",
        ),
    ];
    for (schemas, expected) in table {
        assert_eq!(
            written("3.1.0", &schemas, r#"{"a": 1}"#).as_deref(),
            Some(expected),
            "{schemas}"
        );
    }
}

#[test]
fn attributes_that_declare_a_namespace_do() {
    let schemas = root(
        r#""ns": {"xml": {"attribute": true, "name": "xmlns:s"}},
           "xmlns": {"xml": {"attribute": true}}, "a": {"xml": {"prefix": "s"}}"#,
    );
    let value = r#"{"ns": "urn:s", "xmlns": "urn:d", "a": 1}"#;
    let expected = r#"<Root xmlns:s="urn:s" xmlns="urn:d"><s:a>1</s:a></Root>"#;
    assert_eq!(written("3.1.0", &schemas, value).as_deref(), Some(expected));
}

#[test]
fn names_and_texts_of_any_kind_make_a_document() {
    let attribute = r#"{"xml": {"attribute": true}}"#;
    let schemas = root(&format!(r#""a b": {attribute}, "a:b": {attribute}, "a_b": {attribute}"#));
    let table = [
        (r#"{"first name": 1, "1": 2, "": 3}"#, "<first_name>1</first_name><_1>2</_1><_>3</_>"),
        (r#"{"x": "a\u0000b"}"#, "<x>a\u{fffd}b</x>"),
        (r#"{"x": " a\r"}"#, "<x> a&#13;</x>"),
    ];
    for (value, inner) in table {
        let expected = format!("<Root>{inner}</Root>");
        assert_eq!(written("3.1.0", &schemas, value), Some(expected), "{value}");
    }
    // Two names that become one are one attribute; a prefix that nothing declares is left out.
    let value = r#"{"a b": "\"\n&", "a_b": 2, "a:b": 3}"#;
    let expected = "<Root a_b=\"&quot;&#10;&amp;\" b=\"3\"/>";
    assert_eq!(written("3.1.0", &schemas, value).as_deref(), Some(expected));
}
