//! Style × place × type × explode × `allowReserved`, and each `collectionFormat`.

use sourcebook_model::request::parameter_text;
use sourcebook_model::view::Views;

/// What is sent of a required parameter `n` with an example: the segment, the query, the header or
/// the cookies.
fn sent(version: &str, place: &str, members: &str, example: &str) -> String {
    let path = if place == "path" { "/{n}" } else { "/" };
    let request = super::request(
        version,
        &format!(
            "servers: [{{url: https://h}}]\npaths:\n  {path}:\n    get:\n      parameters:\n      - \
             {{name: n, in: {place}, required: true, {members}, example: {example}}}\n      \
             responses: {{'200': {{description: ok}}}}"
        ),
    );
    match place {
        "path" | "query" => request.target.strip_prefix('/').expect("a slash").to_owned(),
        "header" => request.header("n").unwrap_or("(none)").to_owned(),
        _ => request.header("Cookie").unwrap_or("(none)").to_owned(),
    }
}

const LIST: &str = "schema: {type: array, items: {type: string}}";
const OBJECT: &str = "schema: {type: object, properties: {r: {}, g: {}}}";
const TEXT: &str = "schema: {type: string}";

#[test]
fn paths() {
    let table = [
        // RFC 6570, section 3.2.2.
        (TEXT, "", "a", "a"),
        (TEXT, "", "'a b/ü'", "a%20b%2F%C3%BC"),
        (TEXT, "", "''", ""),
        (LIST, "", "[a, b]", "a,b"),
        (LIST, "explode: true, ", "[a, b]", "a,b"),
        (LIST, "", "['a,b', c]", "a%2Cb,c"),
        (LIST, "", "[]", ""),
        (LIST, "", "[null, b]", "b"),
        (OBJECT, "", "{r: 1, g: 2}", "r,1,g,2"),
        (OBJECT, "explode: true, ", "{r: 1, g: 2}", "r=1,g=2"),
        // 3.2.5.
        (TEXT, "style: label, ", "a", ".a"),
        (TEXT, "style: label, ", "''", "."),
        (LIST, "style: label, ", "[a, b]", ".a,b"),
        (LIST, "style: label, explode: true, ", "[a, b]", ".a.b"),
        (LIST, "style: label, ", "[]", ""),
        (OBJECT, "style: label, ", "{r: 1, g: 2}", ".r,1,g,2"),
        (OBJECT, "style: label, explode: true, ", "{r: 1, g: 2}", ".r=1.g=2"),
        // 3.2.7.
        (TEXT, "style: matrix, ", "a", ";n=a"),
        (TEXT, "style: matrix, ", "''", ";n"),
        (LIST, "style: matrix, ", "[a, b]", ";n=a,b"),
        (LIST, "style: matrix, explode: true, ", "[a, b]", ";n=a;n=b"),
        (LIST, "style: matrix, explode: true, ", "[]", ""),
        (OBJECT, "style: matrix, ", "{r: 1, g: 2}", ";n=r,1,g,2"),
        (OBJECT, "style: matrix, explode: true, ", "{r: 1, g: 2}", ";r=1;g=2"),
        // A style of another place counts as absent.
        (LIST, "style: deepObject, ", "[a, b]", "a,b"),
        // Until 3.1 `allowReserved` is for queries alone.
        (TEXT, "allowReserved: true, ", "'a:b/c'", "a%3Ab%2Fc"),
    ];
    for (schema, style, example, expected) in table {
        let members = format!("{style}{schema}");
        assert_eq!(sent("3.1.0", "path", &members, example), expected, "{members} {example}");
    }
    let reserved = format!("allowReserved: true, {TEXT}");
    assert_eq!(sent("3.2.0", "path", &reserved, "'a:b/c?d#e'"), "a:b%2Fc%3Fd%23e");
}

