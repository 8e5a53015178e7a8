//! Servers and paths.

use proptest::prelude::*;
use sourcebook_syntax::Value;

use super::request;

/// The URL of `GET path` with these servers.
fn url(servers: &str, path: &str) -> String {
    let path = path.replace('\'', "''");
    let members = format!(
        "{servers}\npaths:\n  '{path}':\n    get: {{responses: {{'200': {{description: ok}}}}}}"
    );
    request("3.1.0", &members).url()
}

#[test]
fn servers_and_paths_meet_at_one_slash() {
    let table = [
        ("https://h", "/a", "https://h/a"),
        ("https://h/", "/a", "https://h/a"),
        ("https://h/v1", "/a", "https://h/v1/a"),
        ("https://h/v1/", "/a", "https://h/v1/a"),
        ("https://h/v1//", "a", "https://h/v1/a"),
        ("https://h/base/", "/", "https://h/base/"),
        ("https://h", "/", "https://h/"),
        ("https://h/v1 ", "/a", "https://h/v1/a"),
        ("HTTPS://H:8443/V1", "/a", "https://h:8443/V1/a"),
        ("https://h/v 1/ü", "/a", "https://h/v%201/%C3%BC/a"),
        ("https://h/v1#x", "/a", "https://h/v1/a"),
        ("https://h/v1?k=1", "/a", "https://h/v1/a?k=1"),
        ("https://h?k=1", "/a?l=2", "https://h/a?k=1&l=2"),
        ("v1", "/a", "https://example.com/v1/a"),
        ("./v1", "/a", "https://example.com/v1/a"),
        ("../v1", "/a", "https://example.com/v1/a"),
        ("/v1/", "/a", "https://example.com/v1/a"),
        ("/", "/a", "https://example.com/a"),
        ("", "/a", "https://example.com/a"),
        ("//h/v1", "/a", "https://h/v1/a"),
        ("http:///v1", "/a", "http://example.com/v1/a"),
        ("https://h \"<x>", "/a", "https://hx/a"),
        ("localhost:8080/v1", "/a", "https://localhost:8080/v1/a"),
    ];
    for (server, path, expected) in table {
        let servers = format!("servers: [{{url: '{server}'}}]");
        assert_eq!(url(&servers, path), expected, "{server} {path}");
    }
    assert_eq!(url("", "/a"), "https://example.com/a");
    assert_eq!(url("servers: []", "/a"), "https://example.com/a");
}

#[test]
fn paths_are_encoded_between_their_parameters() {
    let table = [
        ("/things/{id}:cancel", "/things/string:cancel"),
        ("/{a}{b}", "/stringstring"),
        ("/{name}.{ext}", "/string.string"),
        ("/{a}-{a}", "/string-string"),
        ("/Users('{id}')", "/Users(%27string%27)"),
        ("/greedy/{proxy+}", "/greedy/string"),
        ("/q?mode=a b", "/q?mode=a%20b"),
        ("/q?mode={m}", "/q?mode=string"),
        ("/frag#one", "/frag%23one"),
        ("/with space/ünï", "/with%20space/%C3%BCn%C3%AF"),
        ("/a%20b/100%", "/a%20b/100%25"),
        ("/trail/", "/trail/"),
        ("/[x]/{", "/%5Bx%5D/%7B"),
        ("/a/../b", "/a/../b"),
    ];
    for (path, expected) in table {
        let url = url("servers: [{url: https://h}]", path);
        assert_eq!(url.strip_prefix("https://h"), Some(expected), "{path}");
    }
}

