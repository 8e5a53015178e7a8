//! What may be asked for when a user or a token is made.

use std::time::Duration;

use super::SessionSettings;
use crate::store::Role;

/// How long each may be, in characters.
const LONGEST_USERNAME: usize = 32;
const LONGEST_EMAIL: usize = 254;
const LONGEST_NAME: usize = 128;
const SHORTEST_PASSWORD: usize = 8;
const LONGEST_PASSWORD: usize = 512;
const LONGEST_TOKEN_NAME: usize = 64;

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The name of the field in the API.
    pub(crate) field: &'static str,
    /// What is wrong, and what would be right, as a sentence.
    pub(crate) detail: String,
}

impl Fault {
    fn new(field: &'static str, detail: impl Into<String>) -> Self {
        Self { field, detail: detail.into() }
    }
}

/// A user that somebody wants to create.
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
    pub(crate) fn faults(&self) -> Vec<Fault> {
        let checks = [
            (!is_username(&self.username)).then(|| {
                Fault::new(
                    "username",
                    "A user name has 1 to 32 letters or digits of ASCII, in groups joined by \
                     single hyphens, and is not `me`.",
                )
            }),
            (!is_email(&self.email)).then(|| {
                Fault::new("email", "An e-mail address has the form `name@host`, without spaces.")
            }),
            (!is_name(&self.name)).then(|| {
                Fault::new(
                    "name",
                    format!("A name has at most {LONGEST_NAME} characters, all on one line."),
                )
            }),
            (!is_password(&self.password)).then(|| {
                Fault::new(
                    "password",
                    format!("A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters."),
                )
            }),
        ];
        checks.into_iter().flatten().collect()
    }
}

/// Whether `text` may be a user name. `me` stands for whoever asks.
pub(super) fn is_username(text: &str) -> bool {
    let is_group =
        |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_alphanumeric());
    text.len() <= LONGEST_USERNAME
        && text.split('-').all(is_group)
        && !text.eq_ignore_ascii_case("me")
}

/// Whether `text` has the form of an e-mail address. Whether mail arrives, only mail can tell.
pub(super) fn is_email(text: &str) -> bool {
    let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    let mut parts = text.split('@');
    let two = parts.next().is_some_and(|name| !name.is_empty())
        && parts.next().is_some_and(|host| !host.is_empty())
        && parts.next().is_none();
    plain && two && text.chars().count() <= LONGEST_EMAIL
}

fn is_name(text: &str) -> bool {
    text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control)
}

fn is_password(text: &str) -> bool {
    (SHORTEST_PASSWORD..=LONGEST_PASSWORD).contains(&text.chars().count())
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
    pub(super) fn lifetime(&self, settings: &SessionSettings) -> Result<Duration, Vec<Fault>> {
        let mut faults = Vec::new();
        let long = self.name.chars().count() > LONGEST_TOKEN_NAME;
        if long || self.name.chars().any(char::is_control) {
            let detail = format!(
                "The name of a token has at most {LONGEST_TOKEN_NAME} characters, all on one line."
            );
            faults.push(Fault::new("token_name", detail));
        }
        let longest = settings.max_token_lifetime;
        let lifetime = match self.lifetime {
            0 => settings.default_token_lifetime.min(longest),
            nanoseconds => Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(0)),
        };
        if lifetime < Duration::from_secs(1) || lifetime > longest {
            let detail = format!(
                "A lifetime is a number of nanoseconds, from one second (1000000000) to the \
                 longest that this deployment allows ({}).",
                longest.as_nanos()
            );
            faults.push(Fault::new("lifetime", detail));
        }
        if faults.is_empty() { Ok(lifetime) } else { Err(faults) }
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
    fn a_whole_draft_has_no_faults() {
        assert_eq!(draft().faults(), []);
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
                let faults = draft.faults();
                assert_eq!(faults.len(), 1, "{field} {value:?}: {faults:?}");
                assert_eq!(faults[0].field, field, "{value:?}");
            }
            let mut draft = draft();
            set(&mut draft, "x".repeat(1000));
            assert_eq!(draft.faults().len(), 1, "{field}");
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
            let faults = lifetime(wrong).lifetime(&settings).unwrap_err();
            assert_eq!(faults[0].field, "lifetime", "{wrong}");
        }
        let named = TokenDraft { name: "a\0b".to_owned(), lifetime: -1 };
        assert_eq!(named.lifetime(&settings).unwrap_err().len(), 2);
    }
}
