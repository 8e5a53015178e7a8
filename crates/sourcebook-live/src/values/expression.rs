//! Runtime expressions: what links and scenarios say of an exchange (OpenAPI 3.1, Link Object,
//! "Runtime Expressions"; Arazzo 1.0, "Runtime Expressions").

use sourcebook_model::document::{Number, Value};

/// A request and its answer, as far as expressions can name them.
#[derive(Debug, Clone)]
pub(crate) struct Exchanged {
    pub(crate) method: String,
    pub(crate) url: String,
    /// Identifiers in the path.
    pub(crate) identifiers: Vec<(String, Value)>,
    /// What was sent, where it was JSON.
    pub(crate) sent: Option<Value>,
    pub(crate) status: u16,
    /// Names, in lower case, and values.
    pub(crate) headers: Vec<(String, String)>,
    /// What came back, where it was JSON; `null` otherwise.
    pub(crate) body: Value,
}

/// The value of an expression; a text that is none is itself. `None` where it leads nowhere.
pub(crate) fn evaluate(text: &str, exchanged: &Exchanged) -> Option<Value> {
    if !text.starts_with('$') {
        return Some(Value::string(text));
    }
    match text {
        "$statusCode" => {
            return Number::parse(&exchanged.status.to_string()).map(Value::Number);
        }
        "$method" => return Some(Value::string(exchanged.method.as_str())),
        "$url" => return Some(Value::string(exchanged.url.as_str())),
        _ => {}
    }
    if let Some(rest) = text.strip_prefix("$response.body") {
        return at(&exchanged.body, rest);
    }
    if let Some(rest) = text.strip_prefix("$request.body") {
        return at(exchanged.sent.as_ref()?, rest);
    }
    if let Some(name) = text.strip_prefix("$response.header.") {
        let name = name.to_ascii_lowercase();
        let mut headers = exchanged.headers.iter();
        return headers
            .find(|(known, _)| *known == name)
            .map(|(_, value)| Value::string(value.as_str()));
    }
    let name = text.strip_prefix("$request.path.")?;
    let mut identifiers = exchanged.identifiers.iter();
    identifiers.find(|(known, _)| known == name).map(|(_, value)| value.clone())
}

/// The part of a body that a fragment names; all of it without one.
fn at(body: &Value, fragment: &str) -> Option<Value> {
    let pointer = match fragment {
        "" => "",
        fragment => fragment.strip_prefix('#')?,
    };
    at_pointer(body, pointer).cloned()
}

/// The value at a JSON pointer.
pub(crate) fn at_pointer<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    sourcebook_syntax::reference_tokens(pointer).try_fold(value, |value, token| match value {
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        value => value.get(&token),
    })
}

#[cfg(test)]
mod tests {
    use sourcebook_syntax::{Sources, parse_json};

    use super::*;

    fn json(text: &str) -> Value {
        parse_json(&mut Sources::new(), "body", text.to_owned()).expect("JSON").root().to_value()
    }

    #[test]
    fn expressions_name_parts_of_an_exchange() {
        let exchanged = Exchanged {
            method: "POST".to_owned(),
            url: "http://h/a".to_owned(),
            identifiers: vec![("id".to_owned(), Value::string("x"))],
            sent: Some(json(r#"{"name": "n"}"#)),
            status: 201,
            headers: vec![("location".to_owned(), "/a/1".to_owned())],
            body: json(r#"{"id": 7, "a/b": [1, 2]}"#),
        };
        let table = [
            ("$response.body#/id", Some("7")),
            ("$response.body#/a~1b/1", Some("2")),
            ("$response.body#/none", None),
            ("$request.body#/name", Some("\"n\"")),
            ("$response.header.Location", Some("\"/a/1\"")),
            ("$request.path.id", Some("\"x\"")),
            ("$statusCode", Some("201")),
            ("$method", Some("\"POST\"")),
            ("plain", Some("\"plain\"")),
            ("$other", None),
        ];
        for (text, expected) in table {
            let found = evaluate(text, &exchanged).map(|value| value.to_compact_json());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
