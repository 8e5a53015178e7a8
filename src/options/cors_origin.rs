//! Origins whose pages may use the server from a browser, as values of a setting.

use axum::http::HeaderValue;
use serde_json::Value as Json;
use sourcebook_options::{Item, Kind, Url, Value, ValueError};

/// The origin of a page, as browsers write it in the header `Origin` (RFC 6454, section 6.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CorsOrigin {
    text: String,
    header: HeaderValue,
    with_port: String,
}

impl CorsOrigin {
    /// As browsers write it.
    pub(crate) fn header(&self) -> &HeaderValue {
        &self.header
    }

    /// With its port, also where that is the one of its scheme.
    pub(crate) fn with_port(&self) -> &str {
        &self.with_port
    }
}

fn refused(reason: &str) -> ValueError {
    ValueError::Malformed {
        expected: "origin",
        reason: Some(reason.to_owned()),
        help: "write the scheme, the host and, if it is not the usual one, the port, such as \
               `https://app.example.com`",
    }
}

impl Value for CorsOrigin {
    const KIND: Kind = Kind::String;

    fn parse(text: &str) -> Result<Self, ValueError> {
        if text.contains('*') {
            return Err(refused(
                "requests carry tokens, so each site that may send them must be listed by itself",
            ));
        }
        if text == "null" {
            return Err(refused("any page can make its origin `null`"));
        }
        let url =
            Url::parse(text).map_err(|_| refused("it is not a URL with a scheme and a host"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("it does not start with `http://` or `https://`"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("it contains a user name or a password"));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(refused("it has more behind the host, which browsers do not send"));
        }
        let text = url.origin().ascii_serialization();
        let header = HeaderValue::from_str(&text).map_err(|_| refused("it is not a header"))?;
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default().unwrap_or(443);
        Ok(Self { header, with_port: format!("{}://{host}:{port}", url.scheme()), text })
    }

    fn to_text(&self) -> String {
        self.text.clone()
    }

    fn to_json(&self) -> Json {
        self.text.as_str().into()
    }
}

impl Item for CorsOrigin {
    const LIST: Kind = Kind::StringArray;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_taken_as_browsers_write_them() {
        for (text, expected, with_port) in [
            ("https://app.example.com", "https://app.example.com", "https://app.example.com:443"),
            (
                "https://App.Example.com:443/",
                "https://app.example.com",
                "https://app.example.com:443",
            ),
            ("http://localhost:5173", "http://localhost:5173", "http://localhost:5173"),
            ("http://[::1]:80", "http://[::1]", "http://[::1]:80"),
            (
                "https://bücher.example",
                "https://xn--bcher-kva.example",
                "https://xn--bcher-kva.example:443",
            ),
        ] {
            let origin = CorsOrigin::parse(text).unwrap();
            assert_eq!((origin.to_text().as_str(), origin.with_port()), (expected, with_port));
            assert_eq!(origin.header(), expected);
        }
    }

    #[test]
    fn what_is_no_single_origin_is_refused_with_the_reason() {
        for (text, expected) in [
            ("*", "requests carry tokens"),
            ("https://*.example.com", "requests carry tokens"),
            ("null", "any page can make its origin `null`"),
            ("app.example.com", "it is not a URL"),
            ("localhost:5173", "does not start with"),
            ("file:///tmp/page.html", "does not start with"),
            ("https://me:marker@app.example.com", "a user name or a password"),
            ("https://app.example.com/page", "more behind the host"),
            ("https://app.example.com/?a=b", "more behind the host"),
            ("https://app.example.com/#a", "more behind the host"),
        ] {
            let told = CorsOrigin::parse(text).unwrap_err().to_string();
            assert!(told.contains(expected) && !told.contains("marker"), "{text}: {told}");
        }
    }
}
