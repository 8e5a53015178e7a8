//! Durations as they are declared (`7d`, `1h30m`) and in their normal form (`168h0m0s`).

use sourcebook_options::Duration;

/// A duration in normal form; `None` where the text is none.
///
/// Options take no negative ones, but the facts of another program may have them.
pub fn normal_duration(text: &str) -> Option<String> {
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => ("-", size),
        None => ("", text),
    };
    let size = size.parse::<Duration>().ok()?;
    let sign = if size.is_zero() { "" } else { sign };
    Some(format!("{sign}{size}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_one_normal_form() {
        let table = [
            ("7d", Some("168h0m0s")),
            ("1h30m", Some("1h30m0s")),
            ("0", Some("0s")),
            ("-90s", Some("-1m30s")),
            ("-0", Some("0s")),
            ("--1s", None),
            ("", None),
            ("soon", None),
        ];
        for (text, expected) in table {
            assert_eq!(normal_duration(text).as_deref(), expected, "{text}");
        }
    }
}
