//! Bodies: each kind, form fields and parts as they are encoded.

use sourcebook_model::request::{Body, ConcreteRequest, Settings, requests};
use sourcebook_model::value::Budget;
use sourcebook_model::view::Views;

/// The requests of `POST /` with a body of this content.
pub(crate) fn all_of(version: &str, content: &str) -> Vec<ConcreteRequest> {
    let members = format!(
        "servers: [{{url: https://h}}]\npaths:\n  /:\n    post:\n      requestBody: {{content: \
         {{{content}}}}}\n      responses: {{'200': {{description: ok}}}}"
    );
    super::all_of(version, &members)
}

fn body(version: &str, content: &str) -> Body {
    all_of(version, content).remove(0).body.expect("a body")
}

/// The media type and the text of a body, or the name of its file behind an `@`.
fn sent(version: &str, content: &str) -> (String, String) {
    match body(version, content) {
        Body::Text { media_type, text, .. } => (media_type, text),
        Body::Form { text, .. } => ("form".to_owned(), text),
        Body::File { media_type, name } => (media_type, format!("@{name}")),
        body @ Body::Multipart { .. } => panic!("{body:?}"),
    }
}

#[test]
fn nothing_is_sent_where_no_value_is_valid() {
    let table = [
        ("application/json: {schema: {not: {}}}", None),
        ("application/json: {schema: {type: array, minItems: 1, items: {not: {}}}}", None),
        ("application/x-www-form-urlencoded: {schema: {not: {}}}", None),
        ("multipart/form-data: {schema: {not: {}}}", None),
        ("application/json: {schema: {not: {}}, example: null}", Some("null")),
        ("application/octet-stream: {schema: {not: {}}}", Some("@body.bin")),
        // What was not read is the reader's.
        ("application/json: {schema: {$ref: '#/components/schemas/none'}}", Some("@body.json")),
        (
            "application/json: {schema: {type: object, required: [a, b], properties: {a: {$ref: '#/none'}, b: {type: integer}, c: {$ref: '#/none'}}}}",
            Some("{\n  \"b\": 0\n}"),
        ),
    ];
    for (content, expected) in table {
        let body = all_of("3.1.0", content).remove(0).body;
        let sent = body.map(|_| sent("3.1.0", content).1);
        assert_eq!(sent.as_deref(), expected, "{content}");
    }
    let two = "application/json: {schema: {not: {}}}, text/plain: {schema: {type: string}}";
    let all = all_of("3.1.0", two);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].header("Content-Type"), Some("text/plain"));
}

#[test]
fn texts_and_files() {
    let table = [
        ("application/json: {example: {a: 1}}", "application/json", "{\n  \"a\": 1\n}"),
        ("application/json: {example: text}", "application/json", "\"text\""),
        (
            "application/json: {schema: {type: object}, example: '{\"a\":1}'}",
            "application/json",
            "{\"a\":1}",
        ),
        (
            "application/json: {schema: {type: string}, example: '{\"a\":1}'}",
            "application/json",
            r#""{\"a\":1}""#,
        ),
        (
            "application/json: {schema: {type: object, properties: {a: {type: string, readOnly: true}, b: {type: integer}}}}",
            "application/json",
            "{\n  \"b\": 0\n}",
        ),
        ("application/merge-patch+json: {example: null}", "application/merge-patch+json", "null"),
        (
            "application/json: {schema: {type: object}, example: text}",
            "application/json",
            "\"text\"",
        ),
        ("application/json: {example: 1.50}", "application/json", "1.50"),
        ("text/csv: {example: \"a,b\\n1,2\\n\"}", "text/csv", "a,b\n1,2\n"),
        ("application/yaml: {example: \"a: 1\\n\"}", "application/yaml", "a: 1\n"),
        ("application/yaml: {example: {a: 1}}", "application/yaml", "{\n  \"a\": 1\n}"),
        ("application/x-ndjson: {example: \"{}\\n{}\\n\"}", "application/x-ndjson", "{}\n{}\n"),
        ("application/x-ndjson: {example: [{a: 1}, 2]}", "application/x-ndjson", "{\"a\":1}\n2\n"),
        ("application/xml: {example: <a>1</a>}", "application/xml", "<a>1</a>"),
        (
            "application/xml: {schema: {type: object, properties: {a: {}}}}",
            "application/xml",
            "@body.xml",
        ),
        ("text/plain: {schema: {type: string}}", "text/plain", "string"),
        ("text/plain: {example: 5}", "text/plain", "5"),
        ("'text/*': {example: a}", "text/plain", "a"),
        ("text/csv: {schema: {type: string, format: binary}}", "text/csv", "@body.csv"),
        (
            "application/octet-stream: {schema: {type: string, format: binary}}",
            "application/octet-stream",
            "@body.bin",
        ),
        ("application/octet-stream: {}", "application/octet-stream", "@body.bin"),
        ("'image/*': {}", "image/png", "@body.png"),
        ("application/pdf: {schema: {type: string}}", "application/pdf", "@body.pdf"),
        (
            "application/vnd.example: {example: {a: 1}}",
            "application/vnd.example",
            "{\n  \"a\": 1\n}",
        ),
        ("'*/*': {example: {a: 1}}", "application/json", "{\n  \"a\": 1\n}"),
        ("'*/*': {example: a}", "text/plain", "a"),
        ("'*/*': {}", "application/octet-stream", "@body.bin"),
        (
            "application/json: {example: {a: 1}}, text/plain: {example: b}",
            "application/json",
            "{\n  \"a\": 1\n}",
        ),
    ];
    for (content, media_type, text) in table {
        let expected = (media_type.to_owned(), text.to_owned());
        assert_eq!(sent("3.1.0", content), expected, "{content}");
    }
}

