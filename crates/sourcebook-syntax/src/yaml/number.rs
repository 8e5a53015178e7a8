//! Numbers of YAML in JSON's notation.

use crate::json::is_number;

/// A YAML number in JSON's notation; `None` when the text is no number, or one that JSON cannot
/// express (`.inf`, `.nan`).
pub(super) fn json_number(text: &str) -> Option<String> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return None;
    }
    if is_number(text.as_bytes()) {
        return Some(text.to_owned());
    }
    let radix = |digits: &str, radix| i128::from_str_radix(digits, radix).ok();
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16).map(|number| number.to_string());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8).map(|number| number.to_string());
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let end_of_digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (whole, rest) = rest.split_at(end_of_digits);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let rest = match rest.strip_prefix('.') {
        Some(after) if !after.starts_with(|c: char| c.is_ascii_digit()) => format!(".0{after}"),
        _ => rest.to_owned(),
    };
    let number = format!("{sign}{whole}{rest}");
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    (has_digit && is_number(number.as_bytes())).then_some(number)
}
