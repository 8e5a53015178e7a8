//! Credentials: those that were given, those that a log-in gave, and where they stand in a request.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sourcebook_model::document::{
    Operation, ParameterLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind, Value,
};
use sourcebook_model::request::{ConcreteRequest, KEY, TOKEN, encode};

use super::Values;
use super::expression::Exchanged;
use super::identify::plain;

/// Members of answers that authorize later requests, in the order in which they are looked for.
const TOKENS: [&str; 10] = [
    "sessiontoken",
    "accesstoken",
    "authtoken",
    "bearertoken",
    "token",
    "idtoken",
    "jwt",
    "apikey",
    "apitoken",
    "key",
];

/// Minimum length of what is kept secret: shorter texts would hide parts of other ones.
const MIN_SECRET: usize = 8;

/// Members whose values are never shown.
const SECRETS: [&str; 5] = ["password", "secret", "refreshtoken", "clientsecret", "privatekey"];

impl Values<'_, '_> {
    /// Takes credentials from the answer to a log-in, for every scheme that has none yet.
    pub(crate) fn take_credentials(&mut self, exchanged: &Exchanged) {
        let token = TOKENS.iter().find_map(|name| text_named(&exchanged.body, name, 0));
        let schemes = &self.views.document().components.security_schemes;
        let names: Vec<&String> = schemes.iter().map(|(name, _)| name).collect();
        for name in names {
            if self.credentials.iter().any(|(known, _)| known == name) {
                continue;
            }
            let Some(scheme) = self.views.document().security_scheme(name) else { continue };
            let cookie = cookie_of(scheme, exchanged);
            let header = header_of(scheme, exchanged);
            let found = match &scheme.kind {
                SecuritySchemeKind::Http { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
                    pair(exchanged)
                }
                SecuritySchemeKind::MutualTls => None,
                _ => cookie.or(header).or_else(|| token.clone()),
            };
            if let Some(found) = found {
                self.secrets.push(found.clone());
                self.credentials.push((name.clone(), found));
            }
        }
    }

    /// Keeps in mind what of an exchange must not be shown.
    pub(crate) fn learn_secrets(&mut self, value: &Value) {
        for name in TOKENS.iter().filter(|name| **name != "key").chain(&SECRETS) {
            if let Some(secret) = text_named(value, name, 0)
                && secret.len() >= MIN_SECRET
                && !self.secrets.contains(&secret)
            {
                self.secrets.push(secret);
            }
        }
    }

    /// A text without what must not be shown.
    pub(crate) fn masked(&self, text: &str) -> String {
        let mut secrets: Vec<&String> =
            self.secrets.iter().filter(|one| one.len() >= MIN_SECRET).collect();
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets
            .into_iter()
            .fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "***"))
    }

    /// What must not be shown.
    pub(crate) fn into_secrets(self) -> Vec<String> {
        let mut secrets = self.secrets;
        secrets.retain(|secret| secret.len() >= MIN_SECRET);
        secrets
    }

    /// The schemes of an operation for which there are no credentials.
    pub(crate) fn missing_credentials(&self, operation: &Operation) -> Vec<String> {
        let chosen = self.chosen(operation);
        let schemes = chosen.into_iter().flat_map(|requirement| &requirement.schemes);
        let missing = schemes.filter(|(name, _)| self.credential(name).is_none());
        missing.map(|(name, _)| name.clone()).collect()
    }

    /// What an operation requires, of its alternatives: the first one, which the pages print, unless only
    /// another one can be satisfied.
    fn chosen<'o>(&'o self, operation: &'o Operation) -> Option<&'o SecurityRequirement> {
        let requirements = self.views.document().requirements(operation);
        let is_known = |one: &&SecurityRequirement| {
            one.schemes.iter().all(|(name, _)| self.credential(name).is_some())
        };
        requirements.iter().find(is_known).or(requirements.first())
    }

    fn credential(&self, scheme: &str) -> Option<&str> {
        let name = self.views.document().security_scheme_name(scheme)?;
        let mut known = self.credentials.iter();
        known.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Puts credentials in the place of their placeholders.
    pub(crate) fn authorize(&self, operation: &Operation, request: &mut ConcreteRequest) {
        let document = self.views.document();
        let chosen = self.chosen(operation);
        for (name, _) in chosen.into_iter().flat_map(|requirement| &requirement.schemes) {
            if let (Some(scheme), Some(secret)) =
                (document.security_scheme(name), self.credential(name))
            {
                place(&scheme.kind, secret, request);
            }
        }
    }
}

