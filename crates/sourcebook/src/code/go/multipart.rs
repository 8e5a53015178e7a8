//! Parts, written with `mime/multipart`.

use sourcebook_model::request::Part;

use super::super::literal::{Names, camel_case};
use super::table::table;
use super::{Code, literal, literal_in_line};

/// Names that a variable cannot have: keywords, and what the program uses.
const TAKEN: &[&str] = &[
    "body",
    "break",
    "bytes",
    "case",
    "cert",
    "chan",
    "client",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "err",
    "fallthrough",
    "for",
    "form",
    "func",
    "go",
    "goto",
    "http",
    "if",
    "import",
    "init",
    "interface",
    "io",
    "log",
    "main",
    "map",
    "multipart",
    "nil",
    "os",
    "out",
    "package",
    "range",
    "req",
    "res",
    "return",
    "select",
    "string",
    "strings",
    "struct",
    "switch",
    "textproto",
    "tls",
    "type",
    "url",
    "var",
];

impl Code {
    /// The parts; returns the expression of their `Content-Type`.
    pub(super) fn parts(&mut self, subtype: &str, parts: &[Part]) -> String {
        self.import("bytes");
        self.import("mime/multipart");
        self.line("var body bytes.Buffer");
        self.line("form := multipart.NewWriter(&body)");
        let mut names = Names::new(TAKEN);
        for part in parts {
            match &part.name {
                Some(name) if is_field(subtype, part, name) => {
                    let [name, text] = [name, &part.text].map(|text| literal(text));
                    self.line(&format!("form.WriteField({name}, {text})"));
                }
                _ => self.part(&mut names, subtype, part),
            }
        }
        self.line("form.Close()");
        if subtype == "form-data" {
            return "form.FormDataContentType()".to_owned();
        }
        format!("{}+form.Boundary()", literal_in_line(&format!("multipart/{subtype}; boundary=")))
    }

    /// A part with headers of its own.
    fn part(&mut self, names: &mut Names, subtype: &str, part: &Part) {
        self.import("net/textproto");
        let field = format!("{} part", part.name.as_deref().unwrap_or_default());
        let variable = names.variable(Some(&field), camel_case);
        let headers = part.all_headers(subtype);
        let rows: Vec<(String, String)> = headers
            .iter()
            .map(|(name, value)| (literal_in_line(name), literal_in_line(value)))
            .collect();
        if rows.is_empty() {
            self.tried(&format!("{variable}, err := form.CreatePart(textproto.MIMEHeader{{}})"));
        } else {
            self.line(&format!("{variable}, err := form.CreatePart(textproto.MIMEHeader{{"));
            self.text.push_str(&table(&rows));
            self.tried("})");
        }
        match &part.file {
            Some(file) => {
                let open = names.variable(part.name.as_deref().or(Some("file")), camel_case);
                self.tried(&format!("{open}, err := os.Open({})", literal_in_line(file)));
                self.line(&format!("io.Copy({variable}, {open})"));
            }
            None => {
                self.line(&format!("io.WriteString({variable}, {})", literal(&part.text)));
            }
        }
    }
}

/// Whether `WriteField` writes the part: it gives no headers, and escapes some names otherwise.
fn is_field(subtype: &str, part: &Part, name: &str) -> bool {
    let is_plain = part.file.is_none() && part.media_type.is_none() && part.headers.is_empty();
    is_plain && subtype == "form-data" && !name.contains(['"', '\\', '\r', '\n'])
}
