//! Values as JSON.

use std::fmt::Write;

use crate::value::{Value, javascript_number};

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ValueStyle {
    /// As JavaScript does: numbers are doubles, and members whose names are array indexes come
    /// first.
    pub javascript: bool,
}

/// Maximum number of spaces of an indent. A container that would be indented further is written on
/// one line; otherwise a list of a thousand numbers, a hundred levels deep, would be mostly spaces.
pub const MAX_INDENT: usize = 64;

impl Value {
    /// As JSON, indented by two spaces.
    pub fn to_json(&self) -> String {
        json(self, ValueStyle::default())
    }

    /// As JSON in one line, without a space.
    pub fn to_compact_json(&self) -> String {
        compact_json(self, ValueStyle::default())
    }
}

/// A value as JSON, indented by two spaces.
pub fn json(value: &Value, style: ValueStyle) -> String {
    let mut text = String::new();
    push_json(&mut text, value, style, Some(0));
    text
}

/// A value as JSON in one line.
pub fn compact_json(value: &Value, style: ValueStyle) -> String {
    let mut text = String::new();
    push_json(&mut text, value, style, None);
    text
}

/// Appends a value as JSON: on one line, or indented from so many spaces on.
pub fn push_json(text: &mut String, value: &Value, style: ValueStyle, indent: Option<usize>) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) if style.javascript => {
            text.push_str(&javascript_number(number.to_f64()));
        }
        Value::Number(number) => text.push_str(number.as_str()),
        Value::String(string) => push_json_string(text, string),
        Value::Array(items) => {
            let items = items.iter().map(|item| (None, item));
            push_container(text, ['[', ']'], items, style, indent);
        }
        Value::Object(members) => {
            let members = ordered(members, style).map(|(name, value)| (Some(name), value));
            push_container(text, ['{', '}'], members, style, indent);
        }
    }
}

fn push_container<'v>(
    text: &mut String,
    [open, close]: [char; 2],
    entries: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
    style: ValueStyle,
    indent: Option<usize>,
) {
    let indent = indent.filter(|indent| *indent < MAX_INDENT);
    let inner = indent.map(|indent| indent + 2);
    let mut is_empty = true;
    text.push(open);
    for (name, value) in entries {
        if !is_empty {
            text.push(',');
        }
        is_empty = false;
        new_line(text, inner);
        if let Some(name) = name {
            push_json_string(text, name);
            text.push_str(if indent.is_some() { ": " } else { ":" });
        }
        push_json(text, value, style, inner);
    }
    if !is_empty {
        new_line(text, indent);
    }
    text.push(close);
}

fn new_line(text: &mut String, indent: Option<usize>) {
    if let Some(indent) = indent {
        text.push('\n');
        push_spaces(text, indent);
    }
}

/// Appends spaces; whole slices are faster than single characters.
pub fn push_spaces(text: &mut String, mut count: usize) {
    const SPACES: &str = "                                                                ";
    while count > SPACES.len() {
        text.push_str(SPACES);
        count -= SPACES.len();
    }
    text.push_str(&SPACES[..count]);
}

/// Appends a text in quotes.
pub fn push_json_string(text: &mut String, string: &str) {
    let is_escaped = |byte: u8| byte == b'"' || byte == b'\\' || byte < b' ';
    text.push('"');
    let mut rest = string;
    while let Some(at) = rest.bytes().position(is_escaped) {
        text.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            0x08 => text.push_str("\\b"),
            0x0c => text.push_str("\\f"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            control => {
                let _ = write!(text, "\\u{control:04x}");
            }
        }
        rest = &rest[at + 1..];
    }
    text.push_str(rest);
    text.push('"');
}

/// The members in the order in which they are written.
pub fn ordered(
    members: &[(Box<str>, Value)],
    style: ValueStyle,
) -> impl Iterator<Item = (&str, &Value)> {
    let mut sorted: Vec<&(Box<str>, Value)> = Vec::new();
    let mut as_they_are = members;
    if style.javascript && members.iter().any(|(name, _)| array_index(name).is_some()) {
        as_they_are = &[];
        sorted.extend(members);
        integers_first(&mut sorted, |member| &member.0);
    }
    sorted.into_iter().chain(as_they_are).map(|(name, value)| (&**name, value))
}

/// Puts entries whose names are array indexes (`0` to `4294967294`) first, ascending.
pub fn integers_first<T>(entries: &mut [T], name: impl Fn(&T) -> &str) {
    let index = |entry: &T| array_index(name(entry));
    if entries.iter().any(|entry| index(entry).is_some()) {
        entries.sort_by_key(|entry| index(entry).map_or(u64::MAX, u64::from));
    }
}

fn array_index(name: &str) -> Option<u32> {
    let canonical = name.len() < 11
        && name.bytes().all(|byte| byte.is_ascii_digit())
        && (name == "0" || !name.starts_with('0'));
    canonical.then(|| name.parse().ok()).flatten().filter(|index| *index < u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(members: &[(&str, Value)]) -> Value {
        Value::Object(members.iter().map(|(name, value)| ((*name).into(), value.clone())).collect())
    }

    #[test]
    fn json_is_written_as_javascript_writes_it() {
        let value = object(&[
            ("b", Value::Array(vec![])),
            ("10", Value::string("a\"\u{1}é/")),
            ("9", object(&[])),
            ("01", Value::Array(vec![Value::Null, Value::Bool(true)])),
        ]);
        let javascript = ValueStyle { javascript: true };
        let expected = "{\n  \"9\": {},\n  \"10\": \"a\\\"\\u0001é/\",\n  \"b\": [],\n  \
                        \"01\": [\n    null,\n    true\n  ]\n}";
        assert_eq!(json(&value, javascript), expected);
        let compact = r#"{"b":[],"10":"a\"\u0001é/","9":{},"01":[null,true]}"#;
        assert_eq!(value.to_compact_json(), compact);
    }
}
