//! What the text of an option means as a value.

use super::Value;
use super::structure;
use crate::{CommandOption, Kind, normal_duration, read_list};

/// What a text means as the value of an option; a text that means nothing stands for itself.
pub fn of(option: &CommandOption, text: &str) -> Value {
    let plain = |text: Option<String>| text.map(Value::Plain);
    let known = match option.kind() {
        Kind::Bool => plain(boolean(text)),
        Kind::Int => plain(integer(text)),
        Kind::Float => plain(float(text)),
        Kind::Duration if text.is_empty() => Some(Value::Plain("0s".to_owned())),
        Kind::Duration => plain(normal_duration(text)),
        Kind::Untyped => Some(Value::Untyped(text.to_owned())),
        Kind::Text => None,
        Kind::List => Some(Value::List(read_list(text).into_iter().map(Value::Text).collect())),
        Kind::Mapping if text.is_empty() => Some(Value::Mapping(Vec::new())),
        Kind::Mapping => structure::read(text).map(Value::sorted),
        Kind::Sequence if text.is_empty() => Some(Value::List(Vec::new())),
        Kind::Sequence => structure::read(text),
    };
    known.unwrap_or_else(|| Value::Text(text.to_owned()))
}

/// `true` or `false`, from what flags accept for it.
fn boolean(text: &str) -> Option<String> {
    let value = match text {
        "1" | "t" | "T" | "true" | "True" | "TRUE" => true,
        "" | "0" | "f" | "F" | "false" | "False" | "FALSE" => false,
        _ => return None,
    };
    Some(value.to_string())
}

fn integer(text: &str) -> Option<String> {
    let number: i128 = if text.is_empty() { 0 } else { text.parse().ok()? };
    Some(number.to_string())
}

fn float(text: &str) -> Option<String> {
    let is_number = text.parse::<f64>().is_ok() && !text.contains(['n', 'N', 'y', 'Y']);
    match text {
        "" => Some("0".to_owned()),
        text => is_number.then(|| text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_mean_what_their_type_says() {
        let plain = |text: &str| Value::Plain(text.to_owned());
        let text = |text: &str| Value::Text(text.to_owned());
        let table = [
            ("bool", "", plain("false")),
            ("bool", "1", plain("true")),
            ("bool", "maybe", text("maybe")),
            ("int", "", plain("0")),
            ("int", "007", plain("7")),
            ("int", "many", text("many")),
            ("float64", "", plain("0")),
            ("float64", "1.50", plain("1.50")),
            ("float64", "NaN", text("NaN")),
            ("float64", "infinity", text("infinity")),
            ("duration", "", plain("0s")),
            ("duration", "7d", plain("168h0m0s")),
            ("duration", "soon", text("soon")),
            ("url", "", Value::Untyped(String::new())),
            ("string", "", text("")),
            ("allow-list", "1", text("1")),
            ("string-array", "", Value::List(Vec::new())),
            ("enum-array", "a,b", Value::List(vec![text("a"), text("b")])),
            ("struct[map[string]string]", "", Value::Mapping(Vec::new())),
            ("struct[map[string]string]", "{}", Value::Mapping(Vec::new())),
            (
                "struct[map[string]int]",
                r#"{"b": 2, "a": "1"}"#,
                Value::Mapping(vec![("a".to_owned(), text("1")), ("b".to_owned(), plain("2"))]),
            ),
            ("struct[map[string]int]", "{", text("{")),
            ("struct[[]int]", "", Value::List(Vec::new())),
            ("struct[[]int]", "[1, b]", Value::List(vec![plain("1"), plain("b")])),
        ];
        for (word, declared, expected) in table {
            let option = CommandOption { type_word: word.to_owned(), ..CommandOption::default() };
            assert_eq!(of(&option, declared), expected, "{word}: {declared:?}");
        }
    }
}
