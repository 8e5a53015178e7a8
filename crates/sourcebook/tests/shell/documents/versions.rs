//! What only some versions know, or know in another way.

use super::{Case, PATHS};

/// Declarations of one version that another one does not have, or has in another way.
pub(super) fn cases() -> Vec<Case> {
    let pets = |version: &str, rest: &str| {
        format!("{version}\ninfo: {{title: Pets, version: '1'}}\n{PATHS}{rest}").into_bytes()
    };
    let tags = "tags: [{name: cats, parent: pet}, {name: pets}]\n";
    let header = "  /cats:\n    get:\n      parameters: [{name: Authorization, in: header, schema: {type: \
                  string}}]\n      responses: {'204': {description: OK}}\n";
    let body = "  /cats:\n    post:\n      requestBody:\n        content:\n          text/plain: {example: a, \
                examples: {b: {value: b}}}\n      responses: {'204': {description: OK}}\n";
    vec![
        ("invalid_host", "a.yaml", pets("swagger: '2.0'", "host: https://pets.test/v1\n")),
        ("ignored_parameter", "a.yaml", pets("openapi: 3.1.0", header)),
        ("invalid_parent_tag", "a.yaml", pets("openapi: 3.2.0", tags)),
        ("example_beside_examples", "a.yaml", pets("openapi: 3.1.0", body)),
    ]
}