#[test]
fn every_example_of_every_media_type_is_a_request() {
    let content = "application/json: {examples: {a: {summary: A, value: 1}, b: {externalValue: x}, c: \
                   {value: 2}}}, text/plain: {example: t}";
    let requests = all_of("3.1.0", content);
    let text = |request: &ConcreteRequest| match &request.body {
        Some(Body::Text { text, .. }) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(requests.iter().map(text).collect::<Vec<String>>(), ["1", "2", "t"]);
    assert_eq!(requests[2].header("Content-Type"), Some("text/plain"));
    let of_3_2 = "text/csv: {examples: {a: {dataValue: [1], serializedValue: \"a\\n\"}}}";
    assert_eq!(sent("3.2.0", of_3_2), ("text/csv".to_owned(), "a\n".to_owned()));
}

#[test]
fn long_bodies_say_what_is_left_out() {
    let object = |name: &str, value: &str| {
        let member = |at| format!("{name}{at}: {value}");
        let members: Vec<String> = (0..10).map(member).collect();
        format!("{{type: object, properties: {{{}}}}}", members.join(", "))
    };
    let schema = object("a", &object("b", &object("c", "{type: integer}")));
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{/: {{post: {{requestBody: \
         {{content: {{application/json: {{schema: {schema}}}}}}}, responses: {{}}}}}}}}"
    );
    let document = super::document(&text);
    let (path, item, operation) = document.operations().next().expect("an operation");
    let lines_of = |lines| {
        let budget = Budget { lines, ..Budget::default() };
        let settings = Settings { budget, ..Settings::default() };
        let views = Views::new(&document);
        let one = requests(&views, &settings, path, item, operation).remove(0);
        let Some(Body::Text { text, .. }) = one.request.body else { panic!("a text") };
        (text.lines().count(), one.left_out.and_then(|left_out| left_out.below))
    };
    assert_eq!(lines_of(2000), (1222, None));
    assert_eq!(lines_of(200), (122, Some(1)));
    assert_eq!(lines_of(80), (12, Some(0)));
}

/// A form with these fields, encoded so.
fn form(version: &str, example: &str, encoding: &str) -> Body {
    body(
        version,
        &format!(
            "application/x-www-form-urlencoded: {{schema: {{type: object}}, example: {example}, \
             encoding: {{{encoding}}}}}"
        ),
    )
}

