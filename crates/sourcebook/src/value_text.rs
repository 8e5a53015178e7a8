//! Example values as JSON and YAML.

use std::fmt::Write;

use sourcebook_syntax::{Value, javascript_number};

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ValueStyle {
    /// As JavaScript does: numbers are doubles, and members whose names are array indexes come
    /// first.
    pub(crate) javascript: bool,
}

/// Maximum number of spaces of an indent. A container that would be indented further is written on
/// one line; otherwise a list of a thousand numbers, a hundred levels deep, would be mostly spaces.
const MAX_INDENT: usize = 64;

/// A value as JSON, indented by two spaces.
pub(crate) fn json(value: &Value, style: ValueStyle) -> String {
    let mut text = String::new();
    push_json(&mut text, value, style, Some(0));
    text
}

/// A value as JSON in one line.
pub(crate) fn compact_json(value: &Value, style: ValueStyle) -> String {
    let mut text = String::new();
    push_json(&mut text, value, style, None);
    text
}

fn push_json(text: &mut String, value: &Value, style: ValueStyle, indent: Option<usize>) {
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
pub(crate) fn push_spaces(text: &mut String, mut count: usize) {
    const SPACES: &str = "                                                                ";
    while count > SPACES.len() {
        text.push_str(SPACES);
        count -= SPACES.len();
    }
    text.push_str(&SPACES[..count]);
}

fn push_json_string(text: &mut String, string: &str) {
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
fn ordered(
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
pub(crate) fn integers_first<T>(entries: &mut [T], name: impl Fn(&T) -> &str) {
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

/// A value as a block of YAML; ends in a line break.
pub(crate) fn yaml(value: &Value, style: ValueStyle) -> String {
    let mut text = String::new();
    push_yaml(&mut text, value, style, 0);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn push_yaml(text: &mut String, value: &Value, style: ValueStyle, indent: usize) {
    match value {
        // JSON is YAML too.
        Value::Array(_) | Value::Object(_) if indent >= MAX_INDENT => {
            push_json(text, value, style, None);
        }
        Value::Array(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                start_line(text, at, indent);
                text.push_str("- ");
                push_yaml(text, item, style, indent + 2);
                end_line(text);
            }
        }
        Value::Object(members) if !members.is_empty() => {
            // The old chain's writer took a map without any value for a set.
            let is_set = style.javascript && members.iter().all(|(_, value)| *value == Value::Null);
            for (at, (name, value)) in ordered(members, style).enumerate() {
                start_line(text, at, indent);
                if is_set {
                    text.push_str("? ");
                    text.push_str(&yaml_string(name, indent));
                    text.push('\n');
                    continue;
                }
                text.push_str(&yaml_string(name, indent));
                text.push(':');
                let is_block = match value {
                    Value::Array(items) => !items.is_empty(),
                    Value::Object(members) => !members.is_empty(),
                    _ => false,
                };
                if is_block {
                    text.push('\n');
                    push_spaces(text, indent + 2);
                } else {
                    text.push(' ');
                }
                push_yaml(text, value, style, indent + 2);
                end_line(text);
            }
        }
        Value::String(string) => text.push_str(&yaml_string(string, indent)),
        other => push_json(text, other, style, None),
    }
}

/// The first entry stands where its container's key or dash has led already.
fn start_line(text: &mut String, at: usize, indent: usize) {
    if at > 0 {
        push_spaces(text, indent);
    }
}

fn end_line(text: &mut String) {
    if !text.ends_with('\n') {
        text.push('\n');
    }
}

/// A string as a plain scalar where it reads back as the same string, else quoted or as a block.
fn yaml_string(string: &str, indent: usize) -> String {
    if string.contains('\n') {
        return yaml_block(string, indent);
    }
    if is_plain_yaml(string) {
        return string.to_owned();
    }
    let mut quoted = String::new();
    push_json_string(&mut quoted, string);
    quoted.replace("\\u00", "\\x")
}

fn yaml_block(string: &str, indent: usize) -> String {
    let body = string.trim_end_matches('\n');
    let breaks = string.len() - body.len();
    let chomping = match breaks {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let mut block = format!("|{chomping}\n");
    let pad = " ".repeat(indent.max(2));
    for line in body.split('\n') {
        if !line.is_empty() {
            block.push_str(&pad);
            block.push_str(line);
        }
        block.push('\n');
    }
    block.extend(std::iter::repeat_n('\n', breaks.saturating_sub(1)));
    block
}

/// Whether a plain scalar of this text is read as this text (YAML 1.2 core schema).
fn is_plain_yaml(string: &str) -> bool {
    let Some(first) = string.chars().next() else {
        return false;
    };
    let indicator = "-?:,[]{}#&*!|>'\"%@`".contains(first);
    let starts_plain = !indicator
        || (matches!(first, '-' | '?' | ':')
            && string.chars().nth(1).is_some_and(|next| !next.is_whitespace()));
    let reads_as_text = !matches!(
        string,
        "~" | "null" | "Null" | "NULL" | "true" | "True" | "TRUE" | "false" | "False" | "FALSE"
    ) && string.parse::<f64>().is_err()
        && !string.starts_with("0x")
        && !string.starts_with("0o");
    starts_plain
        && reads_as_text
        && !string.contains(": ")
        && !string.contains(" #")
        && !string.ends_with(':')
        && string.trim() == string
        && !string.chars().any(char::is_control)
        && !string.starts_with("---")
        && !string.starts_with("...")
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
        assert_eq!(compact_json(&value, ValueStyle::default()), compact);
    }

    #[test]
    fn yaml_strings_read_back() {
        let table = [
            ("string", "string\n"),
            ("true", "\"true\"\n"),
            ("1.5", "\"1.5\"\n"),
            ("a: b", "\"a: b\"\n"),
            ("-", "\"-\"\n"),
            ("-x", "-x\n"),
            ("", "\"\"\n"),
            ("2019-08-24T14:15:22Z", "2019-08-24T14:15:22Z\n"),
            ("a\nb", "|-\n  a\n  b\n"),
        ];
        for (string, expected) in table {
            assert_eq!(yaml(&Value::string(string), ValueStyle::default()), expected);
        }
    }

    #[test]
    fn yaml_containers_are_blocks() {
        let item = object(&[("a", Value::string("x")), ("b", Value::Array(vec![]))]);
        let value = object(&[("list", Value::Array(vec![item, Value::Null]))]);
        let expected = "list:\n  - a: x\n    b: []\n  - null\n";
        assert_eq!(yaml(&value, ValueStyle::default()), expected);
    }
}
