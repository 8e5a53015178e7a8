//! Writes values as block YAML, indented by two spaces a level.

use super::Value;
use super::scalar::{self, Scalar};
use crate::Profile;

/// Appends a member behind its indent: the key as it is written, and the value behind it or on lines
/// of its own.
pub(super) fn member(text: &mut String, key: &str, value: &Value, indent: usize, profile: Profile) {
    text.push_str(key);
    text.push(':');
    match value {
        Value::List(items) if !items.is_empty() => {
            text.push('\n');
            for item in items {
                push_spaces(text, indent + 2);
                push_item(text, item, indent + 2, profile);
            }
        }
        Value::Mapping(members) if !members.is_empty() => {
            text.push('\n');
            for (name, value) in members {
                push_spaces(text, indent + 2);
                member(text, &scalar::key(name), value, indent + 2, profile);
            }
        }
        other => push_scalar(text, other, indent, profile),
    }
}

/// Appends an item behind its indent; its first line stands behind the dash.
fn push_item(text: &mut String, item: &Value, indent: usize, profile: Profile) {
    text.push('-');
    let start = |text: &mut String, at: usize| {
        if at == 0 { text.push(' ') } else { push_spaces(text, indent + 2) }
    };
    match item {
        Value::List(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                start(text, at);
                push_item(text, item, indent + 2, profile);
            }
        }
        Value::Mapping(members) if !members.is_empty() => {
            for (at, (name, value)) in members.iter().enumerate() {
                start(text, at);
                member(text, &scalar::key(name), value, indent + 2, profile);
            }
        }
        other => push_scalar(text, other, indent, profile),
    }
}

/// Appends what fits behind a key or a dash, and the lines of a literal block.
fn push_scalar(text: &mut String, value: &Value, indent: usize, profile: Profile) {
    let scalar = match value {
        Value::List(_) => Scalar::line("[]"),
        Value::Mapping(_) => Scalar::line("{}"),
        Value::Plain(plain) => Scalar::line(plain.as_str()),
        Value::Untyped(untyped) if untyped.is_empty() => Scalar::line(""),
        Value::Untyped(untyped) if !profile.quotes_untyped_values() => Scalar::as_needed(untyped),
        Value::Text(string) | Value::Untyped(string) => Scalar::text(string),
    };
    if !scalar.line.is_empty() {
        text.push(' ');
        text.push_str(&scalar.line);
    }
    text.push('\n');
    for line in &scalar.block {
        if !line.is_empty() {
            push_spaces(text, indent + 2);
            text.push_str(line);
        }
        text.push('\n');
    }
}

fn push_spaces(text: &mut String, count: usize) {
    text.extend(std::iter::repeat_n(' ', count));
}
