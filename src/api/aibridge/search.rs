//! The search query of lists: `key:value` terms, as in `initiator:me started_after:2026-01-31T00:00:00Z`.

use jiff::Timestamp as Instant;
use sourcebook_syntax::nearest;

use crate::clock::Timestamp;
use crate::identity::FieldError;

/// What can be searched for.
const KEYS: [&str; 5] = ["initiator", "provider", "model", "started_after", "started_before"];

/// What a query asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Search {
    /// A user: an id, a name or `me`.
    pub(super) initiator: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) model: Option<String>,
    pub(super) started_after: Option<Timestamp>,
    pub(super) started_before: Option<Timestamp>,
}

impl Search {
    /// Reads a query.
    ///
    /// # Errors
    /// What is wrong with each term that is wrong.
    pub(crate) fn parse(query: &str) -> Result<Self, Vec<FieldError>> {
        let (mut search, mut errors) = (Self::default(), Vec::new());
        for term in terms(query) {
            if let Err(error) = search.take(&term) {
                errors.push(error);
            }
        }
        if let (Some(after), Some(before)) = (search.started_after, search.started_before)
            && after > before
        {
            let detail = "It must not be later than started_before.".to_owned();
            errors.push(FieldError { field: "started_after", detail });
        }
        if errors.is_empty() { Ok(search) } else { Err(errors) }
    }

    fn take(&mut self, term: &str) -> Result<(), FieldError> {
        let (key, value) = term.split_once(':').unwrap_or(("", term));
        let Some(field) = KEYS.into_iter().find(|known| known.eq_ignore_ascii_case(key)) else {
            return Err(unknown(term, key));
        };
        let error = |detail: &str| FieldError { field, detail: detail.to_owned() };
        if value.is_empty() {
            return Err(error(
                "Its value is empty. Write the value after the colon, without a space.",
            ));
        }
        let text = || value.to_owned();
        let is_new = match field {
            "initiator" => self.initiator.replace(text()).is_none(),
            "provider" => self.provider.replace(text()).is_none(),
            "model" => self.model.replace(text()).is_none(),
            "started_after" => self.started_after.replace(instant(value, field)?).is_none(),
            _ => self.started_before.replace(instant(value, field)?).is_none(),
        };
        is_new.then_some(()).ok_or_else(|| error("It is given twice."))
    }
}

fn unknown(term: &str, key: &str) -> FieldError {
    let near = nearest(key, KEYS);
    let hint = near.map_or_else(
        || format!("Valid keys are {}.", KEYS.join(", ")),
        |near| format!("Did you mean `{near}`?"),
    );
    let detail = if key.is_empty() {
        format!("`{term}` does not have the form key:value. {hint}")
    } else {
        format!("Unknown key `{key}`. {hint}")
    };
    FieldError { field: "q", detail }
}

fn instant(value: &str, field: &'static str) -> Result<Timestamp, FieldError> {
    let parsed: Result<Instant, _> = value.parse();
    let read = parsed.map(|instant| Timestamp::from_microseconds(instant.as_microsecond()));
    read.map_err(|_| {
        let detail = format!(
            "`{value}` is not a valid RFC 3339 time. Use one like `2026-01-31T12:00:00Z` or \
             `2026-01-31T12:00:00+01:00`."
        );
        FieldError { field, detail }
    })
}

/// The terms of a query: white space parts them, except between double quotes.
fn terms(query: &str) -> Vec<String> {
    let (mut terms, mut term, mut is_quoted) = (Vec::new(), String::new(), false);
    for character in query.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            character if character.is_whitespace() && !is_quoted => {
                terms.push(std::mem::take(&mut term));
            }
            character => term.push(character),
        }
    }
    terms.push(term);
    terms.retain(|term| !term.is_empty());
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_in_any_order() {
        let search = Search::parse(
            " provider:openai  model:\"a b\" initiator:me \
             started_after:2027-01-15T08:00:00Z STARTED_BEFORE:2027-01-15T09:00:00.5+01:00 ",
        );
        // Half a second later, in another time zone.
        let after = Timestamp::from_seconds(1_800_000_000);
        let expected = Search {
            initiator: Some("me".to_owned()),
            provider: Some("openai".to_owned()),
            model: Some("a b".to_owned()),
            started_after: Some(after),
            started_before: Some(after.after(std::time::Duration::from_millis(500))),
        };
        assert_eq!(search.unwrap(), expected);
        assert_eq!(Search::parse("").unwrap(), Search::default());
        assert_eq!(Search::parse("model:a:b").unwrap().model.as_deref(), Some("a:b"));
    }

    #[test]
    fn every_bad_term_is_an_invalid_field() {
        let table: [(&str, &[(&str, &str)]); 8] = [
            (
                "openai",
                &[(
                    "q",
                    "`openai` does not have the form key:value. Valid keys are initiator, provider, model, started_after, started_before.",
                )],
            ),
            ("providr:openai", &[("q", "Unknown key `providr`. Did you mean `provider`?")]),
            (
                "color:red",
                &[(
                    "q",
                    "Unknown key `color`. Valid keys are initiator, provider, model, started_after, started_before.",
                )],
            ),
            (
                "model:",
                &[(
                    "model",
                    "Its value is empty. Write the value after the colon, without a space.",
                )],
            ),
            ("model:a model:b", &[("model", "It is given twice.")]),
            (
                "started_after:yesterday",
                &[(
                    "started_after",
                    "`yesterday` is not a valid RFC 3339 time. Use one like `2026-01-31T12:00:00Z` or `2026-01-31T12:00:00+01:00`.",
                )],
            ),
            (
                "started_after:2027-01-02T00:00:00Z started_before:2027-01-01T00:00:00Z",
                &[("started_after", "It must not be later than started_before.")],
            ),
            (
                "x model:",
                &[
                    (
                        "q",
                        "`x` does not have the form key:value. Valid keys are initiator, provider, model, started_after, started_before.",
                    ),
                    (
                        "model",
                        "Its value is empty. Write the value after the colon, without a space.",
                    ),
                ],
            ),
        ];
        for (query, expected) in table {
            let errors = Search::parse(query).unwrap_err();
            let found: Vec<_> =
                errors.iter().map(|error| (error.field, error.detail.as_str())).collect();
            assert_eq!(found, expected, "{query}");
        }
    }
}
