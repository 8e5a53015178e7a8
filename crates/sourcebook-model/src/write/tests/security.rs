//! Rules for security schemes and requirements.

use super::*;

fn document(version: &str, schemes: &str, security: &str) -> String {
    let start = match version {
        "2.0" => format!(r#""swagger": "2.0", "securityDefinitions": {{{schemes}}}"#),
        _ => {
            format!(r#""openapi": "{version}", "components": {{"securitySchemes": {{{schemes}}}}}"#)
        }
    };
    format!(
        r#"{{{start}, "info": {{"title": "t", "version": "1"}}, "security": {security}, "paths": {{}}}}"#
    )
}

/// Schemes and requirements before, those after, what is lost.
type Rule = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

fn check(version: &str, target: Target, rules: &[Rule]) {
    for (schemes, security, schemes_after, security_after, lost) in rules {
        let written = written(&document(version, schemes, security), target);
        let folder: &[&str] = match target {
            Swagger2_0 => &["securityDefinitions"],
            _ => &["components", "securitySchemes"],
        };
        assert_eq!(at(&written.document, folder), *schemes_after, "{schemes}");
        assert_eq!(at(&written.document, &["security"]), *security_after, "{schemes}");
        assert_eq!(losses(&written), *lost, "{schemes}");
    }
}

#[test]
fn schemes_of_3_in_2_0() {
    check(
        "3.1.0",
        Swagger2_0,
        &[
            (
                r#""k": {"type": "apiKey", "name": "X-Key", "in": "header", "description": "d", "x-a": 1}"#,
                r#"[{"k": []}, {}]"#,
                r#"{"k":{"type":"apiKey","name":"X-Key","in":"header","description":"d","x-a":1}}"#,
                r#"[{"k":[]},{}]"#,
                &[],
            ),
            (
                r#""b": {"type": "http", "scheme": "basic"}"#,
                r#"[{"b": []}]"#,
                r#"{"b":{"type":"basic"}}"#,
                r#"[{"b":[]}]"#,
                &[],
            ),
            (
                r#""b": {"type": "http", "scheme": "bearer"}, "c": {"type": "apiKey", "name": "session", "in": "cookie"}, "o": {"type": "openIdConnect", "openIdConnectUrl": "https://a.test"}"#,
                r#"[{"b": []}, {"c": []}, {"o": ["read"]}]"#,
                r#"{"b":{"type":"apiKey","name":"Authorization","in":"header"},"c":{"type":"apiKey","name":"Cookie","in":"header"},"o":{"type":"apiKey","name":"Authorization","in":"header"}}"#,
                r#"[{"b":[]},{"c":[]},{"o":[]}]"#,
                &[
                    "the HTTP scheme `bearer`",
                    "the cookie `session`",
                    "OpenID Connect",
                    "the scopes `read` of `o`",
                ],
            ),
            (
                r#""o": {"type": "oauth2", "flows": {"authorizationCode": {"authorizationUrl": "https://a.test/a", "tokenUrl": "https://a.test/t", "refreshUrl": "https://a.test/r", "scopes": {"read": "Read"}}, "password": {"tokenUrl": "https://a.test/t", "scopes": {}}}}"#,
                r#"[{"o": ["read"]}]"#,
                r#"{"o":{"type":"oauth2","flow":"accessCode","authorizationUrl":"https://a.test/a","tokenUrl":"https://a.test/t","scopes":{"read":"Read"}}}"#,
                r#"[{"o":["read"]}]"#,
                &["the flow `password`", "`refreshUrl` of the flow `authorizationCode`"],
            ),
            (
                r#""o": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "./token", "scopes": {"read": "Read"}}}}"#,
                r#"[{"o": ["read"]}]"#,
                r#"{"o":{"type":"apiKey","name":"Authorization","in":"header"}}"#,
                r#"[{"o":[]}]"#,
                &["OAuth 2 with flows of this kind", "the scopes `read` of `o`"],
            ),
            (
                r#""m": {"type": "mutualTLS"}, "k": {"type": "apiKey", "name": "X", "in": "query"}"#,
                r#"[{"m": []}, {"m": [], "k": []}]"#,
                r#"{"k":{"type":"apiKey","name":"X","in":"query"}}"#,
                r#"[{"k":[]}]"#,
                &["the scheme"],
            ),
        ],
    );
}

#[test]
fn schemes_of_2_0_in_3() {
    check(
        "2.0",
        OpenApi3_0,
        &[(
            r#""b": {"type": "basic"}, "o": {"type": "oauth2", "flow": "application", "tokenUrl": "https://a.test/t", "scopes": {"read": "Read"}, "x-a": 1}"#,
            r#"[{"b": []}, {"o": ["read"]}]"#,
            r#"{"b":{"type":"http","scheme":"basic"},"o":{"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"https://a.test/t","scopes":{"read":"Read"}}},"x-a":1}}"#,
            r#"[{"b":[]},{"o":["read"]}]"#,
            &[],
        )],
    );
}

#[test]
fn only_3_1_has_scopes_for_every_scheme() {
    let schemes = r#""b": {"type": "http", "scheme": "bearer"}"#;
    let written_schemes = r#"{"b":{"type":"http","scheme":"bearer"}}"#;
    check(
        "3.1.0",
        OpenApi3_1,
        &[(schemes, r#"[{"b": ["admin"]}]"#, written_schemes, r#"[{"b":["admin"]}]"#, &[])],
    );
    check(
        "3.1.0",
        OpenApi3_0,
        &[(
            schemes,
            r#"[{"b": ["admin"]}]"#,
            written_schemes,
            r#"[{"b":[]}]"#,
            &["the scopes `admin` of `b`"],
        )],
    );
}

#[test]
fn equal_requirements_are_written_once() {
    let schemes = r#""k": {"type": "apiKey", "name": "k", "in": "header"}"#;
    let written = r#"{"k":{"type":"apiKey","name":"k","in":"header"}}"#;
    for target in Target::ALL {
        let version = if target == Swagger2_0 { "2.0" } else { "3.0.3" };
        let requirements = r#"[{"k": []}, {}, {"k": []}]"#;
        check(version, target, &[(schemes, requirements, written, r#"[{"k":[]},{}]"#, &[])]);
    }
}
