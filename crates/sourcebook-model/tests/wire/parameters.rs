//! Which parameters are sent, and with which value.

use sourcebook_model::document::{ParameterLocation, Value};
use sourcebook_model::request::{KnownParameter, Settings, requests};
use sourcebook_model::view::Views;

use super::request;

/// The request of `GET /` with these parameters; those of the path item first.
fn with(version: &str, of_item: &str, own: &str) -> sourcebook_model::request::ConcreteRequest {
    let server = if version == "2.0" { "host: h" } else { "servers: [{url: https://h}]" };
    let members = format!(
        "{server}\npaths:\n  /:\n    parameters: [{of_item}]\n    get:\n      parameters: [{own}]\n      \
         responses: {{'200': {{description: ok}}}}\ncomponents:\n  schemas:\n    Lang: {{type: \
         string, example: en}}\n  examples:\n    e: {{value: by name}}"
    );
    request(version, &members)
}

#[test]
fn what_is_required_or_has_an_example_is_sent() {
    let table = [
        ("schema: {type: string}", ""),
        ("schema: {type: string, default: d}", ""),
        ("schema: {type: string, enum: [a]}", ""),
        ("required: true, schema: {type: string}", "?n=string"),
        ("required: true, schema: {type: integer, minimum: 3}", "?n=3"),
        ("required: true, schema: {type: boolean}", "?n=true"),
        ("required: true, schema: {type: string, enum: [x, y]}", "?n=x"),
        ("required: true, schema: {}", "?n=string"),
        ("required: true", "?n=string"),
        ("schema: {type: string}, example: e", "?n=e"),
        ("schema: {type: integer}, example: 0", "?n=0"),
        ("schema: {type: boolean}, example: false", "?n=false"),
        ("schema: {type: string}, example: ''", "?n="),
        ("required: true, schema: {type: [string, 'null']}, example: null", ""),
        ("schema: {type: string, example: s}", "?n=s"),
        ("schema: {type: string, examples: [s1, s2]}", "?n=s1"),
        ("schema: {$ref: '#/components/schemas/Lang'}", "?n=en"),
        ("schema: {type: string, example: s}, example: p", "?n=p"),
        ("schema: {type: string}, examples: {a: {externalValue: x}, b: {value: v}}", "?n=v"),
        ("schema: {type: string}, examples: {a: {externalValue: x}}", ""),
        (
            "schema: {type: string}, examples: {a: {$ref: '#/components/examples/e'}}",
            "?n=by%20name",
        ),
        ("schema: {type: string}, example: e, deprecated: true", ""),
        ("required: true, schema: {type: string}, example: e, deprecated: true", "?n=e"),
        ("required: true, schema: {type: array, items: {type: string}}, example: []", ""),
        ("schema: {type: string}, allowEmptyValue: true", ""),
        ("required: true, schema: {not: {}}", ""),
        ("required: true, schema: {type: integer, minimum: 5, maximum: 2}", ""),
        ("required: true, schema: {type: integer, enum: [a]}", ""),
        ("required: true, schema: {type: integer, enum: ['7']}", "?n=7"),
        ("required: true, schema: {type: string, enum: [7]}", "?n=7"),
        ("required: true, schema: {type: boolean, enum: ['true']}", "?n=true"),
        ("required: true, schema: {allOf: [{enum: [a]}, {enum: [b]}]}", ""),
        ("required: true, schema: {type: [integer, 'null'], minimum: 5, maximum: 2}", ""),
        ("schema: {type: integer, enum: [a], example: 3}", "?n=3"),
        ("schema: {type: string}, example: {a: 1, b: 2}", "?n=%7B%22a%22%3A1%2C%22b%22%3A2%7D"),
        ("schema: {type: integer}, example: [1, 2]", "?n=%5B1%2C2%5D"),
        ("schema: {type: [string, object]}, example: {a: 1, b: 2}", "?a=1&b=2"),
        ("schema: {properties: {a: {}}}, example: {a: 1}", "?a=1"),
        ("required: true, schema: {type: array, minItems: 1, items: {not: {}}}", ""),
        ("required: true, schema: {$ref: '#/components/schemas/none'}", "?n=string"),
        ("required: true, content: {application/json: {schema: {not: {}}}}", ""),
    ];
    for (members, expected) in table {
        let target = with("3.1.0", "", &format!("{{name: n, in: query, {members}}}")).target;
        assert_eq!(target.strip_prefix('/'), Some(expected), "{members}");
    }
}

