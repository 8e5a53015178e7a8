//! Requests as programs of Go with `net/http`, formatted as `gofmt` does.

mod multipart;
mod table;

use sourcebook_model::request::{Body, ConcreteRequest, PASSWORD, USER};

use super::literal::{is_hidden, quoted_with};
use super::sendable::{check_start, file_name, headers_but_basic, is_basic};
use super::{CannotSend, Language, Program};
use table::table;

/// One function, with every error looked at that keeps the request from being sent.
#[derive(Debug, Clone, Copy)]
pub struct Go;

impl Language for Go {
    fn name(&self) -> &'static str {
        "go"
    }

    fn title(&self) -> &'static str {
        "Go"
    }

    fn fence(&self) -> &'static str {
        "go"
    }

    fn program(&self, request: &ConcreteRequest, operation: &str) -> Result<Program, CannotSend> {
        check_start(request)?;
        if matches!(&request.body, Some(Body::Multipart { parts, .. }) if parts.is_empty()) {
            return Err(CannotSend::NoParts);
        }
        let mut code = Code::default();
        let content_type = code.body(request.body.as_ref());
        code.request(request, content_type);
        code.client(request);
        code.answer(file_name(request, operation));
        Ok(Program::new(code.finish()))
    }
}

/// The statements of the function, and what they import.
#[derive(Debug)]
struct Code {
    imports: Vec<&'static str>,
    text: String,
    /// What is given to `NewRequest` as the body.
    body: &'static str,
}

impl Default for Code {
    fn default() -> Self {
        let imports = ["io", "log", "net/http", "os"].to_vec();
        Self { imports, text: String::new(), body: "nil" }
    }
}

impl Code {
    fn import(&mut self, package: &'static str) {
        if !self.imports.contains(&package) {
            self.imports.push(package);
        }
    }

    /// A statement; only its first line is indented, since the others are within a text.
    fn line(&mut self, statement: &str) {
        self.text.push_str(&format!("\t{statement}\n"));
    }

    /// A statement that gives a value and an error.
    fn tried(&mut self, statement: &str) {
        self.line(statement);
        self.line("if err != nil {");
        self.line("\tlog.Fatal(err)");
        self.line("}");
    }

    /// What makes the body; returns the expression of a `Content-Type` that only the program knows.
    fn body(&mut self, body: Option<&Body>) -> Option<String> {
        match body? {
            Body::Text { text, .. } => {
                self.import("strings");
                self.line(&format!("body := strings.NewReader({})", literal(text)));
                self.body = "body";
            }
            Body::Form { fields, .. } => {
                self.import("net/url");
                self.import("strings");
                self.form(fields);
                self.body = "strings.NewReader(form.Encode())";
            }
            Body::File { name, .. } => {
                self.tried(&format!("body, err := os.Open({})", literal(name)));
                self.body = "body";
            }
            Body::Multipart { subtype, parts } => {
                self.body = "&body";
                return Some(self.parts(subtype, parts));
            }
        }
        None
    }

    /// The fields of a form: those of one name together.
    fn form(&mut self, fields: &[(String, String)]) {
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for (name, value) in fields {
            let at = *places.entry(name.as_str()).or_insert(rows.len());
            if at == rows.len() {
                rows.push((literal_in_line(name), Vec::new()));
            }
            rows[at].1.push(literal_in_line(value));
        }
        if rows.is_empty() {
            return self.line("form := url.Values{}");
        }
        self.line("form := url.Values{");
        let rows: Vec<(String, String)> =
            rows.into_iter().map(|(name, values)| (name, values.join(", "))).collect();
        self.text.push_str(&table(&rows));
        self.line("}");
    }

    fn request(&mut self, request: &ConcreteRequest, content_type: Option<String>) {
        let [method, url] = [&request.method, &request.url()].map(|text| literal_in_line(text));
        let body = self.body;
        self.tried(&format!("req, err := http.NewRequest({method}, {url}, {body})"));
        if is_basic(request) {
            let [user, password] = [USER, PASSWORD].map(literal_in_line);
            self.line(&format!("req.SetBasicAuth({user}, {password})"));
        }
        for (name, value) in headers_but_basic(request) {
            let [literal, value] = [name, value].map(literal_in_line);
            if name.eq_ignore_ascii_case("Host") {
                self.line(&format!("req.Host = {value}"));
            } else {
                self.line(&format!("req.Header.Set({literal}, {value})"));
            }
        }
        if let Some(content_type) = content_type {
            self.line(&format!("req.Header.Set(\"Content-Type\", {content_type})"));
        }
    }

    /// What sends the request: the default client, or one with a certificate.
    fn client(&mut self, request: &ConcreteRequest) {
        let mut client = "http.DefaultClient";
        if request.needs_certificate() {
            self.import("crypto/tls");
            self.tried("cert, err := tls.LoadX509KeyPair(\"client.pem\", \"client.key\")");
            self.line("client := &http.Client{Transport: &http.Transport{");
            self.line("\tTLSClientConfig: &tls.Config{Certificates: []tls.Certificate{cert}},");
            self.line("}}");
            client = "client";
        }
        self.tried(&format!("res, err := {client}.Do(req)"));
        self.line("defer res.Body.Close()");
    }

    fn answer(&mut self, file: Option<String>) {
        match file {
            Some(name) => {
                self.tried(&format!("out, err := os.Create({})", literal_in_line(&name)));
                self.line("io.Copy(out, res.Body)");
            }
            None => self.line("io.Copy(os.Stdout, res.Body)"),
        }
    }

    fn finish(mut self) -> String {
        self.imports.sort_unstable();
        let imports: Vec<String> =
            self.imports.iter().map(|package| format!("\t\"{package}\"\n")).collect();
        let imports = imports.concat();
        format!("package main\n\nimport (\n{imports})\n\nfunc main() {{\n{}}}", self.text)
    }
}

/// A text, as it is between back quotes where that is possible and saves escapes.
fn literal(text: &str) -> String {
    let is_raw = text.chars().all(|c| match c {
        '\n' | '\t' => true,
        '`' => false,
        c => !c.is_control() && !is_hidden(c),
    });
    if is_raw && text.contains(['"', '\\', '\n']) {
        format!("`{text}`")
    } else {
        quoted_with(text, '"')
    }
}

/// A text on one line.
fn literal_in_line(text: &str) -> String {
    if text.contains('\n') { quoted_with(text, '"') } else { literal(text) }
}

#[cfg(test)]
mod tests;
