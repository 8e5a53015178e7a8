//! The name of a header that is sent on to providers, as a value of a setting.

use axum::http::HeaderName;
use serde_json::Value as Json;
use sourcebook_options::{Item, Kind, Value, ValueError};

/// Headers about one connection (RFC 9110, section 7.6.1), and those that the next connection
/// gets anew.
pub(crate) const HOP_BY_HOP: &[&str] = &[
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Words in the names of headers that carry credentials.
const CREDENTIAL_WORDS: &[&str] =
    &["auth", "jwt", "key", "keys", "assertion", "signature", "session", "cert"];

/// Parts of such words.
const CREDENTIAL_PARTS: &[&str] = &[
    "apikey",
    "authorization",
    "authenticat",
    "bearer",
    "cookie",
    "credential",
    "passwd",
    "password",
    "secret",
    "token",
];

/// Headers with such a word that carry none: what they name is a request or a conversation.
const NO_CREDENTIALS: &[&str] =
    &["idempotency-key", "session-id", "session_id", "x-claude-code-session-id"];

/// Whether a header, by its name in lowercase, carries what somebody is recognized by.
pub(crate) fn is_credential(name: &str) -> bool {
    let mut words = name.split(['-', '_', '.']);
    !NO_CREDENTIALS.contains(&name)
        && (words.any(|word| CREDENTIAL_WORDS.contains(&word))
            || CREDENTIAL_PARTS.iter().any(|part| name.contains(part)))
}

/// The name of a header that clients' requests may bring to providers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ForwardedHeader(HeaderName);

impl ForwardedHeader {
    /// The name itself.
    pub(crate) fn name(&self) -> &HeaderName {
        &self.0
    }
}

impl Value for ForwardedHeader {
    const KIND: Kind = Kind::String;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let name: HeaderName = text.parse().map_err(|_| ValueError::Malformed {
            expected: "header name",
            reason: None,
            help: "use one like `X-Title`",
        })?;
        if HOP_BY_HOP.contains(&name.as_str()) {
            return Err(ValueError::Unusable("this header is set by the connection itself"));
        }
        if is_credential(name.as_str()) {
            return Err(ValueError::Unusable(
                "its name is that of a credential, and users' credentials are never sent to providers",
            ));
        }
        Ok(Self(name))
    }

    fn to_text(&self) -> String {
        self.0.as_str().to_owned()
    }

    fn to_json(&self) -> Json {
        self.0.as_str().into()
    }
}

impl Item for ForwardedHeader {
    const LIST: Kind = Kind::StringArray;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_of_any_name_are_refused() {
        for name in [
            "Authorization",
            "Proxy-Authorization",
            "X-Goog-Api-Key",
            "api-key",
            "x_api_key",
            "Ocp-Apim-Subscription-Key",
            "Cookie",
            "X-Auth",
            "X-Vault-Token",
            "Coder-Session-Token",
            "X-Amz-Security-Token",
            "Cf-Access-Jwt-Assertion",
            "X-Client-Secret",
            "X-Session",
            "Connection",
            "Content-Length",
            "Host",
            "X Title",
            "",
        ] {
            assert!(ForwardedHeader::parse(name).is_err(), "{name}");
        }
        for name in ["X-Title", "HTTP-Referer", "OpenAI-Organization", "x-scenario", "X-Author"] {
            assert!(ForwardedHeader::parse(name).is_ok(), "{name}");
        }
    }
}
