//! Parameters, headers and forms.

use sourcebook_model::document::Operation;

use super::*;

/// The items of the parameters of `GET /a`.
fn parameters(parameters: &str) -> String {
    let paths = format!("{{/a: {{get: {{parameters: {parameters}, responses: {{}}}}}}}}");
    let document = document("3.2.0", &paths, "{State: {type: string, enum: [a, b]}}");
    with_operation(&document, &PagesSettings::default(), |scope, writer, operation| {
        for parameter in &operation.parameters {
            scope.parameter(writer, parameter);
        }
    })
}

fn with_operation<'d>(
    document: &'d Document,
    settings: &'d PagesSettings,
    write: impl FnOnce(Scope<'_, 'd>, &mut Writer, &'d Operation),
) -> String {
    let (reference, _) = Reference::new(document, settings);
    let (_, _, operation) = document.operations().next().expect("an operation");
    let mut writer = Writer::default();
    write(Scope::new(&reference, "page.md", Site::Parameters), &mut writer, operation);
    writer.finish()
}

#[test]
fn parameters_say_how_lists_and_objects_are_written() {
    let list = "schema: {type: array, items: {type: string}}, example: [a, b]";
    let object =
        "schema: {type: object, additionalProperties: {type: integer}}, example: {x: 1, y: 2}";
    let table = [
        (format!("in: query, {list}"), "array of string · repeated: `p=a&p=b`"),
        (format!("in: query, {list}, explode: false"), "array of string · comma-separated: `p=a,b`"),
        (format!("in: query, {list}, style: spaceDelimited"), "array of string · space-separated: `p=a%20b`"),
        (format!("in: header, {list}, style: spaceDelimited"), "array of string · space-separated: `p: a b`"),
        (format!("in: query, {list}, style: pipeDelimited, allowReserved: true"), "array of string · pipe-separated: `p=a|b` · reserved characters as they are"),
        (format!("in: header, {list}"), "array of string · comma-separated: `p: a,b`"),
        (format!("in: path, required: true, {list}, style: label"), "array of string · **required** · after dots: `.a,b`"),
        ("in: path, required: true, schema: {type: string}, style: matrix, example: v".to_owned(), "string · **required** · after semicolons: `;p=v` · for example `v`"),
        (format!("in: query, {object}"), "map of integer · each member by its own name: `x=1&y=2`"),
        (format!("in: query, {object}, explode: false"), "map of integer · names and values, comma-separated: `p=x,1,y,2`"),
        (format!("in: query, {object}, style: deepObject"), "map of integer · in brackets: `p[x]=1&p[y]=2`"),
        ("in: query, content: {application/json: {schema: {type: object}}}".to_owned(), "object · as `application/json`"),
        ("in: query, schema: {type: array, items: {$ref: '#/components/schemas/State'}}, example: [a]".to_owned(), "array of [State](schemas.md#State) (string) · each one of `a`, `b` · repeated: `p=a`"),
        ("in: query, deprecated: true, schema: {type: string, default: d}, examples: {one: {value: a}, two: {value: ''}}".to_owned(), "string · deprecated · default `d` · for example `a` or `\"\"`"),
        ("in: query, schema: {type: integer, examples: [1, 2, 3]}".to_owned(), "integer · for example `1`, `2` or `3`"),
    ];
    for (parameter, line) in table {
        let text = parameters(&format!("[{{name: p, {parameter}}}]"));
        assert_eq!(text, format!("- **`p`** {line}\n"), "{parameter}");
    }
}

#[test]
fn examples_of_parameters_are_all_told() {
    let object = "schema: {type: object, additionalProperties: {type: integer}}";
    let table = [
        (
            "schema: {type: string}, examples: {a: {value: x}, far: {externalValue: 'https://example.com/x'}}".to_owned(),
            "string · for example `x` or <https://example.com/x>",
        ),
        (
            format!("{object}, examples: {{a: {{value: {{x: 1}}}}, b: {{value: {{y: 2}}}}}}"),
            "map of integer · each member by its own name: `x=1` · for example `{\"y\":2}`",
        ),
        (
            format!("content: {{application/json: {{{object}, examples: {{a: {{value: {{x: 1}}}}, b: {{value: {{y: 2}}}}}}}}}}"),
            "map of integer · as `application/json` · for example `{\"x\":1}` or `{\"y\":2}`",
        ),
        (
            "explode: false, schema: {type: array, items: {type: string}}, examples: {a: {dataValue: [a, b], serializedValue: 'p=a%2Cb'}}".to_owned(),
            "array of string · comma-separated: `p=a%2Cb`",
        ),
    ];
    for (parameter, line) in table {
        let text = parameters(&format!("[{{name: p, in: query, {parameter}}}]"));
        assert_eq!(text, format!("- **`p`** {line}\n"), "{parameter}");
    }
}

