//! Bodies and parts that are XML.

use sourcebook_model::request::{Body, ConcreteRequest};

/// The request of an operation with a body of this content; `Book` and `Books` are components.
fn request(version: &str, content: &str) -> ConcreteRequest {
    let members = format!(
        "servers: [{{url: https://h}}]\npaths:\n  /:\n    post:\n      requestBody: {{content: \
         {{{content}}}}}\n      responses: {{'200': {{description: ok}}}}\ncomponents:\n  schemas:\n    \
         Book: {{type: object, xml: {{name: book}}, properties: {{id: {{type: integer, xml: {{attribute: \
         true}}, example: 7}}, title: {{type: string, example: A & B}}, made: {{type: string, readOnly: \
         true}}}}}}\n    Books: {{type: array, items: {{$ref: '#/components/schemas/Book'}}}}\n    \
         Word: {{type: string}}\n    Told: {{type: object, example: <told/>}}"
    );
    super::request(version, &members)
}

/// The text of a body, or the name of its file behind an `@`.
fn sent(content: &str) -> String {
    match request("3.0.3", content).body {
        Some(Body::Text { media_type, text, value }) => {
            assert!(media_type.ends_with("xml") && value.is_none(), "{media_type}");
            text
        }
        Some(Body::File { name, .. }) => format!("@{name}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn bodies_are_written_by_their_schema() {
    let of = |name: &str| format!("schema: {{$ref: '#/components/schemas/{name}'}}");
    let book = "<book id=\"7\">\n  <title>A &amp; B</title>\n</book>";
    let table = [
        (format!("application/xml: {{{}}}", of("Book")), book.to_owned()),
        (format!("text/xml: {{{}}}", of("Book")), book.to_owned()),
        (format!("application/soap+xml: {{{}}}", of("Book")), book.to_owned()),
        (
            format!("application/xml: {{{}, example: {{title: C, id: 1}}}}", of("Book")),
            "<book id=\"1\">\n  <title>C</title>\n</book>".to_owned(),
        ),
        (format!("application/xml: {{{}, example: <b/>}}", of("Book")), "<b/>".to_owned()),
        (format!("application/xml: {{{}}}", of("Word")), "<Word>string</Word>".to_owned()),
        (format!("application/xml: {{{}}}", of("Told")), "<told/>".to_owned()),
        (
            format!("application/xml: {{schema: {{type: array, items: {}}}}}", &of("Book")[8..]),
            book.to_owned(),
        ),
        (
            "application/xml: {schema: {type: object, xml: {name: b}, properties: {a: {type: string}}}}"
                .to_owned(),
            "<b>\n  <a>string</a>\n</b>".to_owned(),
        ),
        // Nothing names the element.
        ("application/xml: {schema: {type: object}}".to_owned(), "@body.xml".to_owned()),
        ("application/xml: {schema: {type: string}}".to_owned(), "@body.xml".to_owned()),
        ("application/xml: {example: {a: 1}}".to_owned(), "@body.xml".to_owned()),
        ("application/xml: {example: 5}".to_owned(), "5".to_owned()),
        ("application/xml: {}".to_owned(), "@body.xml".to_owned()),
    ];
    for (content, expected) in table {
        assert_eq!(sent(&content), expected, "{content}");
    }
    let books = sent(&format!("application/xml: {{{}}}", of("Books")));
    let indented = book.replace('\n', "\n  ");
    assert_eq!(books, format!("<Books>\n  {indented}\n</Books>"));
}

#[test]
fn parts_are_written_by_their_schema() {
    let content = "multipart/form-data: {schema: {type: object, properties: {b: {type: array, items: \
                   {$ref: '#/components/schemas/Book'}}, c: {type: object, properties: {d: {type: \
                   integer}}}}}, encoding: {b: {contentType: application/xml; charset=utf-8}, c: \
                   {contentType: text/xml}}}";
    let Some(Body::Multipart { parts, .. }) = request("3.1.0", content).body else {
        panic!("no parts")
    };
    let texts: Vec<(&str, Option<&str>)> =
        parts.iter().map(|part| (part.text.as_str(), part.media_type.as_deref())).collect();
    let expected = [
        (
            "<book id=\"7\">\n  <title>A &amp; B</title>\n</book>",
            Some("application/xml; charset=utf-8"),
        ),
        ("<c>\n  <d>0</d>\n</c>", Some("text/xml")),
    ];
    assert_eq!(texts, expected);
}

#[test]
fn parameters_are_written_by_their_schema() {
    let members = "paths:\n  /:\n    get:\n      parameters: [{name: filter, in: query, required: true, \
                   content: {application/xml: {schema: {type: object, properties: {a: {type: \
                   integer}}}}}}]";
    let request = super::request("3.1.0", members);
    assert_eq!(
        request.target,
        "/?filter=%3Cfilter%3E%0A%20%20%3Ca%3E0%3C%2Fa%3E%0A%3C%2Ffilter%3E"
    );
}
