//! The requests that the tests of each language write.

use sourcebook_model::document::Value;
use sourcebook_model::request::{Answers, Body, ConcreteRequest, Credential, Part};
use sourcebook_syntax::{Sources, parse_json};

pub(super) fn request(method: &str) -> ConcreteRequest {
    ConcreteRequest {
        method: method.to_owned(),
        scheme: "https".to_owned(),
        authority: "h.example".to_owned(),
        target: "/a?b=c".to_owned(),
        ..ConcreteRequest::default()
    }
}

pub(super) fn with_headers(request: ConcreteRequest, headers: &[(&str, &str)]) -> ConcreteRequest {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    ConcreteRequest { headers: headers.collect(), ..request }
}

pub(super) fn value(json: &str) -> Value {
    let tree = parse_json(&mut Sources::new(), "body", json.to_owned()).expect("JSON");
    tree.root().to_value()
}

/// A body of JSON; without `Content-Type` among the headers.
pub(super) fn json(text: &str) -> ConcreteRequest {
    let media_type = "application/json".to_owned();
    let body = Body::Text { media_type, text: text.to_owned(), value: Some(value(text)) };
    ConcreteRequest { body: Some(body), ..request("POST") }
}

pub(super) fn text_body(text: &str) -> ConcreteRequest {
    let [media_type, text] = ["text/plain", text].map(str::to_owned);
    let body = Some(Body::Text { media_type, text, value: None });
    ConcreteRequest { body, ..request("POST") }
}

pub(super) fn form_body(fields: &[(&str, &str)]) -> ConcreteRequest {
    let text = fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let body = Some(Body::Form { fields: fields.collect(), text: text.join("&") });
    let head = [("Content-Type", "application/x-www-form-urlencoded")];
    with_headers(ConcreteRequest { body, ..request("POST") }, &head)
}

pub(super) fn basic() -> ConcreteRequest {
    let headers = [("Accept", "a/b"), ("Authorization", "Basic eA==")];
    let credentials = vec![Credential::Basic { header: 1 }];
    ConcreteRequest { credentials, ..with_headers(request("GET"), &headers) }
}

pub(super) fn certificate() -> ConcreteRequest {
    ConcreteRequest { credentials: vec![Credential::Certificate], ..request("GET") }
}

pub(super) fn answering(answers: Answers) -> ConcreteRequest {
    ConcreteRequest { answers, ..with_headers(request("GET"), &[("Accept", "a/b")]) }
}

pub(super) fn pdf() -> Answers {
    Answers::Binary { extension: "pdf".to_owned() }
}

pub(super) fn file() -> ConcreteRequest {
    let [media_type, name] = ["image/png", "body.png"].map(str::to_owned);
    ConcreteRequest { body: Some(Body::File { media_type, name }), ..request("PUT") }
}

pub(super) fn part(name: &str, media_type: &str, text: &str) -> Part {
    Part {
        name: Some(name.to_owned()),
        media_type: Some(media_type.to_owned()).filter(|one| !one.is_empty()),
        text: text.to_owned(),
        ..Part::default()
    }
}

pub(super) fn file_part(name: &str, file: &str) -> Part {
    Part { file: Some(file.to_owned()), ..part(name, "image/png", "") }
}

pub(super) fn json_part(name: &str, text: &str) -> Part {
    Part { value: Some(value(text)), ..part(name, "application/json", text) }
}

pub(super) fn multipart(subtype: &str, parts: Vec<Part>) -> ConcreteRequest {
    let body = Some(Body::Multipart { subtype: subtype.to_owned(), parts });
    ConcreteRequest { body, ..request("POST") }
}

/// A file, a plain text, and JSON whose name is no name of a variable.
pub(super) fn mixed_form() -> ConcreteRequest {
    let parts = vec![
        file_part("scan", "scan.png"),
        part("size", "", "a6"),
        json_part("page-settings", "{\"copies\":1}"),
    ];
    multipart("form-data", parts)
}

/// JSON with everything that literals differ in.
pub(super) const ODD: &str = r#"{"it's": "a \"b\" \\ \n\t\u0000\u2028é😀", "null": null, "yes": true, "no": false, "list": [1, -2.50, 1E+5], "none": [], "nothing": {}, "1": "`${x}`"}"#;

/// The text of a literal of Python or JavaScript, or of one of Go between double quotes; `None`
/// where it is none: a quote or a line break ends it, or an escape is not known to all three.
pub(super) fn unescaped(literal: &str) -> Option<String> {
    let quote = literal.chars().next().filter(|c| ['"', '\''].contains(c))?;
    let inner = literal.strip_prefix(quote)?.strip_suffix(quote)?;
    let mut text = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.push(escape(&mut chars, quote)?),
            c if c == quote || c.is_control() || ['\u{2028}', '\u{feff}'].contains(&c) => {
                return None;
            }
            c => text.push(c),
        }
    }
    Some(text)
}

fn escape(chars: &mut std::str::Chars<'_>, quote: char) -> Option<char> {
    let kind = chars.next()?;
    let mut hexadecimal = |count: usize| {
        let digits: String = chars.by_ref().take(count).collect();
        let code = u32::from_str_radix(&digits, 16).ok();
        code.filter(|_| digits.len() == count).and_then(char::from_u32)
    };
    match kind {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '\\' => Some('\\'),
        // Go's two digits are a byte, which is a character in ASCII only.
        'x' => hexadecimal(2).filter(char::is_ascii),
        'u' => hexadecimal(4),
        c => Some(c).filter(|c| *c == quote),
    }
}
