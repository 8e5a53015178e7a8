//! What may be asked for when a user or a token is made.

use std::time::Duration;

use super::SessionSettings;
use crate::store::Role;

/// Limits on the lengths of fields, in characters.
const MAX_USERNAME_LENGTH: usize = 32;
const MAX_EMAIL_LENGTH: usize = 254;
const MAX_NAME_LENGTH: usize = 128;
const MIN_PASSWORD_LENGTH: usize = 8;
const MAX_PASSWORD_LENGTH: usize = 512;
const MAX_TOKEN_NAME_LENGTH: usize = 64;

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// The name of the field in the API.
    pub(crate) field: &'static str,
    /// What is wrong, and what would be right, as a sentence.
    pub(crate) detail: String,
}

impl FieldError {
    pub(super) fn new(field: &'static str, detail: impl Into<String>) -> Self {
        Self { field, detail: detail.into() }
    }
}

/// A user to create.
#[derive(Clone)]
pub(crate) struct UserDraft {
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) password: String,
    pub(crate) role: Role,
}

impl UserDraft {
    /// Everything that is wrong with it.
    pub(crate) fn errors(&self) -> Vec<FieldError> {
        let checks = [
            (!is_username(&self.username)).then(|| {
                FieldError::new(
                    "username",
                    "A username has 1 to 32 ASCII letters or digits, optionally separated by \
                     single hyphens, and is not `me`.",
                )
            }),
            (!is_email(&self.email)).then(|| {
                FieldError::new(
                    "email",
                    "An email address has the form `name@host`, without spaces.",
                )
            }),
            (!is_name(&self.name)).then(|| {
                FieldError::new(
                    "name",
                    format!("A name has at most {MAX_NAME_LENGTH} characters and no line breaks."),
                )
            }),
            password_error(&self.password),
        ];
        checks.into_iter().flatten().collect()
    }
}

/// Whether `text` is a valid username. `me` stands for the current user.
pub(super) fn is_username(text: &str) -> bool {
    let is_group =
        |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_alphanumeric());
    text.len() <= MAX_USERNAME_LENGTH
        && text.split('-').all(is_group)
        && !text.eq_ignore_ascii_case("me")
}

/// Whether `text` has the form of an email address. Whether mail arrives, only mail can tell.
pub(super) fn is_email(text: &str) -> bool {
    let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    let mut parts = text.split('@');
    let two = parts.next().is_some_and(|name| !name.is_empty())
        && parts.next().is_some_and(|host| !host.is_empty())
        && parts.next().is_none();
    plain && two && text.chars().count() <= MAX_EMAIL_LENGTH
}

fn is_name(text: &str) -> bool {
    text.chars().count() <= MAX_NAME_LENGTH && !text.chars().any(char::is_control)
}

/// What is wrong with a password that is to be set.
pub(super) fn password_error(text: &str) -> Option<FieldError> {
    let fits = (MIN_PASSWORD_LENGTH..=MAX_PASSWORD_LENGTH).contains(&text.chars().count());
    let detail =
        || format!("A password has {MIN_PASSWORD_LENGTH} to {MAX_PASSWORD_LENGTH} characters.");
    (!fits).then(|| FieldError::new("password", detail()))
}

/// A token that a user wants to have.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenDraft {
    /// What the user calls it; one is made up when it is empty.
    pub(crate) name: String,
    /// How long it holds, in nanoseconds; 0 for the default.
    pub(crate) lifetime: i64,
}

impl TokenDraft {
    /// How long the token will hold, or everything that is wrong with the draft.
    pub(super) fn lifetime(&self, settings: &SessionSettings) -> Result<Duration, Vec<FieldError>> {
        let mut errors = Vec::new();
        let long = self.name.chars().count() > MAX_TOKEN_NAME_LENGTH;
        if long || self.name.chars().any(char::is_control) {
            let detail = format!(
                "A token name has at most {MAX_TOKEN_NAME_LENGTH} characters and no line breaks."
            );
            errors.push(FieldError::new("token_name", detail));
        }
        let longest = settings.max_token_lifetime;
        let lifetime = match self.lifetime {
            0 => settings.default_token_lifetime.min(longest),
            nanoseconds => Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(0)),
        };
        if lifetime < Duration::from_secs(1) || lifetime > longest {
            let detail = format!(
                "A lifetime is a number of nanoseconds, from one second (1000000000) to the \
                 maximum of this deployment ({}).",
                longest.as_nanos()
            );
            errors.push(FieldError::new("lifetime", detail));
        }
        if errors.is_empty() { Ok(lifetime) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> UserDraft {
        UserDraft {
            username: "ada-1".to_owned(),
            email: "ada@example.com".to_owned(),
            name: String::new(),
            password: "long enough".to_owned(),
            role: Role::Member,
        }
    }

    #[test]
    fn a_whole_draft_has_no_invalid_fields() {
        assert_eq!(draft().errors(), []);
    }

    #[test]
    fn each_field_has_its_rule() {
        type Set = fn(&mut UserDraft, String);
        let cases: [(&str, Set, &[&str]); 4] = [
            ("username", |d, v| d.username = v, &["", "a b", "-a", "a--b", "a-", "é", "me", "Me"]),
            ("email", |d, v| d.email = v, &["", "a", "@", "a@", "@b", "a@b@c", "a b@c", "a\0@b"]),
            ("name", |d, v| d.name = v, &["two\nlines", "\0"]),
            ("password", |d, v| d.password = v, &["", "1234567"]),
        ];
        for (field, set, wrong) in cases {
            for value in wrong {
                let mut draft = draft();
                set(&mut draft, (*value).to_owned());
                let errors = draft.errors();
                assert_eq!(errors.len(), 1, "{field} {value:?}: {errors:?}");
                assert_eq!(errors[0].field, field, "{value:?}");
            }
            let mut draft = draft();
            set(&mut draft, "x".repeat(1000));
            assert_eq!(draft.errors().len(), 1, "{field}");
        }
    }

    #[test]
    fn a_token_holds_as_long_as_was_asked_within_the_limit() {
        let settings = SessionSettings::default();
        let lifetime = |nanoseconds| TokenDraft { lifetime: nanoseconds, ..TokenDraft::default() };
        let hour = 3_600_000_000_000;
        assert_eq!(lifetime(hour).lifetime(&settings), Ok(Duration::from_hours(1)));
        assert_eq!(lifetime(0).lifetime(&settings), Ok(Duration::from_hours(168)));
        for wrong in [-1, 1, 999_999_999, i64::MIN, i64::MAX] {
            let errors = lifetime(wrong).lifetime(&settings).unwrap_err();
            assert_eq!(errors[0].field, "lifetime", "{wrong}");
        }
        let named = TokenDraft { name: "a\0b".to_owned(), lifetime: -1 };
        assert_eq!(named.lifetime(&settings).unwrap_err().len(), 2);
    }
}
