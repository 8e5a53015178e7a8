//! Rules for the document as a whole: servers, information, tags, webhooks; and what losses say.

use super::*;
use crate::write::{LossKind, Subject};

/// A document with these members beside its title.
fn document(version: &str, members: &str) -> String {
    let first = if version == "2.0" { "swagger" } else { "openapi" };
    format!(r#"{{"{first}": "{version}", "info": {{"title": "t", "version": "1"}}, {members}}}"#)
}

#[test]
fn servers_in_2_0() {
    let table: [(&str, [&str; 3], &[&str]); 7] = [
        (r#"{"url": "/api/v2"}"#, ["absent", r#""/api/v2""#, "absent"], &[]),
        (
            r#"{"url": "https://a.test/v1"}, {"url": "http://a.test/v1"}"#,
            [r#""a.test""#, r#""/v1""#, r#"["https","http"]"#],
            &[],
        ),
        (r#"{"url": "//a.test"}"#, [r#""a.test""#, "absent", "absent"], &[]),
        (
            r#"{"url": "https://a.test"}, {"url": "https://b.test"}"#,
            [r#""a.test""#, "absent", r#"["https"]"#],
            &["the server `https://b.test`"],
        ),
        (
            r#"{"url": "https://{host}:{port}/v1", "description": "d", "variables": {"host": {"default": "a.test"}, "port": {"default": "8080"}}}"#,
            [r#""a.test:8080""#, r#""/v1""#, r#"["https"]"#],
            &[
                "the description of the server `https://{host}:{port}/v1`",
                "the variables of the server `https://{host}:{port}/v1`",
            ],
        ),
        (
            r#"{"url": "ftp://a.test"}"#,
            ["absent", "absent", "absent"],
            &["the server `ftp://a.test`"],
        ),
        (r#"{"url": "v1"}"#, ["absent", "absent", "absent"], &["the server `v1`"]),
    ];
    for (servers, expected, lost) in table {
        let text = document("3.0.3", &format!(r#""servers": [{servers}], "paths": {{}}"#));
        let written = written(&text, Swagger2_0);
        let found = ["host", "basePath", "schemes"].map(|name| at(&written.document, &[name]));
        assert_eq!(found, expected, "{servers}");
        assert_eq!(losses(&written), lost, "{servers}");
    }
}

#[test]
fn hosts_of_2_0_are_servers_in_3() {
    let operation = r#"{"get": {"schemes": ["wss"], "responses": {"200": {"description": "d"}}}}"#;
    let text = document(
        "2.0",
        &format!(
            r#""host": "a.test", "basePath": "/v1", "schemes": ["https", "http"], "paths": {{"/a": {operation}}}"#
        ),
    );
    let to_3 = written(&text, OpenApi3_0);
    let servers = at(&to_3.document, &["servers"]);
    assert_eq!(servers, r#"[{"url":"https://a.test/v1"},{"url":"http://a.test/v1"}]"#);
    let of_operation = at(&to_3.document, &["paths", "/a", "get", "servers"]);
    assert_eq!(of_operation, r#"[{"url":"wss://a.test/v1"}]"#);
    let to_2 = written(&json(&to_3.document), Swagger2_0);
    assert_eq!(at(&to_2.document, &["schemes"]), r#"["https","http"]"#);
    assert_eq!(at(&to_2.document, &["paths", "/a", "get", "schemes"]), r#"["wss"]"#);
    assert!(to_3.losses.is_empty() && to_2.losses.is_empty());
}

#[test]
fn information_finds_a_place_where_it_can() {
    let info = |info: &str| {
        format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1", {info}}}, "paths": {{}}}}"#
        )
    };
    let table: [(&str, &str, &[&str]); 4] = [
        (
            r#""summary": "s""#,
            r#"{"title":"t","description":"s","version":"1"}"#,
            &["`summary` of `info`"],
        ),
        (
            r#""summary": "s", "description": "d""#,
            r#"{"title":"t","description":"d","version":"1"}"#,
            &["`summary` of `info`"],
        ),
        (
            r#""license": {"name": "MIT", "identifier": "MIT"}"#,
            r#"{"title":"t","license":{"name":"MIT"},"version":"1"}"#,
            &[],
        ),
        (
            r#""license": {"name": "The license", "identifier": "MIT"}, "x-a": {"b": null}"#,
            r#"{"title":"t","license":{"name":"The license"},"version":"1","x-a":{"b":null}}"#,
            &["`identifier` of the license"],
        ),
    ];
    for (before, after, lost) in table {
        for target in [OpenApi3_0, Swagger2_0] {
            let written = written(&info(before), target);
            assert_eq!(at(&written.document, &["info"]), after, "{before}");
            assert_eq!(losses(&written), lost, "{before}");
        }
    }
}

#[test]
fn what_only_later_versions_have_is_lost() {
    let text = document(
        "3.2.0",
        r#""$self": "https://a.test/openapi.json",
        "servers": [{"url": "/", "name": "main"}],
        "tags": [{"name": "a", "summary": "A", "parent": "b", "kind": "nav"}],
        "webhooks": {"ping": {"post": {"responses": {"200": {"description": "d"}}}}},
        "paths": {"/a": {"query": {"responses": {"200": {"description": "d"}}},
            "additionalOperations": {"COPY": {"responses": {"200": {"description": "d"}}}},
            "trace": {"responses": {"200": {"description": "d", "summary": "s"}}}}}"#,
    );
    let common = [
        "`$self`",
        "the name `main` of a server",
        "the method `TRACE`",
        "the method `QUERY`",
        "the method `COPY`",
        "`summary`",
        "`summary`",
        "`parent`",
        "`kind`",
    ];
    let table: [(Target, &[&str], &[&str]); 3] = [
        (OpenApi3_1, &[], &["the method `TRACE`"]),
        (OpenApi3_0, &["the webhook `ping`"], &["the method `TRACE`"]),
        (Swagger2_0, &["the webhook `ping`"], &["`summary`"]),
    ];
    for (target, more, fewer) in table {
        let written = written(&text, target);
        let mut expected: Vec<&str> = common.iter().chain(more).copied().collect();
        for one in fewer {
            let at = expected.iter().position(|other| other == one).expect("a common loss");
            expected.remove(at);
        }
        let mut found = losses(&written);
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{target:?}");
    }
}

#[test]
fn paths_take_the_place_of_named_path_items() {
    let text = document(
        "3.1.0",
        r##""paths": {"/a": {"$ref": "#/components/pathItems/I"}},
        "components": {"pathItems": {"I": {"get": {"responses": {"200": {"description": "d"}}}},
            "Unused": {"get": {"responses": {"200": {"description": "d"}}}}}}"##,
    );
    let same = written(&text, OpenApi3_1);
    assert_eq!(at(&same.document, &["paths", "/a"]), r##"{"$ref":"#/components/pathItems/I"}"##);
    let older = written(&text, OpenApi3_0);
    let item = r#"{"get":{"responses":{"200":{"description":"d"}}}}"#;
    assert_eq!(at(&older.document, &["paths", "/a"]), item);
    assert_eq!(losses(&older), ["the path item `Unused`"]);
}

#[test]
fn path_items_that_something_uses_are_not_called_unused() {
    let item = r##"{"$ref": "#/components/pathItems/I"}"##;
    let layered = r##"{"$ref": "#/components/pathItems/I", "parameters": []}"##;
    let callback = format!(
        r#"{{"post": {{"callbacks": {{"c": {{"{{$url}}": {item}}}}}, "responses": {{"200": {{"description": "d"}}}}}}}}"#
    );
    let members = [
        format!(r#""paths": {{"/a": {layered}}}"#),
        format!(r#""paths": {{"/a": {callback}}}"#),
        format!(r#""webhooks": {{"w": {item}}}"#),
    ];
    for members in members {
        let text = document(
            "3.1.0",
            &format!(
                r#"{members}, "components": {{"pathItems": {{"I": {{"get": {{"responses": {{"200": {{"description": "d"}}}}}}}}}}}}"#
            ),
        );
        for target in [OpenApi3_0, Swagger2_0] {
            let written = written(&text, target);
            let unused = written.losses.iter().filter(|loss| loss.kind == LossKind::Unused);
            assert_eq!(unused.count(), 0, "{members}: {:?}", losses(&written));
        }
    }
}

#[test]
fn of_members_that_exclude_each_other_one_is_lost() {
    let license = r#""license": {"name": "l", "identifier": "MIT", "url": "https://a.test"}"#;
    let text = document("3.1.0", r#""paths": {}"#)
        .replace(r#""title""#, &format!(r#"{license}, "title""#));
    let same = written(&text, OpenApi3_1);
    assert_eq!(at(&same.document, &["info", "license"]), r#"{"name":"l","url":"https://a.test"}"#);
    assert_eq!(losses(&same), ["`identifier`"]);
    assert_eq!(same.losses[0].kind, LossKind::Exclusive);
    let text = document(
        "3.0.3",
        r#""paths": {"/a": {"get": {"parameters": [{"name": "p", "in": "query", "schema": {"type": "string"},
            "example": "e", "content": {"text/plain": {"schema": {"type": "integer"}}}}],
            "responses": {"200": {"description": "d"}}}}}"#,
    );
    let path = ["paths", "/a", "get", "parameters", "0"];
    let parameter =
        r#"{"name":"p","in":"query","content":{"text/plain":{"schema":{"type":"integer"}}}}"#;
    for target in [OpenApi3_0, OpenApi3_1] {
        let written = written(&text, target);
        assert_eq!(at(&written.document, &path), parameter);
        assert_eq!(losses(&written), ["`schema` beside `content`", "`example` beside `content`"]);
        assert!(written.losses.iter().all(|loss| loss.kind == LossKind::Exclusive));
    }
}

#[test]
fn callbacks_that_lead_back_to_their_path_end() {
    let text = document(
        "3.0.3",
        r##""paths": {"/a": {"post": {"responses": {"200": {"description": "d"}},
            "callbacks": {"again": {"{$url}": {"$ref": "#/paths/~1a"}}}}}}"##,
    );
    let written = written(&text, OpenApi3_1);
    let callback = at(&written.document, &["paths", "/a", "post", "callbacks", "again", "{$url}"]);
    assert_eq!(callback, r##"{"$ref":"#/paths/~1a"}"##);
    assert!(written.losses.is_empty());
}

#[test]
fn the_texts_of_a_path_are_those_of_its_operations_in_2_0() {
    let text = document(
        "3.0.3",
        r#""paths": {"/a": {"description": "shared", "summary": "s",
            "get": {"summary": "g", "responses": {"200": {"description": "d"}}},
            "put": {"description": "own", "responses": {"200": {"description": "d"}}}}}"#,
    );
    let written = written(&text, Swagger2_0);
    let description = |method| at(&written.document, &["paths", "/a", method, "description"]);
    assert_eq!([description("get"), description("put")], [r#""shared""#, r#""own""#]);
    assert_eq!(losses(&written), ["`summary`", "`description` of the path"]);
}

#[test]
fn a_loss_says_what_where_and_why() {
    let text = document(
        "3.1.0",
        r##""paths": {"/pets": {"get": {"parameters": [{"$ref": "#/components/parameters/session"}],
            "responses": {"200": {"description": "d", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}}}},
        "components": {"parameters": {"session": {"name": "session", "in": "cookie", "schema": {"type": "string"}}},
            "schemas": {"Pet": {"type": "object", "properties": {"kind": {"oneOf": [{"type": "string"}, {"type": "object"}]}}}}}"##,
    );
    let written = written(&text, Swagger2_0);
    let told: Vec<String> = written.losses.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "Swagger 2.0 cannot express the cookie parameter `session` (`GET /pets`)",
            "Swagger 2.0 cannot express `oneOf` (schema `Pet`)",
            "Swagger 2.0 cannot express the cookie parameter `session` (`session` of `parameters`)",
        ]
    );
    let of_schema = &written.losses[1];
    let place = of_schema.place.as_ref().expect("a place");
    assert_eq!(place.pointer, "/components/schemas/Pet/properties/kind/oneOf");
    assert_eq!(&text[place.span.range()], "\"oneOf\"");
    let operation = Subject::Operation { method: "GET".to_owned(), path: "/pets".to_owned() };
    assert!(written.uses.contains(&(operation, Subject::Schema("Pet".to_owned()))));
}

#[test]
fn every_kind_of_loss_has_a_reason_of_its_own() {
    let mut reasons = std::collections::BTreeMap::new();
    // They differ only in whether pages show them.
    let twins =
        [[LossKind::Member, LossKind::Detail], [LossKind::Examples, LossKind::HiddenExamples]];
    for (kind, target) in
        LossKind::ALL.into_iter().flat_map(|kind| Target::ALL.map(|to| (kind, to)))
    {
        let reason = kind.reason(target);
        assert!(reason.len() > 10 && !reason.ends_with('.'), "{kind:?}: {reason}");
        let earlier = reasons.insert(reason, kind);
        let may_share = earlier.is_none_or(|earlier| {
            earlier == kind || twins.contains(&[earlier, kind]) || twins.contains(&[kind, earlier])
        });
        assert!(may_share, "{kind:?} has the reason of {earlier:?}");
    }
    assert_eq!(LossKind::ALL.map(|kind| kind as usize), std::array::from_fn(|at| at));
}

#[test]
fn a_version_that_is_a_number_becomes_one_with_three_parts() {
    for (number, target, expected) in
        [("3.1", OpenApi3_1, r#""3.1.0""#), ("3.0", OpenApi3_0, r#""3.0.3""#)]
    {
        let text = format!(
            r#"{{"openapi": {number}, "info": {{"title": "t", "version": "1"}}, "paths": {{}}}}"#
        );
        assert_eq!(at(&written(&text, target).document, &["openapi"]), expected);
    }
}

#[test]
fn swagger_2_0_wants_whole_urls() {
    let text = document(
        "3.0.3",
        r#""externalDocs": {"url": "docs"}, "tags": [{"name": "t", "externalDocs": {"url": "https://example.com/t"}}],
        "paths": {"/a": {"get": {"tags": ["t", "t"], "externalDocs": {"url": "../a"}, "responses": {"204": {"description": "d"}}}}}"#,
    );
    let in_2_0 = written(&text, Swagger2_0);
    assert_eq!(
        losses(&in_2_0),
        ["the relative URL `../a` of `externalDocs`", "the relative URL `docs` of `externalDocs`"]
    );
    assert_eq!(at(&in_2_0.document, &["externalDocs"]), "absent");
    assert_eq!(
        at(&in_2_0.document, &["tags", "0", "externalDocs", "url"]),
        r#""https://example.com/t""#
    );
    assert_eq!(at(&in_2_0.document, &["paths", "/a", "get", "tags"]), r#"["t"]"#);
    let in_3_1 = written(&text, OpenApi3_1);
    assert!(losses(&in_3_1).is_empty());
    assert_eq!(at(&in_3_1.document, &["externalDocs", "url"]), r#""docs""#);
}

#[test]
fn a_component_that_is_a_reference_is_the_object_in_2_0() {
    let text = document(
        "3.0.3",
        r##""paths": {"/a": {"get": {"parameters": [{"$ref": "#/components/parameters/P"}], "responses": {"200": {"$ref": "#/components/responses/R"}}}}},
        "components": {
            "parameters": {"P": {"$ref": "#/components/parameters/Q"}, "Q": {"name": "q", "in": "query", "schema": {"type": "string"}}},
            "responses": {"R": {"$ref": "#/components/responses/S"}, "S": {"description": "d"}}}"##,
    );
    let written = written(&text, Swagger2_0);
    let parameter = r#"{"name":"q","in":"query","type":"string"}"#;
    assert_eq!(
        at(&written.document, &["parameters"]),
        format!(r#"{{"P":{parameter},"Q":{parameter}}}"#)
    );
    assert_eq!(
        at(&written.document, &["responses"]),
        r#"{"R":{"description":"d"},"S":{"description":"d"}}"#
    );
    let used = at(&written.document, &["paths", "/a", "get", "parameters", "0"]);
    assert_eq!(used, r##"{"$ref":"#/parameters/Q"}"##);
    assert!(losses(&written).is_empty());
}
