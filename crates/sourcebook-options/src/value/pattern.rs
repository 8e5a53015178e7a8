//! Regular expressions.

use std::fmt;
use std::ops::Deref;

use regex::Regex;
use serde_json::Value as Json;

use super::{Value, ValueError};
use crate::kind::Kind;

/// A regular expression; two are equal when their texts are.
#[derive(Clone)]
pub struct Pattern(Regex);

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        &self.0
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Value for Pattern {
    const KIND: Kind = Kind::Regexp;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Regex::new(text).map(Self).map_err(|error| {
            // The library shows the expression over several lines; the reason is the last of them.
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default();
            ValueError::Malformed {
                expected: "regular expression",
                reason: Some(reason.trim_start_matches("error: ").to_owned()),
                help: "https://docs.rs/regex describes the syntax; `\\` takes a character literally",
            }
        })
    }

    fn to_text(&self) -> String {
        self.0.as_str().to_owned()
    }

    fn to_json(&self) -> Json {
        self.0.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_expression_is_refused_in_one_line() {
        let error = Pattern::parse("a(b").expect_err("no closing bracket");
        assert_eq!(error.to_string(), "is not a valid regular expression: unclosed group");
        let error = Pattern::parse("a{99999}{99999}").expect_err("too large").to_string();
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(Pattern::parse("^a+$").is_ok_and(|pattern| pattern.is_match("aa")));
    }
}