#[test]
fn variables_are_filled_in() {
    let table = [
        ("https://{r}.h", "r: {default: eu, enum: [eu, us]}", "https://eu.h/a"),
        ("https://h{port}", "port: {default: '', enum: [':81', '']}", "https://h/a"),
        ("https://h{port}", "port: {enum: [':81', ':82']}", "https://h:81/a"),
        ("{s}://h/{v}/", "s: {default: http}, v: {default: v 2}", "http://h/v%202/a"),
        ("https://{undeclared}.h", "x: {default: y}", "https://undeclared.h/a"),
        ("https://{a}{b}", "a: {default: '{b}'}, b: {default: h}", "https://bh/a"),
        ("{base}", "base: {default: 'https://h/v1'}", "https://h/v1/a"),
    ];
    for (server, variables, expected) in table {
        let servers = format!("servers: [{{url: '{server}', variables: {{{variables}}}}}]");
        assert_eq!(url(&servers, "/a"), expected, "{server}");
    }
}

#[test]
fn the_nearest_servers_count() {
    let operation = "get: {servers: [{url: https://op}], responses: {'200': {description: ok}}}";
    let plain = "get: {responses: {'200': {description: ok}}}";
    let document = "servers: [{url: https://doc}, {url: https://other}]";
    let table = [
        (format!("{document}\npaths: {{/a: {{{plain}}}}}"), "https://doc/a"),
        (
            format!("{document}\npaths: {{/a: {{servers: [{{url: https://item}}], {plain}}}}}"),
            "https://item/a",
        ),
        (
            format!("{document}\npaths: {{/a: {{servers: [{{url: https://item}}], {operation}}}}}"),
            "https://op/a",
        ),
        (format!("{document}\npaths: {{/a: {{servers: [], {plain}}}}}"), "https://doc/a"),
    ];
    for (members, expected) in table {
        assert_eq!(request("3.1.0", &members).url(), expected);
    }
    let of_document = format!(
        "$self: https://api.example.org/docs/openapi.yaml\nservers: [{{url: ../v2}}]\npaths: {{/a: \
         {{{plain}}}}}"
    );
    assert_eq!(request("3.2.0", &of_document).url(), "https://api.example.org/v2/a");
}

#[test]
fn swagger_puts_a_server_together() {
    let table = [
        ("host: h\nbasePath: /v1\nschemes: [http, https]", "http://h/v1/a"),
        ("host: h:81\nbasePath: /v1/", "https://h:81/v1/a"),
        ("basePath: /v1", "https://example.com/v1/a"),
        ("", "https://example.com/a"),
    ];
    for (members, expected) in table {
        let members = format!(
            "{members}\npaths: {{/a: {{get: {{responses: {{'200': {{description: ok}}}}}}}}}}"
        );
        assert_eq!(request("2.0", &members).url(), expected, "{members}");
    }
}

/// A URL in which these texts stand: in the path, as a value there, in the query, and as one whose
/// reserved characters stay.
fn url_of(texts: &[String; 4]) -> String {
    let [path, in_path, in_query, reserved] =
        texts.each_ref().map(|text| Value::string(text.as_str()).to_compact_json());
    let path = &path[1..path.len() - 1];
    let members = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "servers": [{{"url":
        "https://h/v1"}}], "paths": {{"/x{path}x/x{{a}}x": {{"get": {{"parameters": [
        {{"name": "a", "in": "path", "required": true, "example": {in_path}}},
        {{"name": "b", "in": "query", "example": {in_query}}},
        {{"name": "c", "in": "query", "allowReserved": true, "example": {reserved}}}],
        "responses": {{}}}}}}}}}}"#
    );
    super::requests_of(&members).remove(0).url()
}

proptest! {
    #[test]
    fn nobody_writes_a_url_in_another_way(
        texts in prop::array::uniform4("[ -~ü€𝄞\\x7f\\n]{0,6}"),
    ) {
        // Everybody follows dots between slashes; braces are parameters.
        let mut texts = texts;
        texts[0] = texts[0].replace(['.', '{', '}'], "|");
        let url = url_of(&texts);
        let parsed = url::Url::parse(&url).expect("a URL");
        prop_assert_eq!(parsed.as_str(), &url);
        let pairs: Vec<(String, String)> = parsed.query_pairs().into_owned().collect();
        let value = pairs.iter().rev().find(|(name, _)| name == "b").map(|(_, value)| value);
        prop_assert_eq!(value, Some(&texts[2]));
    }
}
