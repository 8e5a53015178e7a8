//! Requests as commands of curl 7.68 or later.

use sourcebook_model::request::{Answers, Body, ConcreteRequest, Credential, PASSWORD, Part, USER};

use super::sendable::{answers, check_start, file_name, has_dots};
use super::shell::{quoted, word};
use super::{CannotSend, Language, Program};

/// Maximum number of bytes of a word of a command, with its end (Linux: `MAX_ARG_STRLEN`).
const MAX_WORD: usize = 128 << 10;

/// One option a line; the first line has the URL and what it depends on.
#[derive(Debug, Clone, Copy)]
pub struct Curl;

impl Language for Curl {
    fn name(&self) -> &'static str {
        "curl"
    }

    fn title(&self) -> &'static str {
        "curl"
    }

    fn fence(&self) -> &'static str {
        "bash"
    }

    fn program(&self, request: &ConcreteRequest, operation: &str) -> Result<Program, CannotSend> {
        check(request)?;
        let mut lines = vec![first_line(request)];
        let own = own_means(request);
        lines.extend(own.iter().map(|one| one.option.clone()));
        for (at, (name, value)) in request.headers.iter().enumerate() {
            if !own.iter().any(|one| one.header == Some(at)) {
                lines.push(header(name, value));
            }
        }
        if let Some(body) = &request.body {
            push_body(&mut lines, body);
        }
        lines.extend(file_name(request, operation).map(|name| format!("-o {}", word(&name))));
        if lines.iter().any(|line| line.len() >= MAX_WORD) {
            return Err(CannotSend::Length);
        }
        let text = lines.join(" \\\n  ");
        if text.contains('\0') { Err(CannotSend::NullCharacter) } else { Ok(Program::new(text)) }
    }
}

fn check(request: &ConcreteRequest) -> Result<(), CannotSend> {
    check_start(request)?;
    match &request.body {
        Some(Body::Multipart { parts, .. }) if parts.is_empty() => Err(CannotSend::NoParts),
        Some(Body::Multipart { parts, .. }) => {
            let mut names = parts.iter().filter_map(|part| part.name.as_deref());
            let unsendable = names.find(|name| name.contains('='));
            unsendable.map_or(Ok(()), |name| Err(CannotSend::FieldName(name.to_owned())))
        }
        // `--head` refuses a body, and without it curl waits for one that never comes.
        Some(_) if request.method == "HEAD" => Err(CannotSend::Body(request.method.clone())),
        _ => Ok(()),
    }
}

/// `curl`, what changes how the URL is read, the method, and the URL.
fn first_line(request: &ConcreteRequest) -> String {
    let mut line = "curl".to_owned();
    if answers(request) == Answers::Stream {
        line.push_str(" -N");
    }
    // Braces and brackets would be patterns; elsewhere they are encoded.
    if request.authority.contains(['[', ']', '{', '}']) {
        line.push_str(" -g");
    }
    if has_dots(request) {
        line.push_str(" --path-as-is");
    }
    // curl's own choice is GET without a body and POST with one.
    match (request.method.as_str(), &request.body) {
        ("GET", None) => {}
        ("HEAD", _) => line.push_str(" --head"),
        (method, _) => line.push_str(&format!(" -X {}", word(method))),
    }
    format!("{line} {}", quoted(&request.url()))
}

/// An option for something that would otherwise be a header.
struct OwnMeans {
    option: String,
    /// The place of the header.
    header: Option<usize>,
}

/// What curl has options for: name and password, cookies, certificates.
fn own_means(request: &ConcreteRequest) -> Vec<OwnMeans> {
    let mut all = Vec::new();
    let mut push = |option: String, header| all.push(OwnMeans { option, header });
    for credential in &request.credentials {
        match credential {
            Credential::Basic { header } => {
                push(format!("-u {}", quoted(&format!("{USER}:{PASSWORD}"))), Some(*header));
            }
            Credential::Certificate => {
                push("--cert client.pem".to_owned(), None);
                push("--key client.key".to_owned(), None);
            }
            Credential::Bearer { .. } | Credential::Key { .. } => {}
        }
    }
    all
}

/// A header. One without a value needs a semicolon, or curl would leave it out.
fn header(name: &str, value: &str) -> String {
    // `-b` reads a file if there is no sign of equality in its value, and if it begins with `@`.
    let is_cookie = name.eq_ignore_ascii_case("Cookie")
        && !value.starts_with('@')
        && value.split("; ").all(|cookie| cookie.contains('='));
    match value {
        value if is_cookie => format!("-b {}", quoted(value)),
        "" => format!("-H {}", quoted(&format!("{name};"))),
        value => format!("-H {}", quoted(&format!("{name}: {value}"))),
    }
}

fn push_body(lines: &mut Vec<String>, body: &Body) {
    match body {
        Body::Text { text, .. } | Body::Form { text, .. } => {
            lines.push(format!("--data-raw {}", quoted(text)));
        }
        Body::File { name, .. } => {
            lines.push(format!("--data-binary {}", quoted(&format!("@{name}"))));
        }
        Body::Multipart { subtype, parts } => {
            // curl writes the boundary behind it.
            if subtype != "form-data" {
                lines.push(header("Content-Type", &format!("multipart/{subtype}")));
            }
            lines.extend(parts.iter().map(part));
        }
    }
}

