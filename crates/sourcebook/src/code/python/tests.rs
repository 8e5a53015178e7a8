//! Programs of Python for each kind of request, to the byte.

use proptest::prelude::*;

use super::super::requests::*;
use super::*;

fn program(request: &ConcreteRequest) -> String {
    Python.program(request, "op/it").expect("a program").text
}

/// What stands between the import and the end.
fn body(request: &ConcreteRequest) -> String {
    let program = program(request);
    program.strip_prefix("import httpx\n\n").expect("one import").to_owned()
}

const PRINT: &str = "\nprint(response.status_code, response.text)";

#[test]
fn calls_without_bodies() {
    let table = [
        (request("GET"), "response = httpx.get(\"https://h.example/a?b=c\")"),
        (request("POST"), "response = httpx.post(\"https://h.example/a?b=c\")"),
        (request("TRACE"), "response = httpx.request(\"TRACE\", \"https://h.example/a?b=c\")"),
        (
            ConcreteRequest { target: format!("/{}", "a".repeat(60)), ..request("GET") },
            "response = httpx.get(\n    \"https://h.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n)",
        ),
        (
            with_headers(request("GET"), &[("Accept", "a/b"), ("X-It", "it's \"x\"")]),
            r#"response = httpx.get(
    "https://h.example/a?b=c",
    headers={
        "Accept": "a/b",
        "X-It": 'it\'s "x"',
    },
)"#,
        ),
        (
            basic(),
            r#"response = httpx.get(
    "https://h.example/a?b=c",
    auth=("USERNAME", "PASSWORD"),
    headers={
        "Accept": "a/b",
    },
)"#,
        ),
    ];
    for (request, expected) in table {
        assert_eq!(body(&request), format!("{expected}{PRINT}"));
    }
}

#[test]
fn bodies() {
    let table = [
        (
            json(ODD),
            r#"    json={
        "it's": 'a "b" \\ \n\t\x00\u2028é😀',
        "null": None,
        "yes": True,
        "no": False,
        "list": [
            1,
            -2.50,
            1e5,
        ],
        "none": [],
        "nothing": {},
        "1": "`${x}`",
    },"#,
        ),
        (json("\"a\""), "    json=\"a\","),
        (json("[]"), "    json=[],"),
        // `None` would be no body.
        (json("null"), "    content=\"null\","),
        // Python would read another number, or none.
        (json("[0.1234567890123456789]"), "    content=\"[0.1234567890123456789]\","),
        (json("[1e999]"), "    content=\"[1e999]\","),
        (json("[12345678901234567890123]"), "    json=[\n        12345678901234567890123,\n    ],"),
        (text_body("say \"it\"\n"), "    content='say \"it\"\\n',"),
        (file(), "    content=open(\"body.png\", \"rb\"),"),
    ];
    for (request, expected) in table {
        let method = request.method.to_ascii_lowercase();
        let start = format!("response = httpx.{method}(\n    \"https://h.example/a?b=c\",\n");
        assert_eq!(body(&request), format!("{start}{expected}\n){PRINT}"));
    }
    let deleted = ConcreteRequest { method: "DELETE".to_owned(), ..text_body("a") };
    let start = "response = httpx.request(\n    \"DELETE\",\n    \"https://h.example/a?b=c\",\n";
    assert_eq!(body(&deleted), format!("{start}    content=\"a\",\n){PRINT}"));
}

#[test]
fn a_value_too_deep_for_brackets_is_a_text() {
    let deep = format!("{}{}", "[".repeat(33), "]".repeat(33));
    assert!(body(&json(&deep)).contains(&format!("    content=\"{deep}\",\n")));
    assert!(body(&json(&deep[1..65])).contains("    json=[\n        [\n"));
}

#[test]
fn forms() {
    let request = form_body(&[("a", "1 2"), ("b", ""), ("a", "3")]);
    let expected = r#"response = httpx.post(
    "https://h.example/a?b=c",
    headers={
        "Content-Type": "application/x-www-form-urlencoded",
    },
    data={
        "a": [
            "1 2",
            "3",
        ],
        "b": "",
    },
)"#;
    assert_eq!(body(&request), format!("{expected}{PRINT}"));
}

