//! Examples of XML: by the XML Objects of schemas.

use super::{PagesSettings, document, page, render};

/// A page of one operation, which gets and sends a `Book`, also as a webhook.
fn page_of(file: &str, content: &str) -> String {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /:\n    post:\n      \
         operationId: a\n      tags: [t]\n      requestBody: {{content: {content}}}\n      responses: \
         {{'200': {{content: {content}}}}}\nwebhooks: {{w: {{post: {{requestBody: {{content: \
         {content}}}}}}}}}\ncomponents:\n  schemas:\n    Book: {{type: object, xml: {{name: book, prefix: \
         b, namespace: 'urn:b'}}, properties: {{id: {{type: integer, xml: {{attribute: true}}, example: \
         7}}, title: {{type: string}}, pages: {{type: array, xml: {{wrapped: true}}, items: {{type: \
         integer, xml: {{name: page}}}}}}}}}}\n"
    );
    page(&render(&document(&text), &PagesSettings::default()).pages, file)
}

const MADE: &str = "\n\n**Example**\n\n```xml\n<b:book xmlns:b=\"urn:b\" id=\"7\">\n  \
                    <title>string</title>\n  <pages>\n    <page>0</page>\n  \
                    </pages>\n</b:book>\n```\n";

const SCHEMA: &str = "schema: {$ref: '#/components/schemas/Book'}";

#[test]
fn examples_are_made_as_the_body_is_sent() {
    let xml = format!("{{application/xml: {{{SCHEMA}}}}}");
    let text = page_of("t.md", &xml);
    assert_eq!(text.matches(MADE).count(), 1, "{text}");
    let sent = MADE.trim_start_matches("\n\n**Example**\n\n```xml\n").trim_end_matches("\n```\n");
    assert!(text.contains(&format!("  --data-raw '{sent}'\n")), "{text}");
    assert!(page_of("webhooks.md", &xml).contains(MADE));
    // Both are sent: each has its example.
    let both = format!("{{application/json: {{{SCHEMA}}}, text/xml: {{{SCHEMA}}}}}");
    let text = page_of("t.md", &both);
    assert!(text.contains("\n\n**Example**\n\n```json\n{\n  \"id\": 7,"), "{text}");
    assert_eq!(text.matches(MADE).count(), 1, "{text}");
    assert_eq!(text.matches("**`application/json`, `text/xml`** · [Book]").count(), 2, "{text}");
}

#[test]
fn examples_of_the_author_are_shown_as_they_are_sent() {
    let table = [
        (
            "{title: A & B}",
            "```xml\n<b:book xmlns:b=\"urn:b\">\n  <title>A &amp; B</title>\n</b:book>\n```",
        ),
        ("<book/>", "```xml\n<book/>\n```"),
    ];
    for (example, expected) in table {
        let text = page_of("t.md", &format!("{{text/xml: {{{SCHEMA}, example: {example}}}}}"));
        assert_eq!(text.matches(&format!("**Example**\n\n{expected}\n")).count(), 1, "{text}");
    }
}

#[test]
fn what_has_no_name_has_no_example() {
    let text = page_of("t.md", "{text/xml: {schema: {type: object, properties: {a: {}}}}}");
    assert!(!text.contains("```xml") && text.contains("'@body.xml'"), "{text}");
    let given = "{text/xml: {schema: {type: object}, example: {a: 1}}}";
    assert!(page_of("t.md", given).contains("**Example**\n\n```json\n"));
}