/// One part of a form.
fn part(part: &Part) -> String {
    let name = part.name.as_deref().unwrap_or_default();
    let is_plain = part.file.is_none() && part.media_type.is_none() && part.headers.is_empty();
    if is_plain {
        return format!("--form-string {}", quoted(&format!("{name}={}", part.text)));
    }
    let contents = match &part.file {
        Some(file) => format!("@{}", in_quotes(file)),
        None if is_bare(&part.text) => part.text.clone(),
        None => in_quotes(&part.text),
    };
    let media_type = part.media_type.iter().map(|media_type| format!(";type={media_type}"));
    let headers = part
        .headers
        .iter()
        .map(|(name, value)| format!(";headers={}", in_quotes(&format!("{name}: {value}"))));
    let options: String = media_type.chain(headers).collect();
    format!("-F {}", quoted(&format!("{name}={contents}{options}")))
}

/// Whether curl reads a text without quotes as it is.
fn is_bare(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(';')
        && text.trim() == text
        && !text.starts_with(['"', '@', '<', '(', ')'])
}

/// A text between the quotes of curl's forms.
fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use sourcebook_model::document::{ParameterLocation, Value};

    use super::*;

    /// Name and value.
    type Header<'t> = (&'t str, &'t str);

    fn request(method: &str) -> ConcreteRequest {
        ConcreteRequest {
            method: method.to_owned(),
            scheme: "https".to_owned(),
            authority: "h".to_owned(),
            target: "/a?b=c".to_owned(),
            ..ConcreteRequest::default()
        }
    }

    fn with_body(body: Body) -> ConcreteRequest {
        ConcreteRequest { body: Some(body), ..request("POST") }
    }

    fn with_headers(headers: &[Header<'_>]) -> ConcreteRequest {
        let header = |(name, value): &Header<'_>| ((*name).to_owned(), (*value).to_owned());
        ConcreteRequest { headers: headers.iter().map(header).collect(), ..request("GET") }
    }

    fn with_part(part: Part) -> ConcreteRequest {
        let name = Some("n".to_owned());
        let parts = vec![Part { name, ..part }];
        with_body(Body::Multipart { subtype: "form-data".to_owned(), parts })
    }

    fn text(text: &str) -> ConcreteRequest {
        let [media_type, text] = ["text/plain", text].map(str::to_owned);
        with_body(Body::Text { media_type, text, value: None })
    }

    fn lines(request: &ConcreteRequest) -> Vec<String> {
        let program = Curl.program(request, "get/it").expect("a program");
        program.text.split(" \\\n  ").map(str::to_owned).collect()
    }

    #[test]
    fn methods_and_urls() {
        let url = "'https://h/a?b=c'";
        let table = [
            (request("GET"), format!("curl {url}")),
            (request("POST"), format!("curl -X POST {url}")),
            (request("HEAD"), format!("curl --head {url}")),
            (request("x-Custom"), format!("curl -X x-Custom {url}")),
            (request("a'b"), format!(r"curl -X 'a'\''b' {url}")),
            (
                ConcreteRequest { answers: Answers::Stream, ..request("GET") },
                format!("curl -N {url}"),
            ),
            (
                ConcreteRequest { target: "/a/../b".to_owned(), ..request("GET") },
                "curl --path-as-is 'https://h/a/../b'".to_owned(),
            ),
            (
                ConcreteRequest { target: "/a?b=/../".to_owned(), ..request("GET") },
                "curl 'https://h/a?b=/../'".to_owned(),
            ),
            (
                ConcreteRequest { authority: "[::1]:80".to_owned(), ..request("PUT") },
                "curl -g -X PUT 'https://[::1]:80/a?b=c'".to_owned(),
            ),
        ];
        for (request, expected) in table {
            assert_eq!(lines(&request), [expected]);
        }
    }

    #[test]
    fn headers_and_cookies() {
        let table: [(&[Header<'_>], &[&str]); 6] = [
            (&[("Accept", "a/b"), ("X-It", "it's")], &["-H 'Accept: a/b'", r"-H 'X-It: it'\''s'"]),
            (&[("X", "")], &["-H 'X;'"]),
            (&[("Cookie", "a=b; c=d")], &["-b 'a=b; c=d'"]),
            (&[("Cookie", "@a=b")], &["-H 'Cookie: @a=b'"]),
            // Without a sign of equality `-b` would read a file of this name.
            (&[("Cookie", "secrets.txt")], &["-H 'Cookie: secrets.txt'"]),
            (&[("cookie", "a=b; secrets.txt")], &["-H 'cookie: a=b; secrets.txt'"]),
        ];
        for (headers, expected) in table {
            assert_eq!(lines(&with_headers(headers))[1..], *expected);
        }
    }

    #[test]
    fn credentials_by_curls_own_means() {
        let mut request = with_headers(&[("Accept", "a/b"), ("Authorization", "Basic eA==")]);
        request.credentials = vec![
            Credential::Certificate,
            Credential::Basic { header: 1 },
            Credential::Key { place: ParameterLocation::Query, name: "b".to_owned() },
        ];
        let expected =
            ["--cert client.pem", "--key client.key", "-u 'USERNAME:PASSWORD'", "-H 'Accept: a/b'"];
        assert_eq!(lines(&request)[1..], expected);
        let mut bearer = with_headers(&[("Authorization", "Bearer YOUR_TOKEN")]);
        bearer.credentials = vec![Credential::Bearer { header: 0 }];
        assert_eq!(lines(&bearer)[1..], ["-H 'Authorization: Bearer YOUR_TOKEN'"]);
    }

    #[test]
    fn bodies_never_read_a_file_by_their_text() {
        let table = [
            (text("@/etc/passwd"), "--data-raw '@/etc/passwd'"),
            (text("a\n'b'\n"), "--data-raw 'a\n'\\''b'\\''\n'"),
            (text(""), "--data-raw ''"),
            (
                with_body(Body::Form { fields: Vec::new(), text: "a=1&b=2".to_owned() }),
                "--data-raw 'a=1&b=2'",
            ),
            (
                with_body(Body::File {
                    media_type: "image/png".to_owned(),
                    name: "body.png".to_owned(),
                }),
                "--data-binary '@body.png'",
            ),
        ];
        for (request, expected) in table {
            assert_eq!(lines(&request)[1..], [expected]);
        }
    }

    #[test]
    fn parts() {
        let of = |text: &str, media_type: &str| Part {
            text: text.to_owned(),
            media_type: Some(media_type.to_owned()).filter(|one| !one.is_empty()),
            value: Some(Value::Null),
            ..Part::default()
        };
        let file = Part { file: Some("a b\"c".to_owned()), ..of("", "image/png") };
        let headers = vec![("X-Rate".to_owned(), "\"0\"".to_owned())];
        let table = [
            (of("@x;type=y", ""), "--form-string 'n=@x;type=y'"),
            (of("{\"a\":1}", "application/json"), "-F 'n={\"a\":1};type=application/json'"),
            (of("a;b", "text/x"), "-F 'n=\"a;b\";type=text/x'"),
            (of("@a", "text/x"), "-F 'n=\"@a\";type=text/x'"),
            (of("<a", "text/x"), "-F 'n=\"<a\";type=text/x'"),
            (of("(a", "text/x"), "-F 'n=\"(a\";type=text/x'"),
            (of(" a", "text/x"), "-F 'n=\" a\";type=text/x'"),
            (of("\"a\\\"", "text/x"), "-F 'n=\"\\\"a\\\\\\\"\";type=text/x'"),
            (of("", "text/x"), "-F 'n=\"\";type=text/x'"),
            (file, "-F 'n=@\"a b\\\"c\";type=image/png'"),
            (Part { headers, ..of("a", "") }, "-F 'n=a;headers=\"X-Rate: \\\"0\\\"\"'"),
        ];
        for (part, expected) in table {
            assert_eq!(lines(&with_part(part))[1..], [expected]);
        }
        let parts = vec![of("a", "text/x")];
        let mixed = with_body(Body::Multipart { subtype: "mixed".to_owned(), parts });
        let expected = ["-H 'Content-Type: multipart/mixed'", "-F '=a;type=text/x'"];
        assert_eq!(lines(&mixed)[1..], expected);
    }

    #[test]
    fn bytes_go_into_a_file() {
        let answers = Answers::Binary { extension: "pdf".to_owned() };
        let binary = |method| ConcreteRequest { answers: answers.clone(), ..request(method) };
        assert_eq!(lines(&binary("GET"))[1..], ["-o get-it.pdf"]);
        assert_eq!(lines(&binary("HEAD"))[1..], [""; 0]);
    }

    #[test]
    fn what_curl_cannot_send_is_told() {
        let table = [
            (request("A B"), CannotSend::Method("A B".to_owned())),
            (
                ConcreteRequest { method: "HEAD".to_owned(), ..text("a") },
                CannotSend::Body("HEAD".to_owned()),
            ),
            (
                ConcreteRequest { scheme: "ws".to_owned(), ..request("GET") },
                CannotSend::Scheme("ws".to_owned()),
            ),
            (text("a\0b"), CannotSend::NullCharacter),
            (
                with_body(Body::Multipart { subtype: "mixed".to_owned(), parts: Vec::new() }),
                CannotSend::NoParts,
            ),
            (text(&"x".repeat(MAX_WORD)), CannotSend::Length),
            (
                with_body(Body::Multipart {
                    subtype: "form-data".to_owned(),
                    parts: vec![Part { name: Some("a=b".to_owned()), ..Part::default() }],
                }),
                CannotSend::FieldName("a=b".to_owned()),
            ),
        ];
        for (request, expected) in table {
            assert_eq!(Curl.program(&request, "it"), Err(expected));
        }
    }
}
