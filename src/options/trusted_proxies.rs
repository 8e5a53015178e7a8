//! The proxies whose headers are trusted, as values of settings.

use std::net::IpAddr;

use axum::http::HeaderName;
use ipnet::IpNet;
use serde_json::Value as Json;
use sourcebook_options::{Item, Kind, Value, ValueError};

/// A header that a trusted proxy puts the address of its client into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TrustedHeader(HeaderName);

/// A network, or one address, of proxies that are trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TrustedOrigin(IpNet);

impl TrustedHeader {
    /// Name of the header.
    pub(crate) fn name(&self) -> &HeaderName {
        &self.0
    }
}

impl Value for TrustedHeader {
    const KIND: Kind = Kind::String;

    fn parse(text: &str) -> Result<Self, ValueError> {
        text.parse().map(Self).map_err(|_| ValueError::Malformed {
            expected: "header name",
            reason: None,
            help: "use one like `X-Forwarded-For`",
        })
    }

    fn to_text(&self) -> String {
        self.0.as_str().to_owned()
    }

    fn to_json(&self) -> Json {
        self.0.as_str().into()
    }
}

impl Item for TrustedHeader {
    const LIST: Kind = Kind::StringArray;
}

impl TrustedOrigin {
    /// Whether an address is in the network.
    pub(crate) fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }
}

impl Value for TrustedOrigin {
    const KIND: Kind = Kind::String;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map(Self).map_err(|_| ValueError::Malformed {
            expected: "network or IP address",
            reason: None,
            help: "use one like `192.168.1.0/24` or `192.168.1.7`",
        })
    }

    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn to_json(&self) -> Json {
        self.to_text().into()
    }
}

impl Item for TrustedOrigin {
    const LIST: Kind = Kind::StringArray;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_networks_are_checked() {
        assert!(TrustedHeader::parse("X Forwarded").is_err());
        for text in ["10.0.0.0/33", "example.com", "10.0.0/8", ""] {
            assert!(TrustedOrigin::parse(text).is_err(), "{text}");
        }
        assert_eq!(TrustedOrigin::parse("fd00::/8").unwrap().to_text(), "fd00::/8");
        assert_eq!(TrustedOrigin::parse("10.0.0.1").unwrap().to_text(), "10.0.0.1/32");
    }
}
