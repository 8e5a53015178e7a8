//! Reads the text of a list: one record of values separated by commas (RFC 4180).

/// The values of a list as declared: `a,"b,c"` → `a` and `b,c`. The empty text is an empty list.
///
/// A quote that is out of place stands for itself, so that every text can be read.
pub fn read_list(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut values = Vec::new();
    let mut rest = Some(text);
    while let Some(here) = rest {
        let (value, after) = read_quoted(here).unwrap_or_else(|| read_plain(here));
        values.push(value);
        rest = after;
    }
    values
}

/// A value up to the next comma, and what follows the comma.
fn read_plain(text: &str) -> (String, Option<&str>) {
    match text.split_once(',') {
        Some((value, after)) => (value.to_owned(), Some(after)),
        None => (text.to_owned(), None),
    }
}

/// A value in quotes, in which two quotes stand for one; `None` if it is not one.
fn read_quoted(text: &str) -> Option<(String, Option<&str>)> {
    let inner = text.strip_prefix('"')?;
    let mut value = String::new();
    let mut rest = inner;
    loop {
        let (before, after) = rest.split_once('"')?;
        value.push_str(before);
        if let Some(more) = after.strip_prefix('"') {
            value.push('"');
            rest = more;
        } else if after.is_empty() {
            return Some((value, None));
        } else {
            return Some((value, Some(after.strip_prefix(',')?)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_separated_by_commas_outside_of_quotes() {
        let table = [
            ("", vec![]),
            ("a", vec!["a"]),
            ("a,b", vec!["a", "b"]),
            ("a, b,", vec!["a", " b", ""]),
            (r#""a,b",c"#, vec!["a,b", "c"]),
            (r#"a,"say ""b""""#, vec!["a", r#"say "b""#]),
            (r#""""#, vec![""]),
            (r#""a"b,c"#, vec![r#""a"b"#, "c"]),
            (r#""a"#, vec![r#""a"#]),
            (r#"a"b"#, vec![r#"a"b"#]),
        ];
        for (text, expected) in table {
            assert_eq!(read_list(text), expected, "{text}");
        }
    }
}
