//! Requests as modules of JavaScript with `fetch`, for Node 18 or later, formatted as `prettier`
//! does.

mod form;

use sourcebook_model::document::{Number, Value};
use sourcebook_model::request::{Answers, Body, ConcreteRequest, PASSWORD, USER};

use super::literal::{is_double, is_integer, json_of, quoted};
use super::sendable::{
    answers, check_dots, check_form, check_headers, check_start, file_name, headers_but_basic,
    is_basic,
};
use super::width::{Breaks, Lines, Piece};
use super::{CannotSend, Language, Program};
use form::{check_parts, form, note_on};

/// Columns of a line.
const WIDTH: usize = 80;

/// The greatest integer up to which a double holds each one.
const MAX_INTEGER: f64 = 9_007_199_254_740_992.0;

/// Behind keys of fewer columns than this, a text stays on the line of its key.
const SHORT_KEY: usize = 5;

/// Methods that `fetch` refuses (Fetch Standard, "Methods"), and `TRACK`, which nobody has.
const FORBIDDEN: [&str; 3] = ["CONNECT", "TRACE", "TRACK"];

/// Methods that `fetch` writes in capitals.
const CAPITALS: [&str; 6] = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];

/// Headers of the connection, which Node's `fetch` sets or refuses.
const OF_CONNECTIONS: [&str; 6] =
    ["connection", "content-length", "expect", "keep-alive", "transfer-encoding", "upgrade"];

/// One call of `fetch`, whose options have a line each.
#[derive(Debug, Clone, Copy)]
pub struct JavaScript;

impl Language for JavaScript {
    fn name(&self) -> &'static str {
        "javascript"
    }

    fn title(&self) -> &'static str {
        "JavaScript"
    }

    fn fence(&self) -> &'static str {
        "javascript"
    }

    fn program(&self, request: &ConcreteRequest, operation: &str) -> Result<Program, CannotSend> {
        check(request)?;
        let mut lines = Lines::new(WIDTH, 2);
        let output = file_name(request, operation);
        imports(&mut lines, request, output.is_some());
        let mut note = None;
        if let Some(Body::Multipart { parts, .. }) = &request.body {
            form(&mut lines, parts);
            lines.line("");
            note = note_on(parts);
        }
        lines.piece(&hanging("const url =", text(&request.url())), ";");
        lines.piece(&call(request), ";");
        match (answers(request), output) {
            (_, Some(name)) => {
                let bytes = Piece::text("Buffer.from(await response.arrayBuffer())");
                lines.piece(&argument_list("await writeFile(", vec![text(&name), bytes]), ";");
            }
            (Answers::Stream, None) => lines.line(concat!(
                "for await (const text of response.body.pipeThrough(new TextDecoderStream())) {\n",
                "  process.stdout.write(text);\n",
                "}"
            )),
            _ => lines.line("console.log(response.status, await response.text());"),
        }
        Ok(Program { text: lines.finish(), note })
    }
}

fn check(request: &ConcreteRequest) -> Result<(), CannotSend> {
    check_start(request)?;
    check_dots(request)?;
    check_headers(request)?;
    check_form(request)?;
    if request.target.ends_with('?') && request.target.matches('?').count() == 1 {
        return Err(CannotSend::EmptyQuery);
    }
    let method = request.method.as_str();
    let capitals = method.to_ascii_uppercase();
    let is_changed = capitals != method && CAPITALS.contains(&capitals.as_str());
    if is_changed || FORBIDDEN.contains(&capitals.as_str()) {
        return Err(CannotSend::OtherMethod(method.to_owned()));
    }
    if request.body.is_some() && ["GET", "HEAD"].contains(&method) {
        return Err(CannotSend::Body(method.to_owned()));
    }
    if request.needs_certificate() {
        return Err(CannotSend::Certificate);
    }
    check_parts(request)?;
    let mut names = request.headers.iter().map(|(name, _)| name);
    match names.find(|name| OF_CONNECTIONS.contains(&name.to_ascii_lowercase().as_str())) {
        Some(name) => Err(CannotSend::Header(name.clone())),
        None => Ok(()),
    }
}

/// Whether JavaScript keeps a number as it is written.
fn is_kept(number: &Number) -> bool {
    number.to_f64().abs() <= MAX_INTEGER && is_safe(number)
}

fn is_safe(number: &Number) -> bool {
    let integer = number.as_str().parse::<i64>().ok().filter(|_| is_integer(number));
    let is_small = integer.is_some_and(|integer| integer.unsigned_abs() <= 1 << 53);
    is_small || is_double(number)
}

fn imports(lines: &mut Lines, request: &ConcreteRequest, writes: bool) {
    let reads = match &request.body {
        Some(Body::File { .. }) => true,
        Some(Body::Multipart { parts, .. }) => parts.iter().any(|part| part.file.is_some()),
        _ => false,
    };
    let names = match (reads, writes) {
        (true, true) => "readFile, writeFile",
        (true, false) => "readFile",
        (false, true) => "writeFile",
        (false, false) => return,
    };
    lines.line(&format!("import {{ {names} }} from \"node:fs/promises\";\n"));
}