#[test]
fn a_parameter_is_described_by_itself_else_by_its_schema() {
    let text = parameters(
        "[{name: a, in: query, description: Own., schema: {type: string, description: Other.}}, \
          {name: b, in: query, schema: {type: string, description: Other.}}, \
          {name: e, in: query, description: ' ', schema: {type: string, description: Other.}}, \
          {name: c, in: query, schema: {type: object, properties: {d: {type: string}}}}]",
    );
    let expected = "\
- **`a`** string\\
  Own.

- **`b`** string\\
  Other.

- **`e`** string\\
  Other.

- **`c`** object · each member by its own name: `d=string`
  - **`d`** string
";
    assert_eq!(text, expected);
}

#[test]
fn fields_of_forms_say_how_they_are_sent() {
    let body = "{type: object, required: [file], properties: {file: {type: string, format: binary}, \
        tags: {type: array, items: {type: string}, example: [a, b]}, meta: {type: object, properties: {file: {type: string}}}}}";
    let encoding = "{file: {contentType: 'image/png, image/gif', headers: {X-Sum: {schema: {type: array, items: {type: integer}}, example: [1, 2]}, \
        Content-Type: {schema: {type: string}}}}, tags: {style: pipeDelimited}}";
    let paths = format!(
        "{{/a: {{post: {{requestBody: {{content: {{multipart/form-data: {{schema: {body}, encoding: {encoding}}}}}}}, responses: {{}}}}}}}}"
    );
    let document = document("3.1.0", &paths, "{}");
    let text = with_operation(&document, &PagesSettings::default(), |scope, writer, operation| {
        let body = operation.request_body.as_ref().expect("a body");
        let (name, media_type) = &document.request_bodies[body.id].content[0];
        let scope = Scope { site: Site::Body, ..scope }.of_form(name, media_type);
        scope.children(writer, Meet::One(media_type.schema.expect("a schema")));
    });
    let expected = "\
- **`file`** file · **required** · sent as `image/png` or `image/gif`
  - part headers:
    - **`X-Sum`** array of integer · comma-separated: `X-Sum: 1,2`
- **`tags`** array of string · pipe-separated: `tags=a|b`
- **`meta`** object
  - **`file`** string
";
    assert_eq!(text, expected);
}

/// What is inside of the body of `POST /a`, behind its line.
fn body_of(media_type: &str, content: &str) -> String {
    body_of_version("3.2.0", media_type, content)
}

fn body_of_version(version: &str, media_type: &str, content: &str) -> String {
    let paths = format!(
        "{{/a: {{post: {{requestBody: {{content: {{'{media_type}': {content}}}}}, responses: {{}}}}}}}}"
    );
    let document = document(version, &paths, "{}");
    with_operation(&document, &PagesSettings::default(), |scope, writer, operation| {
        let body = operation.request_body.as_ref().expect("a body");
        let (name, media_type) = &document.request_bodies[body.id].content[0];
        let scope = Scope { site: Site::Body, ..scope }.of_form(name, media_type);
        let schema = media_type.item_schema.or(media_type.schema).expect("a schema");
        writer.block(&scope.line(Meet::One(schema), false));
        scope.children(writer, Meet::One(schema));
    })
}

