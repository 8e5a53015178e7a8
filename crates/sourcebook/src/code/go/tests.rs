//! Programs of Go for each kind of request, to the byte.

use proptest::prelude::*;
use sourcebook_model::request::{Answers, Part};

use super::super::requests::*;
use super::*;

/// The function's statements, without an indent, and what is imported beyond what all need.
fn statements(request: &ConcreteRequest) -> (Vec<String>, Vec<String>) {
    let program = Go.program(request, "op/it").expect("a program").text;
    let (imports, code) = program.split_once("\n)\n\nfunc main() {\n").expect("imports and code");
    let imports = imports.strip_prefix("package main\n\nimport (\n").expect("imports");
    let known = ["io", "log", "net/http", "os"];
    let imports = imports.lines().map(|line| line.trim_matches(['\t', '"']).to_owned());
    let imports = imports.filter(|package| !known.contains(&package.as_str())).collect();
    let code = code.strip_suffix("\n}").expect("an end");
    (imports, code.lines().map(|line| line.strip_prefix('\t').unwrap_or(line).to_owned()).collect())
}

/// Behind a statement that may fail.
const TRIED: &str = "if err != nil {\n\tlog.Fatal(err)\n}\n";

fn assert_code(request: &ConcreteRequest, imports: &[&str], before: &str, after: &str) {
    let send = format!("res, err := http.DefaultClient.Do(req)\n{TRIED}");
    let end = "defer res.Body.Close()\nio.Copy(os.Stdout, res.Body)";
    let expected = format!("{before}{TRIED}{after}{send}{end}");
    let (imported, statements) = statements(request);
    assert_eq!(statements.join("\n"), expected);
    assert_eq!(imported, imports);
}

#[test]
fn a_whole_program() {
    let expected = r#"package main

import (
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	req, err := http.NewRequest("GET", "https://h.example/a?b=c", nil)
	if err != nil {
		log.Fatal(err)
	}
	req.Header.Set("Accept", "a/b")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		log.Fatal(err)
	}
	defer res.Body.Close()
	out, err := os.Create("op-it.pdf")
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(out, res.Body)
}"#;
    let program = Go.program(&answering(pdf()), "op/it").expect("a program");
    assert_eq!(program, Program::new(expected.to_owned()));
}

#[test]
fn calls_without_bodies() {
    let new = |method: &str| {
        format!("req, err := http.NewRequest(\"{method}\", \"https://h.example/a?b=c\", nil)\n")
    };
    let headers = [("Accept", "é"), ("X-It", "\"x\""), ("Host", "b")];
    let table = [
        (request("GET"), ""),
        (request("POST"), ""),
        (request("TRACE"), ""),
        (request("x-Custom"), ""),
        (
            basic(),
            "req.SetBasicAuth(\"USERNAME\", \"PASSWORD\")\nreq.Header.Set(\"Accept\", \"a/b\")\n",
        ),
        (
            with_headers(request("GET"), &headers),
            "req.Header.Set(\"Accept\", \"é\")\nreq.Header.Set(\"X-It\", `\"x\"`)\nreq.Host = \"b\"\n",
        ),
        (answering(Answers::Stream), "req.Header.Set(\"Accept\", \"a/b\")\n"),
        (
            ConcreteRequest { method: "HEAD".to_owned(), ..answering(pdf()) },
            "req.Header.Set(\"Accept\", \"a/b\")\n",
        ),
    ];
    for (request, after) in table {
        assert_code(&request, &[], &new(&request.method), after);
    }
}

