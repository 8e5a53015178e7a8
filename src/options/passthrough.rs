//! What of a provider's API passes through the AI Bridge, as a value of a setting.

use axum::http::Method;
use serde_json::Value as Json;
use sourcebook_options::{Item, Kind, Value, ValueError};

/// The methods that a rule may name.
const METHODS: [Method; 6] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// The names of the providers, which paths begin with.
const PROVIDERS: [&str; 2] = ["openai", "anthropic"];

/// A method and a path that pass through, such as `GET /openai/v1/files/*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PassthroughRule {
    method: Method,
    provider: &'static str,
    path: String,
}

impl PassthroughRule {
    /// The method.
    pub(crate) fn method(&self) -> &Method {
        &self.method
    }

    /// The name of the provider.
    pub(crate) fn provider(&self) -> &'static str {
        self.provider
    }

    /// The path behind the provider's name. A segment that is `*` stands for any one segment.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

impl Value for PassthroughRule {
    const KIND: Kind = Kind::String;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let mut words = text.split_whitespace();
        let (Some(method), Some(path), None) = (words.next(), words.next(), words.next()) else {
            return Err(malformed("it is not a method and a path with a space between them"));
        };
        let method =
            METHODS.into_iter().find(|known| known.as_str() == method).ok_or_else(|| {
                malformed("the method is not `GET`, `HEAD`, `POST`, `PUT`, `PATCH` or `DELETE`")
            })?;
        let rest = path.strip_prefix('/').unwrap_or_default();
        let (provider, rest) = rest.split_once('/').unwrap_or_default();
        let provider = PROVIDERS
            .into_iter()
            .find(|known| *known == provider)
            .ok_or_else(|| malformed("the path does not begin with `/openai/` or `/anthropic/`"))?;
        rest.split('/').try_for_each(check_segment)?;
        Ok(Self { method, provider, path: format!("/{rest}") })
    }

    fn to_text(&self) -> String {
        format!("{} /{}{}", self.method, self.provider, self.path)
    }

    fn to_json(&self) -> Json {
        self.to_text().into()
    }
}

impl Item for PassthroughRule {
    const LIST: Kind = Kind::StringArray;
}

/// Whether a segment can be in the one spelling of a path that requests are compared in.
fn check_segment(segment: &str) -> Result<(), ValueError> {
    let stands_for_itself =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte);
    match segment {
        "*" => Ok(()),
        "" => Err(malformed("the path has two slashes in a row or one at its end")),
        "." | ".." => Err(malformed("the path has the segment `.` or `..`")),
        _ if segment.contains('*') => {
            Err(malformed("`*` is only a part of a segment; it stands for a whole one"))
        }
        _ if segment.bytes().all(stands_for_itself) => Ok(()),
        _ => Err(malformed("the path has a character that needs encoding; use `*` instead")),
    }
}

fn malformed(reason: &str) -> ValueError {
    ValueError::Malformed {
        expected: "method and path",
        reason: Some(reason.to_owned()),
        help: "write one like `GET /openai/v1/files/*`, where `*` stands for one segment",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_and_written_in_one_form() {
        for (text, expected) in [
            ("GET /openai/v1/files/*", "GET /openai/v1/files/*"),
            ("POST   /anthropic/v1/messages/batches", "POST /anthropic/v1/messages/batches"),
            ("DELETE /openai/files/*/content", "DELETE /openai/files/*/content"),
        ] {
            assert_eq!(PassthroughRule::parse(text).unwrap().to_text(), expected);
        }
    }

    #[test]
    fn what_no_request_can_match_is_an_error_that_says_why() {
        for (text, reason) in [
            ("/openai/v1/files", "not a method and a path"),
            ("GET /openai/v1/files now", "not a method and a path"),
            ("get /openai/v1/files", "the method is not"),
            ("* /openai/v1/files", "the method is not"),
            ("GET openai/v1/files", "does not begin with"),
            ("GET /gemini/v1/files", "does not begin with"),
            ("GET /openai", "does not begin with"),
            ("GET /openai/", "two slashes in a row or one at its end"),
            ("GET /openai/v1//files", "two slashes in a row"),
            ("GET /openai/v1/../files", "`.` or `..`"),
            ("GET /openai/v1/files*", "only a part of a segment"),
            ("GET /openai/v1/files/**", "only a part of a segment"),
            ("GET /openai/v1/files?limit=1", "needs encoding"),
            ("GET /openai/v1/%66iles", "needs encoding"),
        ] {
            let error = PassthroughRule::parse(text).expect_err(text);
            assert!(error.to_string().contains(reason), "{text}: {error}");
            assert!(error.help().unwrap().contains("GET /openai/v1/files/*"));
        }
    }
}
