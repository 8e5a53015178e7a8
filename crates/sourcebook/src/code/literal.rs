//! Texts and values as literals of programming languages, and names of variables.

use std::collections::BTreeSet;

use sourcebook_model::document::{Number, Value};
use sourcebook_model::request::{Body, Part};

/// Levels of values that are written as literals. What is deeper is sent as a text: readers of
/// Python give up at a hundred brackets.
const MAX_LEVELS: usize = 32;

/// A number with more digits is sent as a text; Python reads 4,300.
const MAX_DIGITS: usize = 300;

/// Significant digits that every double keeps.
const DIGITS_OF_DOUBLES: usize = 15;

/// The text between quotes, with the escapes that Go, JavaScript and Python have in common. What
/// is not seen on paper is escaped.
pub(super) fn quoted_with(text: &str, quote: char) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    for c in text.chars() {
        match c {
            '\n' => literal.push_str(r"\n"),
            '\r' => literal.push_str(r"\r"),
            '\t' => literal.push_str(r"\t"),
            '\\' => literal.push_str(r"\\"),
            c if c == quote => literal.extend(['\\', c]),
            c if c.is_ascii_control() => literal.push_str(&format!("\\x{:02x}", c as u32)),
            c if is_hidden(c) => literal.push_str(&format!("\\u{:04x}", c as u32)),
            c => literal.push(c),
        }
    }
    literal.push(quote);
    literal
}

/// Characters of four hexadecimal digits that control how others are shown, or break lines.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text between double quotes, or between single ones where that needs fewer escapes.
pub(super) fn quoted(text: &str) -> String {
    let count = |quote| text.chars().filter(|c| *c == quote).count();
    quoted_with(text, if count('"') > count('\'') { '\'' } else { '"' })
}

/// Whether a value can be written as a literal, if each of its numbers can.
pub(super) fn is_writable(value: &Value, number: fn(&Number) -> bool) -> bool {
    is_writable_below(value, number, MAX_LEVELS)
}

fn is_writable_below(value: &Value, number: fn(&Number) -> bool, levels: usize) -> bool {
    let below = |value: &Value| is_writable_below(value, number, levels - 1);
    match value {
        Value::Array(_) | Value::Object(_) if levels == 0 => false,
        Value::Array(items) => items.iter().all(below),
        Value::Object(members) => members.iter().all(|(_, value)| below(value)),
        Value::Number(one) => number(one),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// Whether a number is written without fraction and power, and short enough.
pub(super) fn is_integer(number: &Number) -> bool {
    let text = number.as_str();
    text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Whether a double keeps every digit of a number.
pub(super) fn is_double(number: &Number) -> bool {
    let text = number.as_str();
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let is_zero = digits.bytes().all(|byte| byte == b'0');
    let is_in_range = number.to_f64().is_normal() || is_zero;
    is_in_range && digits.trim_matches('0').len() <= DIGITS_OF_DOUBLES
}

/// The value of a body that is JSON and can be written as a literal.
pub(super) fn json_of(body: &Body, number: fn(&Number) -> bool) -> Option<&Value> {
    match body {
        Body::Text { value: Some(value), .. } if is_writable(value, number) => Some(value),
        _ => None,
    }
}

/// The list or object of a part that is JSON and can be written as a literal.
pub(super) fn json_of_part(part: &Part, number: fn(&Number) -> bool) -> Option<&Value> {
    let value = part.value.as_ref().filter(|value| value.is_container())?;
    (part.file.is_none() && part.media_type.is_some() && is_writable(value, number))
        .then_some(value)
}

/// The names of a program's variables, each once.
#[derive(Debug)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// None yet but those that mean something else.
    pub(super) fn new(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// A variable for a field: its name, in ASCII and without signs.
    pub(super) fn variable(&mut self, field: Option<&str>, join: fn(&[&str]) -> String) -> String {
        let words = field.unwrap_or_default().split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let joined = join(&words);
        let is_name = joined.starts_with(|c: char| c.is_ascii_alphabetic());
        let wanted = if is_name { joined } else { "part".to_owned() };
        let mut name = wanted.clone();
        let mut count = 1;
        while !self.taken.insert(name.clone()) {
            count += 1;
            name = format!("{wanted}{count}");
        }
        name
    }
}

/// `two_words`
pub(super) fn snake_case(words: &[&str]) -> String {
    words.join("_")
}

/// `twoWords`
pub(super) fn camel_case(words: &[&str]) -> String {
    let mut name = String::new();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        let is_first = name.is_empty();
        name += &if is_first { first.to_ascii_lowercase() } else { first.to_ascii_uppercase() };
        name += rest;
    }
    name
}