fn argument_list(open: &str, arguments: Vec<Piece>) -> Piece {
    Piece::list(open, arguments, ")", Breaks::EachItem)
}

/// The call with its options.
fn call(request: &ConcreteRequest) -> Piece {
    let mut options = Vec::new();
    if request.method != "GET" {
        options.push(member("method", text(&request.method)));
    }
    let mut headers = Vec::new();
    if is_basic(request) {
        let placeholder = quoted(&format!("{USER}:{PASSWORD}"));
        headers.push(member(
            "Authorization",
            Piece::text(format!("\"Basic \" + btoa({placeholder})")),
        ));
    }
    headers.extend(headers_but_basic(request).map(|(name, value)| member(name, text(value))));
    if !headers.is_empty() {
        options.push(member("headers", object(headers)));
    }
    options.extend(request.body.as_ref().map(|body| member("body", contents(body))));
    if options.is_empty() {
        return Piece::text("const response = await fetch(url)");
    }
    object(options).within("const response = await fetch(url, ", ")")
}

fn contents(body: &Body) -> Piece {
    match body {
        Body::Text { text: written, .. } => match json_of(body, is_kept) {
            Some(value) => literal(value).within("JSON.stringify(", ")"),
            None => text(written),
        },
        Body::Form { fields, .. } => parameters(fields).within("new URLSearchParams(", ")"),
        Body::File { name, .. } => argument_list("await readFile(", vec![text(name)]),
        Body::Multipart { .. } => Piece::text("form"),
    }
}

/// The fields of a form: by their names, or as a list where a name occurs twice.
fn parameters(fields: &[(String, String)]) -> Piece {
    let names: std::collections::HashSet<&String> = fields.iter().map(|(name, _)| name).collect();
    if names.len() == fields.len() {
        return object(fields.iter().map(|(name, value)| member(name, text(value))).collect());
    }
    let pair = |(name, value): &(String, String)| {
        Piece::list("[", vec![text(name), text(value)], "]", Breaks::EachItem)
    };
    // Lists of lists are broken always.
    Piece::list("[", fields.iter().map(pair).collect(), "]", Breaks::Always)
}

fn text(text: &str) -> Piece {
    Piece::text(quoted(text))
}

fn hanging(key: &str, value: Piece) -> Piece {
    Piece::Pair { key: key.to_owned(), value: Box::new(value), hangs: true }
}

fn object(members: Vec<Piece>) -> Piece {
    Piece::list("{", members, "}", Breaks::Always)
}

fn member(name: &str, value: Piece) -> Piece {
    let key = key(name);
    let can_hang = match &value {
        Piece::Text(text) => text.starts_with(['"', '\'', 'n']),
        Piece::List { .. } | Piece::Pair { .. } => false,
    };
    let is_short = unicode_width::UnicodeWidthStr::width(key.as_str()) < SHORT_KEY;
    let hangs = can_hang && !is_short;
    Piece::Pair { key: format!("{key}:"), value: Box::new(value), hangs }
}

/// The name of a member, without quotes where they are not needed. `__proto__` would otherwise set
/// what the object inherits from.
fn key(name: &str) -> String {
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$' || is_letter(c);
    let is_identifier =
        name.starts_with(is_start) && name.chars().all(|c| is_start(c) || c.is_ascii_digit());
    if name == "__proto__" {
        format!("[{}]", quoted(name))
    } else if is_identifier || is_plain_number(name) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// Letters outside ASCII that are common in names; others are put between quotes.
fn is_letter(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ѐ'..='ҁ' | '一'..='龥')
}

/// Whether JavaScript writes the number of a text as that text.
fn is_plain_number(text: &str) -> bool {
    let is_written = !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit() || c == b'.');
    let number = text.parse::<f64>().ok().filter(|_| is_written);
    number.is_some_and(|number| sourcebook_syntax::javascript_number(number) == text)
}

/// A value. Objects are broken always, lists where they have to be.
fn literal(value: &Value) -> Piece {
    match value {
        Value::Array(items) => {
            Piece::list("[", items.iter().map(literal).collect(), "]", breaks(items))
        }
        Value::Object(members) => {
            object(members.iter().map(|(name, value)| member(name, literal(value))).collect())
        }
        Value::String(one) => text(one),
        Value::Bool(true) => Piece::text("true"),
        Value::Bool(false) => Piece::text("false"),
        Value::Number(number) => {
            let written = sourcebook_syntax::javascript_number(number.to_f64());
            Piece::text(written.replace("e+", "e"))
        }
        Value::Null => Piece::text("null"),
    }
}

/// Lists of numbers are filled; lists of several lists, each with several items, are broken.
fn breaks(items: &[Value]) -> Breaks {
    let is_long = |item: &Value| matches!(item, Value::Array(items) if items.len() > 1);
    let is_several = items.len() > 1;
    if is_several && items.iter().all(is_long) {
        Breaks::Always
    } else if is_several && items.iter().all(|item| matches!(item, Value::Number(_))) {
        Breaks::Filled
    } else {
        Breaks::EachItem
    }
}

#[cfg(test)]
mod tests;