#[test]
fn bodies() {
    let new = |body: &str| {
        format!("req, err := http.NewRequest(\"POST\", \"https://h.example/a?b=c\", {body})\n")
    };
    let table = [
        (json("{\n  \"a\": 1\n}"), "`{\n  \"a\": 1\n}`"),
        (json("[12345678901234567890, 1e999]"), "\"[12345678901234567890, 1e999]\""),
        (text_body("a`b\n\"c\""), r#""a`b\n\"c\"""#),
        (text_body("\"\r"), r#""\"\r""#),
        (text_body("\"\u{feff}\0"), r#""\"\ufeff\x00""#),
        (text_body(""), "\"\""),
        (text_body("\\"), r"`\`"),
    ];
    for (request, literal) in table {
        let before = format!("body := strings.NewReader({literal})\n{}", new("body"));
        assert_code(&request, &["strings"], &before, "");
    }
    let sent = ConcreteRequest { method: "POST".to_owned(), ..file() };
    let before = format!("body, err := os.Open(\"body.png\")\n{TRIED}{}", new("body"));
    assert_code(&sent, &[], &before, "");
}

#[test]
fn forms() {
    let request = form_body(&[("a", "1 2"), ("long", ""), ("a", "3\n\"")]);
    let before = r#"form := url.Values{
	"a":    {"1 2", "3\n\""},
	"long": {""},
}
req, err := http.NewRequest("POST", "https://h.example/a?b=c", strings.NewReader(form.Encode()))
"#;
    let after = "req.Header.Set(\"Content-Type\", \"application/x-www-form-urlencoded\")\n";
    assert_code(&request, &["net/url", "strings"], before, after);
    let before =
        before.replace("{\n\t\"a\":    {\"1 2\", \"3\\n\\\"\"},\n\t\"long\": {\"\"},\n}", "{}");
    assert_code(&form_body(&[]), &["net/url", "strings"], &before, after);
}

#[test]
fn keys_of_very_different_lengths_do_not_share_their_columns() {
    let long = "l".repeat(50);
    let fields = [("a", "1"), ("bc", "2"), (long.as_str(), "3"), (&long[..40], "4"), ("é", "5")];
    let (_, statements) = statements(&form_body(&fields));
    let expected = [
        "\t\"a\":  {\"1\"},".to_owned(),
        "\t\"bc\": {\"2\"},".to_owned(),
        format!("\t\"{long}\": {{\"3\"}},"),
        format!("\t\"{}\":           {{\"4\"}},", &long[..40]),
        "\t\"é\": {\"5\"},".to_owned(),
    ];
    assert_eq!(statements[1..6], expected);
}

#[test]
fn parts() {
    let before = r#"var body bytes.Buffer
form := multipart.NewWriter(&body)
scanPart, err := form.CreatePart(textproto.MIMEHeader{
	"Content-Disposition": {`form-data; name="scan"; filename="scan.png"`},
	"Content-Type":        {"image/png"},
})
if err != nil {
	log.Fatal(err)
}
scan, err := os.Open("scan.png")
if err != nil {
	log.Fatal(err)
}
io.Copy(scanPart, scan)
form.WriteField("size", "a6")
pageSettingsPart, err := form.CreatePart(textproto.MIMEHeader{
	"Content-Disposition": {`form-data; name="page-settings"`},
	"Content-Type":        {"application/json"},
})
if err != nil {
	log.Fatal(err)
}
io.WriteString(pageSettingsPart, `{"copies":1}`)
form.Close()
req, err := http.NewRequest("POST", "https://h.example/a?b=c", &body)
"#;
    let after = "req.Header.Set(\"Content-Type\", form.FormDataContentType())\n";
    let imports = ["bytes", "mime/multipart", "net/textproto"];
    assert_code(&mixed_form(), &imports, before, after);
}

#[test]
fn parts_without_names_and_with_odd_ones() {
    let headers = vec![("X-Rate".to_owned(), "10".to_owned())];
    let parts = vec![
        Part { name: None, text: "a".to_owned(), ..Part::default() },
        Part { name: None, headers, ..part("", "text/x", "b") },
        part("body", "", "c"),
        file_part("body", "f"),
    ];
    let before = r#"var body bytes.Buffer
form := multipart.NewWriter(&body)
part, err := form.CreatePart(textproto.MIMEHeader{})
if err != nil {
	log.Fatal(err)
}
io.WriteString(part, "a")
part2, err := form.CreatePart(textproto.MIMEHeader{
	"Content-Type": {"text/x"},
	"X-Rate":       {"10"},
})
if err != nil {
	log.Fatal(err)
}
io.WriteString(part2, "b")
bodyPart, err := form.CreatePart(textproto.MIMEHeader{
	"Content-Disposition": {`attachment; name="body"`},
})
if err != nil {
	log.Fatal(err)
}
io.WriteString(bodyPart, "c")
bodyPart2, err := form.CreatePart(textproto.MIMEHeader{
	"Content-Disposition": {`attachment; name="body"; filename="f"`},
	"Content-Type":        {"image/png"},
})
if err != nil {
	log.Fatal(err)
}
body2, err := os.Open("f")
if err != nil {
	log.Fatal(err)
}
io.Copy(bodyPart2, body2)
form.Close()
req, err := http.NewRequest("POST", "https://h.example/a?b=c", &body)
"#;
    let after =
        "req.Header.Set(\"Content-Type\", \"multipart/mixed; boundary=\"+form.Boundary())\n";
    let imports = ["bytes", "mime/multipart", "net/textproto"];
    assert_code(&multipart("mixed", parts), &imports, before, after);
    let odd = multipart("form-data", vec![part("a\"", "", "b")]);
    let (_, statements) = statements(&odd);
    assert_eq!(statements[3], "\t\"Content-Disposition\": {`form-data; name=\"a%22\"`},");
}

#[test]
fn certificates() {
    let expected = r#"cert, err := tls.LoadX509KeyPair("client.pem", "client.key")
if err != nil {
	log.Fatal(err)
}
client := &http.Client{Transport: &http.Transport{
	TLSClientConfig: &tls.Config{Certificates: []tls.Certificate{cert}},
}}
res, err := client.Do(req)"#;
    let (imports, statements) = statements(&certificate());
    assert_eq!(imports, ["crypto/tls"]);
    assert_eq!(statements[4..12].join("\n"), expected);
}

#[test]
fn what_go_cannot_send_is_told() {
    let table = [
        (request("A B"), CannotSend::Method("A B".to_owned())),
        (
            ConcreteRequest { scheme: "ws".to_owned(), ..request("GET") },
            CannotSend::Scheme("ws".to_owned()),
        ),
        (multipart("mixed", Vec::new()), CannotSend::NoParts),
    ];
    for (request, expected) in table {
        assert_eq!(Go.program(&request, "it"), Err(expected));
    }
}

proptest! {
    #[test]
    fn literals_hold_any_text(text in any::<String>()) {
        for (literal, may_break) in [(literal(&text), true), (literal_in_line(&text), false)] {
            prop_assert!(may_break || !literal.contains('\n'));
            let raw = literal.strip_prefix('`').and_then(|literal| literal.strip_suffix('`'));
            // Go leaves carriage returns out of such texts (specification, "String literals").
            let read = match raw {
                Some(raw) if raw.contains(['`', '\r', '\0', '\u{feff}']) => None,
                Some(raw) => Some(raw.to_owned()),
                None if literal.starts_with('"') => unescaped(&literal),
                None => None,
            };
            prop_assert_eq!(read.as_ref(), Some(&text));
        }
    }
}
