//! URLs as people may see them: what stands before the host and behind the path is often secret.

use std::borrow::Cow;

use url::Url;

/// What stands for a part that is not shown.
const MASK: &str = "…";

/// A URL without what may be secret: user name, password, query and fragment.
pub fn shown_url(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // A URL that cannot have credentials has none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

/// A text that may be a URL, or was meant to be one, with a mask for each part that may be secret.
/// Texts that are none stay as they are.
pub fn masked_url(text: &str) -> Cow<'_, str> {
    let start = text.find("://").map(|at| at + "://".len());
    let rest = &text[start.unwrap_or_default()..];
    let end = rest.find(['?', '#']).filter(|_| start.is_some());
    let place = &rest[..end.unwrap_or(rest.len())];
    // A password that should have been encoded may hold slashes, so the last `@` counts.
    let host = place.rfind('@').filter(|at| start.is_some() || place[..*at].contains(':'));
    if end.is_none() && host.is_none() {
        return text.into();
    }
    let scheme = &text[..start.unwrap_or_default()];
    let (user, host) = host.map_or(("", place), |at| (MASK, &place[at..]));
    let tail = end.map_or_else(String::new, |at| format!("{}{MASK}", &rest[at..=at]));
    format!("{scheme}{user}{host}{tail}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_secret_is_masked_also_where_the_url_is_wrong() {
        for (text, expected) in [
            ("https://example.com/v1/", "https://example.com/v1/"),
            ("https://key:secret@example.com/v1", "https://…@example.com/v1"),
            ("https://secret@example.com", "https://…@example.com"),
            ("https://a:sec/ret@b.example:99999/v1", "https://…@b.example:99999/v1"),
            ("https://a:se@cret@b.example/v1", "https://…@b.example/v1"),
            ("https://example.com/v1?key=secret#x", "https://example.com/v1?…"),
            ("https://example.com/v1#secret", "https://example.com/v1#…"),
            ("a:secret@example.com/v1", "…@example.com/v1"),
            ("ada@example.com", "ada@example.com"),
            ("what?", "what?"),
            ("", ""),
        ] {
            assert_eq!(masked_url(text), expected);
        }
    }

    #[test]
    fn a_shown_url_has_only_its_place() {
        let url = |text: &str| shown_url(&text.parse().unwrap());
        assert_eq!(url("https://a:b@example.com:1/c?d#e"), "https://example.com:1/c");
        assert_eq!(url("mailto:a@example.com"), "mailto:a@example.com");
    }
}
