//! Which headers cross the bridge, each way.

use axum::http::{HeaderMap, HeaderName, header};

use crate::options::forwarded_header::{HOP_BY_HOP, is_credential};

/// Names of headers, and beginnings of such names.
struct HeaderList {
    names: &'static [&'static str],
    beginnings: &'static [&'static str],
}

impl HeaderList {
    fn has(&self, name: &str) -> bool {
        self.names.contains(&name) || self.has_beginning(name)
    }

    fn has_beginning(&self, name: &str) -> bool {
        self.beginnings.iter().any(|beginning| name.starts_with(beginning))
    }
}

/// What providers are told about a request. Whatever else clients and the proxies before the bridge
/// say is for the bridge, or about people.
const TO_PROVIDERS: &[HeaderList] = &[
    // The content of the request, and of the answer that is wanted.
    HeaderList {
        names: &[
            "accept",
            "accept-encoding",
            "accept-language",
            "content-encoding",
            "content-language",
            "content-type",
        ],
        beginnings: &[],
    },
    // The program that asks.
    HeaderList {
        names: &["originator", "user-agent", "version", "x-app"],
        beginnings: &["x-stainless-"],
    },
    // The version of the API, and its features.
    HeaderList {
        names: &[
            "anthropic-beta",
            "anthropic-dangerous-direct-browser-access",
            "anthropic-version",
            "openai-beta",
        ],
        beginnings: &[],
    },
    // The request, and the conversation that it belongs to.
    HeaderList {
        names: &[
            "conversation_id",
            "conversation-id",
            "idempotency-key",
            "session_id",
            "session-id",
            "thread-id",
            "x-client-request-id",
            "x-openai-subagent",
        ],
        beginnings: &["x-claude-code-", "x-codex-"],
    },
    // The trace that it belongs to (W3C Trace Context), but not what people may have added to it.
    HeaderList { names: &["traceparent", "tracestate"], beginnings: &[] },
];

/// What clients are told about an answer. Whatever else providers say is about the connection, for
/// the holder of the key, or an order to browsers about the provider's own host.
const TO_CLIENTS: &[HeaderList] = &[
    // The content of the answer.
    HeaderList {
        names: &[
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-type",
            "x-accel-buffering",
        ],
        beginnings: &[],
    },
    // What may be asked further, and when.
    HeaderList {
        names: &["allow", "ratelimit", "retry-after", "retry-after-ms", "x-should-retry"],
        beginnings: &[
            "anthropic-fast-",
            "anthropic-priority-",
            "anthropic-ratelimit-",
            "ratelimit-",
            "x-ratelimit-",
        ],
    },
    // The provider's names for the request, which its support asks for.
    HeaderList {
        names: &[
            "apim-request-id",
            "cf-ray",
            "request-id",
            "x-amzn-requestid",
            "x-client-request-id",
            "x-ms-client-request-id",
            "x-ms-request-id",
        ],
        beginnings: &[],
    },
    // The API that answered.
    HeaderList {
        names: &["deprecation", "openai-model", "openai-processing-ms", "openai-version", "sunset"],
        beginnings: &[],
    },
];

/// The header in which `OpenAI` names a request, and this server too.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Where clients find what the provider has in [`REQUEST_ID`]: there they get this server's own id,
/// which is the one in its log.
const PROVIDER_REQUEST_ID: HeaderName = HeaderName::from_static("x-provider-request-id");

/// The headers of a client's request that the provider gets, with further ones that a setting names;
/// credentials are never among them.
pub(super) fn to_provider(headers: &HeaderMap, further: &[HeaderName]) -> HeaderMap {
    crossing(headers, |name| {
        let name_text = name.as_str();
        if TO_PROVIDERS.iter().any(|list| list.names.contains(&name_text)) {
            return true;
        }
        let is_let_through =
            TO_PROVIDERS.iter().any(|list| list.has_beginning(name_text)) || further.contains(name);
        is_let_through && !is_credential(name_text)
    })
}

/// The headers of a provider's answer that the client gets.
pub(super) fn to_client(headers: &HeaderMap) -> HeaderMap {
    let is_let_through = |name: &HeaderName| {
        *name == REQUEST_ID || TO_CLIENTS.iter().any(|list| list.has(name.as_str()))
    };
    let mut crossing = crossing(headers, is_let_through);
    if let Some(id) = crossing.remove(REQUEST_ID) {
        crossing.insert(PROVIDER_REQUEST_ID, id);
    }
    crossing
}

