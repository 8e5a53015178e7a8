//! What a document says around its fields: of paths, servers, links, callbacks, examples of texts.

use super::{PagesSettings, document, page, page_of_responses, render};

/// The page of a document with one path that has these members.
fn page_of_path(members: &str) -> String {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a: {{{members}}}\ncomponents:\n  \
         securitySchemes: {{k: {{type: http, scheme: bearer}}, o: {{type: http, scheme: basic}}}}\n"
    );
    page(&render(&document(&text), &PagesSettings::default()).pages, "other-operations.md")
}

#[test]
fn words_of_the_path_stand_before_those_of_the_operation() {
    let table = [
        (
            "summary: Path, description: All of it., get: {summary: One, description: This.}",
            "`GET /a`\n\nPath\n\nAll of it.\n\nThis.\n",
        ),
        ("description: Same., get: {summary: One, description: Same.}", "`GET /a`\n\nSame.\n\n"),
        ("summary: One, get: {summary: One}", "`GET /a`\n\n**Authorization:** none\n"),
    ];
    for (members, expected) in table {
        let page = page_of_path(members);
        assert!(page.contains(expected), "{members}\n{page}");
    }
}

#[test]
fn words_beside_the_reference_of_a_path_item_replace_its_own() {
    let text = |version: &str| {
        format!(
            "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths:\n  /a: {{$ref: '#/paths/~1b', \
             summary: Over, description: Over it.}}\n  /b: {{summary: Own, description: Own of it., get: \
             {{tags: [t], operationId: b}}}}\n"
        )
    };
    let table = [
        ("3.1.0", "`GET /a` · operation id `b`\n\nOver\n\nOver it.\n"),
        // There they are members of the path item as its operations are.
        ("3.0.3", "`GET /a` · operation id `b`\n\nOver\n\nOver it.\n"),
    ];
    for (version, expected) in table {
        let page =
            page(&render(&document(&text(version)), &PagesSettings::default()).pages, "t.md");
        assert!(page.contains(expected), "{version}\n{page}");
    }
}

#[test]
fn servers_with_words_are_a_list() {
    let page = page_of_path(
        "get: {servers: [{url: 'https://{r}.test', description: Far., variables: {r: {default: eu, enum: \
         [eu, us]}}}, {url: /b}]}",
    );
    let expected = "**Server:**\n\n- `https://{r}.test`: Far.\n  - **`r`** string · one of `eu`, `us` · default `eu`\n- \
                    `/b`\n";
    assert!(page.contains(expected), "{page}");
    let page = page_of_path("get: {servers: [{url: /a}, {url: /b}]}");
    assert!(page.contains("\n**Server:** `/a` or `/b`\n"), "{page}");
}

#[test]
fn equal_alternatives_are_told_once() {
    let table = [
        ("[{k: []}, {k: []}]", "[k](security.md#k)\n"),
        ("[{k: [], o: []}, {o: [], k: []}]", "[k](security.md#k) and [o](security.md#o)\n"),
        ("[{k: [r, r]}]", "[k](security.md#k) (`r`)\n"),
        ("[{k: [r]}, {k: []}]", "[k](security.md#k) (`r`), or [k](security.md#k)\n"),
    ];
    for (security, expected) in table {
        let page = page_of_path(&format!("get: {{security: {security}}}"));
        assert!(page.contains(&format!("**Authorization:** {expected}")), "{security}\n{page}");
    }
}

#[test]
fn parameters_that_the_specification_ignores_are_not_listed() {
    let header = |name: &str| format!("{{name: {name}, in: header, schema: {{type: string}}}}");
    let parameters = ["Accept", "content-type", "Authorization"].map(header).join(", ");
    let page = page_of_path(&format!("get: {{parameters: [{parameters}]}}"));
    assert!(!page.contains("Header parameters"), "{page}");
    let page = page_of_path(&format!("get: {{parameters: [{parameters}, {}]}}", header("X-A")));
    assert_eq!(page.matches("- **`").count(), 1, "{page}");
}

#[test]
fn a_body_of_nothing_has_no_heading() {
    assert!(!page_of_path("post: {requestBody: {}}").contains("Body"));
    assert!(
        page_of_path("post: {requestBody: {description: A file.}}").contains("### Body\n\nA file.")
    );
}

#[test]
fn all_programs_of_the_author_are_shown() {
    let samples = |name: &str, lang: &str| format!("{name}: [{{lang: {lang}, source: {lang}()}}]");
    let (one, other) = (samples("x-codeSamples", "php"), samples("x-code-samples", "ruby"));
    let page = page_of_path(&format!("get: {{{one}, {other}}}"));
    assert!(page.contains("```php\nphp()\n```") && page.contains("```ruby\nruby()\n```"), "{page}");
}

