//! Whom a request comes from when a proxy passes it on.

use std::net::IpAddr;

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

use crate::listen::Peer;
use crate::options::trusted_proxies::{TrustedHeader, TrustedOrigin};

/// The headers by which proxies usually say that they pass a request on.
const USUAL: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// The proxies that are trusted, and the headers in which they say whom they speak for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Proxies {
    /// The headers, the first of which that is there counts.
    pub(crate) headers: Vec<TrustedHeader>,
    /// Where the proxies are. Nobody else is believed.
    pub(crate) origins: Vec<TrustedOrigin>,
}

impl Proxies {
    /// The address that a request comes from; nothing when it did not come over a network.
    ///
    /// What a trusted proxy says counts. Of a list, as in `X-Forwarded-For`, the last address that
    /// is no trusted proxy's counts: what is before it was written by an untrusted client.
    pub(crate) fn client(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = extensions.get::<ConnectInfo<Peer>>()?.0.0.ip().to_canonical();
        if !self.trusts(peer) {
            return Some(peer);
        }
        let named = self.headers.iter().find(|header| headers.contains_key(header.name()));
        Some(named.and_then(|header| self.last_stranger(headers, header)).unwrap_or(peer))
    }

    /// Whether a request comes from a trusted proxy, and not from elsewhere.
    pub(crate) fn is_trusted_peer(&self, extensions: &Extensions) -> bool {
        let peer = extensions.get::<ConnectInfo<Peer>>();
        peer.is_some_and(|peer| self.trusts(peer.0.0.ip().to_canonical()))
    }

    /// Whether the request says, by any header that proxies use, that it was passed on.
    pub(crate) fn is_passed_on(&self, headers: &HeaderMap) -> bool {
        USUAL.iter().any(|name| headers.contains_key(*name))
            || self.headers.iter().any(|header| headers.contains_key(header.name()))
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.origins.iter().any(|origin| origin.contains(address))
    }

    /// Nothing when the header does not end in addresses: then the proxy itself is all that is
    /// known.
    fn last_stranger(&self, headers: &HeaderMap, header: &TrustedHeader) -> Option<IpAddr> {
        let values: Vec<&str> = headers
            .get_all(header.name())
            .iter()
            .map(|value| value.to_str().unwrap_or("?"))
            .collect();
        let mut last = None;
        for part in values.iter().flat_map(|value| value.split(',')).rev() {
            let Ok(address) = part.trim().parse::<IpAddr>() else { return last };
            last = Some(address.to_canonical());
            if !self.trusts(address.to_canonical()) {
                return last;
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use sourcebook_options::Value;

    use super::*;

    fn proxies() -> Proxies {
        let header = |name| TrustedHeader::parse(name).unwrap();
        let origin = |text| TrustedOrigin::parse(text).unwrap();
        Proxies {
            headers: vec![header("CF-Connecting-IP"), header("X-Forwarded-For")],
            origins: vec![origin("10.0.0.0/8"), origin("127.0.0.1")],
        }
    }

    fn client(peer: &str, lines: &[(&'static str, &'static str)]) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(Peer(peer.parse().unwrap())));
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_static(value));
        }
        proxies().client(&extensions, &headers).unwrap().to_string()
    }

    #[test]
    fn whoever_is_not_a_trusted_proxy_is_a_stranger() {
        for (peer, expected) in
            [("10.1.2.3:80", true), ("[::ffff:127.0.0.1]:80", true), ("203.0.113.9:80", false)]
        {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(Peer(peer.parse().unwrap())));
            assert_eq!(proxies().is_trusted_peer(&extensions), expected, "{peer}");
        }
        assert!(!proxies().is_trusted_peer(&Extensions::new()));
    }

    #[test]
    fn only_trusted_proxies_say_whom_they_speak_for() {
        let said = [("x-forwarded-for", "192.0.2.7")];
        for (peer, lines, address) in [
            ("10.1.2.3:80", &said[..], "192.0.2.7"),
            ("[::ffff:10.1.2.3]:80", &said[..], "192.0.2.7"),
            ("203.0.113.9:80", &said[..], "203.0.113.9"),
            ("10.1.2.3:80", &[], "10.1.2.3"),
            // A client can write what it likes before what the proxy adds.
            ("10.1.2.3:80", &[("x-forwarded-for", "8.8.8.8, 192.0.2.7, 10.9.9.9")], "192.0.2.7"),
            (
                "10.1.2.3:80",
                &[("x-forwarded-for", "8.8.8.8"), ("x-forwarded-for", "192.0.2.7")],
                "192.0.2.7",
            ),
            ("10.1.2.3:80", &[("x-forwarded-for", "8.8.8.8, nonsense")], "10.1.2.3"),
            ("10.1.2.3:80", &[("x-forwarded-for", "10.4.4.4, 10.5.5.5")], "10.4.4.4"),
            // The header that is named first counts.
            (
                "127.0.0.1:80",
                &[("x-forwarded-for", "192.0.2.7"), ("cf-connecting-ip", "192.0.2.8")],
                "192.0.2.8",
            ),
            // Nobody has said that this one is to be believed.
            ("10.1.2.3:80", &[("x-real-ip", "192.0.2.7")], "10.1.2.3"),
        ] {
            assert_eq!(client(peer, lines), address, "{peer} {lines:?}");
        }
    }
}
