//! Mistakes in the list of MCP servers, each with its place.

use sourcebook_options::{Layers, LoadError};

use crate::options::Settings;

fn load(servers: &str) -> Result<Settings, LoadError> {
    let text = format!("aibridge_mcp:\n  servers:\n{servers}");
    let variables = [("DOCS_TOKEN".into(), "marker".into()), ("LINES".into(), "a\nb".into())];
    let layers = Layers::new().environment(variables).yaml("coder.yaml", text);
    Settings::load(&layers).map(|loaded| loaded.settings)
}

#[test]
fn a_server_is_read_with_what_its_variables_hold() {
    let settings = load(
        "  - id: docs\n    display_name: Documentation\n    url: https://docs.example.com/mcp\n    \
         headers:\n    - name: Authorization\n      value: Bearer ${DOCS_TOKEN}\n    \
         allow: ['^search']\n    deny: [delete, drop]\n",
    );
    let servers = settings.unwrap().aibridge_mcp.servers;
    let [server] = servers.as_slice() else { panic!("{servers:?}") };
    assert_eq!((server.id.as_str(), server.display_name.as_str()), ("docs", "Documentation"));
    assert_eq!(server.headers[0].value.expose(), "Bearer marker");
    assert_eq!((server.allow.len(), server.deny.len()), (1, 2));
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let with = |line: &str| format!("  - id: a\n    url: http://a/mcp\n    {line}\n");
    let header = |name: &str, value: &str| {
        with(&format!("headers:\n    - name: {name}\n      value: {value}"))
    };
    let table = [
        ("  - url: http://a/mcp\n".to_owned(), "has no `id`", "coder.yaml:3:5"),
        ("  - id: a\n".to_owned(), "has no `url`", "coder.yaml:3:5"),
        (
            "  - id: Docs\n    url: http://a/mcp\n".to_owned(),
            "it contains the character `D`",
            "coder.yaml:3:9",
        ),
        (
            format!("  - id: {}\n    url: http://a/mcp\n", "a".repeat(33)),
            "it has 33 characters",
            "coder.yaml:3:9",
        ),
        (
            "  - id: coder\n    url: http://a/mcp\n".to_owned(),
            "it is reserved for the control plane's own tools",
            "coder.yaml:3:9",
        ),
        (
            "  - id: a\n    url: http://a/mcp\n  - id: a\n    url: http://b/mcp\n".to_owned(),
            "`a` is used twice: each item must have a different `id`",
            "coder.yaml:5:9",
        ),
        (with("alow: [a]"), "did you mean `allow`?", "coder.yaml:5:5"),
        (
            with("tools_digest: 'sha256:ABC'"),
            "it is not `sha256:` with 64 hexadecimal digits",
            "coder.yaml:5:19",
        ),
        (
            with("allow: ['a(b']"),
            "is not a valid regular expression: unclosed group",
            "coder.yaml:5:13",
        ),
        (with("deny: ['[z-a]']"), "is not a valid regular expression: invalid", "coder.yaml:5:12"),
        (
            "  - id: a\n    url: ftp://a/mcp\n".to_owned(),
            "it must start with `http://` or `https://`",
            "coder.yaml:4:10",
        ),
        (
            "  - id: a\n    url: https://me:marker@a/mcp\n".to_owned(),
            "it contains a user name or a password",
            "coder.yaml:4:10",
        ),
        (
            "  - id: a\n    url: https://a/mcp?Api_Key=marker\n".to_owned(),
            "it has a credential in its query",
            "coder.yaml:4:10",
        ),
        (
            "  - id: a\n    url: https://a/mcp#marker\n".to_owned(),
            "it has a fragment after `#`",
            "coder.yaml:4:10",
        ),
        (header("'a b'", "x"), "is not a valid header name", "coder.yaml:6:13"),
        (header("Host", "x"), "this header is set by the connection itself", "coder.yaml:6:13"),
        (
            header("A", "'${LINES}'"),
            "it contains characters that are not allowed",
            "coder.yaml:7:14",
        ),
        (header("A", "${MISSING}"), "refers to the variable $MISSING", "coder.yaml:7:14"),
        (
            header("A", "marker ${file:/no/such/file}"),
            "refers to a file that cannot be used: cannot read `/no/such/file`: it does not exist",
            "coder.yaml:7:14",
        ),
        (header("A", "marker ${"), "`${` is never closed by `}`", "coder.yaml:7:14"),
        (
            header("A", "x\n    - name: A\n      value: y"),
            "`A` is used twice: each item must have a different `name`",
            "coder.yaml:8:13",
        ),
        (header("A", "x\n      vlaue: marker"), "did you mean `value`?", "coder.yaml:8:7"),
    ];
    for (servers, expected, place) in table {
        let refused = load(&servers).unwrap_err().to_string();
        assert!(refused.contains(expected), "{expected}:\n{refused}");
        assert!(refused.contains(&format!("--> {place}\n")), "{place}:\n{refused}");
        assert!(!refused.contains("marker"), "{refused}");
        assert!(refused.contains("the settings have 1 error\n"), "{refused}");
    }
}