#[test]
fn queries() {
    let table = [
        (TEXT, "", "a", "?n=a"),
        (TEXT, "", "''", "?n="),
        (TEXT, "", "null", ""),
        (TEXT, "", "'war & peace'", "?n=war%20%26%20peace"),
        (TEXT, "", "\"it's (a+b)\"", "?n=it%27s%20%28a%2Bb%29"),
        (TEXT, "", "'[x]'", "?n=%5Bx%5D"),
        ("schema: {type: boolean}", "", "false", "?n=false"),
        ("schema: {type: number}", "", "1.50", "?n=1.50"),
        (LIST, "", "[a, b]", "?n=a&n=b"),
        (LIST, "explode: false, ", "[a, b]", "?n=a,b"),
        (LIST, "explode: false, ", "['a,b', 'c d']", "?n=a%2Cb,c%20d"),
        (LIST, "", "[]", ""),
        (LIST, "", "[a, null]", "?n=a"),
        (LIST, "", "[{a: 1}]", "?n=%7B%22a%22%3A1%7D"),
        (OBJECT, "", "{r: 1, g: 2}", "?r=1&g=2"),
        (OBJECT, "explode: false, ", "{r: 1, g: 2}", "?n=r,1,g,2"),
        (OBJECT, "", "{'r b': [1, 2], g: null}", "?r%20b=%5B1%2C2%5D"),
        (OBJECT, "", "{}", ""),
        (LIST, "style: spaceDelimited, ", "[a, b]", "?n=a%20b"),
        (LIST, "style: spaceDelimited, explode: true, ", "[a, b]", "?n=a&n=b"),
        (OBJECT, "style: spaceDelimited, ", "{r: 1, g: 2}", "?n=r%201%20g%202"),
        (LIST, "style: pipeDelimited, ", "[a, b]", "?n=a%7Cb"),
        (OBJECT, "style: pipeDelimited, ", "{r: 1, g: 2}", "?n=r%7C1%7Cg%7C2"),
        (TEXT, "style: pipeDelimited, ", "a", "?n=a"),
        (OBJECT, "style: deepObject, explode: true, ", "{r: 1, g: 2}", "?n%5Br%5D=1&n%5Bg%5D=2"),
        (
            OBJECT,
            "style: deepObject, ",
            "{r: {s: 1}, g: [2, 3]}",
            "?n%5Br%5D%5Bs%5D=1&n%5Bg%5D=2&n%5Bg%5D=3",
        ),
        (LIST, "style: deepObject, ", "[a, b]", "?n=a&n=b"),
        (TEXT, "style: deepObject, ", "a", "?n=a"),
        (TEXT, "allowReserved: true, ", "'/a/b?c=d:e;f,g@h!$(i)*'", "?n=/a/b?c=d:e;f,g@h!$(i)*"),
        (TEXT, "allowReserved: true, ", "'a&b+c#d[e] %2F%'", "?n=a%26b%2Bc%23d%5Be%5D%20%2F%25"),
        (LIST, "allowReserved: true, explode: false, ", "['a/b', 'c:d']", "?n=a/b,c:d"),
    ];
    for (schema, style, example, expected) in table {
        let members = format!("{style}{schema}");
        assert_eq!(sent("3.1.0", "query", &members, example), expected, "{members} {example}");
    }
}

