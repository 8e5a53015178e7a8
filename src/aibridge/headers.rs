//! Which headers cross the bridge, each way.

use axum::http::{HeaderMap, HeaderName, header};

/// Headers about one connection (RFC 9110, section 7.6.1), and those that the next connection
/// gets anew.
const HOP_BY_HOP: &[&str] = &[
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

/// Credentials of clients, and what proxies before the bridge say about them.
const PRIVATE_OF_CLIENTS: &[&str] = &[
    "authorization",
    "coder-session-token",
    "cookie",
    "forwarded",
    "via",
    "x-api-key",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
    "x-real-ip",
];

/// What a provider says to the holder of the key, and not to the bridge's clients.
const PRIVATE_OF_PROVIDERS: &[&str] = &["openai-organization", "openai-project", "set-cookie"];

/// The headers of a client's request that the provider gets; credentials are not among them.
pub(super) fn to_provider(headers: &HeaderMap) -> HeaderMap {
    without(headers, PRIVATE_OF_CLIENTS)
}

/// The headers of a provider's answer that the client gets.
pub(super) fn to_client(headers: &HeaderMap) -> HeaderMap {
    without(headers, PRIVATE_OF_PROVIDERS)
}

fn without(headers: &HeaderMap, private: &[&str]) -> HeaderMap {
    let named = named_by_connection(headers);
    let stays = |name: &HeaderName| {
        let text = name.as_str();
        !HOP_BY_HOP.contains(&text) && !private.contains(&text) && !named.contains(name)
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

/// The credentials of a request, in the order in which they count.
pub(crate) fn credentials(headers: &HeaderMap) -> Option<&str> {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = value("authorization").and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    let all = [value("coder-session-token"), bearer, value("x-api-key")];
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

    #[test]
    fn neither_credentials_nor_connections_cross() {
        let from_client = headers(&[
            ("authorization", "Bearer secret"),
            ("x-api-key", "secret"),
            ("coder-session-token", "secret"),
            ("cookie", "coder_session_token=secret"),
            ("connection", "close, X-Only-Here"),
            ("x-only-here", "1"),
            ("host", "bridge"),
            ("x-forwarded-for", "192.0.2.1"),
            ("anthropic-version", "2023-06-01"),
            ("accept", "a"),
            ("accept", "b"),
        ]);
        let crossing = to_provider(&from_client);
        let expected =
            headers(&[("anthropic-version", "2023-06-01"), ("accept", "a"), ("accept", "b")]);
        assert_eq!(crossing, expected);

        let from_provider = headers(&[
            ("set-cookie", "a=b"),
            ("transfer-encoding", "chunked"),
            ("openai-organization", "acme"),
            ("retry-after", "7"),
            ("x-request-id", "req_1"),
        ]);
        let expected = headers(&[("retry-after", "7"), ("x-request-id", "req_1")]);
        assert_eq!(to_client(&from_provider), expected);
    }

    #[test]
    fn credentials_come_in_three_ways() {
        type Lines = &'static [(&'static str, &'static str)];
        let table: [(Lines, Option<&str>); 7] = [
            (&[], None),
            (&[("authorization", "Bearer one")], Some("one")),
            (&[("authorization", "bearer  one ")], Some("one")),
            (&[("authorization", "Basic one")], None),
            (&[("authorization", "Basic one"), ("x-api-key", "two")], Some("two")),
            (&[("authorization", "Bearer one"), ("coder-session-token", "three")], Some("three")),
            (&[("authorization", "Bearer "), ("x-api-key", "")], None),
        ];
        for (lines, expected) in table {
            assert_eq!(credentials(&headers(lines)), expected, "{lines:?}");
        }
    }
}