/// Puts a secret where a kind of scheme has it.
fn place(kind: &SecuritySchemeKind, secret: &str, request: &mut ConcreteRequest) {
    match kind {
        SecuritySchemeKind::ApiKey { name, location } => {
            match ParameterLocation::from_name(location) {
                Some(ParameterLocation::Header) => set_header(request, name, secret.to_owned()),
                Some(ParameterLocation::Query) => {
                    let old = format!("{}={KEY}", encode::value(name));
                    let new = format!("{}={}", encode::value(name), encode::value(secret));
                    if request.target.contains(&old) {
                        request.target = request.target.replace(&old, &new);
                    } else {
                        let sign = if request.target.contains('?') { '&' } else { '?' };
                        request.target.push_str(&format!("{sign}{new}"));
                    }
                }
                Some(ParameterLocation::Cookie) => {
                    let printed = request.header("Cookie").unwrap_or_default();
                    let new = format!("{name}={}", encode::header(secret));
                    let old = format!("{name}={KEY}");
                    let cookies = match printed {
                        "" => new,
                        printed if printed.contains(&old) => printed.replace(&old, &new),
                        printed => format!("{printed}; {new}"),
                    };
                    set_header(request, "Cookie", cookies);
                }
                _ => {}
            }
        }
        SecuritySchemeKind::Http { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            set_header(request, "Authorization", format!("Basic {}", STANDARD.encode(secret)));
        }
        SecuritySchemeKind::MutualTls | SecuritySchemeKind::Unknown(_) => {}
        _ => {
            let printed = request.header("Authorization").filter(|header| header.contains(TOKEN));
            let header = printed.map_or_else(
                || format!("Bearer {secret}"),
                |printed| printed.replace(TOKEN, secret),
            );
            set_header(request, "Authorization", header);
        }
    }
}

fn set_header(request: &mut ConcreteRequest, name: &str, value: String) {
    let mut headers = request.headers.iter_mut();
    match headers.find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        Some((_, old)) => *old = value,
        None => request.headers.push((name.to_owned(), value)),
    }
}

/// The value of the cookie that a scheme names.
fn cookie_of(scheme: &SecurityScheme, exchanged: &Exchanged) -> Option<String> {
    let SecuritySchemeKind::ApiKey { name, location } = &scheme.kind else { return None };
    let cookies = exchanged.headers.iter().filter(|(known, _)| known == "set-cookie");
    let mut pairs = cookies.filter_map(|(_, value)| value.split(';').next()?.split_once('='));
    let found = pairs.find(|(known, _)| known.trim() == name).map(|(_, value)| value.to_owned());
    found.filter(|_| location == "cookie")
}

/// The value of the header that a scheme names, where the answer has it too.
fn header_of(scheme: &SecurityScheme, exchanged: &Exchanged) -> Option<String> {
    let name = match &scheme.kind {
        SecuritySchemeKind::ApiKey { name, location } if location == "header" => name,
        SecuritySchemeKind::Http { .. } => "authorization",
        _ => return None,
    };
    let mut headers = exchanged.headers.iter();
    let (_, value) = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(value.strip_prefix("Bearer ").unwrap_or(value).to_owned())
}

/// Name and password, as they were sent: `name:password`.
fn pair(exchanged: &Exchanged) -> Option<String> {
    let sent = exchanged.sent.as_ref()?;
    let user = ["username", "user", "login", "email", "name"];
    let user = user.iter().find_map(|name| text_named(sent, name, 0))?;
    Some(format!("{user}:{}", text_named(sent, "password", 0)?))
}

/// The first text of a name, given without separators, anywhere in a value.
fn text_named(value: &Value, name: &str, depth: usize) -> Option<String> {
    match value {
        _ if depth > 4 => None,
        Value::Object(members) => {
            let mut own = members.iter().filter(|(known, _)| plain(known) == name);
            let own = own.find_map(|(_, value)| value.as_str()).filter(|text| !text.is_empty());
            own.map(str::to_owned).or_else(|| {
                members.iter().find_map(|(_, value)| text_named(value, name, depth + 1))
            })
        }
        Value::Array(items) => items.iter().find_map(|item| text_named(item, name, depth + 1)),
        _ => None,
    }
}
