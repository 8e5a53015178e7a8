//! Programs of JavaScript for each kind of request, to the byte.

use proptest::prelude::*;
use sourcebook_model::request::Part;

use super::super::requests::*;
use super::*;

const URL: &str = "const url = \"https://h.example/a?b=c\";\n";
const PRINT: &str = "\nconsole.log(response.status, await response.text());";

fn program(request: &ConcreteRequest) -> String {
    JavaScript.program(request, "op/it").expect("a program").text
}

fn with_method(method: &str, request: ConcreteRequest) -> ConcreteRequest {
    ConcreteRequest { method: method.to_owned(), ..request }
}

#[test]
fn calls_without_bodies() {
    let table = [
        (request("GET"), "const response = await fetch(url);"),
        (request("POST"), "const response = await fetch(url, {\n  method: \"POST\",\n});"),
        (
            basic(),
            r#"const response = await fetch(url, {
  headers: {
    Authorization: "Basic " + btoa("USERNAME:PASSWORD"),
    Accept: "a/b",
  },
});"#,
        ),
        (
            with_headers(request("x-Custom"), &[("Accept", "a/b"), ("X-It", "it's")]),
            r#"const response = await fetch(url, {
  method: "x-Custom",
  headers: {
    Accept: "a/b",
    "X-It": "it's",
  },
});"#,
        ),
    ];
    for (request, expected) in table {
        assert_eq!(program(&request), format!("{URL}{expected}{PRINT}"));
    }
}

#[test]
fn a_long_text_has_a_line_of_its_own() {
    let target = format!("/{}", "a".repeat(60));
    let long = "a".repeat(80);
    let headers = [("Acce", long.as_str()), ("Accep", long.as_str())];
    let request = with_headers(ConcreteRequest { target, ..request("GET") }, &headers);
    let expected = r#"const url =
  "https://h.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const response = await fetch(url, {
  headers: {
    Acce: "LONG",
    Accep:
      "LONG",
  },
});"#;
    assert_eq!(program(&request), format!("{}{PRINT}", expected.replace("LONG", &long)));
}

#[test]
fn bodies() {
    let many = format!("[{}]", ["1234567"; 9].join(","));
    let table = [
        (
            json(ODD),
            r#"JSON.stringify({
    "it's": 'a "b" \\ \n\t\x00\u2028é😀',
    null: null,
    yes: true,
    no: false,
    list: [1, -2.5, 100000],
    none: [],
    nothing: {},
    1: "`${x}`",
  })"#,
        ),
        (
            json(r#"{"__proto__": 1, "01": 2, "class": 3, "a b": 4, "é": 5, "Ⓐ": 6}"#),
            r#"JSON.stringify({
    ["__proto__"]: 1,
    "01": 2,
    class: 3,
    "a b": 4,
    é: 5,
    "Ⓐ": 6,
  })"#,
        ),
        (
            json(r#"{"a": [[1, 2], [3, 4]], "b": [["a"], []], "c": [{"d": null}]}"#),
            r#"JSON.stringify({
    a: [
      [1, 2],
      [3, 4],
    ],
    b: [["a"], []],
    c: [
      {
        d: null,
      },
    ],
  })"#,
        ),
        (
            json(&many),
            r"JSON.stringify([
    1234567, 1234567, 1234567, 1234567, 1234567, 1234567, 1234567, 1234567,
    1234567,
  ])",
        ),
        (json("\"a\""), "JSON.stringify(\"a\")"),
        (json("null"), "JSON.stringify(null)"),
        (json("{}"), "JSON.stringify({})"),
        (text_body("say \"it\"\n"), "'say \"it\"\\n'"),
        (file(), "await readFile(\"body.png\")"),
    ];
    for (request, expected) in table {
        let method = &request.method;
        let start = format!("const response = await fetch(url, {{\n  method: \"{method}\",\n");
        let reads = matches!(request.body, Some(Body::File { .. }));
        let import = if reads { "import { readFile } from \"node:fs/promises\";\n\n" } else { "" };
        let expected = format!("{import}{URL}{start}  body: {expected},\n}});{PRINT}");
        assert_eq!(program(&request), expected);
    }
}

