//! Example values as YAML; how they are written as JSON is said in the ground.

use sourcebook_syntax::Value;
use sourcebook_syntax::json_text::{MAX_INDENT, ordered, push_json, push_json_string};

pub(crate) use sourcebook_syntax::json_text::{
    ValueStyle, compact_json, integers_first, json, push_spaces,
};

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
