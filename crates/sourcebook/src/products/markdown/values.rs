//! Values in lines, in code: allowed ones and defaults, and where they are too long for a line.

use sourcebook_model::document::Value;

use super::inline::code;
use super::writer::Writer;

/// Maximum number of characters of values in a line.
const MAX_LINE: usize = 400;

/// Maximum number of values that are listed without a fold.
const MAX_OPEN: usize = 30;

/// Maximum number of characters of a default in a line.
const MAX_DEFAULT: usize = 80;

/// A text in code. It stands without quotes, unless it could not be seen.
pub(in crate::products) fn text(text: &str) -> String {
    let is_visible = !text.is_empty()
        && text.trim() == text
        && !text.contains(char::is_control)
        && !text.starts_with('"');
    if is_visible { code(text) } else { code(&Value::string(text).to_compact_json()) }
}

/// Values in code one after the other, unless they are too long for a line.
pub(in crate::products) fn in_line(values: impl IntoIterator<Item = String>) -> Option<String> {
    let (mut line, mut length) = (String::new(), 0);
    for value in values {
        let separator = if line.is_empty() { "" } else { ", " };
        length += separator.len() + value.chars().count();
        if length > MAX_LINE {
            return None;
        }
        line.push_str(separator);
        line.push_str(&value);
    }
    Some(line)
}

/// A list of so many values below their line.
pub(in crate::products) fn list(
    writer: &mut Writer,
    count: usize,
    items: impl FnOnce(&mut Writer),
) {
    if count > MAX_OPEN {
        writer.fold("Values", items);
    } else {
        items(writer);
    }
}

/// Whether a default is too long for its line.
pub(in crate::products) fn is_long(default: &str) -> bool {
    default.chars().count() > MAX_DEFAULT
}

/// What a line says of a default that follows below it.
pub(in crate::products) const DEFAULT_BELOW: &str = "default below";

/// A default that is too long for its line.
pub(in crate::products) fn write_long_default(writer: &mut Writer, language: &str, text: &str) {
    writer.block("Default:");
    writer.fence(language, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_could_not_be_seen_are_quoted() {
        let table = [
            ("a", "`a`"),
            ("", "`\"\"`"),
            (" a", "`\" a\"`"),
            ("b`c", "``b`c``"),
            ("\"q\"", "`\"\\\"q\\\"\"`"),
            ("a\nb", "`\"a\\nb\"`"),
            ("true", "`true`"),
        ];
        for (value, expected) in table {
            assert_eq!(text(value), expected, "{value:?}");
        }
    }

    #[test]
    fn what_is_too_long_stands_below() {
        assert_eq!(in_line(["`a`".to_owned(), "`b`".to_owned()]).as_deref(), Some("`a`, `b`"));
        assert_eq!(in_line(["x".repeat(200), "y".repeat(199)]), None);
        assert!(is_long(&"é".repeat(81)) && !is_long(&"é".repeat(80)));
        let written = |count| {
            let mut writer = Writer::default();
            list(&mut writer, count, |list| list.item("`a`", |_| {}));
            writer.finish()
        };
        assert_eq!(written(30), "- `a`\n");
        assert!(written(31).starts_with("<details>\n<summary>Values</summary>\n\n- `a`\n"));
    }
}
