//! Addresses of the form `host:port`.

use std::fmt;
use std::str::FromStr;

use serde_json::Value as Json;

use super::{Value, ValueError};
use crate::kind::Kind;

/// A host and a port, such as `127.0.0.1:3000`, `[::1]:3000`, `localhost:0` or `:3000` (all
/// interfaces).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostPort {
    /// A name or an IP address, without brackets; empty for all interfaces.
    pub host: String,
    /// The port; 0 lets the system choose.
    pub port: u16,
}

impl FromStr for HostPort {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        if text.contains("://") {
            return Err(malformed("it is a URL"));
        }
        let (host, port) = text.rsplit_once(':').ok_or_else(|| malformed("it has no port"))?;
        let port = port_number(port)?;
        let host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
            Some(address) if address.parse::<std::net::Ipv6Addr>().is_ok() => address,
            Some(_) => return Err(malformed("the text in brackets is not an IPv6 address")),
            None if host.contains(':') => {
                return Err(malformed("an IPv6 address must be in brackets"));
            }
            None => host,
        };
        let is_name = |c: char| !c.is_whitespace() && !c.is_control() && !"/[]@?#".contains(c);
        if !host.chars().all(is_name) {
            return Err(malformed("the host has invalid characters"));
        }
        Ok(Self { host: host.to_owned(), port })
    }
}

fn port_number(text: &str) -> Result<u16, ValueError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(malformed("its port is not a number"));
    }
    text.parse().map_err(|_| ValueError::OutOfRange("the port must be at most 65535".to_owned()))
}

fn malformed(reason: &str) -> ValueError {
    ValueError::Malformed {
        expected: "host and port",
        reason: Some(reason.to_owned()),
        help: "write it like `127.0.0.1:3000`, `[::1]:3000` or `:3000`",
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

impl Value for HostPort {
    const KIND: Kind = Kind::HostPort;

    fn parse(text: &str) -> Result<Self, ValueError> {
        text.parse()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }

    fn to_json(&self) -> Json {
        self.to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_read_or_refused_with_the_reason() {
        for text in ["127.0.0.1:3000", "[::1]:0", ":8080", "localhost:65535", "a-b.c_d:1"] {
            assert_eq!(text.parse().map(|address: HostPort| address.to_string()), Ok(text.into()));
        }
        let table = [
            ("localhost", "is not a valid host and port: it has no port"),
            ("localhost:", "is not a valid host and port: its port is not a number"),
            ("localhost:+1", "is not a valid host and port: its port is not a number"),
            ("localhost:65536", "is out of range: the port must be at most 65535"),
            ("::1:80", "is not a valid host and port: an IPv6 address must be in brackets"),
            (
                "[localhost]:80",
                "is not a valid host and port: the text in brackets is not an IPv6 address",
            ),
            ("http://a:80", "is not a valid host and port: it is a URL"),
            ("a b:80", "is not a valid host and port: the host has invalid characters"),
        ];
        for (text, expected) in table {
            let error = text.parse::<HostPort>().expect_err(text);
            assert_eq!(error.to_string(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(
            host in "[a-z0-9.-]{0,12}|::1|fe80::[0-9a-f]{1,4}",
            port: u16,
        ) {
            let address = HostPort { host, port };
            prop_assert_eq!(address.to_string().parse(), Ok(address));
        }
    }
}
