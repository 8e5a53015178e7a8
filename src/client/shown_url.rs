//! URLs as people are shown them: without the password that may stand in front of the host.

use std::borrow::Cow;

use sourcebook_options::masked_url;

/// What stands in the place of a user's name and password.
const MASK: &str = "…";

/// A URL, or what was given as one, with a mask for each part that may be secret. A password that
/// should have been encoded may hold any character, so the last `@` counts, wherever it stands.
pub(crate) fn shown_url(text: &str) -> Cow<'_, str> {
    let Some((before, behind)) = text.rsplit_once('@') else { return masked_url(text) };
    let scheme = before.split_once("://").map(|(scheme, _)| scheme);
    let masked = match scheme.filter(|scheme| is_scheme(scheme)) {
        Some(scheme) => format!("{scheme}://{MASK}@{behind}"),
        None => format!("{MASK}@{behind}"),
    };
    masked_url(&masked).into_owned().into()
}

/// A text with URLs in it. A URL ends at a space or a quote.
pub(crate) fn with_shown_urls(text: &str) -> String {
    let is_end = |character: char| character.is_whitespace() || "'\"`".contains(character);
    let words = text
        .split_inclusive(is_end)
        .map(|word| if word.contains("://") { shown_url(word) } else { word.into() });
    words.collect()
}

/// RFC 3986, section 3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_shown_of_what_may_be_a_password() {
        for (text, expected) in [
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("coder.example.com/base", "coder.example.com/base"),
            ("https://coder.example.com/?token=hunter2", "https://coder.example.com/?…"),
            ("https://ada:hunter2@coder.example.com/a", "https://…@coder.example.com/a"),
            ("https://hunter2@coder.example.com", "https://…@coder.example.com"),
            ("ada:hunter2@coder.example.com", "…@coder.example.com"),
            ("http://ada:hunter2@", "http://…@"),
            ("http://ada:hun@ter2@coder.example.com", "http://…@coder.example.com"),
            ("http://ada:12/hunter2@coder.example.com", "http://…@coder.example.com"),
            ("http://ada:12#hunter2@coder.example.com", "http://…@coder.example.com"),
            ("http://ada:12?hunter2@coder.example.com", "http://…@coder.example.com"),
            ("hun ter2://x@coder.example.com", "…@coder.example.com"),
        ] {
            assert_eq!(shown_url(text), expected, "{text}");
        }
        let told = "unexpected argument 'http://ada:hunter2@h' found; write to ada@example.com";
        let shown = "unexpected argument 'http://…@h' found; write to ada@example.com";
        assert_eq!(with_shown_urls(told), shown);
    }
}