#[test]
fn links_say_which_server_they_lead_to() {
    let page = page_of_responses(
        "{'200': {description: OK, links: {next: {operationId: a, server: {url: 'https://b.test'}}}}}",
    );
    assert!(page.contains("- **`next`** leads to [a](#a) on `https://b.test`\n"), "{page}");
}

#[test]
fn callbacks_may_have_callbacks() {
    let inner = "callbacks: {inner: {'{$request.body#/b}': {post: {responses: {'204': {description: Inner}}}}}}";
    let page = page_of_responses(&format!(
        "{{}}\n      callbacks: {{outer: {{'{{$request.body#/a}}': {{post: {{{inner}}}}}}}}}"
    ));
    assert!(page.contains("<a id=\"a-outer-post-inner-post\"></a>\n\n###### `POST"), "{page}");
    assert!(
        page.contains("- <a id=\"a-outer-post-inner-post-204\"></a>**204 No Content**: Inner\n"),
        "{page}"
    );
}

#[test]
fn texts_that_the_schema_gives_are_examples() {
    let body = |schema: &str| {
        format!("{{'200': {{description: OK, content: {{text/csv: {{schema: {schema}}}}}}}}}")
    };
    let page = page_of_responses(&body("{type: string, example: \"a,b\"}"));
    assert!(page.contains("**Example**\n\n```csv\na,b\n```\n"), "{page}");
    let page = page_of_responses(&body("{type: string, examples: [a, b]}"));
    assert!(page.contains("**Example**\n\n```csv\na\n```\n"), "{page}");
    // A row has no room for them.
    let error = body("{type: string, example: gone}").replace("200", "404");
    let page = page_of_responses(&error);
    assert!(page.contains("### 404 Not Found") || page.contains("#### 404 Not Found"), "{page}");
    assert!(page.contains("```csv\ngone\n```"), "{page}");
}

#[test]
fn pages_that_schemas_name_are_linked() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    S: {type: \
                object, externalDocs: {url: 'https://s.test', description: Guide}, properties: {m: {type: \
                string, externalDocs: {url: 'https://m.test'}}}}\n";
    let page = page(&render(&document(text), &PagesSettings::default()).pages, "schemas.md");
    assert!(page.contains("## S\n\n[Guide](<https://s.test>)\n"), "{page}");
    assert!(page.contains("- **`m`** string\n\n  [More](<https://m.test>)\n"), "{page}");
}

#[test]
fn tags_without_operations_are_headings_over_those_below_them() {
    let text = "openapi: 3.2.0\ninfo: {title: T, version: '1'}\n\
        servers: [{url: /a, name: near, description: Here.}, {url: /b}]\n\
        tags: [{name: things, summary: All things, description: What there is.}, {name: books, parent: things}, \
        {name: other}]\n\
        paths: {/a: {get: {operationId: a, tags: [books]}}, /b: {get: {operationId: b, tags: [other]}}}\n";
    let index = page(&render(&document(text), &PagesSettings::default()).pages, "index.md");
    let expected = "- [other](other.md)\n  - [b](other.md#b) `GET /b`\n\n### All things\n\nWhat there is.\n\n\
        - [books](books.md)\n  - [a](books.md#a) `GET /a`\n";
    assert!(index.contains(expected), "{index}");
    assert!(index.contains("- `/a` *near*: Here.\n- `/b`\n"), "{index}");
}

#[test]
fn fences_have_the_language_of_their_media_type() {
    let table = [
        ("text/css", "css"),
        ("application/javascript; charset=utf-8", "javascript"),
        ("text/javascript", "javascript"),
        ("application/toml", "toml"),
        ("application/graphql", "graphql"),
        ("application/x-sh", "bash"),
        ("text/markdown", "markdown"),
        ("text/plain", "text"),
    ];
    for (media_type, language) in table {
        let page = page_of_path(&format!(
            "get: {{responses: {{'200': {{description: ok, content: {{'{media_type}': {{example: a}}}}}}}}}}"
        ));
        assert!(page.contains(&format!("```{language}\na\n```\n")), "{media_type}\n{page}");
    }
}

#[test]
fn what_has_no_value_has_no_example() {
    let body = |schema: &str| {
        format!(
            "{{'200': {{description: OK, content: {{application/json: {{schema: {schema}}}}}}}}}"
        )
    };
    let node = "{$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}";
    let table = [
        ("{type: object, properties: {a: {type: string}}}".to_owned(), true),
        ("{type: object, required: [a], properties: {a: false}}".to_owned(), false),
        ("{allOf: [{type: string}, {type: integer}]}".to_owned(), false),
        (format!("{{type: object, required: [next], properties: {{next: {node}}}}}"), false),
        ("{type: array, minItems: 3, uniqueItems: true, items: {type: boolean}}".to_owned(), false),
    ];
    for (schema, has_example) in table {
        let page = page_of_responses(&body(&schema));
        assert_eq!(page.contains("**Example**"), has_example, "{schema}\n{page}");
    }
}