#[test]
fn forms() {
    let table = [
        ("{a: 100% & more=yes}", "", "a=100%25+%26+more%3Dyes"),
        ("{a: x+y, 'b c': 'ü'}", "", "a=x%2By&b+c=%C3%BC"),
        ("{a: '', b: null, c: false, d: 1.0}", "", "a=&c=false&d=1.0"),
        ("{a: [1, 2]}", "", "a=1&a=2"),
        ("{a: [], b: {}}", "", "b=%7B%7D"),
        ("{a: {b: c d}}", "", "a=%7B%22b%22%3A%22c+d%22%7D"),
        ("{a: [{b: 1}]}", "", "a=%7B%22b%22%3A1%7D"),
        ("{a: [1, 2]}", "a: {explode: false}", "a=1,2"),
        ("{a: [1, 2]}", "a: {style: form}", "a=1&a=2"),
        ("{a: [x, y z]}", "a: {style: spaceDelimited, explode: false}", "a=x+y+z"),
        ("{a: [x, y]}", "a: {style: pipeDelimited}", "a=x%7Cy"),
        ("{a: {b: x, c: y}}", "a: {style: form}", "b=x&c=y"),
        ("{a: {b: x, c: y}}", "a: {explode: false}", "a=b,x,c,y"),
        (
            "{a: {b: x, c: {d: y}}}",
            "a: {style: deepObject, explode: true}",
            "a%5Bb%5D=x&a%5Bc%5D%5Bd%5D=y",
        ),
        ("{a: x/y}", "a: {allowReserved: true}", "a=x/y"),
        ("{a: text}", "a: {contentType: application/json}", "a=%22text%22"),
        ("{a: {b: 1}}", "a: {contentType: application/json}", "a=%7B%22b%22%3A1%7D"),
        ("'a=1&b=x%20y&c'", "", "a=1&b=x%20y&c="),
        ("'a=x y'", "", "a=x+y"),
    ];
    for (example, encoding, expected) in table {
        let Body::Form { text, .. } = form("3.1.0", example, encoding) else { panic!("a form") };
        assert_eq!(text, expected, "{example} {encoding}");
    }
    let delimited = "a: {style: spaceDelimited, explode: false}";
    let Body::Form { fields, .. } = form("3.1.0", "{a: [x, y], b: z}", delimited) else {
        panic!("a form")
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(fields, [pair("a", "x y"), pair("b", "z")]);
}

#[test]
fn forms_of_swagger() {
    let request = |parameters: &str, consumes: &str| {
        super::request(
            "2.0",
            &format!(
                "host: h\npaths: {{/: {{post: {{{consumes}parameters: [{parameters}], responses: \
                 {{'200': {{description: ok}}}}}}}}}}"
            ),
        )
    };
    let fields = "{name: a, in: formData, type: array, items: {type: string}, x-example: [x, y]}, \
                  {name: b, in: formData, type: array, collectionFormat: multi, items: {type: \
                  integer}, x-example: [1, 2]}, {name: c, in: formData, type: string}";
    let Some(Body::Form { text, .. }) = request(fields, "").body else { panic!("a form") };
    assert_eq!(text, "a=x,y&b=1&b=2&c=string");
    let file = format!("{fields}, {{name: d, in: formData, type: file}}");
    let file = format!("{file}, {{name: Content-Type, in: header, type: string, x-example: a/b}}");
    let multipart = request(&file, "");
    assert_eq!(multipart.headers, []);
    assert_eq!(
        parts(&multipart),
        ["a: x,y", "b: 1", "b: 2", "c: string", "d: @d application/octet-stream"]
    );
    let body =
        "{name: b, in: body, schema: {type: object}, x-examples: {application/json: {a: 1}}}";
    let consumes = "consumes: [application/json, text/plain], ";
    let Some(Body::Text { text, .. }) = request(body, consumes).body else { panic!("a text") };
    assert_eq!(text, "{\n  \"a\": 1\n}");
}

#[test]
fn a_field_is_what_the_option_of_its_form_says() {
    let content = "multipart/form-data: {schema: {oneOf: [{required: [file], properties: {file: {type: \
                   string, format: binary}}}, {required: [url], properties: {url: {type: string}}}]}}";
    assert_eq!(parts(&all_of("3.0.3", content)[0]), ["file: @file application/octet-stream"]);
}

/// The parts of a request: name, text or file, media type, headers.
pub(crate) fn parts(request: &ConcreteRequest) -> Vec<String> {
    let Some(Body::Multipart { parts, .. }) = &request.body else { panic!("{request:?}") };
    let line = |part: &sourcebook_model::request::Part| {
        let name = part.name.as_deref().unwrap_or("-");
        let file = part.file.as_ref().map(|file| format!("@{file}"));
        let mut line = format!("{name}: {}", file.as_ref().unwrap_or(&part.text));
        line.extend(part.media_type.iter().map(|media_type| format!(" {media_type}")));
        line.extend(part.headers.iter().map(|(name, value)| format!(" {name}={value}")));
        line
    };
    parts.iter().map(line).collect()
}

#[test]
fn parts_have_the_type_of_their_field() {
    let table: [(&str, &str, &str, &[&str]); 19] = [
        ("3.0.3", "type: string, example: x", "", &["f: x"]),
        ("3.0.3", "type: integer, example: 5", "", &["f: 5"]),
        ("3.0.3", "type: string, format: binary", "", &["f: @f application/octet-stream"]),
        (
            "3.0.3",
            "type: string, format: binary",
            "contentType: 'image/png, image/jpeg'",
            &["f: @f image/png"],
        ),
        ("3.0.3", "type: string, format: binary", "contentType: 'image/*'", &["f: @f image/png"]),
        ("3.0.3", "type: string", "contentType: image/png", &["f: @f image/png"]),
        ("3.0.3", "type: object, example: {a: 1}", "", &[r#"f: {"a":1} application/json"#]),
        (
            "3.0.3",
            "type: object, example: {a: 1}",
            "contentType: application/json;charset=utf-8",
            &[r#"f: {"a":1} application/json;charset=utf-8"#],
        ),
        ("3.0.3", "type: array, items: {type: string}, example: [x, y]", "", &["f: x", "f: y"]),
        (
            "3.0.3",
            "type: array, items: {type: object}, example: [{a: 1}]",
            "",
            &[r#"f: {"a":1} application/json"#],
        ),
        (
            "3.0.3",
            "type: array, items: {type: string, format: binary}, example: [x, y]",
            "contentType: application/pdf",
            &["f: @f application/pdf", "f: @f-2 application/pdf"],
        ),
        // Styles are for the other kind of form in 3.0.
        (
            "3.0.3",
            "type: array, items: {type: string}, example: [x, y]",
            "explode: false",
            &["f: x", "f: y"],
        ),
        (
            "3.1.0",
            "type: array, items: {type: string}, example: [x, y]",
            "explode: false",
            &["f: x,y"],
        ),
        (
            "3.1.0",
            "type: object, example: {a: 1, b: 2}",
            "style: deepObject",
            &["f[a]: 1", "f[b]: 2"],
        ),
        ("3.1.0", "description: nothing said", "", &["f: @f application/octet-stream"]),
        ("3.1.0", "type: string, contentMediaType: image/png", "", &["f: @f image/png"]),
        (
            "3.1.0",
            "type: string, contentMediaType: image/png, contentEncoding: base64, example: AAAA",
            "",
            &["f: AAAA application/octet-stream"],
        ),
        (
            "3.1.0",
            "type: string, example: x",
            "contentType: text/plain; charset=utf-8",
            &["f: x text/plain; charset=utf-8"],
        ),
        ("3.1.0", "type: string, readOnly: true", "", &[]),
    ];
    for (version, field, encoding, expected) in table {
        let content = format!(
            "multipart/form-data: {{schema: {{type: object, properties: {{f: {{{field}}}}}}}, encoding: \
             {{f: {{{encoding}}}}}}}"
        );
        let request = all_of(version, &content).remove(0);
        assert_eq!(parts(&request), expected, "{version} {field} {encoding}");
        assert_eq!(request.header("Content-Type"), None);
    }
}

#[test]
fn bytes_of_parts() {
    let content = "multipart/form-data: {schema: {type: object, properties: {'a\"b': {type: string, \
                   example: x}, m: {type: object, example: {k: 1}}, f: {type: string, format: \
                   binary}}}, encoding: {f: {contentType: image/png, headers: {X-R: {example: 0}}}}}";
    let request = all_of("3.0.3", content).remove(0);
    let bytes = request.body_bytes("BB", &|name| format!("<{name}>").into_bytes());
    let expected = "--BB\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\nx\r\n--BB\r\n\
                    Content-Disposition: form-data; name=\"m\"\r\nContent-Type: application/json\r\n\r\n\
                    {\"k\":1}\r\n--BB\r\nContent-Disposition: form-data; name=\"f\"; \
                    filename=\"f\"\r\nContent-Type: image/png\r\nX-R: 0\r\n\r\n<f>\r\n--BB--\r\n";
    assert_eq!(String::from_utf8(bytes).expect("UTF-8"), expected);
    let mixed = "multipart/mixed: {schema: {type: object, properties: {a: {type: string}}}}";
    let bytes = all_of("3.0.3", mixed)[0].body_bytes("BB", &|_| Vec::new());
    let expected =
        "--BB\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nstring\r\n--BB--\r\n";
    assert_eq!(String::from_utf8(bytes).expect("UTF-8"), expected);
}