/// The headers that are let through and are not about the connection.
fn crossing(headers: &HeaderMap, is_let_through: impl Fn(&HeaderName) -> bool) -> HeaderMap {
    let named = named_by_connection(headers);
    let stays = |name: &HeaderName| {
        is_let_through(name) && !HOP_BY_HOP.contains(&name.as_str()) && !named.contains(name)
    };
    let kept = headers.iter().filter(|(name, _)| stays(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The headers that `Connection` names: they are about the connection too.
fn named_by_connection(headers: &HeaderMap) -> Vec<HeaderName> {
    let values = headers.get_all(header::CONNECTION).iter();
    let names = values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    names.filter_map(|name| name.trim().parse().ok()).collect()
}

/// Whether a request asks to turn its connection into a WebSocket.
pub(super) fn asks_for_websocket(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::UPGRADE).iter().filter_map(|value| value.to_str().ok());
    let mut protocols = values.flat_map(|value| value.split(',')).map(str::trim);
    protocols.any(|protocol| protocol.eq_ignore_ascii_case("websocket"))
}

/// The header of this server's own clients.
const SESSION_TOKEN: HeaderName = HeaderName::from_static("coder-session-token");

/// The header of Anthropic's clients.
const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// The header of Azure's clients.
const AZURE_API_KEY: HeaderName = HeaderName::from_static("api-key");

/// The credentials of a request, in the order in which they count.
pub(crate) fn credentials(headers: &HeaderMap) -> Option<&str> {
    let value = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = value(header::AUTHORIZATION).and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    let all = [value(SESSION_TOKEN), bearer, value(API_KEY), value(AZURE_API_KEY)];
    all.into_iter().flatten().map(str::trim).find(|credential| !credential.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&str, &str)]) -> HeaderMap {
        let parsed = lines
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()));
        parsed.collect()
    }

    /// Asserts which of these headers cross.
    fn assert_crossing(crossing: &HeaderMap, crosses: &[&str], stays: &[&str]) {
        for name in crosses {
            assert!(crossing.contains_key(*name), "{name} crosses");
        }
        for name in stays {
            assert!(!crossing.contains_key(*name), "{name} does not cross");
        }
        assert_eq!(crossing.keys_len(), crosses.len(), "{crossing:?}");
    }

    fn all(crosses: &[&'static str], stays: &[&'static str]) -> HeaderMap {
        let names = crosses.iter().chain(stays);
        names.map(|name| (HeaderName::from_static(name), "1".parse().unwrap())).collect()
    }

    #[test]
    fn providers_are_told_what_their_apis_need_and_nothing_about_people() {
        let crosses = [
            "accept",
            "user-agent",
            "x-stainless-retry-count",
            "anthropic-version",
            "anthropic-beta",
            "openai-beta",
            "idempotency-key",
            "x-client-request-id",
            "session_id",
            "x-codex-window-id",
            "x-claude-code-session-id",
            "traceparent",
        ];
        let stays = [
            "authorization",
            "proxy-authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "coder-session-token",
            "cookie",
            "x-stainless-token",
            "x-codex-auth",
            "x-amzn-oidc-data",
            "cf-access-jwt-assertion",
            "openai-organization",
            "openai-project",
            "baggage",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-email",
            "x-real-ip",
            "x-request-id",
            "via",
            "referer",
            "origin",
            "host",
            "content-length",
            "x-http-method-override",
        ];
        assert_crossing(&to_provider(&all(&crosses, &stays), &[]), &crosses, &stays);
    }

    #[test]
    fn no_header_that_is_listed_by_its_name_is_a_credential() {
        for name in TO_PROVIDERS.iter().flat_map(|list| list.names) {
            assert!(!is_credential(name), "{name}");
        }
    }

    #[test]
    fn clients_are_told_of_the_answer_and_nothing_of_the_account_or_the_host() {
        let crosses = [
            "content-type",
            "retry-after",
            "retry-after-ms",
            "x-should-retry",
            "x-ratelimit-remaining-tokens",
            "anthropic-ratelimit-tokens-remaining",
            "request-id",
            "openai-processing-ms",
        ];
        let stays = [
            "x-provider-request-id",
            "set-cookie",
            "strict-transport-security",
            "alt-svc",
            "clear-site-data",
            "access-control-allow-origin",
            "www-authenticate",
            "location",
            "link",
            "refresh",
            "server",
            "openai-organization",
            "openai-project",
            "anthropic-organization-id",
            "transfer-encoding",
            "x-anything",
        ];
        assert_crossing(&to_client(&all(&crosses, &stays)), &crosses, &stays);
    }

    #[test]
    fn the_providers_id_does_not_stand_in_place_of_the_servers() {
        let told = to_client(&headers(&[
            ("x-request-id", "one"),
            ("request-id", "two"),
            ("x-provider-request-id", "three"),
        ]));
        assert_eq!(told, headers(&[("request-id", "two"), ("x-provider-request-id", "one")]));
    }

    #[test]
    fn what_a_setting_or_the_connection_names_is_treated_so() {
        let from_client = headers(&[
            ("connection", "close, Accept"),
            ("accept", "a"),
            ("openai-organization", "org"),
            ("x-title", "a"),
            ("x-title", "b"),
            ("x-my-token", "secret"),
        ]);
        let further = ["openai-organization", "x-title", "x-my-token", "x-not-there"];
        let further = further.map(HeaderName::from_static);
        let expected =
            headers(&[("openai-organization", "org"), ("x-title", "a"), ("x-title", "b")]);
        assert_eq!(to_provider(&from_client, &further), expected);
    }

    #[test]
    fn credentials_come_in_four_ways() {
        type Lines = &'static [(&'static str, &'static str)];
        let table: [(Lines, Option<&str>); 8] = [
            (&[], None),
            (&[("authorization", "Bearer one")], Some("one")),
            (&[("authorization", "bearer  one ")], Some("one")),
            (&[("authorization", "Basic one")], None),
            (&[("authorization", "Basic one"), ("x-api-key", "two")], Some("two")),
            (&[("authorization", "Bearer one"), ("coder-session-token", "three")], Some("three")),
            (&[("authorization", "Bearer "), ("x-api-key", "")], None),
            (&[("x-api-key", ""), ("api-key", "four")], Some("four")),
        ];
        for (lines, expected) in table {
            assert_eq!(credentials(&headers(lines)), expected, "{lines:?}");
        }
    }
}