#[test]
fn own_parameters_replace_those_of_the_path() {
    let of_item = "{name: a, in: query, example: item}, {name: b, in: query, example: item}, {name: \
                   a, in: cookie, example: item}, {name: X-A, in: header, example: item}";
    let own = "{name: c, in: query, example: own}, {name: a, in: query, example: own}, {name: a, in: \
               query, example: twice}, {name: x-a, in: header, example: own}";
    let request = with("3.1.0", of_item, own);
    assert_eq!(request.target, "/?b=item&c=own&a=own");
    assert_eq!(request.header("Cookie"), Some("a=item"));
    assert_eq!(request.header("X-A"), Some("own"));
    let dropped = with("3.1.0", "{name: a, in: query, example: item}", "{name: a, in: query}");
    assert_eq!(dropped.target, "/");
}

#[test]
fn content_is_a_text_of_its_media_type() {
    let table = [
        ("query", "application/json: {example: cat}", "?n=%22cat%22"),
        ("query", "application/json: {example: {a: 1}}", "?n=%7B%22a%22%3A1%7D"),
        (
            "query",
            "application/json: {schema: {type: object}, example: '{\"a\": 1}'}",
            "?n=%7B%22a%22%3A%201%7D",
        ),
        (
            "query",
            "application/json: {schema: {type: object, properties: {k: {type: string}}}}",
            "?n=%7B%22k%22%3A%22string%22%7D",
        ),
        ("query", "application/json: {examples: {x: {value: [1, 2]}}}", "?n=%5B1%2C2%5D"),
        ("query", "text/plain: {example: a b}", "?n=a%20b"),
        ("query", "application/x-www-form-urlencoded: {example: {a: b c}}", "?n=a%3Db%2Bc"),
        ("header", "application/json: {example: {a: 'ü'}}", "{\"a\":\"ü\"}"),
        ("cookie", "application/json: {example: {a: 1}}", "n=%7B%22a%22%3A1%7D"),
    ];
    for (place, content, expected) in table {
        let own = format!("{{name: n, in: {place}, required: true, content: {{{content}}}}}");
        let request = with("3.1.0", "", &own);
        let sent = match place {
            "header" => request.header("n"),
            "cookie" => request.header("Cookie"),
            _ => request.target.strip_prefix('/'),
        };
        assert_eq!(sent, Some(expected), "{place} {content}");
    }
}

#[test]
fn the_query_string_is_one_value() {
    let table = [
        ("application/x-www-form-urlencoded: {example: {a: x y, b: [1, 2]}}", "?a=x+y&b=1&b=2"),
        ("application/json: {example: {a: [1]}}", "?%7B%22a%22%3A%5B1%5D%7D"),
        (
            "application/x-www-form-urlencoded: {examples: {e: {serializedValue: 'a=x%20y'}}}",
            "?a=x%20y",
        ),
        (
            "application/x-www-form-urlencoded: {examples: {e: {dataValue: {a: x y}, serializedValue: 'a=x%20y'}}}",
            "?a=x%20y",
        ),
    ];
    for (content, expected) in table {
        let own = format!("{{name: whole, in: querystring, content: {{{content}}}}}");
        let target = with("3.2.0", "", &own).target;
        assert_eq!(target.strip_prefix('/'), Some(expected), "{content}");
    }
}

#[test]
fn serialized_values_are_sent_as_they_are() {
    let table = [
        ("query", "n=a%2Cb&n=c", "?n=a%2Cb&n=c"),
        ("query", "?n=x'y", "?n=x%27y"),
        ("query", "a b", "?n=a%20b"),
    ];
    for (place, text, expected) in table {
        let text = text.replace('\'', "''");
        let own =
            format!("{{name: n, in: {place}, examples: {{e: {{serializedValue: '{text}'}}}}}}");
        let both = own.replace("{serializedValue", "{dataValue: other, serializedValue");
        for own in [own, both] {
            assert_eq!(with("3.2.0", "", &own).target.strip_prefix('/'), Some(expected), "{text}");
        }
    }
}

