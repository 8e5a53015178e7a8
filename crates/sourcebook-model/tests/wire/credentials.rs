//! Credentials: each kind, one of several, several at once, none.

use sourcebook_model::document::ParameterLocation;
use sourcebook_model::request::{ConcreteRequest, Credential};

const SCHEMES: &str = "
    basic: {type: http, scheme: Basic}
    bearer: {type: http, scheme: bearer}
    digest: {type: http, scheme: Digest}
    oauth: {type: oauth2, flows: {}}
    oidc: {type: openIdConnect, openIdConnectUrl: 'https://id'}
    header: {type: apiKey, in: header, name: X-Key}
    authorization: {type: apiKey, in: header, name: authorization}
    query: {type: apiKey, in: query, name: api key}
    cookie: {type: apiKey, in: cookie, name: SID}
    twice: {type: apiKey, in: query, name: api key}
    odd cookie: {type: apiKey, in: cookie, name: '|a b'}
    token cookie: {type: apiKey, in: cookie, name: '|a'}
    certificate: {type: mutualTLS}
    unknown: {type: magic}
    a/b: {type: http, scheme: bearer}
    linked: {$ref: '#/components/securitySchemes/header'}";

fn with(security: &str, parameters: &str) -> ConcreteRequest {
    let members = format!(
        "$self: https://d/openapi.yaml\nservers: [{{url: https://h}}]\nsecurity: [{{bearer: []}}]\npaths:\n  \
         /:\n    get: {{{security}parameters: [{parameters}], responses: {{'200': {{description: \
         ok}}}}}}\ncomponents:\n  securitySchemes:{SCHEMES}"
    );
    super::request("3.2.0", &members)
}

/// The headers as lines.
fn lines(request: &ConcreteRequest) -> Vec<String> {
    request.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect()
}

#[test]
fn each_kind_has_its_placeholder() {
    let token = "Authorization: Bearer YOUR_TOKEN";
    let table: [(&str, &str, &[&str]); 24] = [
        ("{basic: []}", "/", &["Authorization: Basic VVNFUk5BTUU6UEFTU1dPUkQ="]),
        ("{bearer: []}", "/", &[token]),
        ("{oauth: [a, b]}", "/", &[token]),
        ("{oidc: []}", "/", &[token]),
        ("{digest: []}", "/", &["Authorization: Digest YOUR_TOKEN"]),
        ("{header: []}", "/", &["X-Key: YOUR_API_KEY"]),
        ("{linked: []}", "/", &["X-Key: YOUR_API_KEY"]),
        ("{query: []}", "/?api%20key=YOUR_API_KEY", &[]),
        ("{cookie: []}", "/", &["Cookie: SID=YOUR_API_KEY"]),
        ("{query: [], twice: []}", "/?api%20key=YOUR_API_KEY", &[]),
        ("{odd cookie: []}", "/", &["Cookie: %7Ca%20b=YOUR_API_KEY"]),
        ("{token cookie: []}", "/", &["Cookie: |a=YOUR_API_KEY"]),
        ("{certificate: []}", "/", &[]),
        ("{unknown: []}", "/", &[]),
        ("{undeclared: []}", "/", &[]),
        ("{}", "/", &[]),
        ("{bearer: []}, {header: []}", "/", &[token]),
        ("{}, {bearer: []}", "/", &[]),
        ("{oauth: [], oidc: []}", "/", &[token]),
        ("{authorization: [], bearer: []}", "/", &["authorization: YOUR_API_KEY"]),
        (
            "{header: [], query: [], cookie: [], bearer: []}",
            "/?api%20key=YOUR_API_KEY",
            &["X-Key: YOUR_API_KEY", token, "Cookie: SID=YOUR_API_KEY"],
        ),
        (
            "{'https://d/openapi.yaml#/components/securitySchemes/header': []}",
            "/",
            &["X-Key: YOUR_API_KEY"],
        ),
        ("{'#/components/securitySchemes/a~1b': []}", "/", &[token]),
        ("{'https://elsewhere/openapi.yaml#/components/securitySchemes/header': []}", "/", &[]),
    ];
    for (security, target, headers) in table {
        let request = with(&format!("security: [{security}], "), "");
        assert_eq!(request.target, target, "{security}");
        assert_eq!(lines(&request), headers, "{security}");
    }
}

#[test]
fn the_operation_replaces_what_the_document_asks_for() {
    assert_eq!(lines(&with("", "")), ["Authorization: Bearer YOUR_TOKEN"]);
    assert_eq!(lines(&with("security: [], ", "")), [""; 0]);
}

#[test]
fn languages_learn_which_parts_are_placeholders() {
    let request = with("security: [{header: [], basic: [], cookie: [], certificate: []}], ", "");
    let key = |place, name: &str| Credential::Key { place, name: name.to_owned() };
    assert_eq!(
        request.credentials,
        [
            key(ParameterLocation::Header, "X-Key"),
            Credential::Basic { header: 1 },
            key(ParameterLocation::Cookie, "SID"),
            Credential::Certificate,
        ]
    );
    assert_eq!(request.headers[1].0, "Authorization");
    let two = [
        ("oauth: [], oidc: []", Credential::Bearer { header: 0 }),
        ("authorization: [], bearer: []", key(ParameterLocation::Header, "authorization")),
        ("query: [], twice: []", key(ParameterLocation::Query, "api key")),
    ];
    for (schemes, only) in two {
        let request = with(&format!("security: [{{{schemes}}}], "), "");
        assert_eq!(request.credentials, [only], "{schemes}");
    }
    assert!(request.needs_certificate());
    assert!(!with("", "").needs_certificate());
}

#[test]
fn keys_that_are_also_parameters_are_sent_once() {
    let parameters = "{name: api key, in: query, required: true, example: p}, {name: x-key, in: \
                      header, required: true, example: p}, {name: SID, in: cookie, required: true, \
                      example: p}, {name: other, in: query, example: o}";
    let request = with("security: [{header: [], query: [], cookie: []}], ", parameters);
    assert_eq!(request.target, "/?other=o&api%20key=YOUR_API_KEY");
    assert_eq!(lines(&request), ["X-Key: YOUR_API_KEY", "Cookie: SID=YOUR_API_KEY"]);
}

#[test]
fn a_header_of_cookies_is_sent_with_the_others() {
    let header = "{name: cookie, in: header, required: true, schema: {}, example: a=1}";
    let cookie = "{name: b, in: cookie, required: true, schema: {}, example: 2}";
    let table = [
        ("security: [], ", header.to_owned(), "Cookie: a=1"),
        ("security: [], ", format!("{cookie}, {header}"), "Cookie: a=1; b=2"),
        ("security: [{cookie: []}], ", header.to_owned(), "Cookie: a=1; SID=YOUR_API_KEY"),
    ];
    for (security, parameters, expected) in table {
        assert_eq!(lines(&with(security, &parameters)), [expected], "{parameters}");
    }
}
