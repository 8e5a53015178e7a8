//! Requests as programs of Python 3 with `httpx`, formatted as `ruff format` does.

use std::collections::{HashMap, HashSet};

use sourcebook_model::document::{Number, Value};
use sourcebook_model::request::{Answers, Body, ConcreteRequest, PASSWORD, Part, USER};

use super::literal::{Names, is_double, is_integer, json_of, json_of_part, quoted, snake_case};
use super::sendable::{
    answers, check_dots, check_form, check_headers, check_start, file_name, headers_but_basic,
    is_basic,
};
use super::width::{Breaks, Lines, Piece};
use super::{CannotSend, Language, Program};

/// Columns of a line.
const WIDTH: usize = 88;

/// Methods with a function of their own, which takes no body in the first row.
const WITHOUT_BODY: [&str; 4] = ["GET", "HEAD", "OPTIONS", "DELETE"];
const WITH_BODY: [&str; 3] = ["POST", "PUT", "PATCH"];

/// Names that a variable cannot have: keywords, and what the program uses.
const TAKEN: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "context", "file", "httpx", "json", "line", "open", "print", "response",
    "ssl",
];

/// One call of `httpx`, an argument a line.
#[derive(Debug, Clone, Copy)]
pub struct Python;

impl Language for Python {
    fn name(&self) -> &'static str {
        "python"
    }

    fn title(&self) -> &'static str {
        "Python"
    }

    fn fence(&self) -> &'static str {
        "python"
    }

    fn program(&self, request: &ConcreteRequest, operation: &str) -> Result<Program, CannotSend> {
        check(request)?;
        let parts = parts(request);
        let mut lines = Lines::new(WIDTH, 4);
        imports(&mut lines, request, &parts);
        for part in &parts {
            if let Some((name, value)) = &part.variable {
                lines.piece(&Piece::pair(format!("{name} ="), literal(value)), "");
            }
        }
        if request.needs_certificate() {
            lines.line("context = ssl.create_default_context()");
            lines.line("context.load_cert_chain(\"client.pem\", \"client.key\")");
        }
        let call = arguments(request, &parts);
        push_call(&mut lines, request, operation, call);
        Ok(Program::new(lines.finish()))
    }
}

fn check(request: &ConcreteRequest) -> Result<(), CannotSend> {
    check_start(request)?;
    check_dots(request)?;
    check_headers(request)?;
    check_form(request)?;
    // httpx writes methods in capitals.
    if request.method.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return Err(CannotSend::OtherMethod(request.method.clone()));
    }
    check_names(request)
}

/// httpx escapes control characters in names as nobody else does, but for line breaks and escapes.
fn check_names(request: &ConcreteRequest) -> Result<(), CannotSend> {
    let is_changed = |c: char| c < ' ' && !['\r', '\n', '\x1b'].contains(&c);
    let Some(Body::Multipart { parts, .. }) = &request.body else { return Ok(()) };
    let mut names = parts.iter().flat_map(|part| [&part.name, &part.file]).flatten();
    match names.find(|name| name.contains(is_changed)) {
        Some(name) => Err(CannotSend::FieldName(name.clone())),
        None => Ok(()),
    }
}

/// Whether Python reads a number without losing a digit, and `json` writes it.
fn is_kept(number: &Number) -> bool {
    is_integer(number) || is_double(number)
}

/// A part, and the variable for its value.
struct Field<'r> {
    part: &'r Part,
    variable: Option<(String, &'r Value)>,
}

fn parts(request: &ConcreteRequest) -> Vec<Field<'_>> {
    let mut names = Names::new(TAKEN);
    let Some(Body::Multipart { parts, .. }) = &request.body else { return Vec::new() };
    let field = |part| {
        let value = json_of_part(part, is_kept);
        let variable = value.map(|value| (names.variable(part.name.as_deref(), snake_case), value));
        Field { part, variable }
    };
    parts.iter().map(field).collect()
}