#[test]
fn styles_of_encodings_are_told_where_they_count() {
    let table = [
        ("3.0.3", "application/x-www-form-urlencoded", true),
        ("3.0.3", "multipart/form-data", false),
        ("3.1.0", "multipart/form-data; boundary=x", true),
        ("3.1.0", "multipart/mixed", false),
    ];
    for (version, media_type, is_told) in table {
        let content = "{schema: {type: object, properties: {l: {type: array, items: {type: string}, example: [a, b]}}}, \
                       encoding: {l: {style: form, explode: false}}}";
        let style = if is_told { " · comma-separated: `l=a,b`" } else { "" };
        let expected = format!("object\n\n- **`l`** array of string{style}\n");
        assert_eq!(
            body_of_version(version, media_type, content),
            expected,
            "{version} {media_type}"
        );
    }
}

#[test]
fn parts_by_position_say_how_they_are_sent() {
    let header = "headers: {Content-Location: {required: true, schema: {type: string}}}";
    let table = [
        (
            "{schema: {type: array, prefixItems: [{type: object, properties: {a: {type: string}}}, {}]}, \
             prefixEncoding: [{}, {contentType: image/*}]}"
                .to_owned(),
            "tuple (object, any, then any)\n\n- item 1: object\n  - **`a`** string\n- item 2: any · sent as \
             `image/*`\n",
        ),
        (
            format!("{{schema: {{type: array, items: {{type: string}}}}, prefixEncoding: [{{contentType: text/html, {header}}}], itemEncoding: {{contentType: 'text/css, image/*'}}}}"),
            "array of string · each sent as `text/css` or `image/*`\n\n- item 1: sent as `text/html`\n  - \
             part headers:\n    - **`Content-Location`** string · **required**\n",
        ),
        (
            format!("{{itemSchema: {{type: string}}, prefixEncoding: [{{}}, {{contentType: application/json}}], itemEncoding: {{contentType: image/png, {header}}}}}"),
            "string · sent as `image/png`\n\n- item 2: sent as `application/json`\n- part headers:\n  - \
             **`Content-Location`** string · **required**\n",
        ),
        (
            "{schema: {type: array, prefixItems: [{type: array, items: {type: string}}, {type: array, \
             prefixItems: [{type: object}, {}]}]}, prefixEncoding: [{}, {contentType: multipart/mixed, \
             prefixEncoding: [{contentType: application/xml}], itemEncoding: {contentType: image/png}}]}"
                .to_owned(),
            "tuple (array of string, tuple, then any)\n\n- item 1: array of string\n- item 2: tuple \
             (object, any, then any) · sent as `multipart/mixed` · each sent as `image/png`\n  - item 1: \
             object · sent as `application/xml`\n  - item 2: any · sent as `image/png`\n",
        ),
    ];
    for (content, expected) in table {
        assert_eq!(body_of("multipart/mixed", &content), expected, "{content}");
    }
}

#[test]
fn fields_of_parts_say_how_they_are_sent() {
    let content = "{schema: {type: object, properties: {f: {type: object, properties: {g: {type: object, \
                   properties: {h: {type: string}}}, h: {type: string}}}, g: {type: string}}}, encoding: \
                   {f: {contentType: multipart/form-data, encoding: {g: {contentType: text/xml}}}}}";
    let expected = "object\n\n- **`f`** object · sent as `multipart/form-data`\n  - **`g`** object · sent as \
                    `text/xml`\n    - **`h`** string\n  - **`h`** string\n- **`g`** string\n";
    assert_eq!(body_of("multipart/form-data", content), expected);
}

#[test]
fn texts_in_texts_are_no_files() {
    let text = "{type: object, properties: {m: {type: string, contentMediaType: image/png}}}";
    let table = [
        ("application/json", "string · holds `image/png`"),
        ("application/xml", "string · holds `image/png`"),
        ("multipart/form-data", "file · holds `image/png`"),
    ];
    for (media_type, expected) in table {
        let paths = format!(
            "{{/a: {{put: {{operationId: a, requestBody: {{content: {{{media_type}: {{schema: {text}}}}}}}}}}}}}"
        );
        let document = document("3.1.0", &paths, "{}");
        let pages =
            crate::products::api_reference::pages::render(&document, &PagesSettings::default());
        let page =
            pages.pages.iter().find(|page| page.file == "other-operations.md").expect("a page");
        assert!(
            page.text.contains(&format!("- **`m`** {expected}\n")),
            "{media_type}\n{}",
            page.text
        );
    }
}