#[test]
fn headers_are_not_encoded() {
    let table = [
        (TEXT, "", "'a b/ü'", "a b/ü"),
        (TEXT, "", "''", ""),
        (TEXT, "", "null", "(none)"),
        (TEXT, "", r#""a\r\nX-Other: b""#, "aX-Other: b"),
        (LIST, "", "[a, b]", "a,b"),
        (LIST, "explode: true, ", "[a, b]", "a,b"),
        (LIST, "", "[]", "(none)"),
        (OBJECT, "", "{r: 1, g: 2}", "r,1,g,2"),
        (OBJECT, "explode: true, ", "{r: 1, g: 2}", "r=1,g=2"),
        (TEXT, "allowReserved: true, ", "'%'", "%"),
    ];
    for (schema, style, example, expected) in table {
        let members = format!("{style}{schema}");
        assert_eq!(sent("3.1.0", "header", &members, example), expected, "{members} {example}");
    }
}

#[test]
fn cookies() {
    let table = [
        ("3.1.0", TEXT, "", "a", "n=a"),
        ("3.1.0", TEXT, "", "'a b;c'", "n=a%20b%3Bc"),
        ("3.1.0", TEXT, "", "''", "n="),
        ("3.1.0", TEXT, "", "null", "(none)"),
        ("3.1.0", LIST, "", "[a, b]", "n=a&n=b"),
        ("3.1.0", LIST, "explode: false, ", "[a, b]", "n=a,b"),
        ("3.1.0", OBJECT, "", "{r: 1, g: 2}", "r=1&g=2"),
        ("3.1.0", OBJECT, "explode: false, ", "{r: 1, g: 2}", "n=r,1,g,2"),
        ("3.2.0", TEXT, "style: cookie, ", "'a b'", "n=a b"),
        ("3.2.0", LIST, "style: cookie, ", "[a, b]", "n=a; n=b"),
        ("3.2.0", LIST, "style: cookie, explode: false, ", "[a, b]", "n=a,b"),
        ("3.2.0", OBJECT, "style: cookie, ", "{r: 1, g: 2}", "r=1; g=2"),
    ];
    for (version, schema, style, example, expected) in table {
        let members = format!("{style}{schema}");
        assert_eq!(sent(version, "cookie", &members, example), expected, "{members} {example}");
    }
}

#[test]
fn collection_formats() {
    let table = [
        ("query", "", "?n=a%2Cb,c"),
        ("query", "collectionFormat: csv, ", "?n=a%2Cb,c"),
        ("query", "collectionFormat: ssv, ", "?n=a%2Cb%20c"),
        ("query", "collectionFormat: tsv, ", "?n=a%2Cb%09c"),
        ("query", "collectionFormat: pipes, ", "?n=a%2Cb%7Cc"),
        ("query", "collectionFormat: multi, ", "?n=a%2Cb&n=c"),
        ("path", "", "a%2Cb,c"),
        ("path", "collectionFormat: ssv, ", "a%2Cb%20c"),
        ("path", "collectionFormat: pipes, ", "a%2Cb%7Cc"),
        ("header", "", "a,b,c"),
        ("header", "collectionFormat: ssv, ", "a,b c"),
        ("header", "collectionFormat: pipes, ", "a,b|c"),
    ];
    for (place, format, expected) in table {
        let members = format!("{format}type: array, items: {{type: string}}");
        let example = "['a,b', c]";
        assert_eq!(sent("2.0", place, &members, example), expected, "{place} {format}");
    }
}

#[test]
fn lists_in_lists_of_swagger_have_a_format_of_their_own() {
    let table = [
        ("", "", "?n=1%2C2,3%2C4"),
        ("collectionFormat: tsv, ", "collectionFormat: ssv, ", "?n=1%202%093%204"),
        ("collectionFormat: multi, ", "collectionFormat: pipes, ", "?n=1%7C2&n=3%7C4"),
    ];
    for (outer, inner, expected) in table {
        let members =
            format!("{outer}type: array, items: {{type: array, {inner}items: {{type: integer}}}}");
        assert_eq!(sent("2.0", "query", &members, "[[1, 2], [3, 4]]"), expected, "{members}");
    }
}

#[test]
fn lists_may_be_written_out_in_examples() {
    let table = [
        ("explode: false, ", LIST, "'a,b c'", "?n=a,b%20c"),
        ("style: pipeDelimited, ", LIST, "a|b", "?n=a%7Cb"),
        ("style: spaceDelimited, ", LIST, "a b", "?n=a%20b"),
        ("", LIST, "'a,b'", "?n=a%2Cb"),
        ("explode: false, ", LIST, "'[1,2]'", "?n=%5B1%2C2%5D"),
        ("explode: false, ", TEXT, "'a,b'", "?n=a%2Cb"),
    ];
    for (style, schema, example, expected) in table {
        let members = format!("{style}{schema}");
        assert_eq!(sent("3.1.0", "query", &members, example), expected, "{members} {example}");
    }
}

#[test]
fn people_read_values_as_they_are() {
    let table = [
        ("query", "explode: false, ", LIST, "[packed, 'on way']", Some("n=packed,on way")),
        ("query", "", LIST, "[a, b]", Some("n=a&n=b")),
        ("query", "style: spaceDelimited, ", LIST, "[a, b]", Some("n=a%20b")),
        ("query", "style: spaceDelimited, ", LIST, "['x y', z]", Some("n=x%20y%20z")),
        ("query", "style: pipeDelimited, ", LIST, "[a, b]", Some("n=a|b")),
        ("query", "style: deepObject, ", OBJECT, "{r: 'ü', g: 2}", Some("n[r]=ü&n[g]=2")),
        ("path", "style: matrix, ", LIST, "[1, 2]", Some(";n=1,2")),
        ("path", "", LIST, "[1, 2]", Some("1,2")),
        ("header", "explode: true, ", OBJECT, "{r: 1, g: 2}", Some("n: r=1,g=2")),
        ("query", "", LIST, "[]", None),
    ];
    for (place, style, schema, example, expected) in table {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents: {{parameters: {{p: \
             {{name: n, in: {place}, required: true, {style}{schema}, example: {example}}}}}}}"
        );
        let document = super::document(&text);
        let (_, parameter) = document.parameters.iter().next().expect("a parameter");
        let shown = parameter_text(&Views::new(&document), parameter);
        assert_eq!(shown.as_deref(), expected, "{place} {style}{example}");
    }
}