#[test]
fn numbers_that_a_double_would_change_are_sent_as_text() {
    let table = [
        ("9007199254740992", true),
        ("-9007199254740992", true),
        ("9007199254740993", false),
        ("9007199254740994", false),
        ("1e21", false),
        ("123456789.123456", true),
        ("0.12345678901234567", false),
        ("1e-7", true),
        ("1e-999", false),
        ("0.0", true),
    ];
    for (number, is_literal) in table {
        let body = format!("{{\n  \"n\": {number}\n}}");
        let program = program(&json(&body));
        assert_eq!(program.contains("JSON.stringify"), is_literal, "{number}");
        assert_eq!(program.contains(&format!("  body: {},\n", quoted(&body))), !is_literal);
    }
}

#[test]
fn forms() {
    let table = [
        (
            form_body(&[("a", "1 2"), ("b-c", "")]),
            r#"new URLSearchParams({
    a: "1 2",
    "b-c": "",
  })"#,
        ),
        (
            form_body(&[("a", "1"), ("b", "2"), ("a", "3")]),
            r#"new URLSearchParams([
    ["a", "1"],
    ["b", "2"],
    ["a", "3"],
  ])"#,
        ),
    ];
    let start = r#"const response = await fetch(url, {
  method: "POST",
  headers: {
    "Content-Type": "application/x-www-form-urlencoded",
  },
"#;
    for (request, expected) in table {
        let expected = format!("{URL}{start}  body: {expected},\n}});{PRINT}");
        assert_eq!(program(&request), expected);
    }
}

#[test]
fn parts() {
    let expected = r#"import { readFile } from "node:fs/promises";

const form = new FormData();
form.append(
  "scan",
  new Blob([await readFile("scan.png")], { type: "image/png" }),
  "scan.png",
);
form.append("size", "a6");
const pageSettings = {
  copies: 1,
};
form.append(
  "page-settings",
  new Blob([JSON.stringify(pageSettings)], { type: "application/json" }),
);

const url = "https://h.example/a?b=c";
const response = await fetch(url, {
  method: "POST",
  body: form,
});"#;
    let program = JavaScript.program(&mixed_form(), "it").expect("a program");
    assert_eq!(program.text, format!("{expected}{PRINT}"));
    assert_eq!(program.note, Some("`fetch` gives each JSON part the file name `blob`."));
}

#[test]
fn only_an_empty_query_is_left_out() {
    for target in ["/a??", "/a?b?", "/a?="] {
        let request = ConcreteRequest { target: target.to_owned(), ..request("GET") };
        assert!(program(&request).contains(&format!("https://h.example{target}\"")));
    }
}

#[test]
fn what_fetch_changes_in_parts_is_told() {
    const BLOB: &str = "`fetch` gives each JSON part the file name `blob`";
    const LINES: &str = "sends the line breaks of text parts as CR LF.";
    let [json, lines] = [json_part("a", "{}"), part("b", "", "c\nd")];
    let table = [
        (vec![part("b", "", "c\r\nd")], None),
        (vec![part("b", "text/x", "c\nd")], Some(format!("{BLOB}."))),
        (vec![lines.clone()], Some(format!("`fetch` {LINES}"))),
        (vec![part("b", "", "c\r")], Some(format!("`fetch` {LINES}"))),
        (vec![json, lines], Some(format!("{BLOB}, and {LINES}"))),
    ];
    for (parts, expected) in table {
        let program = JavaScript.program(&multipart("form-data", parts), "it").expect("a program");
        assert_eq!(program.note, expected.as_deref());
    }
}

#[test]
fn parts_that_are_long_or_no_literals() {
    let parts = vec![
        json_part("m", "[1e999]"),
        part("m", "", &"a".repeat(70)),
        part("m", "text/x", &"a".repeat(50)),
        part("m", "text/x", &"a".repeat(70)),
    ];
    let program = program(&multipart("form-data", parts));
    let expected = r#"const form = new FormData();
form.append("m", new Blob(["[1e999]"], { type: "application/json" }));
form.append(
  "m",
  "A70",
);
form.append(
  "m",
  new Blob(["A50"], {
    type: "text/x",
  }),
);
form.append(
  "m",
  new Blob(
    ["A70"],
    { type: "text/x" },
  ),
);

"#;
    let expected = expected.replace("A70", &"a".repeat(70)).replace("A50", &"a".repeat(50));
    assert_eq!(program.split("const url").next(), Some(expected.as_str()));
    let plain = multipart("form-data", vec![part("a", "", "b"), file_part("f", "f")]);
    assert_eq!(JavaScript.program(&plain, "it").expect("a program").note, None);
}

