//! What documents leave out, or say in a place of their own.

use super::{PagesSettings, document, page, render};

/// A page of a document with these members.
fn page_of(file: &str, version: &str, members: &str) -> String {
    let text = format!("openapi: {version}\n{members}\n");
    page(&render(&document(&text), &PagesSettings::default()).pages, file)
}

#[test]
fn a_document_without_title_has_a_heading() {
    let page = page_of("index.md", "3.1.0", "paths: {/a: {get: {}}}");
    assert!(page.contains("\n# API\n"), "{page}");
}

#[test]
fn schemes_say_how_they_are_sent_as_far_as_that_is_known() {
    let schemes = [
        ("{type: apiKey, name: X}", "Key · `X`"),
        ("{type: apiKey, in: header, name: X}", "Key · header `X: YOUR_API_KEY`"),
        ("{type: apiKey, in: query}", "Key"),
        ("{type: apiKey}", "Key"),
        ("{type: http}", "HTTP scheme"),
        ("{type: openIdConnect}", "OpenID Connect · `Authorization: Bearer YOUR_TOKEN`"),
        ("{type: other}", "`other`"),
        ("{description: About it.}", "About it."),
    ];
    for (scheme, expected) in schemes {
        let members = format!(
            "info: {{title: T, version: '1'}}\ncomponents: {{securitySchemes: {{s: {scheme}}}}}"
        );
        let page = page_of("security.md", "3.1.0", &members);
        assert!(page.ends_with(&format!("\n## s\n\n{expected}\n")), "{scheme}\n{page}");
    }
}

#[test]
fn schemes_that_are_named_by_a_uri_are_shown_by_their_name() {
    let members = "info: {title: T, version: '1'}\nsecurity: [{'#/components/securitySchemes/key': []}]\n\
                   paths: {/a: {get: {}}}\ncomponents: {securitySchemes: {key: {type: http, scheme: basic}}}";
    let page = page_of("other-operations.md", "3.2.0", members);
    assert!(page.contains("\n**Authorization:** [key](security.md#key)\n"), "{page}");
}

#[test]
fn tags_stand_under_their_parent() {
    let members = |more: &str| {
        format!(
            "info: {{title: T, version: '1'}}\ntags: [{{name: a}}, {{name: b, parent: a}}, {{name: c, parent: \
             b}}, {{name: x, parent: y}}, {{name: y, parent: x}}]\npaths:\n  /a: {{get: {{tags: [c], summary: \
             C}}, put: {{tags: [a], summary: A}}, post: {{tags: [b], summary: B}}}}\n  /x: {{get: {{tags: [x], \
             summary: X}}, put: {{tags: [y], summary: Y}}, post: {{}}}}\n{more}"
        )
    };
    let page = page_of("index.md", "3.2.0", &members(""));
    let expected = "\
- [a](a.md)
  - [A](a.md#put-/a) `PUT /a`
  - [b](b.md)
    - [B](b.md#post-/a) `POST /a`
    - [c](c.md)
      - [C](c.md#get-/a) `GET /a`
- [x](x.md)
  - [X](x.md#get-/x) `GET /x`
- [y](y.md)
  - [Y](y.md#put-/x) `PUT /x`
- [Other operations](other-operations.md)
  - [`POST /x`](other-operations.md#post-/x) `POST /x`
";
    assert!(page.contains(expected), "{page}");
    // The groups of the extension say it instead.
    let page = page_of("index.md", "3.2.0", &members("x-tagGroups: [{name: G, tags: [b]}]"));
    assert!(page.contains("\n- [c](c.md)\n"), "{page}");
}

#[test]
fn parameters_that_were_not_read_are_left_out() {
    let members =
        "info: {title: T, version: '1'}\npaths: {/a: {get: {parameters: [{$ref: '#/none'}]}}}";
    let page = page_of("other-operations.md", "3.1.0", members);
    assert!(!page.contains("parameters"), "{page}");
}

#[test]
fn members_that_were_not_read_are_told_below_the_example() {
    let schema = "{type: object, required: [a, b], properties: {a: {$ref: 'https://far.test/a.yaml'}, b: {type: \
                  string}}}";
    let members = format!(
        "info: {{title: T, version: '1'}}\npaths: {{/a: {{put: {{requestBody: {{content: {{application/json: \
         {{schema: {schema}}}}}}}, responses: {{'200': {{description: d, content: {{application/json: {{schema: \
         {schema}}}}}}}}}}}}}}}"
    );
    let page = page_of("other-operations.md", "3.1.0", &members);
    let told = page.matches("\nLeft out: members whose schemas were not read.\n").count();
    assert_eq!(told, 2, "{page}");
}

#[test]
fn media_types_that_send_one_schema_otherwise_stand_apart() {
    let members = |others: &str| {
        format!(
            "info: {{title: T, version: '1'}}\npaths: {{/a: {{put: {{requestBody: {{content: {{application/json: \
             {{schema: {{$ref: '#/components/schemas/S'}}}}, {others}: {{schema: {{$ref: \
             '#/components/schemas/S'}}}}}}}}}}}}}}\ncomponents: {{schemas: {{S: {{type: object, properties: {{f: \
             {{type: string, contentMediaType: image/png}}}}}}}}}}"
        )
    };
    let page = page_of("other-operations.md", "3.1.0", &members("multipart/form-data"));
    assert!(page.contains("- **`f`** file"), "{page}");
    assert!(page.contains("- **`f`** string"), "{page}");
    // What a form in a URL sends is a text.
    let form = "application/x-www-form-urlencoded";
    let page = page_of("other-operations.md", "3.1.0", &members(form));
    assert!(page.contains(&format!("**`application/json`, `{form}`**")), "{page}");
    assert!(!page.contains("file"), "{page}");
}

#[test]
fn texts_of_schemas_are_shown_for_each_media_type() {
    let content = "{application/json: {schema: {type: string}, example: one}, text/plain: {schema: {type: \
                   string, example: two}}}";
    let members = format!(
        "info: {{title: T, version: '1'}}\npaths: {{/a: {{put: {{requestBody: {{content: {content}}}, responses: \
         {{'200': {{description: d, content: {content}}}}}}}}}}}"
    );
    let page = page_of("other-operations.md", "3.0.3", &members);
    let folded = "<summary>Body (text/plain)</summary>\n\n```text\ntwo\n```\n";
    assert!(page.contains(folded), "{page}");
    let examples = "**Example**\n\n```json\n\"one\"\n```\n\n**Example**\n\n```text\ntwo\n```\n";
    assert!(page.contains(examples), "{page}");
}

#[test]
fn bodies_of_which_none_is_valid_do_not_take_the_examples_of_others() {
    let members = "info: {title: T, version: '1'}\npaths: {/a: {put: {requestBody: {content: {application/json: \
                   {schema: {not: {}}}, text/plain: {examples: {one: {value: 1}, two: {value: 2}}}}}}, post: \
                   {requestBody: {content: {application/json: {schema: {not: {}}}}}}}}";
    let page = page_of("other-operations.md", "3.1.0", members);
    assert!(page.contains("--data-raw '1'\n"), "{page}");
    assert!(page.contains("<summary>Body: two (text/plain)</summary>\n\n```text\n2\n"), "{page}");
    assert!(page.contains("\ncurl -X POST 'https://example.com/a'\n"), "{page}");
}