#[test]
fn headers_that_are_said_elsewhere_are_no_parameters() {
    let required = |names: &[&str]| {
        let one =
            |name: &&str| format!("{{name: {name}, in: header, required: true, type: string}}");
        names.iter().map(one).collect::<Vec<String>>().join(", ")
    };
    let names = ["Accept", "content-type", "AUTHORIZATION", "Content-Length", "X Y", "X-Z"];
    let of_3 = with("3.0.3", "", &required(&names));
    assert_eq!(of_3.headers, [("X-Z".to_owned(), "string".to_owned())]);
    // In 2.0 these are parameters like any other, but no framing of a message is.
    let of_2 = with("2.0", "", &required(&names));
    let sent: Vec<&str> = of_2.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(sent, ["Accept", "content-type", "AUTHORIZATION", "X-Z"]);
}

#[test]
fn cookies_are_one_header() {
    let own = "{name: a, in: cookie, example: x}, {name: b, in: cookie, explode: false, example: [c, \
               d]}, {name: z, in: cookie}";
    let request = with("3.1.0", "", own);
    assert_eq!(request.headers, [("Cookie".to_owned(), "a=x; b=c,d".to_owned())]);
}

#[test]
fn swagger_examples_are_extensions() {
    let own = "{name: q, in: query, type: array, items: {type: string}, collectionFormat: pipes, \
               x-example: [a, b]}, {name: m, in: query, type: array, items: {type: integer}, \
               default: [1, 2]}, {name: e, in: query, type: boolean, allowEmptyValue: true}, {name: \
               i, in: query, type: integer, x-example: 0}";
    assert_eq!(with("2.0", "", own).target, "/?q=a%7Cb&i=0");
}

#[test]
fn answers_say_what_is_accepted() {
    let json = "content: {application/json: {schema: {type: object}}}";
    let table = [
        ("'200': {description: ok, CONTENT}", json, Some("application/json")),
        ("'404': {description: no, CONTENT}", json, None),
        ("default: {description: any, CONTENT}", json, Some("application/json")),
        (
            "'204': {description: none}, '2XX': {description: ok, CONTENT}",
            json,
            Some("application/json"),
        ),
        ("'200': {description: ok, CONTENT}", "content: {'*/*': {}}", None),
        ("'200': {description: ok, CONTENT}", "content: {image/*: {}}", Some("image/*")),
        (
            "'200': {description: ok, CONTENT}",
            "content: {text/csv: {}, text/html: {}}",
            Some("text/csv"),
        ),
        ("'204': {description: ok}, default: {description: error, CONTENT}", json, None),
        (
            "'404': {description: no}, default: {description: any, CONTENT}",
            json,
            Some("application/json"),
        ),
    ];
    for (responses, content, expected) in table {
        let responses = responses.replace("CONTENT", content);
        let members = format!("paths: {{/: {{get: {{responses: {{{responses}}}}}}}}}");
        assert_eq!(request("3.1.0", &members).header("accept"), expected, "{responses}");
    }
}

#[test]
fn what_a_client_knows_comes_before_examples() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a/{id}/{name}:\n    get:\n      \
                parameters:\n      - {name: id, in: path, required: true, example: 7}\n      \
                - {name: name, in: path, required: true, example: plum}\n      \
                - {name: tags, in: query, schema: {type: array}}\n      \
                - {name: X-Key, in: header, example: old}\n";
    let document = super::document(text);
    let known = |location, name: &str, value: &str| KnownParameter {
        location,
        name: name.to_owned(),
        value: Value::string(value),
    };
    let parameters = vec![
        known(ParameterLocation::Path, "id", "a b/c"),
        known(ParameterLocation::Query, "tags", "x&y"),
        known(ParameterLocation::Header, "x-key", "new"),
        known(ParameterLocation::Query, "other", "never"),
    ];
    let settings = Settings { parameters, ..Settings::default() };
    let (path, item, operation) = document.operations().next().expect("an operation");
    let views = Views::new(&document);
    let request = requests(&views, &settings, path, item, operation).remove(0).request;
    assert_eq!(request.target, "/a/a%20b%2Fc/plum?tags=x%26y");
    assert_eq!(request.header("X-Key"), Some("new"));
}