#[test]
fn variables_are_no_words_of_javascript() {
    let names = ["form", "new", "2", "Two words", "form"];
    let parts = names.iter().map(|name| json_part(name, "[]")).collect();
    let program = program(&multipart("form-data", parts));
    for name in ["form2", "new2", "part", "twoWords", "form3"] {
        assert!(program.contains(&format!("\nconst {name} = [];\n")), "{name}: {program}");
        assert!(program.contains(&format!("JSON.stringify({name})")), "{name}: {program}");
    }
}

#[test]
fn answers_that_are_no_text() {
    let call =
        "const response = await fetch(url, {\n  headers: {\n    Accept: \"a/b\",\n  },\n});\n";
    let expected = r"for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
  process.stdout.write(text);
}";
    assert_eq!(program(&answering(Answers::Stream)), format!("{URL}{call}{expected}"));
    let import = "import { writeFile } from \"node:fs/promises\";\n\n";
    let expected = "await writeFile(\"op-it.pdf\", Buffer.from(await response.arrayBuffer()));";
    assert_eq!(program(&answering(pdf())), format!("{import}{URL}{call}{expected}"));
    let long = JavaScript.program(&answering(pdf()), &"a".repeat(30)).expect("a program").text;
    let expected =
        "await writeFile(\n  \"NAME.pdf\",\n  Buffer.from(await response.arrayBuffer()),\n);";
    assert!(long.ends_with(&expected.replace("NAME", &"a".repeat(30))), "{long}");
    for answers in [Answers::Stream, pdf()] {
        assert!(program(&with_method("HEAD", answering(answers))).ends_with(PRINT));
    }
}

#[test]
fn what_fetch_cannot_send_is_told() {
    let headers = vec![("X-Rate".to_owned(), "1".to_owned())];
    let with_header = Part { headers, ..part("a", "", "b") };
    let table = [
        (request("TRACE"), CannotSend::OtherMethod("TRACE".to_owned())),
        (request("CONNECT"), CannotSend::OtherMethod("CONNECT".to_owned())),
        (request("put"), CannotSend::OtherMethod("put".to_owned())),
        (with_method("GET", text_body("a")), CannotSend::Body("GET".to_owned())),
        (with_method("HEAD", text_body("a")), CannotSend::Body("HEAD".to_owned())),
        (certificate(), CannotSend::Certificate),
        (
            with_headers(request("GET"), &[("Expect", "100-continue")]),
            CannotSend::Header("Expect".to_owned()),
        ),
        (with_headers(request("GET"), &[("X", "é")]), CannotSend::HeaderText("X".to_owned())),
        (ConcreteRequest { target: "/./b".to_owned(), ..request("GET") }, CannotSend::DotSegments),
        (ConcreteRequest { target: "/a?".to_owned(), ..request("GET") }, CannotSend::EmptyQuery),
        (
            multipart("form-data", vec![part("a\nb", "", "c")]),
            CannotSend::FieldName("a\nb".to_owned()),
        ),
        (multipart("mixed", Vec::new()), CannotSend::Multipart("mixed".to_owned())),
        (multipart("form-data", vec![with_header]), CannotSend::PartHeader("X-Rate".to_owned())),
    ];
    for (request, expected) in table {
        assert_eq!(JavaScript.program(&request, "it"), Err(expected));
    }
}

proptest! {
    #[test]
    fn names_of_members_hold_any_text(name in any::<String>()) {
        let key = key(&name);
        let is_bare = key == name && name.chars().all(|c| c.is_alphanumeric() || "_$.".contains(c));
        prop_assert!(is_bare || unescaped(&key) == Some(name), "{}", key);
    }
}
