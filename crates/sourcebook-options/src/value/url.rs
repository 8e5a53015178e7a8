//! Absolute URLs.

use serde_json::Value as Json;
use url::{ParseError, Url};

use super::{Value, ValueError};
use crate::kind::Kind;

impl Value for Url {
    const KIND: Kind = Kind::Url;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let url = Self::parse(text).map_err(|error| match error {
            ParseError::RelativeUrlWithoutBase => malformed("it has no scheme"),
            error => malformed(&error.to_string()),
        })?;
        // `localhost:3000` reads as the scheme `localhost`.
        if url.cannot_be_a_base() {
            return Err(malformed("`//` is missing after the scheme"));
        }
        Ok(url)
    }

    fn to_text(&self) -> String {
        self.as_str().to_owned()
    }

    fn to_json(&self) -> Json {
        self.as_str().into()
    }
}

fn malformed(reason: &str) -> ValueError {
    ValueError::Malformed {
        expected: "URL",
        reason: Some(reason.to_owned()),
        help: "write the whole URL, such as `https://example.com`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Url, ValueError> {
        <Url as Value>::parse(text)
    }

    #[test]
    fn only_absolute_urls_are_taken() {
        let text = |text: &str| parse(text).map(|url| url.to_text());
        assert_eq!(text("https://example.com"), Ok("https://example.com/".to_owned()));
        assert_eq!(text("http://[::1]:8080/a?b"), Ok("http://[::1]:8080/a?b".to_owned()));
        let table = [
            ("example.com", "is not a valid URL: it has no scheme"),
            ("localhost:3000", "is not a valid URL: `//` is missing after the scheme"),
            ("https://", "is not a valid URL: empty host"),
            ("http://a:99999", "is not a valid URL: invalid port number"),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text).expect_err(text).to_string(), expected, "{text}");
        }
    }
}
