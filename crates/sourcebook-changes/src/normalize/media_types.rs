//! Which media types have which: `application/*` has `application/json`, which has
//! `application/json;charset=utf-8`.

use std::collections::BTreeSet;

/// A media type in the one spelling of all that are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Type {
    essence: String,
    parameters: BTreeSet<String>,
}

impl Type {
    /// The media type of a text (RFC 9110, section 8.3.1).
    pub(crate) fn parse(text: &str) -> Self {
        let mut parts = text.split(';').map(|part| part.trim().to_ascii_lowercase());
        let essence = parts.next().unwrap_or_default();
        let parameters = parts.filter(|part| !part.is_empty());
        let parameters = parameters.map(|part| part.replace(['"', ' '], "")).collect();
        Self { essence, parameters }
    }

    /// Whether everything of another type is of this one.
    pub(crate) fn has(&self, other: &Self) -> bool {
        let has_essence = match self.essence.strip_suffix("/*") {
            _ if self.essence == other.essence => true,
            Some("*") => true,
            Some(kind) => other.essence.split('/').next() == Some(kind),
            None => false,
        };
        has_essence && self.parameters.is_subset(&other.parameters)
    }
}

#[cfg(test)]
mod tests {
    use super::Type;

    #[test]
    fn ranges_have_types_and_types_have_parameters() {
        let table = [
            ("application/*", "application/json", true, false),
            ("*/*", "text/plain", true, false),
            ("application/json", "application/json; charset=utf-8", true, false),
            ("application/json;charset=\"UTF-8\"", "Application/JSON; charset=utf-8", true, true),
            ("application/json", "application/xml", false, false),
            ("text/*", "application/json", false, false),
        ];
        for (one, other, has, is_had) in table {
            let (first, second) = (Type::parse(one), Type::parse(other));
            assert_eq!((first.has(&second), second.has(&first)), (has, is_had), "{one}, {other}");
        }
    }
}
