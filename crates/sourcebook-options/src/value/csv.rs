//! Lists in one text: one record of comma-separated values (RFC 4180).

/// Takes the fields of a record apart. A field in double quotes may contain commas, line breaks
/// and, doubled, quotes.
///
/// # Errors
/// What is wrong with its quotes.
pub(crate) fn split(text: &str) -> Result<Vec<String>, &'static str> {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_field(quoted)?,
            None => plain_field(rest)?,
        };
        fields.push(field);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None if after.is_empty() => return Ok(fields),
            None => return Err("text follows a closing quote"),
        }
    }
}

fn plain_field(text: &str) -> Result<(String, &str), &'static str> {
    let (field, after) = text.split_at(text.find(',').unwrap_or(text.len()));
    if field.contains('"') {
        return Err("a quote is inside an item that does not start with one");
    }
    if field.contains(['\n', '\r']) {
        return Err("a line break is outside of quotes");
    }
    Ok((field.to_owned(), after))
}

/// Reads from behind the opening quote.
fn quoted_field(mut text: &str) -> Result<(String, &str), &'static str> {
    let mut field = String::new();
    loop {
        let (before, after) = text.split_once('"').ok_or("a quote is never closed")?;
        field.push_str(before);
        match after.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                text = after;
            }
            None => return Ok((field, after)),
        }
    }
}

/// Puts items into one record; a list of one empty item becomes `""`, which is not empty.
pub(crate) fn join<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let quoted = |item: &str| {
        if item.is_empty() || item.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", item.replace('"', "\"\""))
        } else {
            item.to_owned()
        }
    };
    items.into_iter().map(quoted).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn records_are_read_or_refused() {
        let table: [(&str, Result<&[&str], &str>); 8] = [
            ("a,b", Ok(&["a", "b"])),
            ("a,,b,", Ok(&["a", "", "b", ""])),
            ("\"a,b\",c", Ok(&["a,b", "c"])),
            ("\"a\"\"b\"", Ok(&["a\"b"])),
            ("a b, c", Ok(&["a b", " c"])),
            ("\"a", Err("a quote is never closed")),
            ("\"a\"b", Err("text follows a closing quote")),
            ("a\"b", Err("a quote is inside an item that does not start with one")),
        ];
        for (text, expected) in table {
            let expected = expected.map(|items| items.iter().map(ToString::to_string).collect());
            assert_eq!(split(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn items_read_back(items in prop::collection::vec("[a,\"\n é]{0,4}", 1..5)) {
            prop_assert_eq!(split(&join(items.iter().map(String::as_str))), Ok(items));
        }
    }
}