#[test]
fn parts() {
    let expected = r#"import json

import httpx

page_settings = {
    "copies": 1,
}
response = httpx.post(
    "https://h.example/a?b=c",
    files={
        "scan": ("scan.png", open("scan.png", "rb"), "image/png"),
        "size": (None, "a6"),
        "page-settings": (None, json.dumps(page_settings), "application/json"),
    },
)"#;
    assert_eq!(program(&mixed_form()), format!("{expected}{PRINT}"));
}

#[test]
fn parts_with_one_name_and_long_ones() {
    let headers = vec![("X-Rate".to_owned(), "10".to_owned())];
    let long = "a".repeat(70);
    let request = multipart(
        "form-data",
        vec![
            Part { headers: headers.clone(), ..part("n", "", "a") },
            Part { headers, ..json_part("n", "[1]") },
            json_part("n", "[1e999]"),
            file_part("f", &long),
        ],
    );
    let expected = r#"import json

import httpx

n = [
    1,
]
response = httpx.post(
    "https://h.example/a?b=c",
    files=[
        ("n", (None, "a", None, {"X-Rate": "10"})),
        ("n", (None, json.dumps(n), "application/json", {"X-Rate": "10"})),
        ("n", (None, "[1e999]", "application/json")),
        (
            "f",
            (
                "LONG",
                open(
                    "LONG",
                    "rb",
                ),
                "image/png",
            ),
        ),
    ],
)"#;
    assert_eq!(program(&request), format!("{}{PRINT}", expected.replace("LONG", &long)));
}

#[test]
fn variables_are_no_words_of_python() {
    let names = ["json", "class", "2", "é", "json"];
    let parts = names.iter().map(|name| json_part(name, "[]")).collect();
    let program = program(&multipart("form-data", parts));
    for name in ["json2", "class2", "part", "part2", "json3"] {
        assert!(program.contains(&format!("\n{name} = []\n")), "{name}: {program}");
        assert!(program.contains(&format!("json.dumps({name})")), "{name}: {program}");
    }
}

#[test]
fn certificates() {
    let expected = r#"import ssl

import httpx

context = ssl.create_default_context()
context.load_cert_chain("client.pem", "client.key")
response = httpx.get(
    "https://h.example/a?b=c",
    verify=context,
)"#;
    assert_eq!(program(&certificate()), format!("{expected}{PRINT}"));
}

#[test]
fn answers_that_are_no_text() {
    let expected = r#"with httpx.stream(
    "GET",
    "https://h.example/a?b=c",
    headers={
        "Accept": "a/b",
    },
) as response:
    for line in response.iter_lines():
        print(line)"#;
    assert_eq!(body(&answering(Answers::Stream)), expected);
    let expected = r#"response = httpx.get(
    "https://h.example/a?b=c",
    headers={
        "Accept": "a/b",
    },
)
with open("op-it.pdf", "wb") as file:
    file.write(response.content)"#;
    assert_eq!(body(&answering(pdf())), expected);
    for answers in [Answers::Stream, pdf()] {
        let head = ConcreteRequest { method: "HEAD".to_owned(), ..answering(answers) };
        assert!(body(&head).ends_with(PRINT));
    }
}

#[test]
fn what_httpx_cannot_send_is_told() {
    let table = [
        (request("A B"), CannotSend::Method("A B".to_owned())),
        (request("x-Custom"), CannotSend::OtherMethod("x-Custom".to_owned())),
        (
            ConcreteRequest { scheme: "ws".to_owned(), ..request("GET") },
            CannotSend::Scheme("ws".to_owned()),
        ),
        (
            ConcreteRequest { target: "/a/../b".to_owned(), ..request("GET") },
            CannotSend::DotSegments,
        ),
        (
            with_headers(request("GET"), &[("X", "a"), ("Y", "é")]),
            CannotSend::HeaderText("Y".to_owned()),
        ),
        (
            multipart("form-data", vec![part("a\n", "", "c"), part("a\tb", "", "c")]),
            CannotSend::FieldName("a\tb".to_owned()),
        ),
        (multipart("mixed", Vec::new()), CannotSend::Multipart("mixed".to_owned())),
        (multipart("form-data", Vec::new()), CannotSend::NoParts),
    ];
    for (request, expected) in table {
        assert_eq!(Python.program(&request, "it"), Err(expected));
    }
}

proptest! {
    #[test]
    fn literals_hold_any_text(text in any::<String>()) {
        prop_assert_eq!(unescaped(&quoted(&text)), Some(text));
    }
}