fn imports(lines: &mut Lines, request: &ConcreteRequest, parts: &[Field<'_>]) {
    let uses_json = parts.iter().any(|part| part.variable.is_some());
    if uses_json {
        lines.line("import json");
    }
    if request.needs_certificate() {
        lines.line("import ssl");
    }
    if uses_json || request.needs_certificate() {
        lines.line("");
    }
    lines.line("import httpx");
    lines.line("");
}

/// The call, and what is done with its answer.
fn push_call(lines: &mut Lines, request: &ConcreteRequest, operation: &str, mut call: Vec<Piece>) {
    let answers = answers(request);
    let method = request.method.as_str();
    let has_function =
        WITH_BODY.contains(&method) || (WITHOUT_BODY.contains(&method) && request.body.is_none());
    // Arguments with names have a line each, as the members of what they hold.
    let breaks = if call.len() > 1 { Breaks::Always } else { Breaks::AllItems };
    let function = match &answers {
        Answers::Stream => "stream".to_owned(),
        _ if has_function => method.to_ascii_lowercase(),
        _ => "request".to_owned(),
    };
    if matches!(answers, Answers::Stream) || !has_function {
        call.insert(0, Piece::text(quoted(method)));
    }
    let call = |start: &str| Piece::list(&format!("{start}httpx.{function}("), call, ")", breaks);
    if matches!(answers, Answers::Stream) {
        lines.piece(&call("with "), " as response:");
        lines.line("    for line in response.iter_lines():");
        lines.line("        print(line)");
        return;
    }
    lines.piece(&call("response = "), "");
    match file_name(request, operation) {
        Some(name) => {
            let open = vec![Piece::text(quoted(&name)), Piece::text("\"wb\"")];
            let open = Piece::list("with open(", open, ")", Breaks::AllItems);
            lines.piece(&open, " as file:");
            lines.line("    file.write(response.content)");
        }
        None => lines.line("print(response.status_code, response.text)"),
    }
}

/// What stands between the parentheses of the call, but for the method.
fn arguments(request: &ConcreteRequest, parts: &[Field<'_>]) -> Vec<Piece> {
    let mut all = vec![Piece::text(quoted(&request.url()))];
    if request.needs_certificate() {
        all.push(Piece::text("verify=context"));
    }
    if is_basic(request) {
        all.push(Piece::text(format!("auth=({}, {})", quoted(USER), quoted(PASSWORD))));
    }
    let headers: Vec<Piece> = headers_but_basic(request)
        .map(|(name, value)| member(name, Piece::text(quoted(value))))
        .collect();
    if !headers.is_empty() {
        all.push(Piece::list("headers={", headers, "}", Breaks::Always));
    }
    all.extend(request.body.as_ref().map(|body| argument_of(body, parts)));
    all
}

fn argument_of(body: &Body, parts: &[Field<'_>]) -> Piece {
    match body {
        // `json=None` is no body.
        Body::Text { text, value: Some(Value::Null), .. } => content(text),
        Body::Text { text, .. } => match json_of(body, is_kept) {
            Some(value @ (Value::Array(_) | Value::Object(_))) => {
                literal(value).within("json=", "")
            }
            Some(value) => Piece::text(format!("json={}", scalar(value))),
            None => content(text),
        },
        Body::Form { fields, .. } => Piece::list("data={", data(fields), "}", Breaks::Always),
        Body::File { name, .. } => {
            let open = vec![Piece::text(quoted(name)), Piece::text("\"rb\"")];
            Piece::list("content=open(", open, ")", Breaks::AllItems)
        }
        Body::Multipart { .. } => files(parts),
    }
}

fn content(text: &str) -> Piece {
    Piece::text(format!("content={}", quoted(text)))
}

/// The fields of a form: those of one name together.
fn data(fields: &[(String, String)]) -> Vec<Piece> {
    let mut grouped: Vec<(&str, Vec<Piece>)> = Vec::new();
    let mut places = HashMap::new();
    for (name, value) in fields {
        let at = *places.entry(name.as_str()).or_insert(grouped.len());
        if at == grouped.len() {
            grouped.push((name, Vec::new()));
        }
        grouped[at].1.push(Piece::text(quoted(value)));
    }
    let one = |(name, mut values): (&str, Vec<Piece>)| match values.pop() {
        Some(value) if values.is_empty() => member(name, value),
        last => {
            values.extend(last);
            member(name, Piece::list("[", values, "]", Breaks::Always))
        }
    };
    grouped.into_iter().map(one).collect()
}

/// The parts of a form: by their names, or as a list where a name occurs twice.
fn files(parts: &[Field<'_>]) -> Piece {
    let names: HashSet<_> = parts.iter().map(|one| &one.part.name).collect();
    let name = |one: &Field<'_>| one.part.name.clone().unwrap_or_default();
    if names.len() == parts.len() {
        let items = parts.iter().map(|one| member(&name(one), tuple(one))).collect();
        return Piece::list("files={", items, "}", Breaks::Always);
    }
    let item = |one: &Field<'_>| {
        let pair = vec![Piece::text(quoted(&name(one))), tuple(one)];
        Piece::list("(", pair, ")", Breaks::EachItem)
    };
    Piece::list("files=[", parts.iter().map(item).collect(), "]", Breaks::Always)
}

/// File name, contents, media type and headers of a part.
fn tuple(field: &Field<'_>) -> Piece {
    let part = field.part;
    let mut items = match (&part.file, &field.variable) {
        (Some(file), _) => {
            let open = vec![Piece::text(quoted(file)), Piece::text("\"rb\"")];
            vec![Piece::text(quoted(file)), Piece::list("open(", open, ")", Breaks::AllItems)]
        }
        (None, Some((name, _))) => {
            vec![Piece::text("None"), Piece::text(format!("json.dumps({name})"))]
        }
        (None, None) => vec![Piece::text("None"), Piece::text(quoted(&part.text))],
    };
    let media_type = part.media_type.as_deref().map(quoted);
    if part.headers.is_empty() {
        items.extend(media_type.map(Piece::text));
    } else {
        items.push(Piece::text(media_type.unwrap_or_else(|| "None".to_owned())));
        let header = |(name, value): &(String, String)| member(name, Piece::text(quoted(value)));
        let headers = part.headers.iter().map(header).collect();
        items.push(Piece::list("{", headers, "}", Breaks::EachItem));
    }
    Piece::list("(", items, ")", Breaks::EachItem)
}

fn member(name: &str, value: Piece) -> Piece {
    Piece::pair(format!("{}:", quoted(name)), value)
}

/// A value. Lists and objects have an item a line, as they have in the other languages.
fn literal(value: &Value) -> Piece {
    match value {
        Value::Array(items) => {
            Piece::list("[", items.iter().map(literal).collect(), "]", Breaks::Always)
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| member(name, literal(value)));
            Piece::list("{", members.collect(), "}", Breaks::Always)
        }
        value => Piece::text(scalar(value)),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.as_str().to_ascii_lowercase().replace("e+", "e"),
        Value::String(text) => quoted(text),
        Value::Null | Value::Array(_) | Value::Object(_) => "None".to_owned(),
    }
}

#[cfg(test)]
mod tests;
